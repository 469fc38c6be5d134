"""Search: a query, facets to narrow it down, hits with marked snippets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipelines.errors import UsageError
from rasad.web.cards import Card, Link, hit_card
from rasad.web.charts import Histogram, histogram
from rasad.web.facets import SORTS, Asked, Choice, Facet, chips, facet
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rasad.finding import Answer
    from rasad.web.reader import Reader
    from search.index import FacetCount
    from search.problems import Ignored

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(10, "", "search")

PAGE = 20
# Facets in the order of the side column. The first group is counted with the hits, the second beside them.
FIRST = ("topic", "org", "event", "country", "lang", "source", "month")
FURTHER = ("week", "is", "kind", "place")
COLUMN = ("is", "topic", "org", "event", "country", "lang", "month", "source", "kind", "place")
# Of the flags of an article, those that an analyst looks for.
FLAGS = ("interaction", "need", "stub")
EXAMPLES = (
    "girişim yapay zekâ", '"Ar-Ge merkezi"', "drone OR İHA", "enerji -nükleer", "teknopark*", "org:TÜBİTAK",
    "topic:startups", "country:ir event:agreement", "is:interaction", "published:last-7-days", "published:1405-08",
)  # fmt: skip
# Words that may be misspelt; of more than a few nobody wants to hear.
_WORD = re.compile(r"(?<![\w:\"])[^\W\d_]{4,}(?![\w:*\"])")
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """What was not searched as it was written, and where what may have been meant leads."""

    text: str
    meant: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the screen shows of an answer."""

    total: str
    cards: tuple[Card, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Choice, ...]
    notices: tuple[Notice, ...]
    sorts: tuple[Choice, ...]
    stories: Choice
    chart: Histogram | None
    first: str
    next: str
    json: str
    feed: str


@router.get("/", response_class=HTMLResponse)
def search(request: Request, reader: ReaderOf, cursor: Annotated[str, Query()] = "") -> HTMLResponse:
    """Show what a query finds."""
    asked = Asked.read(reader, request.query_params.multi_items())
    answer, damaged = _answer(reader, asked, cursor)
    further = reader.desk.spread(asked.text, asked.filters, FURTHER)
    notices = [*damaged, *(_notice(asked, one) for one in answer.ignored)]
    if not answer.result.total:
        notices.extend(_spellings(asked))
    return render(
        request,
        reader,
        "search.html",
        query=asked.text,
        kept=asked.kept,
        asked=asked.text,
        examples=[Link(example, reader.link(q=example)) for example in EXAMPLES],
        found=Found(
            total=reader.words("found", count=answer.result.total),
            cards=tuple(hit_card(reader, hit, asked.text) for hit in answer.result.hits),
            facets=tuple(_facets(asked, {**answer.result.facets, **further})),
            chips=chips(asked),
            notices=tuple(notices),
            sorts=tuple(_sorts(asked)),
            stories=Choice(
                reader.words("by_story"), "", asked.stories, asked.address(all="1" if asked.stories else "")
            ),
            chart=_chart(asked, further["week"]),
            first=asked.address() if cursor and not damaged else "",
            next=asked.address(cursor=answer.result.next) if answer.result.next else "",
            json=_elsewhere(asked, "/api/v1/search"),
            feed=_elsewhere(asked, reader.link("feed")),
        ),
    )


def _answer(reader: Reader, asked: Asked, cursor: str) -> tuple[Answer, list[Notice]]:
    """Ask; a cursor that is damaged or of another search leads to the first page."""
    find = reader.desk.find
    try:
        return (
            find(asked.text, filters=asked.filters, sort=asked.order, size=PAGE, cursor=cursor or None,
                 stories=asked.stories),
            [],
        )  # fmt: skip
    except UsageError:
        first = find(asked.text, filters=asked.filters, sort=asked.order, size=PAGE, stories=asked.stories)
        return first, [Notice(reader.words("cursor_damaged"))]


def _facets(asked: Asked, counts: Mapping[str, tuple[FacetCount, ...]]) -> list[Facet]:
    told = {**counts, "is": tuple(one for one in counts["is"] if one.value in FLAGS or one.selected)}
    shown = (facet(asked, name, told[name]) for name in COLUMN)
    return [one for one in shown if one.seen]


def _sorts(asked: Asked) -> list[Choice]:
    words = asked.reader.words
    return [Choice(words(f"sort_{sort}"), "", sort == asked.order, asked.address(sort=sort)) for sort in SORTS]


def _chart(asked: Asked, weeks: tuple[FacetCount, ...]) -> Histogram | None:
    chosen = (*asked.filters.get("week", ()), *asked.filters.get("month", ()))
    return histogram(asked.reader, {one.value: one.count for one in weeks}, asked.toggle, chosen)


def _notice(asked: Asked, one: Ignored) -> Notice:
    """Say what was ignored, what may have been meant, and where that leads."""
    said = asked.reader.words(f"ignored_{one.problem.value}", text=one.text)
    if not one.suggestion or one.text not in asked.text:
        return Notice(said)
    return Notice(said, _meant(asked, one.text, one.suggestion))


def _spellings(asked: Asked) -> list[Notice]:
    """Say which words may be misspelt; only where nothing was found."""
    return [
        Notice(asked.reader.words("no_such_word", text=word), _meant(asked, word, spelling))
        for word in dict.fromkeys(_WORD.findall(asked.text)[:MOST_WORDS])
        for spelling in asked.reader.desk.spellings(word, 1)
    ]


def _meant(asked: Asked, text: str, suggestion: str) -> Link:
    """Lead to the query with something else in its place; an organisation is called by its name."""
    target = replace(asked, text=asked.text.replace(text, suggestion)).address()
    named = asked.reader.desk.labels.organisation(suggestion, asked.reader.language)
    return Link(asked.reader.words("did_you_mean", text=named), target)


def _elsewhere(asked: Asked, path: str) -> str:
    """Give the same search in another form."""
    return path + asked.address().removeprefix(asked.reader.link())
