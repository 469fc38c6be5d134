"""The weekly issues: the weeks that have articles, an issue to read, and its files."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from mimetypes import guess_type
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse

from pipelines.errors import UsageError
from rasad.calendars import week_bounds
from rasad.reports.exporters import exporter, names
from rasad.texts import LANGUAGES
from rasad.web.cards import Card, Link, line_card, organisation_link
from rasad.web.happenings import Told, told
from rasad.web.headers import SELF_CONTAINED
from rasad.web.marking import found
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render

if TYPE_CHECKING:
    from pipelines.archive.store import Archive
    from rasad.reports.issue import Issue
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(50, "issues", "issues")

# Weeks listed on a page: half a year.
PAGE = 26
_WEEK = re.compile(r"\d{4}-W\d{2}")
# Formats that a browser shows; the others are saved.
SHOWN = {"html"}


@dataclass(frozen=True, slots=True)
class Week:
    """A week in the list."""

    name: str
    period: str
    articles: str
    address: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A topic or an organisation in an issue, with what is said of it and the articles."""

    heading: Link
    note: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An issue as the screen shows it."""

    title: str
    week: str
    period: str
    made: str
    demo: bool
    top: tuple[Card, ...]
    interactions: tuple[Told, ...]
    calls: tuple[Told, ...]
    focus: tuple[Part, ...]
    topics: tuple[Part, ...]
    blind: tuple[tuple[Link, str], ...]


@router.get("/issues", response_class=HTMLResponse)
def issues(request: Request, reader: ReaderOf, before: Annotated[str, Query()] = "") -> HTMLResponse:
    """List the weeks that have articles, newest first."""
    with reader.desk.archive() as archive:
        weeks, following = _weeks(archive, reader, before)
    return render(
        request, reader, "issues.html", weeks=weeks, next=reader.link("issues", before=following) if following else ""
    )


@router.get("/issues/{week}.{form}")
def file(reader: ReaderOf, week: str, form: str) -> Response:
    """Give the issue of a week in a format.

    Raises:
        HTTPException: 404, there is no such week or format.
    """
    if form not in names():
        raise HTTPException(404)
    writer = exporter(form)
    issue = _issue(reader, week)
    content = writer.write(issue, reader.desk.labels, reader.language)
    name = f"rasad-{issue.week}.{reader.language}.{writer.SUFFIX}"
    media = guess_type(f"x.{writer.SUFFIX}")[0] or ("application/jsonl" if form == "jsonl" else "text/plain")
    headers = SELF_CONTAINED if form in SHOWN else {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)


@router.get("/issues/{week}", response_class=HTMLResponse)
def issue(request: Request, reader: ReaderOf, week: str) -> HTMLResponse:
    """Show the issue of a week, every statement with its evidence on this desk.

    Raises:
        HTTPException: 404, there is no such week.
    """
    found = _issue(reader, week)
    return render(
        request,
        reader,
        "issue.html",
        issue=_shown(reader, found),
        files=_files(reader, found.week),
        languages=[Link(name, f"/{code}/issues/{found.week}.html") for code, (name, _) in LANGUAGES.items()],
        earlier=_neighbour(reader, found.start.date() - timedelta(weeks=1)),
        later=_neighbour(reader, found.end.date()),
    )


def _issue(reader: Reader, week: str) -> Issue:
    if not _WEEK.fullmatch(week.upper()):
        raise HTTPException(404)
    try:
        return reader.desk.issue(week)
    except UsageError as error:
        raise HTTPException(404) from error


def _weeks(archive: Archive, reader: Reader, before: str) -> tuple[list[Week], str]:
    """Give a page of weeks and the week before which the next page begins."""
    run = archive.connection.execute
    first, last = run("SELECT min(dated), max(dated) FROM articles").fetchone()
    if first is None:
        return [], ""
    if _WEEK.fullmatch(before):
        try:
            bound = int(week_bounds(before, reader.desk.zone)[0].timestamp())
            last = run("SELECT max(dated) FROM articles WHERE dated < ?", (bound,)).fetchone()[0] or first - 1
        except UsageError:
            pass
    weeks: list[Week] = []
    while last >= first:
        name = _name(datetime.fromtimestamp(last, UTC).astimezone(ZoneInfo(reader.desk.zone)).date())
        if len(weeks) == PAGE:
            return weeks, weeks[-1].name
        start, end = week_bounds(name, reader.desk.zone)
        low, high = int(start.timestamp()), int(end.timestamp())
        count = run("SELECT count(DISTINCT id) FROM articles WHERE dated >= ? AND dated < ?", (low, high)).fetchone()[0]
        weeks.append(_week(reader, name, start.date(), count))
        # Weeks without an article are passed over in one step.
        last = run("SELECT max(dated) FROM articles WHERE dated < ?", (low,)).fetchone()[0] or first - 1
    return weeks, ""


def _week(reader: Reader, name: str, first: date, count: int) -> Week:
    return Week(
        name,
        reader.words("issue_period", first=reader.day(first), last=reader.day(first + timedelta(days=6))),
        reader.number(count),
        reader.link(f"issues/{name}"),
        _files(reader, name),
    )


def _files(reader: Reader, week: str) -> tuple[Link, ...]:
    return tuple(Link(form.upper(), reader.link(f"issues/{week}.{form}")) for form in names())


def _neighbour(reader: Reader, day: date) -> Link:
    name = _name(day)
    return Link(reader.desk.labels.facet("week", name, reader.language), reader.link(f"issues/{name}"))


def _name(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _shown(reader: Reader, issue: Issue) -> Shown:
    words, day = reader.words, reader.day
    return Shown(
        title=words("issue_title", week=""),
        week=issue.week,
        period=words("issue_period", first=day(issue.start), last=day(issue.end - timedelta(days=1))),
        made=words("issue_made", day=day(issue.made), articles=issue.articles, sources=issue.sources),
        demo=issue.demo,
        top=tuple(replace(line_card(reader, line), snippet=found(line.opening, ())) for line in issue.top),
        interactions=tuple(told(reader, one) for one in issue.interactions),
        calls=tuple(told(reader, one) for one in issue.calls),
        focus=tuple(
            Part(
                organisation_link(reader, one.organisation),
                f"{words('mentions', count=one.count)} · "
                + (words("before", count=round(one.before, 1)) if one.before else words("new_in_focus")),
                tuple(line_card(reader, line) for line in one.lines),
            )
            for one in issue.focus
        ),
        topics=tuple(
            Part(
                Link(reader.desk.labels.topic(one.topic, reader.language), reader.link(topic=one.topic), "topic"),
                words("mentions", count=one.count),
                tuple(line_card(reader, line) for line in one.lines),
            )
            for one in issue.topics
        ),
        blind=tuple(
            (
                Link(one.title, reader.link(f"sources/{one.source}")),
                words("last_article", day=day(one.last)) if one.last else words("never_seen"),
            )
            for one in issue.blind
        ),
    )
