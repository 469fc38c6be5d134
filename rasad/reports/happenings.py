"""Interactions and open calls of an issue, each with its evidence sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.events.stories import retold
from rasad.reports.issue import Happening, Telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from nlp.events.stories import Retold
    from pipelines.records import Article, Document, Event, Span
    from rasad.reports.issue import Line

CALL = "call"
TURKIYE = "tr"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def interactions(stories: Iterable[Document], line: Callable[[Document], Line]) -> Iterator[Happening]:
    """Give what Iranian and Turkish sides did together, once per story with the evidence of all its articles."""
    found = retold(
        (document.story, document, event) for document in stories for event in document.events if event.interaction
    )
    return (happening(one, line) for one in found)


def open_calls(found: Iterable[Document], end: datetime, line: Callable[[Document], Line]) -> list[Happening]:
    """Give the calls of Turkish bodies that are still open at ``end``, the nearest deadline first."""
    calls = retold(
        (document.story, document, event)
        for document in found
        if not document.duplicate_of
        for event in document.events
        if _is_open(event, document.article, end)
    )
    told = [happening(one, line) for one in calls]
    return sorted(told, key=lambda call: (last_day(call.deadline) or "", call.line.id))


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


def happening(one: Retold[Document], line: Callable[[Document], Line]) -> Happening:
    """Make an event that one or several articles tell of a part of the issue; the first of them leads."""
    event = one.event
    first, *others = [Telling(sentence(document.article, told.evidence), line(document)) for document, told in one.told]
    return Happening(
        type=event.type,
        stage=event.stage,
        negated=event.negated,
        parties=event.parties,
        place=event.place,
        date=event.date,
        deadline=event.deadline,
        sentence=first.sentence,
        line=first.line,
        amount=event.amount,
        currency=event.currency,
        also=tuple(others),
    )


def sentence(article: Article, evidence: Sequence[Span]) -> str:
    """Give the longest evidence of an event as it stands in the article."""
    texts = [getattr(article, span.field)[span.start : span.end] for span in evidence]
    return max(texts, key=len, default="").strip()
