"""Cutting texts into pieces that carry marks: search hits, the evidence of tags, what a revision changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text and what is marked there.

    ``kind`` names a colour, ``title`` says what it is, ``tag`` is what the mark belongs to and ``id`` the mark's own
    name within the page, so that an address can lead to it.
    """

    start: int
    end: int
    kind: str
    title: str = ""
    tag: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks, in no markup yet; ``ids`` are the marks that begin with it."""

    text: str
    kinds: str = ""
    title: str = ""
    tags: str = ""
    ids: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Cut a text at the borders of marks; marks may overlap, and what lies outside the text is left out.

    The pieces together are the text. It takes time proportional to the pieces and the marks over each of them.
    """
    inside = sorted(_clipped(text, marks), key=lambda mark: (mark.start, -mark.end))
    borders = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    result: list[Piece] = []
    over: list[Mark] = []
    waiting = iter([*inside, None])
    coming = next(waiting)
    for start, end in pairwise(borders):
        over = [mark for mark in over if mark.end > start]
        while coming is not None and coming.start <= start:
            over.append(coming)
            coming = next(waiting)
        result.append(_piece(text[start:end], over, start))
    return tuple(result)


def _clipped(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < end:
            yield replace(mark, start=start, end=end)


def _piece(text: str, over: Sequence[Mark], start: int) -> Piece:
    return Piece(
        text,
        " ".join(dict.fromkeys(mark.kind for mark in over)),
        " · ".join(dict.fromkeys(mark.title for mark in over if mark.title)),
        " ".join(dict.fromkeys(mark.tag for mark in over if mark.tag)),
        tuple(mark.id for mark in over if mark.id and mark.start == start),
    )


def found(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text at the places that a search found."""
    return pieces(text, [Mark(start, end, "hit") for start, end in spans])


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """Cut a text into its paragraphs, each into pieces; marks count from the start of the whole text.

    Paragraphs end with a line break; empty ones are left out. A mark over several paragraphs names the first one.
    """
    result, start = [], 0
    over: list[Mark] = []
    waiting = sorted(_clipped(text, marks), key=lambda mark: mark.start, reverse=True)
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        over = [mark for mark in over if mark.end > start]
        while waiting and waiting[-1].start < end:
            over.append(waiting.pop())
        if paragraph.strip():
            result.append(pieces(paragraph, [_moved(mark, start) for mark in over]))
        start = end + 1
    return tuple(result)


def _moved(mark: Mark, start: int) -> Mark:
    """Count from the start of a paragraph; one that begins before it has been named there."""
    return replace(mark, start=mark.start - start, end=mark.end - start, id=mark.id if mark.start >= start else "")
