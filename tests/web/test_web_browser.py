"""The desk in a real browser: keys, facets, evidence, without scripts, and never a word to another host."""

from __future__ import annotations

import pytest

from rasad.web.desk import Desk
from search.index import SearchError
from tests.web.browsing import Open

pytestmark = pytest.mark.browser


def test_a_persian_search_is_typed_and_read(visit: Open) -> None:
    """A slash leads to the box, Enter searches, and the found words are marked from right to left."""
    page = visit("/fa/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("دانش بنیان")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".entry mark").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.results')).direction") == "rtl"
    box, column = page.locator(".results").bounding_box(), page.locator("aside").bounding_box()
    assert box
    assert column
    assert column["x"] > box["x"]


def test_a_facet_narrows_without_a_new_page(visit: Open) -> None:
    """A click on a facet changes hits, address and chips in place; back undoes it."""
    page = visit("/en/?all=1")
    page.evaluate("window.still = true")
    before = page.locator(".bar strong").inner_text()
    page.locator(".facet-lang a", has_text="Persian").click()
    page.wait_for_selector(".chips .chip")
    assert page.evaluate("window.still") is True
    assert "lang=fa" in page.url
    assert page.locator(".bar strong").inner_text() != before
    assert page.locator(".title bdi[dir=rtl]").count() == page.locator(".title").count() > 0
    page.go_back()
    page.wait_for_selector(".chips", state="detached")
    assert page.locator(".bar strong").inner_text() == before


def test_a_new_query_keeps_the_filters_chosen_in_place(visit: Open) -> None:
    """A filter that was chosen without a new page is kept by the next query."""
    page = visit("/en/?q=teknopark")
    page.locator(".facet-lang a", has_text="Turkish").click()
    page.wait_for_selector(".chips .chip")
    page.locator("[data-focus]").fill("enerji")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "lang=tr" in page.url
    assert "q=enerji" in page.url


def test_a_failure_in_place_is_shown_as_a_page(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the answer to a click in place is an error, the page that explains it is opened."""
    page = visit("/en/?q=teknopark", calm=False)

    def fail(*_: object, **__: object) -> None:
        raise SearchError("the index is away")

    monkeypatch.setattr(Desk, "find", fail)
    with page.expect_navigation():
        page.locator(".facet-lang a").first.click()
    assert "the index is away" in page.locator(".notice").inner_text()
    assert "lang=" in page.url


def test_keys_walk_through_hits_and_open_one(visit: Open) -> None:
    """J and k move, Enter opens, ? shows the keys, Escape closes them."""
    page = visit("/tr/")
    focused = "document.activeElement.getAttribute('href')"
    page.keyboard.press("j")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    second = page.evaluate(focused)
    assert first != second
    page.keyboard.press("k")
    assert page.evaluate(focused) == first
    page.keyboard.press("?")
    assert page.locator("#keys-dialog").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert not page.locator("#keys-dialog").is_visible()
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(first)


def test_suggestions_are_walked_with_arrows(visit: Open) -> None:
    """While one types, a list comes below the box; arrows walk through it and Enter follows."""
    page = visit("/tr/")
    page.keyboard.press("/")
    page.keyboard.type("tübi")
    page.wait_for_selector("#suggestions a", state="visible")
    page.keyboard.press("ArrowDown")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("/tr/?org=")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(target)


def test_keys_turn_pages(visit: Open) -> None:
    """N leads to the next page of the hits and p back to the first one."""
    page = visit("/tr/?all=1")
    first = page.locator(".title a").first.get_attribute("href")
    page.keyboard.press("n")
    page.wait_for_selector("[data-first]")
    assert page.locator(".title a").first.get_attribute("href") != first
    page.keyboard.press("p")
    page.wait_for_selector("[data-first]", state="detached")
    assert page.locator(".title a").first.get_attribute("href") == first


def test_evidence_is_found_from_both_sides(visit: Open) -> None:
    """A tag leads to its place in the text, a place to its tags, and each kind of mark can be switched off."""
    page = visit("/fa/?is=interaction&lang=fa")
    with page.expect_navigation():
        page.locator(".title a").first.click()
    jump = page.locator(".kind.event .jump").first
    jump.click()
    target = page.evaluate("location.hash.slice(1)")
    assert (
        page.evaluate(f"getComputedStyle(document.querySelector('#{target} + mark')).backgroundColor")
        != "rgba(0, 0, 0, 0)"
    )
    page.locator("mark.event[data-tags]").last.click()
    assert page.locator(".evidence li.lit").count() >= 1
    tint = "getComputedStyle(document.querySelector('.body mark.event, h1 mark.event')).backgroundImage"
    page.mouse.move(0, 0)
    shown = page.evaluate(tint)
    page.locator("#show-event").uncheck()
    assert page.evaluate(tint) != shown


def test_the_desk_is_read_without_scripts(visit: Open) -> None:
    """Searching, narrowing, turning pages and switching marks off all work where scripts are forbidden."""
    page = visit("/tr/?q=teknopark", scripts=False)
    with page.expect_navigation():
        page.locator(".facet-lang a").first.click()
    assert page.locator(".chips .chip").count() == 1
    page.locator("[data-focus]").fill("enerji")
    with page.expect_navigation():
        page.locator(".query button").click()
    assert "lang=" in page.url
    assert page.locator(".entry").count() > 0
    with page.expect_navigation():
        page.locator(".title a").first.click()
    assert page.locator(".body p").count() > 0
    assert page.locator("#keys-dialog").is_hidden()


def test_a_hit_opened_and_left_is_where_it_was(visit: Open) -> None:
    """Back from an article, the search with its filters is there again."""
    page = visit("/en/?q=teknopark")
    page.locator(".facet-lang a").first.click()
    page.wait_for_selector(".chips .chip")
    address = page.url
    with page.expect_navigation():
        page.locator(".title a").first.click()
    page.go_back()
    page.wait_for_selector(".chips .chip")
    assert page.url == address
