"""The search screen finds what the command line finds, and tells what it did with the query."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import XML

import pytest

from rasad.web.screens.search import PAGE
from tests.web.reading import LANGUAGES, get, links, page, search, texts

if TYPE_CHECKING:
    import httpx


def test_a_search_finds_and_marks(client: httpx.Client) -> None:
    """A Persian word is found in each of its spellings, and marked as it stands."""
    page = get(client, "/fa/?q=دانش‌بنیان")
    marked = {text.replace("\u200c", "").replace(" ", "") for text in texts(page, ".title mark, .snippet mark")}
    assert any("دانش" in text for text in marked)
    totals = {get(client, f"/fa/?q={word}").cssselect(".bar strong")[0].text_content() for word in
              ("دانش‌بنیان", "دانش بنیان", "دانشبنیان")}  # fmt: skip
    assert len(totals) == 1


def test_the_page_and_the_api_agree(client: httpx.Client) -> None:
    """The same question gives the same articles, in the same order."""
    found = search(client, q="yapay zekâ", size=20, stories=1)
    page = get(client, "/en/?q=yapay zekâ")
    assert [link.rpartition("/")[2] for link in links(page, ".title a")] == [hit["id"] for hit in found["hits"]]
    assert texts(page, ".bar strong") == [f"{found['total']} articles"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_are_the_readers(client: httpx.Client, language: str) -> None:
    """Digits are the language's own, and every date stands in both calendars, for machines in ISO 8601."""
    page = get(client, f"/{language}/")
    month = {"fa": ("آبان", "نوامبر"), "tr": ("Aban", "Kasım"), "en": ("Aban", "November")}[language]
    newest = texts(page, ".entry time")[0]
    assert all(name in newest for name in month)
    assert any(digit in newest for digit in "۰۱۲۳۴۵۶۷۸۹") is (language == "fa")
    assert str(page.cssselect(".entry time")[0].get("datetime")).startswith("2026-11-")


def test_titles_have_the_direction_of_their_language(client: httpx.Client) -> None:
    """A Turkish title in the Persian desk runs from left to right and says that it is Turkish."""
    page = get(client, "/fa/?lang=tr")
    assert {(one.get("lang"), one.get("dir")) for one in page.cssselect(".title bdi")} == {("tr", "ltr")}
    page = get(client, "/en/?lang=fa")
    assert {(one.get("lang"), one.get("dir")) for one in page.cssselect(".title bdi")} == {("fa", "rtl")}


def test_a_facet_narrows_and_several_values_widen(client: httpx.Client) -> None:
    """Choosing a value keeps only its articles; choosing another one of the same facet adds its articles."""
    everything = get(client, "/en/?all=1")
    choice = everything.cssselect(".facet-lang a")[0]
    one = get(client, str(choice.get("href")))
    assert texts(one, ".chips .chip") == ["Turkish ×"]
    count = int(choice.cssselect(".count")[0].text_content())
    assert texts(one, ".bar strong") == [f"{count} articles"]
    assert texts(one, ".facet-lang a[aria-current] bdi") == ["Turkish"]
    second = next(str(a.get("href")) for a in one.cssselect(".facet-lang a") if "Persian" in a.text_content())
    both = get(client, second)
    assert len(texts(both, ".chips .chip")) == 2
    assert int(texts(both, ".bar strong")[0].split()[0]) > count
    assert texts(get(client, links(one, ".chips a")[0]), ".bar strong") == texts(everything, ".bar strong")


def test_pages_follow_each_other_without_gaps(client: httpx.Client) -> None:
    """Every article comes once on the way through the pages, and the way back leads to the first one."""
    address, seen = "/tr/?q=is:complete&all=1", []
    while True:
        page = get(client, address)
        seen += links(page, ".title a")
        following = links(page, "a[rel=next]")
        if not following:
            break
        address = following[0]
    assert len(seen) == len(set(seen)) == search(client, q="is:complete")["total"] > PAGE
    assert links(page, "[data-first]")[0].startswith("/tr/?q=is%3Acomplete")


