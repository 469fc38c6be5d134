"""Pages: addresses, encodings, templates, and small outlets of our own served in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from rasad.demo.drafts import Condition, Draft
from rasad.demo.outlets import Outlet, outlets
from rasad.demo.pages import (
    address,
    article_number,
    article_responses,
    content_type,
    encode,
    failure,
    prepare,
    redirect,
    tracked,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

AT = datetime(2026, 11, 15, 20, tzinfo=UTC)
SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,4}", fullmatch=True)
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)


def draft(outlet: Outlet, title: str = "Bir <deneme> & “haber”", text: str = "Metin 'burada' <b>durur</b>.") -> Draft:
    """Make an article for an outlet."""
    return Draft(
        outlet=outlet.id,
        slug="bir-deneme",
        title=title,
        published=AT,
        paragraphs=(text, "İkinci paragraf."),
        tags=("a & b",),
        author="Deniz Su",
        section="Ekonomi",
    )


@given(SLUGS)
def test_numbers_have_six_digits_and_stay(slug: str) -> None:
    """The number of an article has six digits and depends on nothing but the slug."""
    assert 100_000 <= article_number(slug) <= 999_999
    assert article_number(slug) == article_number(slug)


@given(title=TEXTS, outlet=st.sampled_from(sorted(outlets())))
def test_addresses_are_ascii_on_the_outlets_host(title: str, outlet: str) -> None:
    """Any title gives a sound ASCII address on the outlet's own host."""
    found = outlets()[outlet]
    url = address(draft(found, title), found)
    assert url.isascii()
    assert " " not in url
    assert urlsplit(url).hostname == urlsplit(found.home).hostname


def test_an_address_may_be_given(known: Mapping[str, Outlet]) -> None:
    """A header's address wins over the outlet's pattern."""
    outlet = known["teknogundem"]
    assert address(replace(draft(outlet), address="/ozel/a b/"), outlet) == "https://teknogundem.example/ozel/a%20b/"


def test_persian_words_stand_percent_encoded_in_addresses(known: Mapping[str, Outlet]) -> None:
    """A Persian title is readable in the address once it is decoded."""
    outlet = known["parto-khabar"]
    url = address(draft(outlet, "پارک\u200cهای فناوری"), outlet)
    assert unquote(url).endswith("/پارک-های-فناوری")


@pytest.mark.parametrize("name", sorted(outlets()))
def test_every_page_escapes_what_it_prints(name: str, known: Mapping[str, Outlet]) -> None:
    """Markup in a title or text is shown as text and never becomes an element."""
    outlet = known[name]
    article = prepare(draft(outlet), outlet)
    (answer,) = article_responses(article, AT, [])
    page = html.fromstring(answer.body.decode(outlet.dress.charset))
    assert not page.xpath("//b[text()='durur'] | //deneme")
    assert article.title in str(page.xpath("string()"))
    assert article.paragraphs[0] in str(page.xpath("string()"))


@pytest.mark.parametrize("name", sorted(outlets()))
def test_pages_speak_their_language(name: str, known: Mapping[str, Outlet]) -> None:
    """Language and direction of a page are those of its outlet."""
    outlet = known[name]
    (answer,) = article_responses(prepare(draft(outlet), outlet), AT, [])
    page = html.fromstring(answer.body.decode(outlet.dress.charset))
    assert page.get("lang") == outlet.language
    assert page.get("dir", "ltr") == ("rtl" if outlet.language == "fa" else "ltr")


@pytest.mark.parametrize("name", sorted(outlets()))
def test_an_edit_prints_the_time_of_change_where_pages_do(name: str, known: Mapping[str, Outlet]) -> None:
    """An edited page still prints when it was first published, unless it prints no date at all."""
    outlet = known[name]
    changed = replace(draft(outlet), modified=datetime(2026, 11, 16, 9, tzinfo=UTC))
    page = prepare(changed, outlet)
    (answer,) = article_responses(page, AT, [])
    text = str(html.fromstring(answer.body.decode(outlet.dress.charset)).xpath("string()"))
    assert page.published in text
    hidden = prepare(replace(changed, conditions=frozenset({Condition.UNDATED})), outlet)
    assert hidden.published == hidden.modified == ""


