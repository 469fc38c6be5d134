"""The weekly issue says what the archive holds, links every line to its source, and is safe in every format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import Article, Document, Event, Field, Moment, Party, Precision, Span, Topic
from rasad.chains import carried, told_in
from rasad.labels import Labels
from rasad.reports.build import OPENING, build
from rasad.reports.exporters import exporter, names
from rasad.reports.exporters.csv import cell
from rasad.reports.happenings import last_day, open_calls, sentence
from rasad.reports.issue import Blind, Happening, Issue, Line, Telling
from rasad.reports.ranking import weight
from rasad.reports.rows import COLUMNS, rows
from rasad.setup import Setup
from rasad.texts import texts
from tests.commandline import Demo

WEEK = "2026-W46"
LANGUAGES = ("fa", "tr", "en")
HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> \x07'
AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
LINE = Line(
    id="a1",
    url="https://a.example/?q=<x>&y=1",
    title=HOSTILE,
    language="tr",
    source="a",
    source_title="A & B",
    published=Moment(instant=AT, zone="Europe/Istanbul", precision=Precision.MINUTE),
    complete=False,
    outlets=("C <b>",),
)
CALL = Happening(
    type="call",
    stage="announced",
    negated=True,
    parties=(Party(organisation=None, country="tr", role="issuer"),),
    place=None,
    date=None,
    deadline="2026-11-30",
    sentence=HOSTILE,
    line=LINE,
)
SMALL = Issue(
    week=WEEK,
    start=AT,
    end=AT,
    made=AT,
    articles=1,
    sources=1,
    top=(LINE,),
    topics=(),
    focus=(),
    interactions=(),
    calls=(CALL,),
    blind=(Blind(source="a", title="A", home="https://a.example/", last=date(2026, 10, 1)),),
    demo=False,
)


@pytest.fixture(scope="module")
def desk(demo: Demo) -> Setup:
    """Give the demo's home."""
    return Setup.load(demo.home, datetime(2026, 11, 16, 6, tzinfo=UTC))


@pytest.fixture(scope="module")
def issue(desk: Setup) -> Issue:
    """Give the demo's last issue."""
    with desk.home.open(readonly=True) as archive:
        return build(archive, desk, WEEK)


@pytest.fixture(scope="module")
def labels(desk: Setup) -> Labels:
    """Give the names of the demo's registers."""
    return Labels(desk)


def test_the_issue_holds_the_week(issue: Issue) -> None:
    """Every line lies in the week, stories come once, and all parts that the demo fills are there."""
    assert issue.articles >= 30
    assert issue.demo
    for line in issue.top:
        if line.published:
            assert issue.start <= line.published.instant < issue.end
    assert len({line.id for line in issue.top}) == len(issue.top) > 5
    assert issue.topics
    assert issue.focus
    assert issue.interactions
    assert issue.calls


def test_calls_are_open_and_sorted(issue: Issue) -> None:
    """An open call's deadline lies after the week, and the nearest comes first."""
    days = [last_day(call.deadline) or "" for call in issue.calls]
    assert days == sorted(days)
    assert all(day >= issue.end.date().isoformat() for day in days)


def test_happenings_show_their_evidence(issue: Issue, desk: Setup) -> None:
    """The sentence of an interaction or a call stands in its article."""
    from pipelines.archive import documents  # noqa: PLC0415 -- only here

    with desk.home.open(readonly=True) as archive:
        for one in (*issue.interactions, *issue.calls):
            document = documents.get(archive, one.line.id)
            assert document is not None
            article = document.article
            assert one.sentence
            assert any(one.sentence in part for part in (article.title, article.lead, article.text))


