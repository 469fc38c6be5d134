"""Charts show every week, however quiet, and turn to months before bars become lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.periods import between
from rasad.setup import Setup
from rasad.web.charts import LEAST_WEEKS, MOST_WEEKS, histogram, sparkline
from rasad.web.desk import Desk
from rasad.web.reader import Reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give a Turkish reader of an empty home."""
    return Reader(Desk(Setup.load(tmp_path_factory.mktemp("charts"))), "tr")


def where(facet: str, value: str) -> str:
    """Lead to a value of a facet."""
    return f"{facet}={value}"


def test_weeks_follow_each_other_over_the_turn_of_the_year() -> None:
    """2026 has 53 ISO weeks."""
    assert between("week", "2026-W52", "2027-W02") == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]


def test_quiet_weeks_keep_their_place(reader: Reader) -> None:
    """A week without articles has a place but no bar and leads nowhere."""
    drawn = histogram(reader, {"2026-W20": 4, "2026-W46": 2}, where, ["2026-W46"])
    assert drawn is not None
    assert len(drawn.columns) == 27
    first, last = drawn.columns[0], drawn.columns[-1]
    assert (first.height, first.address, first.selected) == (40, "week=2026-W20", False)
    assert (last.height, last.y, last.selected) == (20, 20, True)
    assert {(one.height, one.address) for one in drawn.columns[1:-1]} == {(0, "")}
    assert first.title == "11 Mayıs 2026 (21 Ordibeheşt 1405) haftası: 4"
    assert (drawn.first, drawn.most) == ("11 Mayıs 2026 (21 Ordibeheşt 1405)", "4")


def test_a_young_archive_does_not_fill_the_chart(reader: Reader) -> None:
    """Six weeks stand at the end of half a year."""
    drawn = histogram(reader, {"2026-W41": 1, "2026-W46": 1}, where)
    assert drawn is not None
    assert len(drawn.columns) == LEAST_WEEKS


def test_years_are_shown_by_month(reader: Reader) -> None:
    """Beyond some three years a column is a month, named in both calendars."""
    drawn = histogram(reader, {"2019-W10": 1, "2026-W45": 1, "2026-W46": 2}, where)
    assert drawn is not None
    assert len(drawn.columns) == 93 < MOST_WEEKS
    assert drawn.columns[-1].address == "month=2026-11"
    assert drawn.columns[-1].title == "Kasım 2026 / Aban–Azer 1405: 3"


def test_one_week_is_no_chart(reader: Reader) -> None:
    """A single bar says nothing, and no bar less."""
    assert histogram(reader, {"2026-W46": 9}, where) is None
    assert histogram(reader, {}, where) is None


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=20))
def test_a_sparkline_has_a_bar_for_every_count(counts: list[int]) -> None:
    """Bars stay within their box, and a week with one article is never flat beside an empty one."""
    path = sparkline(counts)
    heights = [int(part.split("h6")[0].removeprefix("-")) for part in path.split("v")[1::2]]
    assert len(heights) == len(counts)
    assert all(1 <= height <= 22 for height in heights)
    assert all(
        height >= 1 + (count > 0) * (count == max(counts)) for height, count in zip(heights, counts, strict=True)
    )
