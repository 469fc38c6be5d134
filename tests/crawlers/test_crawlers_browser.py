"""Pages whose text is written by scripts: a real Chromium shows them, and has no other way out than the client."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.store import Archive
from pipelines.archive.warc import read_body
from pipelines.records import Page

TEXT = "Yapay zekâ girişimi Şubat ayında 5 milyon dolar yatırım aldı; ağı İzmir’de büyüyecek."


pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("nothing_left")]


@pytest.fixture
def crawled(world: Any, site: Any, make_source: Any, publish: Any, reply: Any) -> Callable[..., dict[str, Page]]:
    """Crawl articles given by their HTML as those of a source that asks for a browser, and give the pages."""

    def crawl(*pages: str, browser: bool = True, **settings: Any) -> dict[str, Page]:
        paths = publish(site, len(pages))
        for path, html in zip(paths, pages, strict=True):
            site.replies[path] = reply(html.encode())
        world.crawl(make_source(site, feeds=("/feed",), browser=browser), **{"timeout": 60.0} | settings)
        return {"/" + page.url.split("/", 3)[3]: page for page in world.pages()}

    return crawl


@pytest.fixture
def html_of(world: Any) -> Callable[[Page], str]:
    """Give what the archive holds of a page."""

    def read(page: Page) -> str:
        assert page.body is not None, page
        with Archive(world.folder, readonly=True) as archive:
            return read_body(archive.warc, page.body).decode()

    return read


def page(script: str, head: str = "", body: str = "") -> str:
    """Give a page that a script runs in."""
    return (
        f"<!DOCTYPE html><html><head><title>t</title>{head}</head><body>{body}<script>{script}</script></body></html>"
    )


def writes(text: str) -> str:
    """Give a script that writes a paragraph."""
    return f"document.body.insertAdjacentHTML('beforeend', '<p>{text}</p>');"


def test_a_text_that_scripts_write_is_archived_with_a_note(
    chromium: None, crawled: Any, html_of: Any, world: Any, site: Any, reply: Any
) -> None:
    """The archive holds the page as it stands in the end, says so in its headers, and images were not asked for."""
    del chromium
    code = b"fetch('/text.json').then(r => r.json()).then(d => { document.querySelector('#a').textContent = d.text })"
    site.replies["/app.js"] = reply(code, headers={"Content-Type": "text/javascript"})
    site.replies["/text.json"] = reply(f'{{"text": "{TEXT}"}}'.encode(), headers={"Content-Type": "application/json"})
    shell = '<!DOCTYPE html><html><head><meta charset="windows-1254"></head><body><h1 id="a"></h1>'
    shell += '<img src="/logo.png"><script src="/app.js"></script></body></html>'
    found = crawled(shell, user_agent="Rasad/0.1", contact="desk@ornek.example")["/haber/0"]
    assert (found.status, found.outcome, found.url) == (200, "ok", found.fetched_url)
    assert f'<h1 id="a">{TEXT}</h1>' in html_of(found)
    headers = dict(found.headers)
    assert headers["X-Rasad-Rendered"].startswith("Chromium ")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert site.paths() == ["/feed", "/haber/0", "/app.js", "/text.json"]
    assert {seen.headers["user-agent"] for seen in site.seen} == {"Rasad/0.1 (+desk@ornek.example)"}
    assert not any(name.startswith("sec-") or name == "cookie" for seen in site.seen for name in seen.headers)
    assert noted(world.folder) == [headers["X-Rasad-Rendered"]]


def noted(folder: Path) -> list[str]:
    """Give what the records of an archive's WARC files say about browsers."""
    notes = []
    for path in (folder / "warc").iterdir():
        with path.open("rb") as stream:
            notes += [record.http_headers.get_header("X-Rasad-Rendered") for record in ArchiveIterator(stream)]
    return notes


def test_only_pages_are_shown(
    chromium: None, html_of: Any, site: Any, reply: Any, world: Any, make_source: Any, publish: Any
) -> None:
    """No browser is used for errors and files; a redirect is shown where it ends, whatever it says it is."""
    del chromium
    publish(site, 4, feed="/other", prefix="/x")
    site.replies["/x/0"] = reply(b"gone", 410)
    site.replies["/x/1"] = reply(b"%PDF-1.7", headers={"Content-Type": "text/html"})
    site.replies["/x/2"] = reply(b"", 302, {"Location": "/there"})
    site.replies["/there"] = reply(page(writes(TEXT)).encode(), headers={"Content-Disposition": "attachment"})
    site.replies["/x/3"] = reply(page(writes(TEXT)).encode("windows-1254"), headers={"Content-Type": "text/plain"})
    world.crawl(make_source(site, feeds=("/other",), browser=True), timeout=60.0)
    found = {p.url.rpartition("/x/")[2]: p for p in world.pages()}
    assert {key: p.outcome for key, p in found.items()} == {"0": "gone", "1": "not-html", "2": "ok", "3": "ok"}
    assert found["2"].fetched_url == site.url("/there")
    assert f"<p>{TEXT}</p></body>" in html_of(found["2"])
    assert f"<p>{TEXT}</p></body>" in html_of(found["3"])


