"""The queries written down in docs/search.md are answered as it says there."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rasad.finding import Finder
from rasad.setup import Setup

if TYPE_CHECKING:
    from tests.commandline import Demo

DOCUMENT = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
TAG = re.compile("(topic|org|event|is|place|kind):")
NOW = datetime.fromisoformat("2026-11-16T08:00+03:00")


class Written(NamedTuple):
    """A row of the table: what is typed, how many articles are found, the first one, and what is said."""

    query: str
    found: int
    first: str
    said: str


def _table() -> list[Written]:
    rows = re.findall(r"^\| `(.+?)` \| (\d+) \| (.*?) \| (.*?) ?\|$", DOCUMENT, re.MULTILINE)
    return [Written(query, int(found), first, said) for query, found, first, said in rows]


def _answer(finder: Finder, query: str) -> Written:
    answer = finder.find(query, facets=False)
    said = [
        f"{one.problem}: {one.text}".replace(":: ", ": ") + (f" → {one.suggestion}" if one.suggestion else "")
        for one in answer.ignored
    ]
    hits = answer.result.hits
    return Written(query, answer.result.total, hits[0].document.article.title if hits else "(none)", "; ".join(said))


def test_the_queries_are_answered_as_they_are_written_down(demo: Demo) -> None:
    """On the demo each query finds as many articles as the table says, the same one first, and the same is said."""
    # Which articles have a tag changes with every rule, and what is known of sources grows: there some must be found.
    with Finder(Setup.load(demo.home, NOW)) as finder:
        answers = {row: _answer(finder, row.query) for row in _table()}
    tagged = [row for row in answers if TAG.search(row.query)]
    plain = [row for row in answers if not TAG.search(row.query)]
    assert [answers[row] for row in plain] == plain
    assert all(answers[row].found and answers[row].said == row.said for row in tagged)


@pytest.mark.parametrize("letters", ["[a-zçğıöşüİ]", "[آ-ی]", "startup|park"], ids=["Turkish", "Persian", "English"])
def test_the_table_has_queries_of_every_language(letters: str) -> None:
    """At least fifty queries are written down, and some in each language."""
    table = _table()
    assert len(table) >= 50
    assert sum(bool(re.search(letters, row.query)) for row in table) >= 3
