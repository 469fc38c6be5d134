"""What makes a story important to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.records import Document

# The desk's missions first: what links the two countries, then what Türkiye seeks, then what many outlets carry.
INTERACTION = 8.0
NEED = 5.0
OUTLET = 2.0
EVENT = 1.5
TOPIC = 0.5
INCOMPLETE = -1.0
# More topics than this say that a text is long, not that it matters.
MOST_TOPICS = 4


def weight(document: Document, outlets: int) -> float:
    """Weigh a story by its interactions, needs, events, topics and the number of other outlets that carry it."""
    events = [event for event in document.events if not event.negated]
    return (
        INTERACTION * any(event.interaction for event in events)
        + NEED * any(event.need for event in events)
        + OUTLET * outlets
        + EVENT * min(len(events), 2)
        + TOPIC * min(len(document.topics), MOST_TOPICS)
        + INCOMPLETE * (not document.article.complete)
    )
