"""What of an article answers a query: ranges in its title and the best passage, from our own offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipelines.records import Field
from search.index import Snippet
from search.patterns import Mark, Patterns, patterns_of
from search.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.records import Document
    from search.nodes import Query

# Characters of a passage: three lines of a result list.
LENGTH = 240
# Characters before the first mark, so that it is read in its context.
_BEFORE = 70
# How far a passage may begin earlier to begin with its sentence.
_REACH = 60
_BLANK = re.compile(r"\s")
_SENTENCE = re.compile(r"[.!?؟۔…:]\s+|\n+")


class Shown(NamedTuple):
    """What of a document is shown: ranges of its title, and a passage."""

    title: tuple[tuple[int, int], ...]
    snippet: Snippet


class Highlighter:
    """Finds in documents what one query asked for; without a query it only cuts the beginning."""

    def __init__(self, query: Query | None) -> None:
        self._patterns = patterns_of(query) if query is not None else Patterns()
        self._loosened = self._patterns.loosened()

    def read(self, document: Document) -> dict[Field, Reading]:
        """Read the texts of a document, if words are looked for and not properties alone."""
        article = document.article
        texts = {field: getattr(article, field.value) for field in Field} if self._patterns.reads else {}
        return {field: Reading(text, article.language) for field, text in texts.items() if text}

    def show(self, document: Document, read: Mapping[Field, Reading] | None = None) -> Shown:
        """Mark the title and give the passage that holds most of what was asked for.

        Neighbouring words may stand on both sides of the end of the title; then each of them is marked alone. ``read``
        is what was read of the document, if it was.
        """
        read = self.read(document) if read is None else read
        marks = _marks(document, self._patterns, read)
        if self._loosened is not None and not any(marks.values()):
            marks = _marks(document, self._loosened, read)
        title = tuple((mark.start, mark.end) for mark in marks[Field.TITLE])
        return Shown(title, _snippet(document, marks))

    def title(self, document: Document) -> tuple[tuple[int, int], ...]:
        """Give the ranges of the title that the query asks for."""
        return self.show(document).title

    def snippet(self, document: Document) -> Snippet:
        """Give the passage that holds most of what was asked for, from the text, else from the lead."""
        return self.show(document).snippet


def _marks(document: Document, patterns: Patterns, read: Mapping[Field, Reading]) -> dict[Field, list[Mark]]:
    marks: dict[Field, list[Mark]] = {}
    for field in Field:
        inside = patterns.marks(read[field], title=field is Field.TITLE) if field in read else []
        marks[field] = _merged(inside + patterns.evidence(document, field))
    return marks


def _snippet(document: Document, marks: dict[Field, list[Mark]]) -> Snippet:
    article = document.article
    windows = [(field, _window(marks[field])) for field in (Field.TEXT, Field.LEAD)]
    field, window = max(windows, key=lambda one: len({mark.key for mark in one[1]}))
    if not window:
        return _cut(article.lead or article.text, [], 0)
    text = getattr(article, field.value)
    return _cut(text, marks[field], _begin(text, window))


def _merged(marks: list[Mark]) -> list[Mark]:
    """Sort marks and join those that overlap."""
    merged: list[Mark] = []
    for mark in sorted(marks):
        if merged and mark.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Mark(last.start, max(last.end, mark.end), last.key)
        else:
            merged.append(mark)
    return merged


def _window(marks: list[Mark]) -> list[Mark]:
    """Give the marks of the passage with the most different, then the most, then the earliest ones."""
    best: list[Mark] = []
    worth = (0, 0)
    end = 0
    for start, first in enumerate(marks):
        end = max(end, start + 1)
        while end < len(marks) and marks[end].end <= first.start + LENGTH - _BEFORE:
            end += 1
        inside = marks[start:end]
        if (here := (len({mark.key for mark in inside}), len(inside))) > worth:
            best, worth = inside, here
    return best


def _begin(text: str, window: list[Mark]) -> int:
    """Give where the passage of some marks begins: with a sentence if one is near, else with a word; all marks fit."""
    first, last = window[0].start, window[-1].end
    if len(text) <= LENGTH or (last <= LENGTH and not _SENTENCE.search(text, 0, first)):
        return 0
    least = max(last - LENGTH, first - _BEFORE - _REACH, 0)
    starts = [found.end() for found in _SENTENCE.finditer(text, least, first)]
    earliest = max(min(first - _BEFORE, len(text) - LENGTH), least)
    near = [start for start in starts if start >= earliest] or starts[-1:]
    if near:
        return near[0]
    blank = _BLANK.search(text, earliest, first)
    return blank.end() if blank and earliest else earliest


def _cut(text: str, marks: list[Mark], start: int) -> Snippet:
    """Cut a passage at words, with dots where text is left out; line breaks become blanks."""
    end = min(start + LENGTH, len(text))
    if end < len(text):
        blank = max(text.rfind(" ", start, end + 1), text.rfind("\n", start, end + 1))
        end = blank if blank > start + LENGTH // 2 else end
    passage = re.sub(r"\s", " ", text[start:end])
    dots = "… " if start and text[:start].strip() else ""
    lead = len(passage) - len(passage.lstrip())
    shift = len(dots) - start - lead
    spans = [
        (max(mark.start, start + lead) + shift, min(mark.end, end) + shift)
        for mark in marks
        if mark.start < end and mark.end > start + lead
    ]
    rest = " …" if text[end:].strip() else ""
    return Snippet(text=dots + passage.strip() + rest, spans=tuple(spans))
