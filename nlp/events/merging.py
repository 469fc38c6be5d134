"""One happening told in title, lead and text is one event with all its evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.events.definitions import Stage
from pipelines.records import Event, Field, Party, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.records import Topic

_FIELDS = list(Field)
_MOST_TOPICS = 3

MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as one sentence tells it; ``sure`` where a verb says how far it is, ``home`` its source's country.

    ``opens`` is true in the title and in the first sentence of lead and text, which tell the same news.
    """

    type: str
    rule: str
    stage: Stage
    negated: bool
    sure: bool
    parties: tuple[Party, ...]
    sentence: Span
    evidence: tuple[Span, ...]
    opens: bool = False
    issuer: str | None = None
    home: str = ""
    place: str | None = None
    date: str | None = None
    deadline: str | None = None
    amount: float | None = None
    currency: str | None = None

    @property
    def countries(self) -> frozenset[str]:
        """The countries of the parties, as far as known."""
        return frozenset(party.country for party in self.parties if party.country)

    @property
    def organisations(self) -> frozenset[str]:
        """The organisations that take part, by id or by name."""
        return frozenset(party.organisation or party.name for party in self.parties if is_organisation(party))

    def event(self, topics: Sequence[Topic]) -> Event:
        """Write it as a record with the topics whose evidence lies in its own, else the article's first ones."""
        return Event(
            type=self.type,
            stage=self.stage.value,
            negated=self.negated,
            interaction={"ir", "tr"} <= self.countries and not self.negated,
            parties=self.parties,
            evidence=self.evidence,
            rule=self.rule,
            need=self._is_need(),
            place=self.place,
            date=self.date,
            deadline=self.deadline,
            amount=self.amount,
            currency=self.currency,
            topics=_topics_of(self.evidence, topics),
        )

    def _is_need(self) -> bool:
        """A call with a deadline of a body of Türkiye, alone or with one of Iran; an unnamed issuer is the source's."""
        if self.issuer is None or self.deadline is None or self.negated or self.stage is Stage.CANCELLED:
            return False
        issuers = {party.country for party in self.parties if party.role == self.issuer}
        is_joint = self.countries >= {"ir", "tr"}
        return is_joint or ("tr" in issuers if issuers else self.home == "tr")


def merged(happenings: Sequence[Happening]) -> list[Happening]:
    """Join happenings of one type that may be the same one; what the first leaves open a later one may add."""
    kept: list[Happening] = []
    for happening in happenings:
        at = next((at for at, other in enumerate(kept) if _may_be_same(other, happening)), None)
        if at is None:
            kept.append(happening)
        else:
            kept[at] = _joined(kept[at], happening)
    return kept


def _may_be_same(one: Happening, other: Happening) -> bool:
    if one.type != other.type or (_is_overturned(one, other) and not _are_of_the_same(one, other)):
        return False
    return (
        (agree(one.countries, other.countries) or _are_two_halves(one, other))
        and agree(one.organisations, other.organisations)
        and (one.deadline is None or other.deadline is None or one.deadline == other.deadline)
        and (one.date is None or other.date is None or one.date == other.date)
        and (one.amount is None or other.amount is None or one.amount == other.amount)
    )


def _is_overturned(one: Happening, other: Happening) -> bool:
    """Say whether one tells the end of what the other tells: that it is denied, or called off."""
    ends = [(told.negated, told.stage is Stage.CANCELLED) for told in (one, other)]
    return ends[0] != ends[1]


def _are_of_the_same(one: Happening, other: Happening) -> bool:
    """Say whether two happenings have the same parties, or one of them leaves them unsaid."""
    return one.countries == other.countries or not one.parties or not other.parties


def _are_two_halves(one: Happening, other: Happening) -> bool:
    """Say whether title and first sentence each name one of the two sides."""
    return one.opens and other.opens and len(one.countries) == 1 == len(other.countries)


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two sets of names agree if one holds all of the other."""
    return one <= other or other <= one


def _joined(one: Happening, other: Happening) -> Happening:
    stage_from = _last_word(one, other)
    fuller = other if len(other.parties) > len(one.parties) else one
    with_amount = one if one.amount is not None else other
    return replace(
        one,
        stage=stage_from.stage,
        negated=stage_from.negated,
        sure=one.sure or other.sure,
        parties=united(fuller.parties, (one if fuller is other else other).parties),
        evidence=_gathered(one.evidence, other.evidence),
        place=one.place or other.place,
        date=one.date or other.date,
        deadline=one.deadline or other.deadline,
        amount=with_amount.amount,
        currency=with_amount.currency,
    )


def _last_word(one: Happening, other: Happening) -> Happening:
    """Give the one that tells how it ends: called off before denied, denied before told, else what a verb says."""
    for told in (one, other):
        if told.stage is Stage.CANCELLED:
            return told
    denied = next((told for told in (one, other) if told.negated), None)
    return denied or (other if other.sure and not one.sure else one)


def _gathered(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """Put the evidence of both in reading order; what is told over and over needs no more than the first sentences."""
    if len(one) >= MOST_EVIDENCE:
        return one
    return tuple(sorted({*one, *other}, key=lambda span: (_FIELDS.index(span.field), span.start, span.end)))


def united(parties: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    """Add the parties that are not there yet; a bare country gives way to an organisation of it."""
    found = list(parties)
    for party in more:
        if not is_organisation(party) and party.country in {other.country for other in found}:
            continue
        if (party.organisation, party.name if party.organisation is None else "") not in {
            (other.organisation, other.name if other.organisation is None else "") for other in found
        }:
            found.append(party)
    with_bodies = {party.country for party in found if is_organisation(party)}
    return tuple(party for party in found if is_organisation(party) or party.country not in with_bodies)


def is_organisation(party: Party) -> bool:
    """Say whether a party is an organisation, of the register or by its bare name, and not a country."""
    return party.organisation is not None or party.country is None


def _topics_of(evidence: Sequence[Span], topics: Sequence[Topic]) -> tuple[str, ...]:
    inside = [
        topic.id
        for topic in topics
        if any(
            span.field is place.field and span.start <= place.start and place.end <= span.end
            for place in topic.evidence
            for span in evidence
        )
    ]
    return tuple(inside or [topic.id for topic in topics[:_MOST_TOPICS]])
