"""The mini web of the demo: every response of its hosts over six weeks, written to one WARC file.

Six captures are made, one after each ISO week from 2026-W41 to 2026-W46. An article is captured once, an edited one
twice; lists are captured every time. What the mini web has of the wild stands in ``README.md`` beside this module.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasad.demo.drafts import read
from rasad.demo.lists import list_responses
from rasad.demo.outlets import outlets
from rasad.demo.pages import (
    Response,
    article_responses,
    content_type,
    encode,
    failure,
    prepare,
    redirect,
    render,
    tracked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rasad.demo.outlets import Extra, Outlet
    from rasad.demo.pages import Print

CAPTURES: tuple[date, ...] = tuple(date(2026, 10, 12) + timedelta(weeks=week) for week in range(6))
"""The Mondays at which a crawl is replayed, one after each week; the last one follows 2026-W46."""

# Responses are captured on Sunday evening, so that "at or before Monday" holds in every zone and reading of the day.
EVENING = time(20, 0, tzinfo=UTC)
RELATED = 4


def build(warc: Path) -> Mapping[str, int]:
    """Write the whole mini web to a WARC file; the same bytes each time.

    Args:
        warc: the file to write, gzip-compressed record by record; an existing one is replaced.

    Returns:
        How many responses of each kind were written.

    Raises:
        DataError: a text file of the demo is wrong.
    """
    written = sorted(responses(), key=lambda response: (response.at, response.url))
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for response in written:
            _write(writer, response)
    return dict(sorted(Counter(response.kind for response in written).items()))


def responses() -> Iterator[Response]:
    """Give every response of every outlet."""
    zones = {outlet.id: outlet.zone for outlet in outlets().values()}
    drafts = read(zones)
    for outlet in outlets().values():
        prints = [prepare(draft, outlet) for draft in drafts if draft.outlet == outlet.id]
        yield from _standing(outlet)
        yield from _pages(prints)
        for day in CAPTURES:
            yield from list_responses(outlet, _shown(prints, moment(day)), moment(day))


def moment(day: date) -> datetime:
    """Give the time at which the capture for a Monday was made."""
    return datetime.combine(day - timedelta(days=1), EVENING)


def capture(shown: datetime) -> date:
    """Give the first capture after a moment.

    Raises:
        ValueError: the moment lies after the last capture.
    """
    for day in CAPTURES:
        if shown <= moment(day):
            return day
    raise ValueError(f"{shown} lies after the last capture.")


def _shown(prints: Sequence[Print], at: datetime) -> list[Print]:
    """Give the latest version of each article that stands at a time, newest first."""
    standing = {article.draft.slug: article for article in prints if article.draft.shown <= at}
    return sorted(standing.values(), key=lambda article: article.draft.shown, reverse=True)


def _pages(prints: Sequence[Print]) -> Iterator[Response]:
    for position, article in enumerate(prints):
        at = moment(capture(article.draft.shown))
        related = [other for other in prints[:position] if other.draft.slug != article.draft.slug][-RELATED:]
        for answer in article_responses(article, at, related):
            yield answer
            yield from _tracked(answer, article.outlet)


def _tracked(answer: Response, outlet: Outlet) -> Iterator[Response]:
    """Give the same response at the addresses with tracking parameters that the outlet's feeds link to."""
    for tracking in sorted({wanted.tracking for wanted in outlet.dress.lists if wanted.tracking}):
        yield replace(answer, kind="tracked", url=tracked(answer.url, tracking))


def _standing(outlet: Outlet) -> Iterator[Response]:
    """Give what is no article: robots.txt from the beginning, odd pages from the capture that lists them."""
    at = moment(CAPTURES[0])
    yield Response(
        kind="robots",
        url=outlet.url("/robots.txt"),
        at=at,
        body=outlet.dress.robots.encode(),
        content_type="text/plain",
    )
    for extra in outlet.dress.extras:
        yield _extra(outlet, extra, moment(extra.listed or CAPTURES[0]))


def _extra(outlet: Outlet, extra: Extra, at: datetime) -> Response:
    url = outlet.url(extra.path)
    if extra.to:
        return redirect(url, outlet.url(extra.to), extra.status, at)
    if extra.page:
        text = render(extra.page, outlet.language, outlet, title=extra.title)
        kind = content_type("text/html", outlet.dress.header)
        return Response(kind="other", url=url, at=at, body=encode(text, outlet), content_type=kind)
    return failure(outlet, url, extra.status, at)


def _write(writer: WARCWriter, response: Response) -> None:
    stamp = response.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = [("Content-Type", response.content_type), ("Content-Length", str(len(response.body)))]
    if response.location:
        headers.append(("Location", response.location))
    record = writer.create_warc_record(
        response.url,
        "response",
        payload=BytesIO(response.body),
        length=len(response.body),
        warc_headers_dict={
            "WARC-Date": stamp,
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{stamp} {response.url}')}>",
        },
        http_headers=StatusAndHeaders(f"{response.status} {response.reason}", headers, protocol="HTTP/1.1"),
    )
    writer.write_record(record)
