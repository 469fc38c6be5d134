"""The vocabulary: what is learnt of a piece of text once, the numbers of words, and what happens when it is full."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import vocabulary as vocabulary_module
from nlp.fields import read_field
from nlp.topics.phrases import PhraseBook
from nlp.vocabulary import Vocabulary
from pipelines.records import Field
from pipelines.text import TokenKind, reader, tokens
from pipelines.text.pieces import LONGEST, cut_marks, cut_pieces

TEXTS = st.text(alphabet=st.sampled_from("aşİ ک‌یه'’.,-:()&\"\n\u0307😀7"), max_size=80)
LANGUAGES = st.sampled_from(["tr", "fa", "en", "az"])


def _vocabulary(language: str = "tr") -> Vocabulary:
    return Vocabulary(reader(language))


def _found(book: PhraseBook, text: str) -> list[tuple[int, ...]]:
    return [tuple(hit) for hit in book.find(read_field(Field.TEXT, text, "tr"))]


@given(text=TEXTS, language=LANGUAGES)
def test_a_field_has_the_tokens_of_the_language_layer(text: str, language: str) -> None:
    """Reading a field in one pass gives the very tokens and marks that the language layer gives for its text."""
    assert list(read_field(Field.TEXT, text, language).tokens) == tokens(text, language, punctuation=True)


@given(text=TEXTS, language=LANGUAGES)
def test_numbers_lead_to_the_words(text: str, language: str) -> None:
    """Under its number each token has a word of the same form, lemma and kind."""
    found = read_field(Field.TEXT, text, language)
    words = [found.vocabulary.words[number] for number in found.numbers]
    assert [(word.exact, word.lemma, word.kind) for word in words] == [
        (token.exact, token.lemma, token.kind) for token in found.tokens
    ]


@given(text=TEXTS)
def test_pieces_and_marks_are_all_that_is_seen(text: str) -> None:
    """Pieces come in their order, and a mark stands where it is said to stand, between them."""
    place = 0
    for piece in cut_pieces(text):
        place = text.index(piece, place) + len(piece)
    marks = cut_marks(text, 0, len(text))
    assert all(text[at] == sign for at, sign in marks)
    assert all(one < other for (one, _), (other, _) in pairwise(marks))


def test_a_word_has_one_number_wherever_it_stands() -> None:
    """Two spellings of one word share a number; a mark and a word of the same letters would not."""
    known = _vocabulary()
    assert known["TÜBİTAK"][0][2] == known["Tübitak"][0][2] == known["tübitak'ın"][0][2]
    assert known["çağrısı"][0][2] != known["çağrı"][0][2]
    assert known.mark("-")[2] == known.mark("-")[2] == len(known.words) - 1
    assert known.mark("-")[0].kind is TokenKind.PUNCT


def test_keys_of_a_word_are_one_object() -> None:
    """Words met in several spellings keep the form and lemma of the first, so that memory holds each of them once."""
    known = _vocabulary()
    one, other = known["Teknoloji"][0][1], known["TEKNOLOJİ"][0][1]
    assert one == other == ("teknoloji", "teknoloji")
    assert one[0] is other[0]
    assert one[1] is other[1]


def test_a_row_of_letters_is_not_kept() -> None:
    """What is longer than any word is read anew each time; its word is kept as one that counts."""
    known = _vocabulary()
    long = "a" * (LONGEST + 1)
    assert [part.end for part, _, _ in known[long]] == [len(long)]
    assert long not in known
    assert known.words[-1].exact == long


@pytest.mark.parametrize("most", [1, 5, 40])
def test_a_full_vocabulary_is_begun_anew(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few words are kept, each text is read alike, and phrases are found alike in all of them."""
    book = PhraseBook("tr")
    for value, phrase in enumerate(["yapay zeka", "TİM", "Van", "anlaşma .. imzala", "girişim*"]):
        book.add(phrase, value)
    texts = [
        "Yapay zekâ girişimi Van'da açıldı, TİM anlaşmayı dün akşam imzaladı.",
        "van ve tim; girişimciler yapay zekâyı tartıştı.",
        "Başka bir konu: hava güzel.",
    ]
    plain = [_found(book, text) for text in texts]
    assert list(map(bool, plain)) == [True, True, False]
    monkeypatch.setattr(vocabulary_module, "MOST_PIECES", most)
    for _ in range(3):
        for text, expected in zip(texts, plain, strict=True):
            assert _found(book, text) == expected


def test_the_words_met_first_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The successor of a full vocabulary knows the first half of its pieces, under numbers of its own."""
    monkeypatch.setattr(vocabulary_module, "MOST_PIECES", 6)
    known = _vocabulary()
    for piece in ("bir", "iki", "üç", "dört", "beş", "altı"):
        assert not known.is_full
        assert known[piece]
    assert known.is_full
    following = known.successor()
    assert list(following) == ["bir", "iki", "üç"]
    assert [following.words[number].exact for found in following.values() for _, _, number in found] == list(following)
    assert not following.is_full


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts of ever new words leave no more words than are to be kept and those of one text."""
    monkeypatch.setattr(vocabulary_module, "MOST_PIECES", 200)
    for number in range(30):
        text = " ".join(f"sözcük{number}x{word}" for word in range(100))
        found = read_field(Field.TEXT, text, "en")
        assert len(found.vocabulary) <= 200 + 100
        assert len(found.vocabulary.words) <= 200 + 300


def test_a_book_reads_texts_of_two_vocabularies_in_turn() -> None:
    """Numbers of one language say nothing about the words of another; a book forgets them when it changes."""
    book = PhraseBook("tr")
    book.add("TÜBİTAK", 1)
    for _ in range(2):
        for language in ("tr", "en", "fa"):
            text = read_field(Field.TEXT, "Bugün yeni bir gün: TÜBİTAK", language)
            assert [text.tokens[hit.first].exact for hit in book.find(text)] == ["tübitak"]


def test_a_phrase_added_later_is_found() -> None:
    """What was learnt of words before is forgotten when a book gets another phrase."""
    book = PhraseBook("tr")
    book.add("yapay zeka", 1)
    assert _found(book, "yapay zekâ ve robot") == [(1, 0, 1)]
    book.add("robot", 2)
    assert _found(book, "yapay zekâ ve robot") == [(1, 0, 1), (2, 3, 3)]
