"""What a source's own selector finds is believed before a time that names no zone, and after one that does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.dates import SELECTOR, Found, published_and_modified

FETCHED = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("machine", "expected", "origin"),
    [
        ("2026-11-12T15:54:40.85", "2026-11-12T19:04:00+03:30", SELECTOR),
        ("2026-11-12T15:54:40.85+03:30", "2026-11-12T15:54:40+03:30", "meta"),
    ],
)
def test_a_selected_time_against_a_machines(machine: str, expected: str, origin: str) -> None:
    """A machine's time wins only where it says in which zone it is."""
    found = [Found("meta", machine), Found(SELECTOR, "زمان: 19:04 1405/08/21"), Found("byline", "1405/08/20")]
    published = published_and_modified(found, "Asia/Tehran", FETCHED, ("fa",)).published
    assert published is not None
    assert (published.isoformat(), published.origin) == (expected, origin)


def test_without_a_selector_nothing_changes() -> None:
    """A machine's time without a zone still goes before a printed line that no selector chose."""
    found = [Found("meta", "2026-11-12T15:54:40"), Found("byline", "1405/08/21 19:04")]
    published = published_and_modified(found, "Asia/Tehran", FETCHED, ("fa",)).published
    assert published is not None
    assert published.origin == "meta"