def test_a_source_that_asks_for_no_browser_gets_none(crawled: Any, html_of: Any) -> None:
    """Its pages are kept as they were sent, scripts and all."""
    html = page(writes(TEXT))
    plain = crawled(html, browser=False)["/haber/0"]
    assert "X-Rasad-Rendered" not in dict(plain.headers)
    assert html_of(plain) == html


BLOB = "`new WebSocket('{0}/w'.replace('http', 'ws')); fetch('{0}/worker'); importScripts('{0}/s')`"
SERVERS = "{{iceServers: [{{urls: 'turn:{1}?transport=tcp', username: 'a', credential: 'b'}}]}}"
REACHES = (
    "fetch('{0}/fetch').catch(() => 0);",
    "fetch('/moved').catch(() => 0);",
    "fetch('{0}/post', {{method: 'POST', mode: 'no-cors', body: 'x'}}).catch(() => 0);",
    "var x = new XMLHttpRequest(); x.open('GET', '{0}/xhr'); x.send();",
    "new WebSocket('{0}/ws'.replace('http', 'ws'));",
    "new EventSource('{0}/events');",
    "navigator.sendBeacon('{0}/beacon', 'x');",
    "new Image().src = '{0}/image';",
    "import('{0}/module.js').catch(() => 0);",
    "var f = document.createElement('iframe'); f.src = '{0}/frame'; document.body.append(f);",
    "window.open('{0}/popup');",
    "var a = document.createElement('a'); a.href = '{0}/tab'; a.target = '_blank'; a.rel = 'noopener'; a.click();",
    "var d = document.createElement('a'); d.href = '{0}/file'; d.download = 'f'; document.body.append(d); d.click();",
    f"new Worker(URL.createObjectURL(new Blob([{BLOB}])));",
    f"try {{{{ new SharedWorker(URL.createObjectURL(new Blob([{BLOB}]))) }}}} catch (e) {{{{}}}}",
    "navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0);",
    f"var p = new RTCPeerConnection({SERVERS}); p.createDataChannel('x');",
    "p.createOffer().then(offer => p.setLocalDescription(offer));",
    "var s = document.createElement('script'); s.type = 'speculationrules';",
    "s.textContent = JSON.stringify({{prefetch: [{{urls: ['{0}/speculated']}}]}}); document.head.append(s);",
    "alert('a'); confirm('b'); prompt('c'); onbeforeunload = () => 'no';",
    f"document.body.insertAdjacentHTML('beforeend', '<p>{TEXT}</p>');",
    "location.href = '{0}/elsewhere';",
)


def test_a_page_reaches_no_private_host_by_any_way(
    chromium: None, crawled: Any, html_of: Any, site: Any, new_site: Any, reply: Any
) -> None:
    """Whatever a page tries, the server that the configuration does not name sees no request, and the text is kept."""
    del chromium
    inner = new_site()
    outside = f"http://{inner.host}"
    site.replies["/moved"] = reply(b"", 302, {"Location": f"{outside}/moved"})
    site.replies["/sw.js"] = reply(f"fetch('{outside}/sw')".encode(), headers={"Content-Type": "text/javascript"})
    head = f'<link rel=preconnect href="{outside}"><link rel=stylesheet href="{outside}/css"><link rel=prefetch href="'
    head += f'{outside}/pre"><script src="{outside}/script"></script><meta http-equiv=refresh content="0;{outside}/r">'
    ways = "".join(way.format(outside, inner.host) for way in REACHES)
    found = crawled(page(ways, head), allow_private_hosts=(site.host,))["/haber/0"]
    assert (found.outcome, inner.seen) == ("ok", [])
    assert f"<p>{TEXT}</p>" in html_of(found)
    assert set(site.paths()) <= {"/feed", "/haber/0", "/moved"}


