"""Feeds, sitemaps and listing pages: what the outlets list at each capture."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING

from rasad.demo.drafts import Condition
from rasad.demo.pages import Response, content_type, encode, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from rasad.demo.outlets import ArticleList, Outlet
    from rasad.demo.pages import Print

# Python's gzip would write the current time otherwise, and the same build must give the same bytes.
NO_TIME = 0


def list_responses(outlet: Outlet, shown: Sequence[Print], at: datetime) -> Iterator[Response]:
    """Give every list of an outlet as it stands at one capture.

    Args:
        outlet: whose lists.
        shown: the latest version of each of its articles that stands at that time, newest first.
        at: the time of the capture.
    """
    for wanted in outlet.dress.lists:
        yield _list(outlet, wanted, list(_recent(shown, at, wanted.days)), at)


def _recent(shown: Iterable[Print], at: datetime, days: int) -> Iterator[Print]:
    oldest = at - timedelta(days=days)
    return (article for article in shown if article.draft.shown >= oldest)


def _list(outlet: Outlet, wanted: ArticleList, articles: Sequence[Print], at: datetime) -> Response:
    day = (at + timedelta(days=1)).date()
    text = render(
        wanted.form,
        outlet.language,
        outlet,
        list=wanted,
        articles=articles,
        extras=[extra for extra in outlet.dress.extras if extra.listed == day],
        at=at,
        undated=Condition.UNDATED,
    )
    if wanted.cut == day:
        text = text[: len(text) // 2]
    # Sitemaps are UTF-8 by their standard, and so are the feeds of outlets that still print pages in an old charset.
    body = encode(text, outlet) if _is_page(wanted) else text.encode()
    return Response(
        kind=wanted.form.rpartition(".")[0],
        url=outlet.url(wanted.path),
        at=at,
        body=gzip.compress(body, mtime=NO_TIME) if wanted.gzip else body,
        content_type=_content_type(wanted, outlet),
    )


def _content_type(wanted: ArticleList, outlet: Outlet) -> str:
    if wanted.gzip:
        return "application/gzip"
    return content_type("text/html", outlet.dress.header) if _is_page(wanted) else "application/xml; charset=utf-8"


def _is_page(wanted: ArticleList) -> bool:
    return wanted.form.endswith(".html")
