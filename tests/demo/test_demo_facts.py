"""The truth of the mini web: sums that a run is held against, and what they are made of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipelines.records import Reason
from rasad.demo.facts import EXPECTED, WEEK, Truth, is_open_need, sums, truths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .conftest import Answer


@pytest.fixture(scope="module")
def found() -> tuple[Truth, ...]:
    """Give all truths."""
    return truths()


def by_url(found: tuple[Truth, ...]) -> Mapping[str, Truth]:
    """Index truths by address."""
    return {truth.url: truth for truth in found}


def test_the_pinned_sums_are_those_of_the_texts(found: tuple[Truth, ...]) -> None:
    """Whoever adds an article also says what a run must now find."""
    assert sums(found) == EXPECTED


def test_every_truth_has_a_page(found: tuple[Truth, ...], captured: Mapping[str, list[Answer]]) -> None:
    """Each article's address answers in the mini web, twice if it was edited."""
    for truth in found:
        assert len(captured[truth.url]) == truth.revisions, truth.url


def test_incomplete_articles_are_the_four_that_cannot_be_fetched(found: tuple[Truth, ...]) -> None:
    """Two paywalls, a forbidden page and a folder that robots.txt closes leave only the feed's text."""
    lacking = Counter(truth.source for truth in found if not truth.complete)
    assert lacking == {"bosphorus-tech": 2, "fanavari-emrooz": 1, "teknogundem": 1}


def test_copies_are_later_and_elsewhere(found: tuple[Truth, ...]) -> None:
    """A copy points to an article of another source, published before it and no copy itself."""
    known = by_url(found)
    for truth in found:
        if truth.original:
            original = known[truth.original]
            assert original.published < truth.published
            assert original.source != truth.source
            assert original.original is None
            assert original.language == truth.language


def test_copied_stories_have_several_outlets(found: tuple[Truth, ...]) -> None:
    """At least three originals were copied by two outlets each."""
    copied = Counter(truth.original for truth in found if truth.original)
    assert sum(times >= 2 for times in copied.values()) >= 3


def test_interactions_come_in_every_stage(found: tuple[Truth, ...]) -> None:
    """There are signed, carried out, planned, announced and denied happenings between the two countries."""
    stages = {truth.interaction for truth in found if truth.interaction}
    assert stages == {"signed", "carried-out", "planned", "announced", "denied"}


def test_interactions_are_told_in_all_languages(found: tuple[Truth, ...]) -> None:
    """Each of the three languages tells of at least five of them."""
    told = Counter(truth.language for truth in found if truth.interaction)
    assert set(told) == {"tr", "fa", "en"}
    assert min(told.values()) >= 5


def test_the_last_week_has_interactions_and_open_needs(found: tuple[Truth, ...]) -> None:
    """The week of the demo's issue has something under every heading."""
    week = [truth for truth in found if truth.in_week]
    assert sum(truth.interaction is not None for truth in week) >= 5
    assert sum(is_open_need(truth) for truth in week) >= 4


def test_calls_of_iranian_bodies_are_no_needs(found: tuple[Truth, ...]) -> None:
    """Only calls of Turkish bodies count as needs, and only while they are open."""
    issuers = Counter(truth.issuer for truth in found if truth.deadline)
    assert issuers["ir"] >= 3
    for truth in found:
        if is_open_need(truth):
            assert truth.issuer == "tr"
            assert truth.deadline is not None
            assert truth.deadline > WEEK[1]
    closed = [truth for truth in found if truth.issuer == "tr" and not is_open_need(truth)]
    assert [truth.deadline for truth in closed] == [date(2026, 11, 6)]


def test_foreign_languages_are_not_accepted(found: tuple[Truth, ...]) -> None:
    """The three foreign texts are the ones that a run must reject by language."""
    foreign = [truth for truth in found if not truth.accepted]
    assert len(foreign) == EXPECTED.rejections[Reason.LANGUAGE] == 3


def test_every_reason_of_the_mini_web_is_counted() -> None:
    """A run over the mini web rejects for six different reasons."""
    assert len(EXPECTED.rejections) == 6
    assert sum(EXPECTED.rejections.values()) == 8
