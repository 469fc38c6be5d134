"""Pages are well-formed, can be read by a screen reader, and their words are well written."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.web.reading import LANGUAGES, get, links

if TYPE_CHECKING:
    import httpx

SCREENS = (
    "", "?q=teknopark", "?q=nichtsdergleichen", "overview", "interactions", "calls", "issues", "issues/2026-W46",
    "topics", "sources", "sources/teknogundem", "org/tr/tubitak", "about",
)  # fmt: skip
# Elements that have no end.
VOID = {"meta", "link", "input", "br", "img", "rect", "path", "circle"}
# What may not stand within which other.
FORBIDDEN = {("a", "a"), ("p", "p"), ("p", "ul"), ("p", "ol"), ("p", "div"), ("p", "blockquote"), ("button", "a")}


class Nesting(HTMLParser):
    """Reads a page strictly: every element ends, in order, and none stands where it must not."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.wrong.append(f"an attribute of {tag} stands twice: {names}")
        self.wrong.extend(f"{tag} within {outer}" for outer in self.open if (outer, tag) in FORBIDDEN)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that ends at once."""

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_well_formed(client: httpx.Client, screen: str) -> None:
    """A browser has nothing to repair: what begins ends, and no link stands within a link."""
    nesting = Nesting()
    nesting.feed(client.get(f"/fa/{screen}").text)
    assert nesting.wrong == []
    assert nesting.open == []


def test_an_article_is_well_formed(client: httpx.Client, carried: str) -> None:
    """The same holds for a text under many marks."""
    nesting = Nesting()
    nesting.feed(client.get(f"/tr/article/{carried}").text)
    assert (nesting.wrong, nesting.open) == ([], [])


@pytest.mark.parametrize("screen", SCREENS)
def test_headings_follow_each_other(client: httpx.Client, screen: str) -> None:
    """There is one first heading, and no level is left out on the way down."""
    levels = [int(one.tag[1]) for one in get(client, f"/en/{screen}").cssselect("main h1, main h2, main h3, main h4")]
    assert levels.count(1) == 1
    # The side column stands beside the hits: it may come first with headings of its own.
    assert all(after - before <= 1 or before == 0 for before, after in pairwise(levels))


@pytest.mark.parametrize("screen", SCREENS)
def test_everything_has_a_name(client: httpx.Client, screen: str) -> None:
    """Inputs, pictures, links and regions have names that a screen reader can say."""
    page = get(client, f"/tr/{screen}")
    for field in page.cssselect("input:not([type=hidden])"):
        assert field.get("aria-label") or field.getparent().tag == "label", field.get("name")
    for picture in page.cssselect("svg[role=img]"):
        assert picture.get("aria-label")
    for link in page.cssselect("a[href]"):
        named = str(link.text_content()).strip() or link.get("aria-label") or link.cssselect("title")
        assert named, link.get("href")
    for region in page.cssselect("nav, aside"):
        assert region.get("aria-label") or region.cssselect("*"), region.tag


@pytest.mark.parametrize("screen", SCREENS)
def test_every_form_only_asks(client: httpx.Client, screen: str) -> None:
    """Forms are plain GET requests to the desk itself, so they work without scripts and change nothing."""
    for form in get(client, f"/en/{screen}").cssselect("form"):
        assert form.get("method") in {"get", "dialog"}
        assert str(form.get("action", "/")).startswith("/")


def test_links_to_elsewhere_tell_nothing(client: httpx.Client, carried: str) -> None:
    """A publisher does not learn from which search its reader comes."""
    page = get(client, f"/en/article/{carried}")
    outside = page.cssselect("a[href^=http]")
    assert outside
    assert all("noreferrer" in str(one.get("rel")) for one in outside)
    assert len(links(page, "a[target]")) == 0


def known(code: str) -> dict[str, str]:
    """Read the texts of a language."""
    return tomllib.loads((files("rasad.texts") / f"{code}.toml").read_text(encoding="utf-8"))


def test_persian_is_written_in_persian_letters() -> None:
    """No Arabic ye, kaf or digits, no Latin comma or question mark, no plural torn off by a blank."""
    for key, text in known("fa").items():
        assert not re.search("[يكةى٠-٩]", text), key
        assert not re.search(r"[\u0600-\u06ff][,;?]", text), key
        assert not re.search(r"[\u0600-\u06ff] (ها|های|هایی)\b", text), key
        assert not re.search(r"(?<!\w)می [\u0600-\u06ff]", text), key
        words = re.sub(r"\{\w+\}|robots\.txt|JSON-LD|HTML|\((404, 410|4xx)\)|«rasad \w+»|/\S+", "", text)
        assert not re.search(r"\d(?<![۰-۹])", words), key


def test_turkish_has_its_own_letters() -> None:
    """No decomposed letters, and none of the ASCII spellings that hasty writers leave behind."""
    for key, text in known("tr").items():
        assert "\u0307" not in text, key
        assert not re.search(r"\b(icin|turkce|degil|ulke|yayin|olcu|guncel)\b", text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_facets_and_states_have_words(language: str) -> None:
    """Everything that the records can say has a word in every language."""
    from crawlers.health import Alarm  # noqa: PLC0415 -- brings in Scrapy
    from crawlers.outcomes import Outcome  # noqa: PLC0415 -- the same
    from nlp.organisations.register import Kind  # noqa: PLC0415 -- reads no file, but its package does
    from pipelines.records import Reason, SourceKind  # noqa: PLC0415 -- beside its like
    from rasad.web.screens.interactions import STAGES  # noqa: PLC0415 -- the same
    from rasad.web.screens.search import COLUMN, FLAGS  # noqa: PLC0415 -- the same

    words = known(language)
    wanted = {
        *(f"alarm_{one.value}" for one in Alarm), *(f"outcome_{one.value}" for one in Outcome),
        *(f"org_kind_{one.value}" for one in Kind), *(f"reason_{one.value}" for one in Reason),
        *(f"kind_{one.value}" for one in SourceKind), *(f"stage_{one}" for one in STAGES),
        *(f"facet_{one}" for one in COLUMN), *(f"is_{one}" for one in FLAGS),
    }  # fmt: skip
    assert wanted - words.keys() == set()
