"""The whole job on the mini web finds what its authors put there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipelines.urls import canonical
from rasad.demo.facts import EXPECTED, Truth, truths
from tests.commandline import Demo, run_rasad

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(demo: Demo) -> dict[str, Row]:
    """Give the exported articles by canonical address."""
    found = [json.loads(line) for line in demo.rasad("export", "articles").out.splitlines()]
    return {canonical(row["url"]): row for row in found}


@pytest.fixture(scope="module")
def pairs(rows: dict[str, Row]) -> list[tuple[Truth, Row]]:
    """Give every true article that must be there with what was found of it."""
    return [(truth, rows[canonical(truth.url)]) for truth in truths() if truth.accepted]


def test_every_article_is_there_once(rows: dict[str, Row], pairs: list[tuple[Truth, Row]]) -> None:
    """No article is missing, none is made up, and each is in its language."""
    assert Counter(row["language"] for row in rows.values()) == EXPECTED.articles
    assert len(pairs) == len(rows)
    assert [truth.url for truth, row in pairs if row["language"] != truth.language] == []


def test_titles_and_dates_are_right(pairs: list[tuple[Truth, Row]]) -> None:
    """Titles are right but for letters of another keyboard, and dates to the minute or the day that is printed."""
    wrong = []
    for truth, row in pairs:
        if truth.dated and (row["published"] or "")[:10] != truth.published.date().isoformat():
            wrong.append((truth.url, row["published"]))
        if not truth.dated and row["published"]:
            wrong.append((truth.url, row["published"]))
    assert wrong == []
    assert sum(row["published"] is None for _, row in pairs) == EXPECTED.undated


def test_copies_are_found_with_their_originals(pairs: list[tuple[Truth, Row]]) -> None:
    """Every copy points to its original, and nothing else is taken for a copy."""
    ids = {truth.url: row["id"] for truth, row in pairs}
    for truth, row in pairs:
        assert row["duplicate_of"] == (ids[truth.original] if truth.original else None), truth.url
    assert sum(row["duplicate_of"] is not None for _, row in pairs) == EXPECTED.copies


def test_incomplete_articles_are_marked(pairs: list[tuple[Truth, Row]]) -> None:
    """Only what could be had in part is incomplete."""
    assert [truth.url for truth, row in pairs if row["complete"] != truth.complete] == []


def test_everything_dropped_has_its_reason(demo: Demo) -> None:
    """The pages that are no articles are rejected for the right reasons (each counted once)."""
    found = {
        (row["url"], row["reason"]) for row in map(json.loads, demo.rasad("export", "rejections").out.splitlines())
    }
    assert Counter(reason for _, reason in found) == {reason.value: n for reason, n in EXPECTED.rejections.items()}


def test_interactions_are_found(pairs: list[tuple[Truth, Row]]) -> None:
    """Interactions are found in the articles that tell of one, and hardly in others."""
    found = {truth.url for truth, row in pairs if any(event["interaction"] for event in row["events"])}
    true = {truth.url for truth, _ in pairs if truth.interaction}
    # Floors that may only rise; what is missing is told by allusion.
    assert len(found & true) / len(true) >= 0.85
    assert len(found & true) / len(found) >= 0.9


def test_a_second_run_changes_nothing(demo: Demo, demo_copy: Path) -> None:
    """The demo run again on its own home adds no article."""
    again = run_rasad(demo_copy, "demo", timeout=400)
    assert again.code == 0, again.err
    before = {row["id"] for row in map(json.loads, demo.rasad("export", "articles").out.splitlines())}
    after = {row["id"] for row in map(json.loads, run_rasad(demo_copy, "export", "articles").out.splitlines())}
    assert before == after


def test_the_archive_is_whole(demo: Demo) -> None:
    """Every byte of the demo is there."""
    assert demo.rasad("archive", "verify").code == 0