def test_top_stories_begin_to_tell(issue: Issue, labels: Labels) -> None:
    """Each top story shows how it begins, at most two lines of it, on the page and in the feed."""
    page = BeautifulSoup(exporter("html").write(issue, labels, "tr"), "lxml")
    feed = BeautifulSoup(exporter("rss").write(issue, labels, "tr"), "xml")
    shown = [place.get_text() for place in page.select("#top_stories .opening")]
    assert shown == [line.opening for line in issue.top]
    assert all(20 < len(opening) <= OPENING for opening in shown)
    told = " ".join(place.get_text() for place in feed.select("item > description"))
    assert all(opening in told for opening in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_tells_the_chain_of_outlets(issue: Issue, labels: Labels, language: str) -> None:
    """Each item of the feed says which agency it is from and who else carries it or tells of it."""
    feed = BeautifulSoup(exporter("rss").write(issue, labels, language), "xml")
    told = [place.get_text() for place in feed.select("item > description")]
    chains = [carried(texts(language), line) for line in issue.top]
    chains += [told_in(texts(language), one) for one in (*issue.interactions, *issue.calls)]
    assert sum(bool(chain) for chain in chains) > 1
    assert [chain for chain, text in zip(chains, told, strict=True) if chain not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["html", "jsonl", "csv", "rss"])
def test_every_format_in_every_language(issue: Issue, labels: Labels, language: str, form: str) -> None:
    """Each exporter writes the issue in each language, with all its addresses."""
    text = exporter(form).write(issue, labels, language)
    for line in (*issue.top[:3], *(one.line for one in issue.interactions)):
        assert line.url.replace("&", "&amp;") in text or line.url in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_reads_in_its_direction(issue: Issue, labels: Labels, language: str) -> None:
    """The HTML page names its language and direction, needs no other host, and links every line to its source."""
    page = BeautifulSoup(exporter("html").write(issue, labels, language), "lxml")
    root = page.find("html")
    assert root is not None
    assert (root["lang"], root["dir"]) == (language, "rtl" if language == "fa" else "ltr")
    assert page.find(["script", "img", "link", "iframe"]) is None
    for item in page.select("section li"):
        if item.find("a"):
            assert str(item.find("a")["href"]).startswith("http")  # type: ignore[index]  # it was found just above
    assert len(page.select("#interactions blockquote")) == len(issue.interactions)


def test_the_page_links_every_other_telling(labels: Labels) -> None:
    """Other articles that tell of a happening are links beside it."""
    other = replace(LINE, id="b", url="https://b.example/", source_title="B")
    call = replace(SMALL.calls[0], also=(Telling("Cümle.", other),))
    page = BeautifulSoup(exporter("html").write(replace(SMALL, calls=(call,)), labels, "en"), "lxml")
    assert [(str(link["href"]), link.get_text()) for link in page.select(".also a")] == [("https://b.example/", "B")]


def test_hostile_titles_do_nothing(labels: Labels) -> None:
    """Markup in a title is text in HTML and RSS, a formula is text in CSV, and RSS stays well-formed."""
    page = BeautifulSoup(exporter("html").write(SMALL, labels, "en"), "lxml")
    assert page.find("script") is None
    feed = ET.fromstring(exporter("rss").write(SMALL, labels, "en"))  # noqa: S314 -- our own output
    assert feed.findtext("channel/item/link") == LINE.url
    table = list(csv.reader(io.StringIO(exporter("csv").write(SMALL, labels, "en").removeprefix("\ufeff"))))
    assert table[0] == list(COLUMNS)
    assert table[1][COLUMNS.index("title")].startswith("'=")
    lines = [json.loads(line) for line in exporter("jsonl").write(SMALL, labels, "en").splitlines()]
    assert [line["part"] for line in lines] == ["top_stories", "open_calls", "blind_sources"]
    assert lines[0]["title"] == HOSTILE


@given(st.none() | st.text() | st.integers() | st.lists(st.text(max_size=5), max_size=3))
def test_no_cell_is_a_formula(value: object) -> None:
    """Whatever a cell holds, it never begins as a formula does."""
    assert not cell(value).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_rows_have_the_same_columns(issue: Issue, labels: Labels) -> None:
    """Every row of the flat form has every column, and a part that the issue knows."""
    for row in rows(issue, labels, "en"):
        assert tuple(row) == COLUMNS
        assert row["part"] in {
            "top_stories", "by_topic", "organisations_in_focus", "interactions", "open_calls", "blind_sources",
        }  # fmt: skip


ARTICLE = Article(
    id="x", url="https://a.example/", fetched_url="https://a.example/", source="a", country="tr", language="tr",
    title="Başlık", text="İlk cümle. İkinci cümle daha uzun.", extractor="t", fetched_at=AT,
)  # fmt: skip
EVENT = Event(
    type="call", stage="announced", negated=False, interaction=False, parties=(), rule="1", deadline="2026-12-01",
    evidence=(Span(field=Field.TEXT, start=0, end=10), Span(field=Field.TEXT, start=11, end=34)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 1),
        ({"deadline": "2026-11-15"}, 0),
        ({"deadline": None}, 0),
        ({"deadline": "2026-11-01/2026-12-01"}, 1),
        ({"negated": True}, 0),
        ({"stage": "cancelled"}, 0),
        ({"type": "agreement"}, 0),
        ({"parties": (Party(organisation="ir/inif", country="ir", role="issuer"),)}, 0),
        ({"parties": (Party(organisation="tr/tubitak", country="tr", role="issuer"),)}, 1),
        ({"need": True}, 1),
    ],
)
def test_which_calls_are_open(change: dict[str, object], expected: int) -> None:
    """A call of a Turkish body whose deadline has not passed is open; others are not."""
    document = Document(article=ARTICLE, events=(replace(EVENT, **change),), story="x")  # type: ignore[arg-type]  # by name
    found = open_calls([document], datetime(2026, 11, 16, tzinfo=UTC), lambda _: LINE)
    assert len(found) == expected


