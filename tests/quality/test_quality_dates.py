"""The share of date strings that are read exactly; it may only rise."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.dates import Case, cases, write
from pipelines.dates import parse

FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
# Exact answers among all of a language, refusals included; the floor is what was reached, and may only rise.
FLOORS = {"tr": 1.0, "fa": 0.992, "en": 1.0}
CASES = cases(Path(__file__).with_name("dates.tsv"))


def _answer(case: Case) -> str:
    moment = parse(case.raw, zone=case.zone, languages=(case.language,), fetched_at=FETCHED, origin=case.origin)
    return write(moment)


def test_there_are_enough_cases() -> None:
    """The set has more than 300 strings, at least 60 in each language and 30 that are to be refused."""
    counts = Counter(case.language for case in CASES)
    assert len(CASES) >= 300
    assert min(counts[language] for language in FLOORS) >= 60
    assert sum(case.expected == "-" for case in CASES) >= 30


@pytest.mark.parametrize("language", FLOORS)
def test_date_strings_are_read_exactly(language: str) -> None:
    """Day, minute or second, the offset and the precision are those of the gold, for the floor's share at least."""
    asked = [case for case in CASES if case.language == language]
    wrong = [f"{case.raw!r}: {_answer(case)}, not {case.expected}" for case in asked if _answer(case) != case.expected]
    assert 1 - len(wrong) / len(asked) >= FLOORS[language], "\n".join(wrong)


def test_nothing_is_read_where_nothing_should_be() -> None:
    """No string that is no date gives one: a wrong date is worse than none."""
    assert [case.raw for case in CASES if case.expected == "-" and _answer(case) != "-"] == []
