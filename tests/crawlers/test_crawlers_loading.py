"""What a page in a browser is given: the same rules as for any request, and no more than one page may have."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import AddressRules
from crawlers.client import Answer, Client, Limits
from crawlers.loading import MOST_REQUESTS, Allowance, Loader, headers_for
from crawlers.outcomes import Failed, Outcome
from crawlers.politeness import Gate, slot
from crawlers.robotsbook import RobotsBook
from crawlers.showing import RENDERED, can_be_shown, described
from crawlers.sources import load

FILE = "title: Örnek\nhome: https://www.ornek.example/\ncountry: tr\nlanguage: tr\nkind: news\n"
NAMES = st.sampled_from(["Cookie", "HOST", "sec-ch-ua", "Accept", "referer", ":path", "x-requested-with", "User-Agent"])


def load_one(site: Any, path: str, agent: str | None = "Rasad", gate: Gate | None = None) -> Answer:
    """Load one address of a site, which alone may be asked."""

    async def ask() -> Answer:
        client = Client(Limits(max_body=10_000, timeout=5, concurrency=2), AddressRules([site.host]))
        try:
            return await Loader(client, RobotsBook(), gate or Gate(0), agent).get(site.url(path), {"User-Agent": "R"})
        finally:
            await client.close()

    return asyncio.run(ask())


def answer(body: bytes = b"<html>", status: int = 200, **headers: str) -> Answer:
    """Give an answer of a server."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(url="https://ornek.example/", status=status, headers=named, body=body, wire=len(body))


def test_robots_txt_is_obeyed_and_its_pause_learned(site: Any, reply: Any) -> None:
    """A forbidden address is not asked for; a Crawl-delay counts for the host; without an agent nothing is read."""
    site.replies["/robots.txt"] = reply(b"User-agent: *\nDisallow: /no\nCrawl-delay: 7\n")
    site.replies["/no.js"] = reply(b"1")
    gate = Gate(0)
    with pytest.raises(Failed, match=r"robots\.txt forbids it"):
        load_one(site, "/no.js", gate=gate)
    assert gate.delay(slot(site.url("/"))) == 7
    assert site.paths(robots=True) == ["/robots.txt"]
    assert load_one(site, "/no.js", agent=None).body == b"1"
    assert site.paths(robots=True) == ["/robots.txt", "/no.js"]


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("/loop", Outcome.REDIRECT_LOOP),
        ("http://127.0.0.1:1/x", Outcome.REFUSED),
        ("http://[::ffff:10.0.0.1]/x", Outcome.REFUSED),
        ("http://2130706433/x", Outcome.REFUSED),
        ("data:text/plain,x", Outcome.REFUSED),
        ("file:///etc/passwd", Outcome.REFUSED),
    ],
)
def test_a_redirect_is_checked_like_any_address(site: Any, reply: Any, location: str, outcome: Outcome) -> None:
    """Loops, private hosts in any spelling and other schemes end the request with their name."""
    site.replies["/loop"] = reply(b"", 302, {"Location": location})
    with pytest.raises(Failed) as failed:
        load_one(site, "/loop")
    assert failed.value.outcome is outcome


def test_an_answer_without_a_place_to_go_is_an_answer(site: Any, reply: Any) -> None:
    """A redirect that names no address, and an error, are handed to the page as they are."""
    site.replies["/nowhere"] = reply(b"n", 302)
    assert load_one(site, "/nowhere").status == 302
    assert load_one(site, "/missing").status == 404


@given(st.dictionaries(NAMES, st.text("ab", max_size=3)))
def test_a_page_s_request_bears_the_crawler_s_name_and_no_cookie(asked: Mapping[str, str]) -> None:
    """Whatever the browser wants to send, the page's own user agent stands, and nothing tells of visits before."""
    sent = headers_for(asked, {"User-Agent": "Rasad/0.1", "Accept": "text/html", "Accept-Language": "tr"})
    names = [name.lower() for name in sent]
    assert (sent["User-Agent"], sent["Accept-Language"]) == ("Rasad/0.1", "tr")
    assert names.count("user-agent") == 1
    assert not {"cookie", "host", ":path", "sec-ch-ua"} & set(names)
    assert sent.get("Accept") == asked.get("Accept")


@given(st.lists(st.integers(0, 60), max_size=20))
def test_an_allowance_is_never_exceeded(sizes: list[int]) -> None:
    """What would go beyond the limit is refused, and after it nothing may be asked for."""
    allowance, taken = Allowance(100), 0
    for size in sizes:
        if not allowance.ask():
            break
        if taken + size > 100:
            with pytest.raises(Failed, match="more than one page may"):
                allowance.take(answer(b"x" * size))
            assert not allowance.ask()
            break
        allowance.take(answer(b"x" * size))
        taken += size
    assert taken <= 100


def test_a_page_asks_only_so_often() -> None:
    """A page that asks for one small thing after another is given no more at some point."""
    allowance = Allowance(10**9)
    assert [allowance.ask() for _ in range(MOST_REQUESTS + 2)] == [True] * MOST_REQUESTS + [False] * 2


def test_only_good_pages_can_be_shown() -> None:
    """Errors, redirects and files are kept as they came."""
    assert can_be_shown(answer(Content_Type="text/html"))
    assert can_be_shown(answer())
    assert not can_be_shown(answer(status=404, Content_Type="text/html"))
    assert not can_be_shown(answer(status=302, Content_Type="text/html"))
    assert not can_be_shown(answer(b"%PDF-1.7", Content_Type="text/html"))
    assert not can_be_shown(answer(b"{}", Content_Type="application/json"))


def test_the_note_is_the_crawler_s_own() -> None:
    """A server cannot claim that its page was shown; the encoding is that of the new body; the rest stays."""
    before = answer(content_type="text/html; charset=windows-1254", x_rasad_rendered="Netscape 4", ETag="a")
    assert described(before, "Chromium 1") == (
        ("ETag", "a"),
        ("Content-Type", "text/html; charset=utf-8"),
        (RENDERED, "Chromium 1"),
    )


@pytest.mark.parametrize(("line", "wanted"), [("", False), ("browser: true\n", True), ("browser: false\n", False)])
def test_a_source_asks_for_a_browser_in_its_file(tmp_path: Path, line: str, wanted: bool) -> None:  # noqa: FBT001 -- a parameter
    """The key reaches the record; without it there is no browser."""
    (tmp_path / "ornek.yaml").write_text(FILE + line, encoding="utf-8")
    catalogue = load(tmp_path)
    assert (catalogue.problems, catalogue.sources["ornek"].browser) == ((), wanted)


@pytest.mark.parametrize("value", ["1", '"true"', "chromium", "[true]", "null"])
def test_what_is_not_true_or_false_is_a_named_problem(tmp_path: Path, value: str) -> None:
    """A value that only looks like an answer stops the source and names the key."""
    (tmp_path / "ornek.yaml").write_text(f"{FILE}browser: {value}\n", encoding="utf-8")
    catalogue = load(tmp_path)
    assert not catalogue.sources
    assert [": browser: " in problem for problem in catalogue.problems] == [True]