def test_a_copy_is_no_second_call() -> None:
    """A call that a copy repeats comes once."""
    documents = [
        Document(article=ARTICLE, events=(EVENT,), story="x"),
        Document(article=replace(ARTICLE, id="y"), events=(EVENT,), story="x", duplicate_of="x"),
    ]
    assert len(open_calls(documents, datetime(2026, 11, 16, tzinfo=UTC), lambda _: LINE)) == 1


def test_the_longest_evidence_is_the_sentence() -> None:
    """Of several spans the longest is shown; without any there is none."""
    assert sentence(ARTICLE, EVENT.evidence) == "İkinci cümle daha uzun."
    assert sentence(ARTICLE, ()) == ""


def test_interactions_weigh_most() -> None:
    """A story that links the two countries comes before one with many topics, and that before a plain one."""
    topics = tuple(Topic(id=str(n), score=100, evidence=(), rule="1") for n in range(9))
    plain = Document(article=ARTICLE)
    many = Document(article=ARTICLE, topics=topics)
    linked = Document(article=ARTICLE, events=(replace(EVENT, interaction=True),))
    denied = Document(article=ARTICLE, events=(replace(EVENT, interaction=True, negated=True),))
    assert weight(linked, 0) > weight(many, 0) > weight(plain, 0) == weight(denied, 0)
    assert weight(plain, 3) > weight(plain, 0) > weight(Document(article=replace(ARTICLE, complete=False)), 0)


def test_files_are_written_where_asked(demo: Demo, tmp_path: Path) -> None:
    """`export weekly` prints the paths of its files, one per language and format."""
    ran = demo.rasad("export", "weekly", "--week", WEEK, "--lang", "fa", "-o", str(tmp_path / "out"))
    assert ran.code == 0, ran.err
    paths = [Path(line) for line in ran.out.splitlines()]
    assert len(paths) == len(names())
    assert all(path.stat().st_size > 500 for path in paths)
    assert (tmp_path / "out" / f"rasad-{WEEK}.fa.html").exists()


def test_an_empty_week_is_an_empty_issue(demo: Demo, tmp_path: Path) -> None:
    """A week without articles gives an issue that says so."""
    ran = demo.rasad("export", "weekly", "--week", "2020-W01", "--lang", "en", "--format", "html", "-o", str(tmp_path))
    assert ran.code == 0, ran.err
    assert "Nothing this week." in (tmp_path / "rasad-2020-W01.en.html").read_text(encoding="utf-8")