def test_scripts_that_never_finish_end_as_timeout_and_hurt_only_their_page(
    chromium: None, crawled: Any, site: Any, reply: Any
) -> None:
    """A script that never comes and one that never ends cost the time limit; a page that writes for ever the size."""
    del chromium
    site.replies["/slow.js"] = reply(b"", pause=120)
    waits = page("", head='<script src="/slow.js"></script>')
    pages = (waits, page("for (;;) {}"), page(writes("x' + 'y'.repeat(3e6) + '")), page(writes(TEXT)))
    begun = time.monotonic()
    found = crawled(*pages, timeout=12.0, max_body=1_000_000)
    outcomes = [found[f"/haber/{number}"].outcome for number in range(4)]
    assert outcomes == ["timeout", "timeout", "too-large", "ok"]
    assert found["/haber/0"].body is None
    assert time.monotonic() - begun < 120


def test_a_page_loads_no_more_than_a_page_may(
    chromium: None, crawled: Any, html_of: Any, site: Any, reply: Any
) -> None:
    """What a page loads counts together; beyond the limit nothing more is given, and the page is kept as it stands."""
    del chromium
    for number in range(5):
        site.replies[f"/{number}.js"] = reply(b"/*" + b"x" * 300_000 + b"*/" + writes(f"n{number}").encode())
    scripts = "".join(f'<script src="/{number}.js"></script>' for number in range(5))
    found = crawled(page("", body=scripts), max_body=1_000_000)["/haber/0"]
    assert found.outcome == "ok"
    assert sum(f"<p>n{number}</p>" in html_of(found) for number in range(5)) == 3


def test_robots_files_hold_for_what_a_page_loads(
    chromium: None, crawled: Any, html_of: Any, new_site: Any, reply: Any
) -> None:
    """A script that the robots.txt of its host forbids is not asked for, nor one that redirects to such an address."""
    del chromium
    other = new_site()
    other.replies["/robots.txt"] = reply(b"", 301, {"Location": "/r"})
    other.replies["/r"] = reply(b"User-agent: *\nDisallow: /no/\n")
    other.replies["/yes.js"] = reply(writes(TEXT).encode(), headers={"Content-Type": "text/javascript"})
    other.replies["/moved.js"] = reply(b"", 302, {"Location": "/no/b.js"})
    paths = ("/no/a.js", "/moved.js", "/yes.js")
    scripts = "".join(f'<script src="{other.url(path)}"></script>' for path in paths)
    found = crawled(page("", body=scripts))["/haber/0"]
    assert f"<p>{TEXT}</p>" in html_of(found)
    assert sorted(other.paths()) == ["/moved.js", "/r", "/yes.js"]


def test_a_run_that_is_told_to_end_does_not_wait_for_a_page(
    chromium: None, crawled: Any, world: Any, site: Any, reply: Any
) -> None:
    """The page that was being shown stays on the frontier, and no browser is left behind."""
    del chromium
    site.replies["/slow.js"] = reply(b"", pause=40)
    begun = time.monotonic()
    found = crawled(page("", head='<script src="/slow.js"></script>'), timeout=60.0, most_seconds=3.0)
    assert found == {}
    assert time.monotonic() - begun < 20
    assert world.query("SELECT count(*) FROM links") == [(1,)]


@pytest.mark.parametrize("lacks", ["playwright", "chromium"])
def test_a_browser_that_is_not_there_is_the_page_s_named_outcome(
    crawled: Any, world: Any, site: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lacks: str
) -> None:
    """The page fails as no-browser with what to install, is tried again later, and its host was not troubled."""
    if lacks == "playwright":
        monkeypatch.setitem(__import__("sys").modules, "playwright.async_api", None)
    elif find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    found = crawled(page(writes(TEXT)))["/haber/0"]
    assert (found.outcome, found.status, found.body) == ("no-browser", 0, None)
    said = {"playwright": 'install the extra: pip install ".[browser]"', "chromium": "install one of chromium, "}
    assert [
        said[lacks] in detail for (detail,) in world.query("SELECT detail FROM attempts WHERE outcome='no-browser'")
    ]
    assert site.paths() == ["/feed"]


def test_a_browser_that_does_not_start_is_named_with_its_path(
    crawled: Any, world: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A broken installation is said so, and the run goes on."""
    if find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert crawled(page(""))["/haber/0"].outcome == "no-browser"
    ((detail,),) = world.query("SELECT detail FROM attempts WHERE outcome='no-browser'")
    assert detail.startswith(f"{broken} does not start: ")
