"""The overview: what the last weeks brought, what is open, what rises, and what is wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from rasad.calendars import week_of
from rasad.periods import between
from rasad.reports.build import Lines
from rasad.reports.happenings import interactions
from rasad.web.cards import Link, organisation_link
from rasad.web.charts import Histogram, histogram
from rasad.web.happenings import Told, told
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render
from rasad.web.screens.calls import open_now
from rasad.web.vitals import Alarm, alarms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.archive.store import Archive
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(20, "overview", "overview")

WEEKS = 26
LINES = 6
LISTED = 5
RISING = 8
# A topic or organisation named this seldom in four weeks does not rise, it occurs.
LEAST = 3
RECENT, BEFORE = "published:last-28-days", "published:last-56-days"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts, where it leads, and what it was before."""

    number: str
    label: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rise:
    """A topic or organisation of the last four weeks, with its articles then and in the four weeks before."""

    link: Link
    now: str
    before: str
    growing: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The most frequent topics by week; ``data`` is the same for the chart's script, ``rows`` for a table."""

    data: str
    weeks: tuple[str, ...]
    rows: tuple[tuple[Link, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the screen shows."""

    figures: tuple[Figure, ...]
    chart: Histogram | None
    trend: Trend | None
    interactions: tuple[Told, ...]
    calls: tuple[Told, ...]
    topics: tuple[Rise, ...]
    organisations: tuple[Rise, ...]
    ill: tuple[tuple[Link, tuple[Alarm, ...]], ...]
    issue: Link


@router.get("/overview", response_class=HTMLResponse)
def overview(request: Request, reader: ReaderOf) -> HTMLResponse:
    """Show the overview."""
    with reader.desk.archive() as archive:
        shown = _shown(reader, archive)
    return render(request, reader, "overview.html", overview=shown)


def _shown(reader: Reader, archive: Archive) -> Shown:
    desk = reader.desk
    weeks = _weeks(reader, {})
    newest = desk.find("is:interaction", sort="-date", size=LISTED, stories=True, facets=False).result
    calls = open_now(reader, archive)
    ill = [one for one in desk.health(archive) if one.findings]
    week = week_of(desk.setup.now, desk.zone)
    found = interactions([hit.document for hit in newest.hits], Lines(archive, desk.setup).line)
    return Shown(
        figures=(
            *_this_week(reader),
            Figure(reader.number(newest.total), reader.words("interactions_all"), reader.link("interactions")),
            Figure(reader.number(len(calls)), reader.words("menu_calls_open"), reader.link("calls")),
            Figure(reader.number(len(ill)), reader.words("sources_ill"), reader.link("sources", state="ill")),
        ),
        chart=histogram(reader, weeks, lambda facet, value: reader.link(**{facet: value})),
        trend=_trend(reader, weeks),
        interactions=tuple(told(reader, one) for one in list(found)[:LISTED]),
        calls=tuple(told(reader, one) for one in calls[:LISTED]),
        topics=tuple(_rising(reader, "topic")),
        organisations=tuple(_rising(reader, "org")),
        ill=tuple(
            (Link(one.source.title, reader.link(f"sources/{one.source.id}")), alarms(reader, one.findings))
            for one in ill[:LISTED]
        ),
        issue=Link(desk.labels.facet("week", week, reader.language), reader.link(f"issues/{week}")),
    )


def _this_week(reader: Reader) -> tuple[Figure, Figure]:
    """Count the articles and the sources of the last seven days, beside the seven days before."""
    spread, number = reader.desk.spread, reader.number
    now, both = (spread(f"published:last-{days}-days", {}, ("source", "lang"))["source"] for days in (7, 14))
    count, before = sum(one.count for one in now), sum(one.count for one in both)
    target = reader.link(q="published:last-7-days")
    note = reader.words("week_before", count=before - count)
    return (
        Figure(number(count), reader.words("articles_week"), target, note),
        Figure(number(len(now)), reader.words("sources_week"), reader.link("sources")),
    )


def _weeks(reader: Reader, filters: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    found = reader.desk.spread(f"published:last-{WEEKS}-weeks", filters, ("week",))["week"]
    return {one.value: one.count for one in found}


def _trend(reader: Reader, weeks: Mapping[str, int]) -> Trend | None:
    """Give the most frequent topics of the time by week; nothing for a time too short to show one."""
    names = between("week", min(weeks), max(weeks)) if weeks else []
    if len(names) < 3:  # noqa: PLR2004 -- two points are no trend
        return None
    labels = reader.desk.labels
    topics = reader.desk.spread(f"published:last-{WEEKS}-weeks", {}, ("topic",))["topic"][:LINES]
    counts = {one.value: _weeks(reader, {"topic": (one.value,)}) for one in topics}
    shown = {id_: [each.get(name, 0) for name in names] for id_, each in counts.items()}
    titles = [labels.facet("week", name, reader.language) for name in names]
    series = [{"label": labels.topic(id_, reader.language), "values": values} for id_, values in shown.items()]
    return Trend(
        json.dumps({"weeks": names, "titles": titles, "series": series}, ensure_ascii=False),
        tuple(titles),
        tuple(
            (Link(labels.topic(id_, reader.language), reader.link(topic=id_)), tuple(map(reader.number, values)))
            for id_, values in shown.items()
        ),
    )


def _rising(reader: Reader, facet: str) -> list[Rise]:
    """Give what was named more often in the last four weeks than in the four before, the greatest rise first."""
    recent, both = (
        {one.value: one.count for one in reader.desk.spread(query, {}, (facet,))[facet]} for query in (RECENT, BEFORE)
    )
    rises = {id_: (count, both.get(id_, count) - count) for id_, count in recent.items() if count >= LEAST}
    # Adding one keeps what is wholly new from outranking everything.
    first = sorted(rises, key=lambda id_: (-rises[id_][0] / (rises[id_][1] + 1), -rises[id_][0], id_))[:RISING]
    return [_rise(reader, facet, id_, *rises[id_]) for id_ in first]


def _rise(reader: Reader, facet: str, id_: str, now: int, before: int) -> Rise:
    named = Link(reader.desk.labels.topic(id_, reader.language), reader.link(topic=id_), "topic")
    link = organisation_link(reader, id_) if facet == "org" else named
    return Rise(link, reader.number(now), reader.number(before), now > before)
