"""Whatever titles and names hold, every format of an issue stays what it is, in all languages."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from pipelines.records import Moment, Party, Precision
from rasad.labels import Labels
from rasad.reports.exporters import exporter
from rasad.reports.issue import Blind, Focus, Happening, Issue, Line, Section
from rasad.reports.rows import COLUMNS, rows
from rasad.setup import Setup

LANGUAGES = st.sampled_from(("fa", "tr", "en"))
START = datetime(2026, 11, 8, 20, 30, tzinfo=UTC)
HOSTILE = (
    "", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "<b>x</b>", "</title><script>alert(1)</script>", "]]>",
    "&amp;", '"', "'; DROP", "\x00\x07\x1b", "\ufffe", "\u202e", "a\nb", "a\r\nb;c,d", "😀", "İ\u0307", "می‌شود",
    "{{ 7 * 7 }}", "%s",
)  # fmt: skip
IDS = st.text("0123456789abcdef", min_size=1, max_size=16)
COUNTRIES = st.none() | st.sampled_from(("tr", "ir", "xx"))
DEADLINES = st.sampled_from((None, "2026-12-01", "2026-11-01/2026-12-01", "2026-12"))
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=20)
URLS = st.sampled_from(("https://a.example/?a=1&b=<2>", "https://a.example/\u0131", "javascript:alert(1)", "x y"))
MOMENTS = st.builds(
    Moment,
    instant=st.datetimes(datetime(2026, 11, 9), datetime(2026, 11, 15), timezones=st.just(UTC)),  # noqa: DTZ001 -- bounds
    zone=st.sampled_from(("Europe/Istanbul", "Asia/Tehran")),
    precision=st.sampled_from(Precision),
)
LINES = st.builds(
    Line, id=IDS, url=URLS, title=TEXTS, language=LANGUAGES, source=TEXTS, source_title=TEXTS,
    published=st.none() | MOMENTS, outlets=st.lists(TEXTS, max_size=2).map(tuple),
)  # fmt: skip
PARTIES = st.builds(Party, organisation=st.none() | TEXTS, country=COUNTRIES, role=TEXTS, name=TEXTS)
HAPPENINGS = st.builds(
    Happening, type=st.sampled_from(("call", "agreement", "nonsense")), stage=st.sampled_from(("planned", "signed")),
    parties=st.lists(PARTIES, max_size=2).map(tuple), place=st.none() | TEXTS, sentence=TEXTS, line=LINES,
    date=st.none() | st.just("2026-11-10"), deadline=DEADLINES,
)  # fmt: skip


def _some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


ISSUES = st.builds(
    Issue, week=st.just("2026-W46"), start=st.just(START), end=st.just(START + timedelta(days=7)), made=st.just(START),
    articles=st.integers(0, 10**6), sources=st.integers(0, 300), top=_some(LINES),
    topics=_some(st.builds(Section, topic=TEXTS, count=st.integers(0, 99), lines=_some(LINES))),
    focus=_some(st.builds(Focus, organisation=TEXTS, count=st.just(2), before=st.floats(0, 99), lines=_some(LINES))),
    interactions=_some(HAPPENINGS), calls=_some(HAPPENINGS),
    blind=_some(st.builds(Blind, source=TEXTS, title=TEXTS, home=URLS, last=st.none() | st.dates())),
)  # fmt: skip


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Labels:
    """Give the bundled names."""
    return Labels(Setup.load(tmp_path_factory.mktemp("home")))


def _rows(issue: Issue, labels: Labels, language: str) -> list[dict[str, object]]:
    return list(rows(issue, labels, language))


@settings(max_examples=25)
@given(issue=ISSUES, language=LANGUAGES)
def test_a_table_has_its_cells_and_no_formula(labels: Labels, issue: Issue, language: str) -> None:
    """Every row of the CSV has every column, no cell begins as a formula does, and texts are kept behind the mark."""
    text = exporter("csv").write(issue, labels, language)
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert table[0] == list(COLUMNS)
    expected = _rows(issue, labels, language)
    assert len(table) == len(expected) + 1
    for cells, row in zip(table[1:], expected, strict=True):
        assert len(cells) == len(COLUMNS)
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
        assert cells[COLUMNS.index("title")].removeprefix("'") == str(row["title"] or "").removeprefix("'")


@settings(max_examples=25)
@given(issue=ISSUES, language=LANGUAGES)
def test_json_lines_hold_the_rows(labels: Labels, issue: Issue, language: str) -> None:
    """Each line of the JSONL is a row as it was, whatever line breaks its texts hold."""
    text = exporter("jsonl").write(issue, labels, language)
    assert [json.loads(line) for line in text.split("\n")[:-1]] == json.loads(
        json.dumps(_rows(issue, labels, language))
    )


@settings(max_examples=25)
@given(issue=ISSUES, language=LANGUAGES)
def test_a_feed_is_a_feed(labels: Labels, issue: Issue, language: str) -> None:
    """The RSS is well-formed, a reader finds an item per story and event, and no markup comes from a title."""
    text = exporter("rss").write(issue, labels, language)
    root = etree.fromstring(text.encode())
    items = root.findall("channel/item")
    assert len(items) == len(issue.top) + len(issue.interactions) + len(issue.calls)
    assert {child.tag for item in items for child in item} <= {
        *("title", "link", "category", "description", "source", "guid", "pubDate"),
    }
    found = feedparser.parse(text.encode())
    assert (found.bozo, found.version, found.feed.language) == (False, "rss20", language)
    assert len(found.entries) == len(items)
    assert all(item.findtext("guid") and item.find("title") is not None for item in items)


@settings(max_examples=25)
@given(issue=ISSUES, language=LANGUAGES)
def test_a_page_runs_nothing_and_reads_in_its_direction(labels: Labels, issue: Issue, language: str) -> None:
    """The HTML has no script, no handler and each title has its own direction."""
    page = html.document_fromstring(exporter("html").write(issue, labels, language).replace("\x00", ""))
    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "fa" else "ltr")
    assert page.xpath("count(//script | //iframe | //object | //embed | //link | //form)") == 0
    assert [name for element in page.iter() for name in element.attrib if str(name).startswith("on")] == []
    for title in page.cssselect("bdi[lang]"):
        assert title.get("dir") == ("rtl" if title.get("lang") == "fa" else "ltr")


@settings(max_examples=20)
@given(issue=ISSUES)
def test_all_languages_say_the_same(labels: Labels, issue: Issue) -> None:
    """The three languages have the same rows but for labels, names of parties and nothing else."""
    spoken = [_rows(issue, labels, language) for language in ("fa", "tr", "en")]
    own = {"label", "parties"}
    plain = [[{key: value for key, value in row.items() if key not in own} for row in one] for one in spoken]
    assert plain[0] == plain[1] == plain[2]


@pytest.mark.parametrize("language", ["fa", "tr", "en"])
def test_an_empty_issue_is_complete(labels: Labels, language: str) -> None:
    """An issue of a week without articles has its headings and says so, and no key stands in place of a word."""
    empty = Issue(
        week="2026-W46", start=START, end=START + timedelta(days=7), made=START, articles=0, sources=0, top=(),
        topics=(), focus=(), interactions=(), calls=(), blind=(), demo=False,
    )  # fmt: skip
    page = html.document_fromstring(exporter("html").write(empty, labels, language))
    said = [text.strip() for element in page.iter("h1", "h2", "p", "li", "div") for text in (element.text or "",)]
    assert sum(bool(text) for text in said) > 5
    assert [text for text in said if re.search(r"\b[a-z]+_[a-z_]+\b|\{\w*\}|\bNone\b", text)] == []
    assert etree.fromstring(exporter("rss").write(empty, labels, language).encode()).find("channel/item") is None
    assert exporter("jsonl").write(empty, labels, language) == ""
    assert len(exporter("csv").write(empty, labels, language).splitlines()) == 1
