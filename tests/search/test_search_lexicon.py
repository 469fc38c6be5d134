"""The writer's memory of words gives what the language layer gives, within bounds, and can be handed on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.material.zipf import documents
from pipelines.text import LANGUAGES, joined
from pipelines.text.pieces import LONGEST as LONGEST_PIECE
from search import lexicon as module
from search.analysis import LONGEST
from search.lexicon import Lexicon
from search.words import Word

# Letters and signs at which pieces begin, end, or reach across blanks.
SIGNS = " \u200c\u00a0'’.,&/-+#()”%\u0307İıŞşĞabcXODTÜ12٫۳هاتریشمینفآوگ"
_SHARED = Lexicon()


@pytest.fixture
def lexicon() -> Lexicon:
    """A lexicon that has met no word."""
    return Lexicon()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Lexicon:
    """A lexicon that holds twenty words at the most."""
    monkeypatch.setattr(module, "LOT", 10)
    return Lexicon()


@given(
    st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(LANGUAGES)
)
def test_keys_are_those_of_the_language_layer(text: str, language: str) -> None:
    """Whatever was met before, a text has the keys that its words have."""
    assert _SHARED.joined(text, language) == joined(text, language)
    assert _SHARED.joined(text, language) == joined(text, language)


@given(
    st.lists(
        st.sampled_from(["(ODTÜ)'nün", "'nün", "kitap.", "kitap", "می روم", "می", "روم", "C++", ".NET"]), max_size=8
    )
)
def test_what_is_cut_otherwise_between_blanks_is_not_mixed_up(words: list[str]) -> None:
    """The same letters as a piece and as all that stands between two blanks may have different keys."""
    text = " ".join(words)
    for language in LANGUAGES:
        assert _SHARED.joined(text, language) == joined(text, language)
        assert _SHARED.joined(f"{text} کتاب", language) == joined(f"{text} کتاب", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_has_no_keys(lexicon: Lexicon, language: str) -> None:
    """An empty text and one of signs alone have no tokens."""
    assert lexicon.joined("", language) == lexicon.joined(" \n. – !", language) == ("", "")


def test_endless_words_are_cut_and_not_remembered(lexicon: Lexicon) -> None:
    """A run of letters longer than any word is cut to one length and neither kept nor told."""
    exact, stem = lexicon.joined(f"önce {'a' * 5000} sonra", "tr")
    assert max(map(len, exact.split())) == max(map(len, stem.split())) == LONGEST
    assert [word.piece for word in lexicon.news(1)] == ["önce", "sonra"]
    assert lexicon.joined("b" * (LONGEST_PIECE + 1), "tr")[0] == "b" * (LONGEST_PIECE + 1)
    assert lexicon.news(1) == []


def test_a_word_is_told_once(lexicon: Lexicon) -> None:
    """A second question brings what was met since, and a few words wait for more."""
    lexicon.joined("Sanayiciler toplandı, kitabı", "tr")
    assert lexicon.news(4) == []
    assert [word.piece for word in lexicon.news(3)] == ["Sanayiciler", "toplandı", "kitabı"]
    lexicon.joined("kitabı yepyeni Sanayiciler", "tr")
    assert [word.piece for word in lexicon.news(1)] == ["yepyeni"]
    assert lexicon.news(0) == []


def test_forms_alike_are_told_once(lexicon: Lexicon) -> None:
    """Most words are their own folded form, or their own key; that takes no room in a file."""
    lexicon.joined("robot Robot girişim", "tr")
    told = {word.piece: (word.exact, word.stem) for word in lexicon.news(1)}
    assert told == {"robot": (None, None), "Robot": ("robot", None), "girişim": (None, "girisim")}


def test_what_one_has_learnt_another_need_not_analyse(lexicon: Lexicon) -> None:
    """A lexicon that was told all words gives the same keys and has nothing to tell itself."""
    texts = [(one.article.text, one.article.language) for one in documents(60, size=500)]
    texts += [("(ODTÜ)'nün C++ kitabı.", "tr"), ("می‌روم گفت و گو کتاب های API", "fa")]
    other = Lexicon()
    found = [other.joined(*text) for text in texts]
    lexicon.learn(other.news(1))
    assert [lexicon.joined(*text) for text in texts] == found
    assert lexicon.news(0) == []


def test_what_was_told_is_believed(lexicon: Lexicon) -> None:
    """Words come with their keys, forms left out included."""
    lexicon.learn([Word(0, "kitabı", None, "k"), Word(1, "کتاب ها", "x", None), Word(2, "C++", "y", "z")])
    assert lexicon.joined("kitabı", "tr") == ("kitabı", "k")
    assert lexicon.joined("کتاب ها", "fa") == ("x", "x")
    assert lexicon.joined("C++", "en") == ("y", "z")


def _words(count: int, letter: str) -> str:
    return " ".join(letter * number for number in range(1, count + 1))


def test_memory_is_bounded(small: Lexicon) -> None:
    """However many words are met, two lots are kept, and keys stay right."""
    for letter in "abcdefghij":
        text = _words(30, letter)
        assert small.joined(text, "en") == joined(text, "en")
    lots = small._tongues["en"]._chunks
    assert len(lots) <= 10
    assert len(lots._before) <= 10


def test_words_met_again_and_again_are_never_forgotten(small: Lexicon) -> None:
    """A word of every text is analysed once, though many others come and go."""
    told: list[str] = []
    for letter in "abcdefghij":
        small.joined(f"{_words(6, letter)} sürekli", "tr")
        told += [word.piece for word in small.news(0)]
    assert told.count("sürekli") == 1
    assert len(told) == 61


def test_news_that_nobody_asks_for_do_not_pile_up(small: Lexicon) -> None:
    """Of words that are never asked for only the last ones are held."""
    small.joined(_words(60, "a"), "en")
    assert 0 < len(small.news(0)) <= 10


def test_a_process_has_one_lexicon() -> None:
    """All that write in one process share what it has met."""
    assert module.lexicon() is module.lexicon()
