"""The desk in a real browser: keys, facets, evidence, without scripts, and never a word to another host."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from rasad.web.desk import Desk
from search.index import SearchError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

pytestmark = pytest.mark.browser

# A browser in a test needs no sandbox of its own and must not call home.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-quic",
)  # fmt: skip
WIDE, PHONE = (1280, 900), (390, 844)

Open = Callable[..., "Page"]


def _missing(reason: str) -> None:
    if "chromium" in os.environ.get("RASAD_TEST_REQUIRE", ""):
        pytest.fail(f"{reason}, but RASAD_TEST_REQUIRE asks for it")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        _missing("Chromium is not installed")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- it may be missing
    except ImportError:
        _missing("playwright is not installed")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, desk: str) -> Iterator[Open]:
    """Give a function that opens an address; afterwards nothing may have failed or left this machine."""
    contexts, troubles = [], []

    def console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            troubles.append(f"console: {message.text}")

    def failed(error: Error) -> None:
        troubles.append(f"script: {error}")

    def asked(request: Request) -> None:
        if not request.url.startswith((desk, "data:")):
            troubles.append(f"request to {request.url}")

    def go(
        address: str, size: tuple[int, int] = WIDE, *, scripts: bool = True, dark: bool = False, calm: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        if calm:
            page.on("console", console)
        page.on("pageerror", failed)
        page.on("request", asked)
        page.goto(desk + address, wait_until="load")
        return page

    yield go
    for context in contexts:
        context.close()
    assert troubles == []


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


@pytest.mark.parametrize("language", ["fa", "tr"])
def test_nothing_runs_out_of_a_phone(visit: Open, desk: str, language: str) -> None:
    """No screen is wider than a phone, in both directions of writing."""
    page = visit(f"/{language}/", PHONE)
    wide = []
    for screen in ("", "overview", "interactions", "calls", "issues", "issues/2026-W46", "topics", "sources",
                   "sources/teknogundem", "org/ir/eastp", "about"):  # fmt: skip
        page.goto(f"{desk}/{language}/{screen}", wait_until="load")
        if page.evaluate("document.documentElement.scrollWidth") > PHONE[0]:
            wide.append(screen)
    assert wide == []


def test_the_trend_is_drawn_in_both_lights(visit: Open) -> None:
    """The overview's chart has a canvas by day and by night."""
    for dark in (False, True):
        page = visit("/fa/overview", dark=dark)
        assert page.locator(".trend canvas").count() == 1


CONTRAST = """() => {
  const number = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = number(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.offsetParent || element.closest("svg, canvas")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(number(style.color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const words = element.textContent.trim().slice(0, 30);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${words}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("address", ["/fa/?q=teknopark&lang=tr", "/tr/interactions", "/en/sources", "/fa/overview"])
def test_every_text_can_be_read(visit: Open, address: str, *, dark: bool) -> None:
    """Contrast is at least 4.5 : 1 (WCAG 2.2 AA) for every text, by day and by night."""
    assert visit(address, dark=dark).evaluate(CONTRAST) == []


def test_the_night_is_dark_and_the_day_is_light(visit: Open) -> None:
    """The desk follows what the reader's system prefers."""
    paper = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    assert max(visit("/fa/", dark=True).evaluate(paper)) < 64
    assert min(visit("/fa/").evaluate(paper)) > 240


def test_paper_has_no_menus(visit: Open) -> None:
    """Printed, a page is its content: no menu, no search box, no facets; the marks stay."""
    page = visit("/tr/?q=teknopark")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator(".facets").is_visible()
    assert page.locator(".entry").first.is_visible()


def test_facets_are_folded_on_a_phone(visit: Open) -> None:
    """On a phone the hits come first; the facets are one touch away."""
    page = visit("/fa/?q=teknopark", PHONE)
    assert not page.locator(".facet-topic").is_visible()
    page.locator(".facets > summary").click()
    assert page.locator(".facet-topic").is_visible()


def test_what_has_the_focus_can_be_seen(visit: Open) -> None:
    """Whoever walks with the tab key sees where they are, and the first stop leads past the menu."""
    page = visit("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    for _ in range(6):
        page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert page.evaluate(f"{style}.outlineStyle !== 'none' || {style}.boxShadow !== 'none'")


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
