"""Interactions, calls and organisations: each happening with its sides, its stage and the sentence that says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipelines.records import Document, Event, Field, Party, Span
from rasad.setup import Setup
from rasad.web.desk import Desk
from rasad.web.happenings import date_text, days_left
from rasad.web.reader import Reader
from tests.web.library import NOON, Library, article
from tests.web.reading import LANGUAGES, get, links, texts

if TYPE_CHECKING:
    import httpx


def call(number: int, deadline: str | None, **changes: object) -> Document:
    """Make an article about a call with a deadline."""
    text = f"Çağrı {number} açıldı."
    values: dict[str, object] = {
        "type": "call", "stage": "announced", "negated": False, "interaction": False, "need": True, "rule": "e1",
        "parties": (Party(organisation="tr/kosgeb", country="tr", role="caller"),),
        "evidence": (Span(field=Field.TEXT, start=0, end=len(text)),), "deadline": deadline,
    }  # fmt: skip
    event = Event(**{**values, **changes})  # type: ignore[arg-type]  # the fields of an event by name
    return Document(article=article(number, f"Haber {number}", text), events=(event,))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give an English reader of an empty home."""
    return Reader(Desk(Setup.load(tmp_path_factory.mktemp("plain"))), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_interactions_show_both_sides_and_the_sentence(client: httpx.Client, language: str) -> None:
    """Every interaction has sides, a stage and a quote, and leads to the article that holds it."""
    page = get(client, f"/{language}/interactions")
    entries = page.cssselect(".entry.event")
    assert len(entries) > 5
    for entry in entries:
        assert entry.cssselect(".parties bdi")
        assert texts(entry, "blockquote")[0]
        assert links(entry, "[data-open]")[0].startswith(f"/{language}/article/")


def test_interactions_are_narrowed_by_type_stage_and_month(client: httpx.Client) -> None:
    """What was chosen is kept while another row is chosen, and a second click lets it go."""
    everything = get(client, "/en/interactions")
    choice = everything.cssselect(".choices a")[0]
    one = get(client, str(choice.get("href")))
    label = choice.cssselect("bdi")[0].text_content()
    assert set(texts(one, ".entry .tag.event")) == {label}
    stage = next(link for link in links(one, ".choices a") if "stage=signed" in link)
    assert "type=" in stage
    assert {texts(entry, ".tag")[1] for entry in get(client, stage).cssselect(".entry.event")} <= {"signed"}
    month = next(link for link in links(everything, ".choices a") if "month=2026-10" in link)
    assert all("October" in text or "September" in text for text in texts(get(client, month), ".entry time"))
    let_go = next(link for link in links(one, ".choices a[aria-current]"))
    assert len(get(client, let_go).cssselect(".entry")) == len(everything.cssselect(".entry"))


@pytest.mark.parametrize(
    "query", ["type=nonsense", "stage=x&month=2026-99", "cursor=garbage", "month=%00", "type=" + "x" * 3000]
)
def test_interactions_take_any_address(client: httpx.Client, query: str) -> None:
    """Whatever an address holds, a page comes."""
    assert client.get(f"/fa/interactions?{query}").status_code == 200


def test_calls_come_by_deadline_and_past_ones_apart(library: Library, reader: httpx.Client) -> None:
    """The nearest deadline comes first and says how many days are left; what has passed stands apart."""
    library.add(
        call(1, "2026-12-30"), call(2, "2026-11-16"), call(3, "2026-11-01"), call(4, "2026-11-10/2026-11-19"),
        call(5, None), call(6, "2026-12-01", stage="cancelled"), call(7, "2026-12-01", negated=True),
    )  # fmt: skip
    page = get(reader, "/en/calls")
    still = page.cssselect("ol.hits.narrow > .entry")
    assert [texts(entry, ".title")[0] for entry in still] == ["Haber 2", "Haber 4", "Haber 1"]
    assert [texts(entry, ".tag.no") for entry in still] == [
        ["Deadline 16 November 2026 (25 Aban 1405)", "today"],
        ["Deadline 19 November 2026 (28 Aban 1405)", "3 days left"],
        [],
    ]
    assert texts(page, ".past .title") == ["Haber 3"]
    assert texts(get(reader, "/en/overview"), ".tiles strong")[3] == "3"


def test_many_interactions_come_on_pages(library: Library, reader: httpx.Client) -> None:
    """Pages of interactions follow each other without a gap or a repetition."""
    made = []
    for number in range(1, 96):
        document = call(number, None, interaction=True, type="visit")
        told = article(number, f"Haber {number}", document.article.text, fetched_at=NOON - timedelta(hours=number))
        made.append(Document(article=told, events=document.events))
    library.add(*made)
    address, seen = "/en/interactions", []
    while address:
        page = get(reader, address)
        seen += texts(page, ".entry .title")
        address = next(iter(links(page, "a[rel=next]")), "")
    assert len(seen) == len(set(seen)) == 95
    assert links(page, "[data-first]") == ["/en/interactions"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_organisation_shows_what_it_is_and_did(client: httpx.Client, language: str) -> None:
    """Names in all languages, kind, parent, events, articles, and what it is named with."""
    page = get(client, f"/{language}/org/ir/eastp")
    names = {"fa": "پارک علم و فناوری آذربایجان شرقی", "tr": "Doğu Azerbaycan Bilim ve Teknoloji Parkı",
             "en": "East Azerbaijan Science and Technology Park"}  # fmt: skip
    assert texts(page, "h1") == [names[language]]
    facts = texts(page, ".facts")[0]
    assert all(name in facts for name in names.values())
    assert "/org/ir/" in "".join(links(page, ".facts a"))
    assert page.cssselect(".entry.event")
    assert page.cssselect(".chart a")


def test_an_organisation_is_named_with_others(client: httpx.Client) -> None:
    """Whom it is named with leads to their screens, and its topics to its articles about them."""
    page = get(client, "/en/org/tr/tubitak")
    beside, topics = page.cssselect(".counted")
    assert all(link.startswith("/en/org/") and not link.endswith("tubitak") for link in links(beside))
    assert all(link.startswith("/en/?org=tr%2Ftubitak&topic=") for link in links(topics))
    assert links(beside)


def test_a_parent_names_its_parts(client: httpx.Client) -> None:
    """What is part of an organisation is listed with it."""
    parent = next(link for link in links(get(client, "/en/org/ir/eastp"), ".facts a") if "/org/" in link)
    assert "/en/org/ir/eastp" in links(get(client, parent), ".plain a")


def test_an_unknown_organisation_is_not_found(client: httpx.Client) -> None:
    """An id that the register does not know gives a page that says so."""
    assert client.get("/en/org/tr/nobody").status_code == 404


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("2026-11-12", "12 November 2026 (21 Aban 1405)"),
        ("2022-11", "November 2022 / Aban–Azar 1401"),
        ("2026-11-12/2026-11-15", "12 November 2026 (21 Aban 1405) – 15 November 2026 (24 Aban 1405)"),
        ("2026", "2026"),
        ("2026-13", "2026-13"),
        ("soon-ish!!", "soon-ish!!"),
    ],
)
def test_dates_of_events_stand_in_both_calendars(plain: Reader, value: str | None, text: str) -> None:
    """Days, months and ranges are written out; anything else stands as it is."""
    assert date_text(plain, value) == text


