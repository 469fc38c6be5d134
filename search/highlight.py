"""What of an article answers a query: ranges in its title and the best passage, from our own offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipelines.records import Field
from pipelines.text import LANGUAGES, Token, tokens
from search.index import Snippet
from search.patterns import Mark, Patterns, patterns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.records import Document
    from search.nodes import Query

# Characters of a passage: three lines of a result list.
LENGTH = 240
# Characters before the first mark, so that it is read in its context.
_BEFORE = 70
# How far a passage may begin earlier to begin with its sentence.
_REACH = 60
_SENTENCE = re.compile(r"[.!?؟۔…:]\s+|\n+")


class _Passage(NamedTuple):
    start: int
    end: int


class Highlighter:
    """Finds in documents what one query asked for; without a query it only cuts the beginning."""

    def __init__(self, query: Query | None) -> None:
        self._patterns: Patterns | None = patterns_of(query) if query is not None else None

    def title(self, document: Document) -> tuple[tuple[int, int], ...]:
        """Give the ranges of the title that the query asks for."""
        return _ranges(self._marks(document, Field.TITLE))

    def snippet(self, document: Document) -> Snippet:
        """Give the passage that holds most of what was asked for, from the text, else from the lead."""
        found: list[tuple[int, str, list[Mark]]] = []
        for field in (Field.TEXT, Field.LEAD):
            text = getattr(document.article, field.value)
            marks = self._marks(document, field)
            found.append((len({mark.key for mark in _window(marks)}), text, marks))
        best = max(found, key=lambda one: one[0])
        if not best[0]:
            return _cut(document.article.lead or document.article.text, [], 0)
        return _cut(best[1], best[2], _begin(best[1], _window(best[2])[0].start))

    def _marks(self, document: Document, field: Field) -> list[Mark]:
        if self._patterns is None:
            return []
        article = document.article
        language = article.language if article.language in LANGUAGES else "en"
        found = _indexed(getattr(article, field.value), language)
        marks = self._patterns.marks(found, title=field is Field.TITLE) + self._patterns.evidence(document, field)
        return _merged(marks)


def _indexed(text: str, language: str) -> list[Token]:
    return [token for token in tokens(text, language) if token.stem]


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


def _ranges(marks: Sequence[Mark]) -> tuple[tuple[int, int], ...]:
    return tuple((mark.start, mark.end) for mark in marks)


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


def _begin(text: str, mark: int) -> int:
    """Give where a passage around a mark begins: with its sentence if that is near, else with a word."""
    if len(text) <= LENGTH or (mark <= _BEFORE + _REACH and not _SENTENCE.search(text, 0, mark)):
        return 0
    mark = min(mark, len(text) - LENGTH + _BEFORE)
    earliest = max(mark - _BEFORE, 0)
    starts = [found.end() for found in _SENTENCE.finditer(text, max(earliest - _REACH, 0), mark)]
    if starts:
        return starts[0] if starts[0] >= earliest else starts[-1]
    blank = re.compile(r"\s").search(text, earliest, mark)
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
