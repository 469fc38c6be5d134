"""Sources and their health: what they gave per week, which fields they fill, what is wrong and since when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipelines.archive import runs
from rasad.web.cards import Link
from rasad.web.facets import Choice
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render
from rasad.web.runs import log
from rasad.web.vitals import row, weekly

if TYPE_CHECKING:
    from crawlers.health import Health
    from pipelines.records import Source
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(60, "sources", "sources")

RUNS = 8


@dataclass(frozen=True, slots=True)
class Waiting:
    """Sources of one country that were never visited."""

    country: str
    count: str
    links: tuple[Link, ...]


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, reader: ReaderOf, state: str = "", country: str = "") -> HTMLResponse:
    """List the sources that were visited with their health, ill ones first; then those that wait."""
    with reader.desk.archive() as archive:
        health = reader.desk.health(archive)
        weeks = weekly(archive, reader.desk.setup.now)
        shown = log(reader, archive, [run.id for run in runs.latest(archive, RUNS)])
    visited = [one for one in health if one.vitals.first is not None]
    wanted = [one for one in visited if country in {"", one.source.country} and (state != "ill" or one.findings)]
    wanted.sort(key=lambda one: (not one.findings, -sum(weeks.get(one.source.id, {}).values()), one.source.id))
    return render(
        request,
        reader,
        "sources.html",
        rows=[row(reader, one, weeks.get(one.source.id, {})) for one in wanted],
        states=_states(reader, visited, state, country),
        countries=_countries(reader, visited, state, country),
        waiting=_waiting(reader, [one.source for one in health if one.vitals.first is None]),
        problems=reader.desk.setup.catalogue.problems,
        log=shown,
        summary=reader.words("sources_summary", count=len(health), visited=len(visited)),
    )


def _states(reader: Reader, visited: list[Health], state: str, country: str) -> list[Choice]:
    ill = sum(bool(one.findings) for one in visited)
    return [
        Choice(reader.words("state_all"), reader.number(len(visited)), state != "ill",
               reader.link("sources", country=country)),
        Choice(reader.words("state_ill"), reader.number(ill), state == "ill",
               reader.link("sources", state="ill", country=country)),
    ]  # fmt: skip


def _countries(reader: Reader, visited: list[Health], state: str, country: str) -> list[Choice]:
    return [
        Choice(reader.desk.labels.country(code, reader.language), reader.number(count), code == country,
               reader.link("sources", state=state, country="" if code == country else code))
        for code, count in Counter(one.source.country for one in visited).most_common()
    ]  # fmt: skip


def _waiting(reader: Reader, never: list[Source]) -> list[Waiting]:
    groups: dict[str, list[Source]] = {}
    for source in sorted(never, key=lambda one: one.title.casefold()):
        groups.setdefault(source.country, []).append(source)
    return [
        Waiting(
            reader.desk.labels.country(code, reader.language),
            reader.number(len(each)),
            tuple(Link(source.title, reader.link(f"sources/{source.id}")) for source in each),
        )
        for code, each in sorted(groups.items(), key=lambda pair: -len(pair[1]))
    ]
