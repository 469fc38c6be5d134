"""One source: its channels, how requests ended, what was rejected and why, what it fills."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from pipelines.archive.funnels import runs_of_source
from pipelines.archive.snapshots import snapshots
from rasad.web.addresses import visitable
from rasad.web.cards import Card, hit_card
from rasad.web.page import ReaderOf, render
from rasad.web.runs import Log, log
from rasad.web.vitals import Row, filled, row, weekly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawlers.health import Health
    from pipelines.archive.crawl import Channel
    from pipelines.archive.snapshots import Snapshots
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)

NEWEST = 10
RUNS = 8


@dataclass(frozen=True, slots=True)
class Polled:
    """A feed, sitemap or listing as it stands."""

    address: str
    purpose: str
    outcome: str
    items: str
    failures: str
    polled: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One source in full; ``funnel`` goes from what was discovered to what was tagged, of the last seven days."""

    title: str
    home: str
    demo: bool
    facts: tuple[tuple[str, str], ...]
    row: Row
    channels: tuple[Polled, ...]
    funnel: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    rejected: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, str], ...]
    cards: tuple[Card, ...]
    more: str
    snapshots: tuple[tuple[str, str, str], ...]
    log: Log


@router.get("/sources/{id}", response_class=HTMLResponse)
def source(request: Request, reader: ReaderOf, id: str) -> HTMLResponse:  # noqa: A002 -- the record's own name
    """Show one source: its channels, how requests ended, what was rejected and why.

    Raises:
        HTTPException: 404, there is no such source.
    """
    if id not in reader.desk.setup.catalogue.sources:
        raise HTTPException(404)
    with reader.desk.archive() as archive:
        weeks = weekly(archive, reader.desk.setup.now).get(id, Counter())
        health = next(one for one in reader.desk.health(archive) if one.source.id == id)
        compared = _compared(reader, snapshots(archive, id))
        runs = log(reader, archive, runs_of_source(archive, id, RUNS), id)
    return render(request, reader, "source.html", source=_shown(reader, health, weeks, compared, runs))


def _compared(reader: Reader, found: Snapshots | None) -> tuple[tuple[str, str, str], ...]:
    """Give what is said of the last good and the first failing page: which one, when it was fetched, its address."""
    if found is None:
        return ()
    failing = f"{reader.words('first_failing')} ({reader.named('reason', found.reason)})"
    shown = ((reader.words("last_good"), found.good), (failing, found.failing))
    return tuple((name, reader.instant(page.fetched_at), visitable(page.fetched_url)) for name, page in shown if page)


def _shown(
    reader: Reader, one: Health, weeks: Mapping[int, int], compared: tuple[tuple[str, str, str], ...], runs: Log
) -> Shown:
    vitals = one.vitals
    found = reader.desk.find("", filters={"source": (one.source.id,)}, sort="-date", size=NEWEST, facets=False)
    return Shown(
        title=one.source.title,
        home=visitable(one.source.home),
        demo=one.source.demo,
        facts=tuple(_facts(reader, one)),
        row=row(reader, one, weeks),
        channels=tuple(_polled(reader, channel) for channel in vitals.channels),
        funnel=tuple(
            (reader.words(f"funnel_{key}"), reader.number(count))
            for key, count in (("discovered", vitals.discovered), ("fetched", vitals.fetched),
                               ("extracted", vitals.week.articles), ("tagged", vitals.week.tagged))
        ),
        outcomes=_counted(reader, "outcome", vitals.outcomes),
        rejected=_counted(reader, "reason", vitals.rejected),
        fields=tuple(
            (reader.words(f"field_{name}"), reader.percent(week), reader.percent(before))
            for name, week, before in zip(
                ("published", "authors", "text"), filled(vitals.week), filled(vitals.history), strict=True
            )
        ),
        cards=tuple(hit_card(reader, hit) for hit in found.result.hits),
        more=reader.link(source=one.source.id),
        snapshots=compared,
        log=runs,
    )  # fmt: skip


def _facts(reader: Reader, one: Health) -> list[tuple[str, str]]:
    source, words = one.source, reader.words
    expected = source.expect.articles_per_week
    languages = reader.comma.join(reader.named("lang", code) for code in source.languages)
    return [
        (words("kind"), reader.named("kind", source.kind)),
        (words("country"), reader.desk.labels.country(source.country, reader.language)),
        (words("facet_lang"), languages),
        (words("schedule"), reader.named("schedule", source.schedule)),
        (words("family"), source.family or "–"),
        (words("expected"), f"{reader.number(expected[0])}–{reader.number(expected[1])}" if expected else "–"),
        (words("verified"), reader.day(source.verified) or words("never")),
        (words("first_visit"), reader.day(one.vitals.first) or words("never")),
        (words("last_found"), reader.day(one.vitals.last) or words("never")),
    ]


def _polled(reader: Reader, channel: Channel) -> Polled:
    return Polled(
        channel.url,
        reader.named("purpose", channel.purpose),
        reader.named("outcome", channel.outcome) if channel.outcome else str(channel.status),
        reader.number(channel.items),
        reader.number(f"{channel.failures:g}"),
        reader.instant(channel.polled_at) or reader.words("never"),
        reader.instant(channel.next_at),
    )


def _counted(reader: Reader, prefix: str, counts: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return tuple((reader.named(prefix, name), reader.number(count)) for name, count in ordered)
