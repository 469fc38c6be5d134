"""The desk as a real browser draws it: on a phone, on paper, by day and by night."""

from __future__ import annotations

import pytest

from tests.web.browsing import PHONE, Open

pytestmark = pytest.mark.browser


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
