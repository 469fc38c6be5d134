"""Date strings of pages and feeds in three languages: how many are read exactly, and how fast, beside its peers.

``python -m benchmarks dates [FILE]`` reads ``tests/quality/dates.tsv`` unless told another file of its form. dateparser
gets what it can be told (languages, day first, zone, the time of the fetch); htmldate reads the string as the text of a
page and gives a day, so for it the day alone counts.
"""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.dates import parse
from pipelines.records import Moment, Precision

if TYPE_CHECKING:
    from collections.abc import Callable

_FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
_FILE = Path(__file__).parents[1] / "tests" / "quality" / "dates.tsv"
_LANGUAGES = ("tr", "fa", "en")
_GOAL = 0.98


@dataclass(frozen=True, slots=True)
class Case:
    """A date string with its source's language and zone, where it was found, and what it says (``-``: nothing)."""

    language: str
    zone: str
    origin: str
    raw: str
    expected: str


def cases(path: Path) -> list[Case]:
    """Read a file of cases: tab-separated, a comment and a heading first."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*row) for row in rows[2:]]


def write(moment: Moment | None) -> str:
    """Write a moment as the file does: a day, or a local time with its offset, with seconds only if they are known."""
    if moment is None:
        return "-"
    if moment.precision is Precision.DAY:
        return moment.isoformat()
    return moment.local().isoformat(timespec="minutes" if moment.precision is Precision.MINUTE else "seconds")


def _own(case: Case) -> str:
    return write(parse(case.raw, zone=case.zone, languages=(case.language,), fetched_at=_FETCHED, origin=case.origin))


def _dateparser() -> Callable[[Case], str]:
    import dateparser  # noqa: PLC0415 - a peer with a slow start

    def read(case: Case) -> str:
        zone = ZoneInfo(case.zone)
        found = dateparser.parse(
            case.raw,
            languages=["tr", "fa", "en"],
            settings={
                "DATE_ORDER": "DMY",
                "TIMEZONE": case.zone,
                "RETURN_AS_TIMEZONE_AWARE": True,
                "RELATIVE_BASE": _FETCHED.astimezone(zone).replace(tzinfo=None),
                "PREFER_DATES_FROM": "past",
                "REQUIRE_PARTS": ["day", "month", "year"],
            },
        )
        return "-" if found is None else found.astimezone(zone).isoformat(timespec="seconds")

    return read


def _htmldate() -> Callable[[Case], str]:
    from htmldate import find_date  # noqa: PLC0415 - an optional peer

    def read(case: Case) -> str:
        page = f"<html><body><article><time>{case.raw}</time><p>{case.raw}</p></article></body></html>"
        found = find_date(page, original_date=True, max_date="2026-11-15", min_date="2000-01-01")
        return found or "-"

    return read


def _is_same(answer: str, expected: str, *, day_only: bool) -> bool:
    """Compare to the precision of the gold; an answer may have a time of zero where the gold is a day."""
    if "-" in (answer, expected) or day_only or len(expected) == len("2026-11-12"):
        return answer[:10] == expected[:10]
    return datetime.fromisoformat(answer) == datetime.fromisoformat(expected)


def _row(name: str, read: Callable[[Case], str], asked: list[Case], *, day_only: bool = False) -> float:
    began = time.perf_counter()
    answers = [read(case) for case in asked]
    each = (time.perf_counter() - began) / len(asked)
    right = [_is_same(answer, case.expected, day_only=day_only) for case, answer in zip(asked, answers, strict=True)]
    wrong = sum(
        1 for case, answer, good in zip(asked, answers, right, strict=True) if answer != "-" and not good and case.raw
    )
    shares = []
    for language in _LANGUAGES:
        own = [good for case, good in zip(asked, right, strict=True) if case.language == language]
        shares.append(sum(own) / len(own) if own else 1.0)
    figures = "".join(f"{share:>8.3f}" for share in shares)
    print(f"{name:<22}{figures}{sum(right) / len(right):>8.3f}{wrong:>8}{each * 1e6:>12.0f} µs")
    return sum(right) / len(right)


def main(argv: list[str]) -> int:
    """Run the benchmark and print its table; 1 where the goal is missed."""
    asked = cases(Path(argv[0]) if argv else _FILE)
    print(f"{len(asked)} strings; share read exactly, number read wrongly, time for one")
    print(f"{'':<22}{'tr':>8}{'fa':>8}{'en':>8}{'all':>8}{'wrong':>8}{'each':>15}")
    share = _row("rasad", _own, asked)
    for name, peer, day_only in (("dateparser", _dateparser, False), ("htmldate (day only)", _htmldate, True)):
        try:
            read = peer()
        except ImportError:
            print(f"{name:<22}not installed")
            continue
        _row(name, read, asked, day_only=day_only)
    return int(share < _GOAL)
