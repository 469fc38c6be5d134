"""Texts are cut into pieces that together are the text, under the marks that lie over them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.web.marking import Mark, Piece, found, paragraphs, pieces

TEXTS = st.text(alphabet="aبİ\n \u200c<&", max_size=60)
KINDS = st.sampled_from(["topic", "organisation", "event"])
MARKS = st.lists(
    st.builds(Mark, st.integers(-5, 70), st.integers(-5, 70), KINDS, st.just("t"), st.sampled_from(["a", "b"])),
    max_size=12,
)


@given(TEXTS, MARKS)
def test_pieces_together_are_the_text(text: str, marks: list[Mark]) -> None:
    """Nothing is lost or doubled, whatever the marks."""
    assert "".join(piece.text for piece in pieces(text, marks)) == text


@given(TEXTS, MARKS)
def test_every_character_has_the_marks_over_it(text: str, marks: list[Mark]) -> None:
    """A character carries exactly the kinds and tags of the marks whose range holds it."""
    at = 0
    for piece in pieces(text, marks):
        for place in range(at, at + len(piece.text)):
            over = [mark for mark in marks if mark.start <= place < mark.end]
            assert set(piece.kinds.split()) == {mark.kind for mark in over}
            assert set(piece.tags.split()) == {mark.tag for mark in over}
        at += len(piece.text)


def _sets(piece: Piece) -> tuple[str, set[str], set[str]]:
    return piece.text, set(piece.kinds.split()), set(piece.tags.split())


@given(TEXTS, MARKS)
def test_paragraphs_keep_every_line_and_its_marks(text: str, marks: list[Mark]) -> None:
    """The paragraphs are the lines that are not blank, marked as in the whole text."""
    cut = paragraphs(text, marks)
    assert ["".join(piece.text for piece in one) for one in cut] == [line for line in text.split("\n") if line.strip()]
    starts = [place for place in range(len(text)) if place == 0 or text[place - 1] == "\n"]
    lines = [(start, line) for start, line in zip(starts, text.split("\n"), strict=False) if line.strip()]
    for (start, line), one in zip(lines, cut, strict=True):
        moved = [replace(mark, start=mark.start - start, end=mark.end - start) for mark in marks]
        assert [_sets(piece) for piece in one] == [_sets(piece) for piece in pieces(line, moved)]


def test_marks_that_overlap_are_told_apart() -> None:
    """Where two marks overlap, the piece has both, and each says where it begins."""
    marks = [Mark(0, 7, "organisation", "TÜBİTAK", "o0", "o0-0"), Mark(0, 18, "event", "Çağrı", "e0", "e0-0")]
    cut = pieces("TÜBİTAK çağrı açtı", marks)
    assert [(piece.text, piece.kinds, piece.ids) for piece in cut] == [
        ("TÜBİTAK", "event organisation", ("e0-0", "o0-0")),
        (" çağrı açtı", "event", ()),
    ]
    assert cut[0].title == "Çağrı · TÜBİTAK"


def test_an_anchor_stands_once_in_a_mark_over_several_paragraphs() -> None:
    """An id must be unique in a page: only the first paragraph of a mark has it."""
    cut = paragraphs("bir iki\n\nüç dört", [Mark(4, 12, "event", id="e0-0")])
    assert [piece.ids for paragraph in cut for piece in paragraph if piece.kinds] == [("e0-0",), ()]


@pytest.mark.timeout(20)
def test_many_marks_over_a_long_text_are_cut_in_a_moment() -> None:
    """Ten thousand marks on a text of a megabyte take no noticeable time; the time limit of the test is the proof."""
    text = "kelime " * 150_000
    marks = [Mark(place, place + 6, "topic") for place in range(0, 1_000_000, 100)]
    assert len(pieces(text, marks)) == 20_000
    assert len(paragraphs(("kelime " * 9 + "\n") * 16_000, marks)) > 15_000


def test_hits_are_marked() -> None:
    """The ranges of a search become marks of their own kind."""
    assert [(piece.text, piece.kinds) for piece in found("yapay zekâ", [(6, 10)])] == [("yapay ", ""), ("zekâ", "hit")]
