"""From text to words, pieces and names: what the network reads, and how its answer is read."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.entities.labels import Decoder, Name
from nlp.entities.pieces import BEGIN, END, PAD, UNKNOWN, Pieces
from nlp.entities.recogniser import MODEL
from nlp.entities.words import form, words

LABELS = ("O", "B-ORG", "I-ORG", "B-PER", "I-PER")
SPECIAL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
TEXTS = st.text(st.sampled_from("aAıİiğ'’ .،-\u200c\u0307\u0640كيۀ۱😀\n\u202b"), max_size=40)


@pytest.fixture(scope="module")
def bundled() -> Pieces:
    """Give the pieces of the bundled network."""
    return Pieces.load(MODEL / "pieces.tsv")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ي", "ی"),
        ("كتاب", "کتاب"),
        ("پـارک", "پارک"),
        ("عِلم", "علم"),
        ("’", "'"),
        ("“", '"'),
        ("Mi\u0307lli\u0307", "Milli"),
        ("ﬁrma", "firma"),
        ("ـ", "ـ"),
    ],
)
def test_letters_that_look_alike_are_one(word: str, expected: str) -> None:
    """Arabic and Persian letters, quotes, tatweel, harakat and dots have one form; no word becomes nothing."""
    assert form(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TÜBİTAK'ın payı", [("TÜBİTAK", True), ("'", False), ("ın", False), ("payı", True)]),
        ("دانش‌بنیان", [("دانش", True), ("بنیان", True)]),
        ("(ODTÜ)", [("(", True), ("ODTÜ", False), (")", False)]),
        ("\u202bعلم\u202c", [("علم", True)]),
        ("", []),
    ],
)
def test_a_zwnj_parts_words_as_a_blank_does(text: str, expected: list[tuple[str, bool]]) -> None:
    """Words know whether a gap is before them; marks are words, and invisible characters are gaps."""
    assert [(word.form, word.spaced) for word in words(text)] == expected


@given(TEXTS)
def test_words_ascend_and_keep_their_places(text: str) -> None:
    """Words are cut where they stand, in order, without overlap, and none is blank."""
    found = list(words(text))
    assert all(form(text[word.start : word.end]) == word.form and word.form.strip() for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_words_between_two_characters() -> None:
    """Only the words of the asked part come, with places in the whole text."""
    assert [(word.form, word.start) for word in words("bir iki üç", 4, 7)] == [("iki", 4)]


def test_the_likeliest_cut_wins() -> None:
    """Of all ways to cut a word the one with the greatest sum of log probabilities is taken."""
    pieces = Pieces([*SPECIAL, ("▁", -2.0), ("▁ab", -3.0), ("c", -1.0), ("▁a", -1.0), ("bc", -4.0), ("a", -9.0)])
    assert pieces.cut("abc", spaced=True) == (5, 6)
    assert len(pieces) == 10


def test_an_unknown_letter_is_the_unknown_piece() -> None:
    """A letter that no piece holds costs more than any piece, and does not spoil its neighbours."""
    pieces = Pieces([*SPECIAL, ("▁", -2.0), ("a", -3.0), ("aa", -4.0)])
    assert pieces.cut("a漢aa", spaced=False) == (5, UNKNOWN, 6)
    assert pieces.cut("", spaced=False) == ()


@given(st.text(st.sampled_from("abc"), min_size=1, max_size=8), st.data())
def test_no_other_cut_is_likelier(word: str, data: st.DataObject) -> None:
    """A random cut into known pieces is never likelier than the one that is given."""
    vocabulary = ["a", "b", "c", "ab", "bc", "ca", "abc", "bca"]
    scores = data.draw(st.lists(st.floats(-9, -1), min_size=8, max_size=8))
    pieces = Pieces([*SPECIAL, *zip(vocabulary, scores, strict=True)])
    own = dict(zip(vocabulary, scores, strict=True))

    def best(rest: str) -> float:
        options = [own[piece] + best(rest[len(piece) :]) for piece in vocabulary if rest.startswith(piece)]
        return max(options) if rest else 0.0

    cut = pieces.cut(word, spaced=False)
    assert math.isclose(sum(own[vocabulary[number - 4]] for number in cut), best(word), abs_tol=1e-9)


@settings(deadline=None)
@given(TEXTS)
def test_bundled_pieces_give_back_the_word(bundled: Pieces, text: str) -> None:
    """Joined, the pieces of a word are the word, wherever none of them is unknown."""
    names = {number: piece for piece, number in bundled._numbers.items()}
    for word in words(text):
        cut = bundled.cut(word.form, spaced=word.spaced)
        assert cut
        if UNKNOWN not in cut:
            assert "".join(names[number] for number in cut) == ("▁" if word.spaced else "") + word.form


def test_bundled_pieces_know_the_three_languages(bundled: Pieces) -> None:
    """Common words of each language are one or two pieces, and the special ones come first."""
    common = ["üniversitesi", "Bakanlığı", "دانشگاه", "شرکت", "university", "technology", "ve", "و"]
    assert all(len(bundled.cut(word, spaced=True)) <= 2 for word in common)
    assert [bundled._numbers[piece] for piece, _ in SPECIAL] == [BEGIN, PAD, END, UNKNOWN]


def test_a_word_without_end_is_cut_short(bundled: Pieces) -> None:
    """A run of letters as long as a page has no more pieces than the longest word that is read."""
    assert len(bundled.cut("a" * 100_000, spaced=True)) <= 65


def test_pieces_may_be_line_separators(tmp_path: Path) -> None:
    """A piece may be a character that other readers take for the end of a line."""
    path = tmp_path / "pieces.tsv"
    path.write_text("".join(f"{piece}\t-1.5\n" for piece in ("<s>", "<pad>", "</s>", "<unk>", "\u2028")), "utf-8")
    assert Pieces.load(path).cut("\u2028", spaced=False) == (4,)


def likelihoods(*rows: dict[str, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Give rows of likelihoods; what a row does not name shares the rest."""
    full = np.full((len(rows), len(LABELS)), 0.001, np.float32)
    for number, row in enumerate(rows):
        for label, value in row.items():
            full[number, LABELS.index(label)] = value
    return full


