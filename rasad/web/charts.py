"""Small charts as values: counts per week, to be drawn without a script."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rasad.labels import month_text, week_text
from rasad.periods import between, monday, week_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rasad.web.reader import Reader

# Units of a drawing; the style sheet says how large one is.
STEP = 10
BAR = 8
HEIGHT = 40
# More columns than these are no longer told apart: beyond three years of weeks, columns are months.
MOST_WEEKS = 160
# Fewer would make blocks of the bars, and a young archive look like an old one.
LEAST_WEEKS = 26
MONTH = len("2026-11")


@dataclass(frozen=True, slots=True)
class Column:
    """A bar: its place, its height, what it says, and where it leads (nowhere if empty)."""

    x: int
    y: int
    height: int
    title: str
    address: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts over time with the names of its ends and of its highest bar."""

    columns: tuple[Column, ...]
    width: int
    height: int
    first: str
    last: str
    most: str


def histogram(
    reader: Reader, weeks: Mapping[str, int], link: Callable[[str, str], str], selected: Sequence[str] = ()
) -> Histogram | None:
    """Draw counts per ISO week; ``None`` where there are fewer than two columns.

    Args:
        reader: the language of what it says.
        weeks: counts by week such as ``2026-W46``; weeks without an article may be missing.
        link: gives the address of a facet and a value: ``week`` and the week, or ``month`` and the month.
        selected: the weeks or months that are chosen.
    """
    # A week that was only asked for has no articles, and an address may ask for one that no calendar has.
    weeks = {week: count for week, count in weeks.items() if count}
    if len(weeks) < 2:  # noqa: PLR2004 -- one bar shows nothing
        return None
    names = between("week", min(*weeks, _before(max(weeks), LEAST_WEEKS - 1)), max(weeks))
    if len(names) <= MOST_WEEKS:
        return _drawn(reader, "week", names, weeks, link, selected)
    months: Counter[str] = Counter()
    for week, count in weeks.items():
        months[f"{monday(week):%Y-%m}"] += count
    return _drawn(reader, "month", between("month", min(months), max(months)), months, link, selected)


def _drawn(
    reader: Reader,
    facet: str,
    names: Sequence[str],
    counts: Mapping[str, int],
    link: Callable[[str, str], str],
    selected: Sequence[str],
) -> Histogram:
    most = max(counts.values())
    label = week_text if facet == "week" else month_text
    columns = []
    for place, name in enumerate(names):
        count = counts.get(name, 0)
        height = max(1, round(HEIGHT * count / most)) if count else 0
        title = f"{label(name, reader.language)}: {reader.number(count)}"
        target = link(facet, name) if count else ""
        columns.append(Column(place * STEP, HEIGHT - height, height, title, target, name in selected))
    return Histogram(
        tuple(columns), len(names) * STEP, HEIGHT,
        _end(reader, names[0]), _end(reader, names[-1]), reader.number(most),
    )  # fmt: skip


def _end(reader: Reader, name: str) -> str:
    return month_text(name, reader.language) if len(name) == MONTH else reader.day(monday(name))


def sparkline(counts: Sequence[int]) -> str:
    """Draw counts as one SVG path of bars, 8 wide and 24 high each; quiet weeks leave a hairline."""
    most = max([*counts, 1])
    heights = [1 + round(21 * count / most) if count else 1 for count in counts]
    return "".join(f"M{place * 8} 24v-{height}h6v{height}z" for place, height in enumerate(heights))


def _before(week: str, count: int) -> str:
    return week_name(monday(week) - timedelta(weeks=count))