@pytest.mark.parametrize("cursor", ["garbage", "W10", "'\"<>", "a" * 3000, "eyJ4IjoxfQ"])
def test_a_damaged_cursor_gives_the_first_page(client: httpx.Client, cursor: str) -> None:
    """An address that was cut or is too old is no error: the first page comes, and says so."""
    page = get(client, f"/en/?q=teknopark&cursor={cursor}")
    assert texts(page, ".notice") == ["This page of the results no longer exists; here is the first one."]
    assert links(page, ".title a") == links(get(client, "/en/?q=teknopark"), ".title a")


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "(" * 900, "q=" + "a " * 3000, "q=%22", "q=org:", "q=published:13..", "sort=x&all=maybe",
     "month=x&week=y&jalali_month=0-0&country=zz&topic=no", "topic=" + "x" * 5000, "q=-", "q=%F0%9F%98%80",
     "q=%ED%A0%80", "week=9999-W99&month=0000-00"],
)  # fmt: skip
def test_any_address_gives_a_page(client: httpx.Client, query: str) -> None:
    """Whatever is asked, a page comes."""
    for language in LANGUAGES:
        assert client.get(f"/{language}/?{query}").status_code == 200


def test_what_was_ignored_is_said_in_words(client: httpx.Client) -> None:
    """A mistyped value is named, and what may have been meant is a link that asks it."""
    page = get(client, "/tr/?q=topic:startap")
    assert "startap" in texts(page, ".notice")[0]
    meant = links(page, ".notice a")[0]
    assert parse_qs(urlsplit(meant).query)["q"] == ["topic:startups"]
    assert texts(get(client, meant), ".notice") == []


def test_nothing_found_comes_with_advice_and_spellings(client: httpx.Client) -> None:
    """A misspelt word that no article has leads to the one that is meant."""
    page = get(client, "/tr/?q=teknoparkk")
    assert texts(page, ".bar strong") == ["0 haber"]
    assert texts(page, ".empty strong") == ["Hiçbir şey bulunamadı."]
    assert any("q=teknopark" in link for link in links(page, ".notice a"))


def test_weeks_are_bars_that_lead_to_them(client: httpx.Client) -> None:
    """Each bar says its week in both calendars and narrows the search to it."""
    page = get(client, "/en/?all=1")
    bars = page.cssselect(".chart a")
    assert len(bars) == 6
    title = bars[-1].cssselect("title")[0].text_content()
    assert "9 November 2026 (18 Aban 1405)" in title
    narrowed = get(client, str(bars[-1].get("href")))
    assert texts(narrowed, ".bar strong") == [f"{title.rpartition(': ')[2]} articles"]


def test_stories_come_once_unless_asked_otherwise(client: httpx.Client, carried: str) -> None:
    """A story in several outlets is one hit that says so; with all of them each copy is marked."""
    once = get(client, f"/en/?q=story:{carried}")
    assert "outlets" in texts(once, ".carried")[0]
    assert len(links(once, ".title a")) == 1
    every = get(client, links(once, ".switch")[0])
    assert len(links(every, ".title a")) > 1
    assert "copy" in texts(every, ".badge")


def test_a_search_is_a_feed(client: httpx.Client) -> None:
    """What a search finds can be followed in a feed reader, with links that lead back to this desk."""
    page = get(client, "/tr/?q=teknopark&lang=tr")
    feed = client.get(links(page, "link[rel=alternate]")[0])
    assert feed.headers["Content-Type"].startswith("application/rss+xml")
    channel = XML(feed.content).find("channel")
    assert channel is not None
    assert "teknopark" in (channel.findtext("title") or "")
    items = channel.findall("item")
    assert len(items) > 3
    assert client.get(items[0].findtext("link") or "").status_code == 200
    assert items[0].findtext("pubDate")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tübi", "TÜBİTAK"), ("توبی", "توبیتاک"), ("girişim s", "topic=venture-capital"), ("teknop", "Teknopark")],
)
def test_suggestions_name_what_begins_as_typed(client: httpx.Client, typed: str, meant: str) -> None:
    """Organisations, topics and titles are offered while one types, in any script."""
    language = "fa" if typed > "\u0600" else "tr"
    answer = client.get(f"/{language}/suggestions", params={"q": typed})
    assert answer.status_code == 200
    assert meant in answer.text


def test_suggestions_lead_to_what_they_name(client: httpx.Client) -> None:
    """Each suggestion is a link to a search that finds something or at least understands it."""
    for typed in ("tübi", "yapay", "karasu", "savun"):
        found = page(client.get("/tr/suggestions", params={"q": typed}))
        for link in links(found, "li a"):
            assert texts(get(client, link), ".notice") == []


@pytest.mark.parametrize("typed", ["", "x", "org:x", "<b>" * 50, "\x00", "''\""])
def test_suggestions_take_anything(client: httpx.Client, typed: str) -> None:
    """What gives no suggestion gives none, and never an error."""
    answer = client.get("/en/suggestions", params={"q": typed})
    assert answer.status_code == 200
    assert "<b>" not in answer.text
