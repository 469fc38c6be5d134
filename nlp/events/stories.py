"""The same happening told by several articles of a story is one event with the evidence of all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from nlp.events.definitions import Stage
from nlp.events.merging import agree, is_organisation, united
from pipelines.records import Event

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Teller = TypeVar("Teller")

PROGRESS = (Stage.PLANNED, Stage.ANNOUNCED, Stage.SIGNED, Stage.CARRIED_OUT)
"""How a happening goes on from article to article; a cancelled one is another event."""


@dataclass(frozen=True, slots=True)
class Retold(Generic[Teller]):
    """A happening: the event with all that is known of it, and who told it with the event as told there, first to last.

    The evidence of ``event`` lies in the article of the first teller, that of the others in their own.
    """

    event: Event
    told: tuple[tuple[Teller, Event], ...]


def retold(told: Iterable[tuple[Hashable, Teller, Event]]) -> list[Retold[Teller]]:
    """Join the events of each story that may be the same happening, in the order in which it was first told.

    Args:
        told: The story, who tells it, and the event. One teller's events stay apart: it has told them apart.
    """
    stories: dict[Hashable, list[int]] = {}
    found: list[Retold[Teller]] = []
    for story, teller, event in told:
        known = stories.setdefault(story, [])
        same = next((at for at in known if _is_same(found[at], teller, event)), None)
        if same is None:
            known.append(len(found))
            found.append(Retold(event, ((teller, event),)))
        else:
            one = found[same]
            found[same] = Retold(_joined(one.event, event), (*one.told, (teller, event)))
    return found


def _is_same(one: Retold[Teller], teller: Teller, event: Event) -> bool:
    known = one.event
    if known.type != event.type or known.negated != event.negated or any(other == teller for other, _ in one.told):
        return False
    if (known.stage == Stage.CANCELLED) != (event.stage == Stage.CANCELLED):
        return False
    pairs = (
        (_organisations(known), _organisations(event)),
        (_countries(known), _countries(event)),
    )
    details = ((known.deadline, event.deadline), (known.date, event.date), (known.amount, event.amount))
    return all(agree(*pair) for pair in pairs) and all(_may_agree(*pair) for pair in details)


def _may_agree(one: str | float | None, other: str | float | None) -> bool:
    """Say whether two details do not contradict: one is missing, or a month holds the other's day."""
    if one is None or other is None or one == other:
        return True
    return isinstance(one, str) and isinstance(other, str) and (one.startswith(other) or other.startswith(one))


def _countries(event: Event) -> frozenset[str]:
    return frozenset(party.country for party in event.parties if party.country)


def _organisations(event: Event) -> frozenset[str]:
    return frozenset(party.organisation for party in event.parties if party.organisation)


def _joined(one: Event, other: Event) -> Event:
    fuller, rest = (other, one) if _weight(other) > _weight(one) else (one, other)
    with_amount = one if one.amount is not None else other
    return replace(
        one,
        stage=max(one.stage, other.stage, key=_progress),
        interaction=one.interaction or other.interaction,
        need=one.need or other.need,
        parties=united(fuller.parties, rest.parties),
        place=one.place or other.place,
        date=_exacter(one.date, other.date),
        deadline=_exacter(one.deadline, other.deadline),
        amount=with_amount.amount,
        currency=with_amount.currency,
        topics=tuple(dict.fromkeys((*one.topics, *other.topics))),
    )


def _weight(event: Event) -> tuple[int, int]:
    return sum(map(is_organisation, event.parties)), len(event.parties)


def _progress(stage: str) -> int:
    return PROGRESS.index(Stage(stage)) if stage in PROGRESS else len(PROGRESS)


def _exacter(one: str | None, other: str | None) -> str | None:
    return max(one or "", other or "", key=len) or None