def test_names_are_read_off() -> None:
    """A beginning and what follows inside is a name, as sure as its least sure word."""
    rows = likelihoods({"O": 0.9}, {"B-ORG": 0.9}, {"I-ORG": 0.6, "O": 0.3}, {"O": 0.9}, {"B-PER": 0.8})
    names = list(Decoder(LABELS).names(rows))
    assert [name[:3] for name in names] == [("ORG", 1, 3), ("PER", 4, 5)]
    assert names[0].score == pytest.approx(0.601, abs=1e-3)


def test_two_names_may_touch() -> None:
    """A beginning right behind a name is the next one."""
    rows = likelihoods({"B-ORG": 0.9}, {"B-ORG": 0.9}, {"I-ORG": 0.9})
    assert [name[:3] for name in Decoder(LABELS).names(rows)] == [("ORG", 0, 1), ("ORG", 1, 3)]


def test_an_inside_without_a_beginning_is_made_sense_of() -> None:
    """Where the likeliest labels make no sense the likeliest row that does is taken."""
    rows = likelihoods({"O": 0.5, "B-ORG": 0.4}, {"I-ORG": 0.9})
    assert [name[:3] for name in Decoder(LABELS).names(rows)] == [("ORG", 0, 2)]
    rows = likelihoods({"B-PER": 0.9}, {"I-ORG": 0.5, "I-PER": 0.4})
    assert [name[:3] for name in Decoder(LABELS).names(rows)] == [("PER", 0, 2)]


def test_no_words_no_names() -> None:
    """An empty row has no names."""
    assert list(Decoder(LABELS).names(likelihoods())) == []


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=5, max_size=5), max_size=12))
def test_names_never_overlap(rows: list[list[float]]) -> None:
    """Whatever the likelihoods, names ascend, have words, and are as sure as a likelihood can be."""
    given = np.array(rows, np.float32).reshape(-1, 5)
    given /= np.maximum(given.sum(1, keepdims=True), 1e-6)
    names: list[Name] = list(Decoder(LABELS).names(given))
    assert all(name.first < name.end and 0 <= name.score <= 1.0001 for name in names)
    assert all(left.end <= right.first for left, right in pairwise(names))