def test_days_left_are_said_only_when_they_are_few(plain: Reader) -> None:
    """A deadline that is far off or has passed needs no countdown."""
    assert [days_left(plain, left) for left in (None, -1, 0, 1, 14, 15)] == [
        "", "", "today", "1 days left", "14 days left", "",
    ]  # fmt: skip


def test_the_overview_sums_up(client: httpx.Client) -> None:
    """Tiles lead to what they count; topics rise with both counts; the trend is there as a table, too."""
    page = get(client, "/en/overview")
    assert len(page.cssselect(".tiles a")) == 5
    assert [link for link in links(page, ".tiles a") if "/en/" not in link] == []
    assert len(page.cssselect(".rises .growing")) > 3
    rows = page.cssselect(".tight tbody tr")
    assert len(rows) == 6
    assert {len(row.cssselect("td")) for row in rows} == {6}
    assert '"series"' in str(page.cssselect("[data-trend]")[0].get("data-trend"))


def test_topics_are_explained(client: httpx.Client) -> None:
    """Every topic has a name, a definition in the reader's language and its counts."""
    for language in LANGUAGES:
        rows = get(client, f"/{language}/topics").cssselect("tbody tr")
        assert len(rows) > 20
        assert all(len(str(row.cssselect("td")[0].text_content())) > 10 for row in rows)
