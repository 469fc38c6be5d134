"""One happening in several articles of a story is one event with the evidence of all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.events.stories import Retold, retold
from pipelines.records import Event, Field, Party, Span

IRAN = Party(organisation=None, country="ir", role="party")
TURKIYE = Party(organisation=None, country="tr", role="party")
TUBITAK = Party(organisation="tr/tubitak", country="tr", role="party", name="TÜBİTAK")
KOSGEB = Party(organisation="tr/kosgeb", country="tr", role="party", name="KOSGEB")
EVENT = Event(
    type="agreement", stage="signed", negated=False, interaction=True, parties=(IRAN, TURKIYE),
    evidence=(Span(field=Field.TEXT, start=0, end=9),), rule="1",
)  # fmt: skip


def _pair(**more: object) -> list[Retold[str]]:
    other = replace(EVENT, **more)  # type: ignore[arg-type]  # keyword arguments of a table
    return retold([("s", "first", EVENT), ("s", "second", other)])


def test_the_same_happening_keeps_the_evidence_of_every_article() -> None:
    """Who told it is kept in order, each with the event as told there."""
    (one,) = _pair(evidence=(Span(field=Field.TITLE, start=1, end=5),))
    assert [teller for teller, _ in one.told] == ["first", "second"]
    assert [event.evidence[0].field for _, event in one.told] == [Field.TEXT, Field.TITLE]
    assert one.event.evidence == EVENT.evidence


@pytest.mark.parametrize(
    "more",
    [
        {"type": "visit"},
        {"negated": True},
        {"stage": "cancelled"},
        {"parties": (IRAN, Party(organisation=None, country="de", role="party"))},
        {"deadline": "2026-12-01"},
        {"amount": 7.0},
        {"date": "2026-10-01"},
    ],
)
def test_what_contradicts_is_another_happening(more: dict[str, object]) -> None:
    """Another type, a denial, a cancellation, other countries and other details stay apart."""
    one = replace(EVENT, deadline="2026-11-30", amount=5.0, date="2026-11-10")
    other = replace(one, **more)  # type: ignore[arg-type]  # keyword arguments of a table
    assert len(retold([("s", "first", one), ("s", "second", other)])) == 2


def test_other_organisations_stay_apart_and_more_of_them_do_not() -> None:
    """TÜBİTAK's agreement is not KOSGEB's, but an article may name more sides than another."""
    one, other = (replace(EVENT, parties=(IRAN, body)) for body in (TUBITAK, KOSGEB))
    both = replace(EVENT, parties=(IRAN, TUBITAK, KOSGEB))
    assert len(retold([("s", "a", one), ("s", "b", other)])) == 2
    (joined,) = retold([("s", "a", one), ("s", "b", both)])
    assert {party.organisation for party in joined.event.parties} == {None, "tr/tubitak", "tr/kosgeb"}


def test_other_stories_stay_apart() -> None:
    """Only articles of one story are joined."""
    assert len(retold([("s", "first", EVENT), ("t", "second", EVENT)])) == 2


def test_what_one_article_tells_apart_stays_apart() -> None:
    """Two events of one teller are two, also where another article tells only one of them."""
    found = retold([("s", "first", EVENT), ("s", "first", EVENT), ("s", "second", EVENT)])
    assert [len(one.told) for one in found] == [2, 1]


def test_details_complete_each_other() -> None:
    """What one article leaves open the other one adds, and an organisation takes its country's place."""
    (one,) = _pair(
        parties=(IRAN, TUBITAK), place="Tabriz", date="2026-11-10", deadline="2026-12-01", amount=2.5, currency="EUR",
        topics=("water",), need=True,
    )  # fmt: skip
    event = one.event
    assert (event.place, event.date, event.deadline) == ("Tabriz", "2026-11-10", "2026-12-01")
    assert (event.amount, event.currency, event.topics, event.need) == (2.5, "EUR", ("water",), True)
    assert {party.organisation or party.country for party in event.parties} == {"tr/tubitak", "ir"}


def test_a_day_is_exacter_than_its_month() -> None:
    """A month does not contradict a day of it, and gives way to it."""
    (one,) = retold([("s", 1, replace(EVENT, date="2026-11")), ("s", 2, replace(EVENT, date="2026-11-10"))])
    assert one.event.date == "2026-11-10"


@pytest.mark.parametrize(
    ("stages", "expected"),
    [(("planned", "signed"), "signed"), (("carried-out", "planned"), "carried-out"), (("announced",), "announced")],
)
def test_a_story_goes_on(stages: tuple[str, ...], expected: str) -> None:
    """The furthest stage that an article tells is that of the happening."""
    found = retold([("s", number, replace(EVENT, stage=stage)) for number, stage in enumerate(stages)])
    assert [one.event.stage for one in found] == [expected]


def test_cancelled_events_join_each_other() -> None:
    """Two reports of a cancellation are one."""
    cancelled = replace(EVENT, stage="cancelled")
    (one,) = retold([("s", 1, cancelled), ("s", 2, cancelled)])
    assert one.event.stage == "cancelled"


@given(st.lists(st.tuples(st.sampled_from("st"), st.integers(0, 5), st.sampled_from(["visit", "agreement"]))))
def test_nothing_told_is_lost(told: list[tuple[str, int, str]]) -> None:
    """Every telling is in exactly one happening of its type."""
    found = retold((story, teller, replace(EVENT, type=type_)) for story, teller, type_ in told)
    kept = sorted((teller, event.type) for one in found for teller, event in one.told)
    assert kept == sorted((teller, type_) for _, teller, type_ in told)
    assert all(event.type == one.event.type for one in found for _, event in one.told)