def test_related_titles_stand_beside_the_text(known: Mapping[str, Outlet]) -> None:
    """Titles of other articles are linked on the page."""
    outlet = known["korfez-gunlugu"]
    other = prepare(replace(draft(outlet, "Öteki haber"), slug="oteki"), outlet)
    (answer,) = article_responses(prepare(draft(outlet), outlet), AT, [other])
    page = html.fromstring(answer.body.decode("windows-1254"))
    assert page.xpath(f"//a[@href='{other.link}']/text()") == ["Öteki haber", "Öteki haber"]


def test_a_moved_article_answers_twice(known: Mapping[str, Outlet]) -> None:
    """The old address redirects for good to the page."""
    outlet = known["teknogundem"]
    article = prepare(replace(draft(outlet), formerly="/?p=1"), outlet)
    page, moved = article_responses(article, AT, [])
    assert article.announced == moved.url == "https://teknogundem.example/?p=1"
    assert (moved.status, moved.reason, moved.location) == (301, "Moved Permanently", page.url)


def test_a_forbidden_article_shows_nothing(known: Mapping[str, Outlet]) -> None:
    """A page that is forbidden answers 403 without a word of the text."""
    outlet = known["fanavari-emrooz"]
    article = prepare(replace(draft(outlet), conditions=frozenset({Condition.FORBIDDEN})), outlet)
    (answer,) = article_responses(article, AT, [])
    assert (answer.status, answer.reason) == (403, "Forbidden")
    assert "İkinci".encode() not in answer.body


@pytest.mark.parametrize(("status", "reason"), [(404, "Not Found"), (500, "Internal Server Error")])
def test_errors_say_what_they_are(known: Mapping[str, Outlet], status: int, reason: str) -> None:
    """An error page has the status, its words, and the demo's footer."""
    answer = failure(known["teknogundem"], "https://teknogundem.example/x", status, AT)
    assert (answer.status, answer.reason, answer.kind) == (status, reason, "error")
    assert b"Demo content" in answer.body


def test_redirects_name_their_target() -> None:
    """A redirect has its target in the header and in the small page."""
    answer = redirect("https://a.example/1", "https://a.example/2", 302, AT)
    assert answer.location == "https://a.example/2"
    assert b'href="https://a.example/2"' in answer.body


@pytest.mark.parametrize(
    ("link", "tracking", "expected"),
    [
        ("https://a.example/x", "", "https://a.example/x"),
        ("https://a.example/x", "ref=rss", "https://a.example/x?ref=rss"),
        ("https://a.example/?p=1", "ref=rss", "https://a.example/?p=1&ref=rss"),
    ],
)
def test_tracking_is_added_rightly(link: str, tracking: str, expected: str) -> None:
    """Tracking parameters begin a query or go on with it."""
    assert tracked(link, tracking) == expected


@pytest.mark.parametrize(("charset", "expected"), [("", "text/html"), ("utf-8", "text/html; charset=utf-8")])
def test_a_header_may_keep_its_charset_to_itself(charset: str, expected: str) -> None:
    """Without a charset the header names the media type alone."""
    assert content_type("text/html", charset) == expected


@given(TEXTS)
def test_encoding_never_fails_and_never_loses(text: str) -> None:
    """Whatever a charset lacks comes back from its character reference."""
    for name in ("korfez-gunlugu", "sahand-eghtesad", "teknogundem"):
        outlet = outlets()[name]
        clean = text.replace("&", "+").replace("<", "(")
        body = encode(f"<!DOCTYPE html>\n<p>{clean}</p>", outlet).decode(outlet.dress.charset)
        assert str(html.fromstring(body).xpath("string()")).strip() == clean


def test_only_pages_write_zwnj_as_an_entity(known: Mapping[str, Outlet]) -> None:
    """XML knows no &zwnj;, so feeds keep the letter."""
    outlet = known["miz-fanavari"]
    assert encode("<!DOCTYPE html>\nپارک\u200cها", outlet).decode().endswith("پارک&zwnj;ها")
    assert encode("<?xml version='1.0'?>پارک\u200cها", outlet).decode().endswith("پارک\u200cها")
