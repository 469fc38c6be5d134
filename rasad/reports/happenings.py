"""Interactions and open calls of an issue, each with its evidence sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rasad.reports.issue import Happening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from pipelines.records import Article, Document, Event, Span
    from rasad.reports.issue import Line

CALL = "call"
TURKIYE = "tr"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def interactions(stories: Sequence[Document], line: Callable[[Document], Line]) -> Iterator[Happening]:
    """Give what Iranian and Turkish sides did together, once per story, type and stage."""
    seen = set()
    for document in stories:
        for event in document.events:
            key = (document.story, event.type, event.stage, event.negated)
            if event.interaction and key not in seen:
                seen.add(key)
                yield happening(document, event, line)


def open_calls(found: Iterable[Document], end: datetime, line: Callable[[Document], Line]) -> list[Happening]:
    """Give the calls of Turkish bodies that are still open at ``end``, the nearest deadline first."""
    calls = {}
    for document in found:
        if document.duplicate_of:
            continue
        for event in document.events:
            if _is_open(event, document.article, end):
                calls[document.story, event.deadline] = happening(document, event, line)
    return sorted(calls.values(), key=lambda call: (last_day(call.deadline) or "", call.line.id))


def _is_open(event: Event, article: Article, end: datetime) -> bool:
    if event.type != CALL or event.negated or event.stage == "cancelled":
        return False
    countries = {party.country for party in event.parties if party.country}
    turkish = event.need or TURKIYE in countries or (not countries and article.country == TURKIYE)
    return turkish and (last_day(event.deadline) or "") >= end.date().isoformat()


def last_day(deadline: str | None) -> str | None:
    """Give the last ISO day of a deadline that may be a range, or ``None``."""
    days = ISO_DAY.findall(deadline or "")
    return days[-1] if days else None


def happening(document: Document, event: Event, line: Callable[[Document], Line]) -> Happening:
    """Make an event a part of the issue."""
    return Happening(
        type=event.type,
        stage=event.stage,
        negated=event.negated,
        parties=event.parties,
        place=event.place,
        date=event.date,
        deadline=event.deadline,
        sentence=sentence(document.article, event.evidence),
        line=line(document),
    )


def sentence(article: Article, evidence: Sequence[Span]) -> str:
    """Give the longest evidence of an event as it stands in the article."""
    texts = [getattr(article, span.field)[span.start : span.end] for span in evidence]
    return max(texts, key=len, default="").strip()
