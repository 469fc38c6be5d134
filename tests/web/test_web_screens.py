"""Every screen is there in three languages, safe, self-contained, and leads nowhere that is not there."""

from __future__ import annotations

import re
import tomllib
from collections import deque
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from lxml.html import document_fromstring

from rasad.texts import LANGUAGES as NAMES
from rasad.web.menu import entries, modules
from rasad.web.screens import __path__ as screens_path
from tests.web.reading import LANGUAGES, get, links, texts

if TYPE_CHECKING:
    import httpx

SCREENS = (
    "", "overview", "interactions", "calls", "issues", "issues/2026-W46", "topics", "sources", "sources/teknogundem",
    "org/ir/eastp", "about", "?q=teknopark&lang=tr&all=1&sort=date",
)  # fmt: skip
# Pages read by the walk through the desk's own links; beyond them only their kind repeats.
MOST_PAGES = 70


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_speaks_the_language(client: httpx.Client, screen: str, language: str) -> None:
    """Language and direction are the reader's; there is one heading, a way to skip the menu, and no unfilled text."""
    page = get(client, f"/{language}/{screen}")
    assert page.get("lang") == language
    assert page.get("dir") == NAMES[language][1]
    assert len(page.cssselect("h1")) == 1
    assert links(page, "a.skip") == ["#main"]
    assert page.cssselect("main#main")
    assert page.cssselect("title")[0].text_content().strip()
    assert not re.search(r"\{\w*\}|\bNone\b|<[A-Z]\w+\(", str(page.text_content()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_leads_to_itself_in_the_other_languages(client: httpx.Client, language: str) -> None:
    """Changing the language keeps the place, the query and the filters."""
    page = get(client, f"/{language}/?q=teknopark&lang=tr")
    assert links(page, ".languages a") == [f"/{code}/?q=teknopark&lang=tr" for code in LANGUAGES]
    assert [one.get("lang") for one in page.cssselect(".languages a[aria-current]")] == [language]


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_self_contained(client: httpx.Client, screen: str) -> None:
    """No script and no style stands in a page, and nothing is loaded from elsewhere."""
    response = client.get(f"/fa/{screen}")
    page = get(client, f"/fa/{screen}")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert page.cssselect("style, [style], script:not([src]), [onclick], [onload]") == []
    loaded = [one.get("src") or one.get("href") for one in page.cssselect("script, link[rel=stylesheet], img, iframe")]
    assert all(str(one).startswith("/static/") for one in loaded)


def test_the_menu_marks_where_one_is(client: httpx.Client) -> None:
    """A screen below one of the menu belongs to it."""
    for address, key in (("/tr/", "Ara"), ("/tr/issues/2026-W46", "Haftalık bültenler"), ("/tr/sources", "Kaynaklar")):
        assert texts(get(client, address), ".menu a[aria-current]") == [key]
    assert texts(get(client, "/tr/org/ir/eastp"), ".menu a[aria-current]") == []


def test_a_screen_is_one_file() -> None:
    """Every module of the screens is found by its name, and the menu by what they say of themselves."""
    stems = {path.stem for path in Path(screens_path[0]).glob("*.py")} - {"__init__"}
    assert {module.__name__.rpartition(".")[2] for module in modules()} == stems
    assert [entry.key for entry in entries()][:2] == ["search", "overview"]


def test_links_of_the_desk_lead_to_what_is_there(client: httpx.Client, desk: str) -> None:
    """Whoever follows the desk's own links for a while never meets an error."""
    waiting = deque(f"/{language}/{screen}" for language in ("fa", "tr") for screen in SCREENS)
    seen = set(waiting)
    kinds: dict[str, int] = {}
    for _ in range(MOST_PAGES):
        if not waiting:
            break
        address = waiting.popleft()
        response = client.get(address, follow_redirects=True)
        assert response.status_code == 200, address
        if not response.headers["Content-Type"].startswith("text/html") or address.endswith(".html"):
            continue
        page = document_fromstring(response.text)
        ids = {str(one.get("id")) for one in page.cssselect("[id]")}
        assert len(ids) == len(page.cssselect("[id]")), f"an id stands twice in {address}"
        for link in links(page):
            target = urljoin(desk + address, link)
            if not target.startswith(desk):
                assert urlsplit(target).scheme in {"http", "https"}
                continue
            if link.startswith("#"):
                assert link[1:] in ids, f"{address} leads to {link}"
            path = target.removeprefix(desk).partition("#")[0]
            # A few of each kind show what all of it is like.
            kind = re.sub(r"[0-9a-f]{16}|=[^&]*|(?<=/org/).*|W\d\d", "", path)
            kinds[kind] = kinds.get(kind, 0) + 1
            if path not in seen and kinds[kind] <= 3:
                seen.add(path)
                waiting.append(path)
    assert len(seen) > 50


@pytest.mark.parametrize("name", ["desk.css", "desk.js", "htmx.min.js", "vazirmatn.woff2", "uplot.min.js"])
def test_static_files_are_kept_by_browsers(client: httpx.Client, name: str) -> None:
    """A file has an ETag, answers 304 to it, and for ever where its address names its version."""
    first = client.get(f"/static/{name}")
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    again = client.get(f"/static/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    page = client.get("/fa/overview").text
    versioned = re.search(rf"/static/{re.escape(name)}\?v=\w+", page)
    if versioned:
        assert "immutable" in client.get(versioned[0]).headers["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/fa/", "/tr/sources", "/api/v1/sources", "/static/desk.css", "/en/issues/2026-W46.html"]
)
def test_head_answers_like_get_without_a_body(client: httpx.Client, address: str) -> None:
    """HEAD gives the status and the headers of GET, and nothing else."""
    head, full = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == full.headers["Content-Type"]


def test_the_way_in_follows_the_reader(client: httpx.Client) -> None:
    """The language chosen before, else the configured one; without a slash behind it, too."""
    client.cookies.clear()
    assert client.get("/").headers["Location"] == "/fa/"
    client.get("/tr/about")
    assert client.get("/").headers["Location"] == "/tr/"
    assert client.get("/en", follow_redirects=True).url.path == "/en/"
    client.cookies.set("rasad-language", "../x")
    assert client.get("/").headers["Location"] == "/fa/"
    client.cookies.clear()


def test_long_pages_are_packed(client: httpx.Client) -> None:
    """A page goes over the wire packed, and the list of all sources stays small."""
    response = client.get("/en/sources")
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 80_000


def test_templates_and_screens_use_texts_that_all_languages_have() -> None:
    """All three languages have the same texts, none of them empty, and no template asks for another."""
    known = {
        code: tomllib.loads((files("rasad.texts") / f"{code}.toml").read_text(encoding="utf-8")) for code in LANGUAGES
    }
    assert known["fa"].keys() == known["tr"].keys() == known["en"].keys()
    for code in LANGUAGES:
        for key, text in known[code].items():
            assert text.strip(), key
            assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", known["en"][key])), key
    web = Path(str(files("rasad.web")))
    for path in [*web.rglob("*.html"), *web.rglob("*.py")]:
        used = set(re.findall(r"""\bwords\("([\w-]+)"[,)]""", path.read_text(encoding="utf-8")))
        assert used <= known["en"].keys(), path


def test_templates_hold_no_logic() -> None:
    """A template prints, repeats and leaves out; it computes nothing and calls nothing but what writes a value."""
    for path in Path(str(files("rasad.web"))).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\{%-?\s*(set|do|filter|call)\b", text), path
        assert not re.search(r"\|\s*safe\b", text), path
