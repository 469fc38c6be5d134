"""What robots.txt files say, in all the ways people write them."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.outcomes import Failed, Outcome
from crawlers.robotsbook import RobotsBook, Rules, read

SITE = "https://www.ornek.example"


def ending(rules: Rules, url: str) -> Outcome:
    """Say how a request for an address ends by the rules alone."""
    try:
        rules.check(url, "Rasad")
    except Failed as failed:
        return failed.outcome
    return Outcome.OK


def allows(text: str, path: str) -> bool:
    """Say whether a file lets a path pass."""
    outcome = ending(read(200, text.encode()), SITE + path)
    assert outcome in {Outcome.OK, Outcome.ROBOTS}
    return outcome is Outcome.OK


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/haber/1", True),
        ("User-agent: *\nDisallow:", "/haber/1", True),
        ("User-agent: *\nDisallow: /", "/haber/1", False),
        ("User-agent: *\nDisallow: /\nAllow: /haber/", "/haber/1", True),
        ("User-agent: *\nAllow: /haber/\nDisallow: /haber/gizli", "/haber/gizli/2", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", True),
        ("User-agent: *\nDisallow: /ara?", "/ara?q=1", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: rasad\nDisallow: /gizli", "/haber", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Rasad\nUser-agent: other\nDisallow: /gizli", "/gizli/1", False),
        ("User-agent: other\nDisallow: /", "/haber", True),
        ("USER-AGENT: *\nDISALLOW: /gizli", "/gizli", False),
        ("\ufeffUser-agent: *\nDisallow: /gizli", "/gizli", False),
        ("User-agent: *\r\nDisallow: /gizli\r\n", "/gizli", False),
        ("User-agent: *\nDisallow: /%D8%AE%D8%A8%D8%B1", "/خبر", False),
        ("User-agent: *\nDisallow: /خبر", "/%D8%AE%D8%A8%D8%B1", False),
        ("# yorum\nUser-agent: * # herkes\nDisallow: /gizli # burası", "/gizli", False),
        ("<html><body>404</body></html>", "/haber", True),
        ("Disallow: /", "/haber", True),
    ],
)
def test_rules_mean_what_the_standard_says(text: str, path: str, expected: bool) -> None:  # noqa: FBT001 -- a parameter
    """Longest match, wildcards, groups, escapes, marks and comments are read as RFC 9309 has them."""
    assert allows(text, path) is expected


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: bald", 0),
        ("User-agent: *\nCrawl-delay: 5\n\nUser-agent: rasad\nCrawl-delay: 20", 20),
        ("User-agent: *\nRequest-rate: 1/5", 5),
        ("User-agent: *\nRequest-rate: 1/5\nCrawl-delay: 2", 5),
    ],
)
def test_the_pause_that_a_file_asks_for_is_read(text: str, seconds: float) -> None:
    """Crawl-delay and Request-rate both count, and nonsense does not."""
    assert read(200, text.encode()).delay("Rasad") == seconds


@pytest.mark.parametrize("status", [200, 204, 301, 400, 401, 403, 404, 410, 451])
def test_no_file_means_no_rules(status: int) -> None:
    """Whatever is not a file that was read, and no fault of the server, allows all."""
    body = b"" if status == 200 else b"User-agent: *\nDisallow: /"
    read(status, body).check(f"{SITE}/x", "Rasad")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599])
def test_a_server_in_trouble_means_that_nothing_is_allowed_for_now(status: int) -> None:
    """The rules are unknown then, which is a passing state."""
    with pytest.raises(Failed) as failed:
        read(status, b"").check(f"{SITE}/x", "Rasad")
    assert failed.value.outcome is Outcome.ROBOTS_UNREACHABLE
    assert str(status) in failed.value.detail


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_file_and_any_path_are_survived(body: bytes, path: str) -> None:
    """Reading raises for no bytes, and checking only says yes or no."""
    rules = read(200, body)
    assert rules.delay("Rasad") >= 0
    assert ending(rules, f"{SITE}/{path}") in {Outcome.OK, Outcome.ROBOTS}


def test_an_endless_file_is_read_to_the_limit_only() -> None:
    """What stands beyond 500 KiB is not looked for."""
    filler = "# x\n" * (200 * 1024)
    assert allows(f"{filler}User-agent: *\nDisallow: /\n", "/haber")


def test_each_origin_has_its_own_file() -> None:
    """Another scheme, host or port is another file, and each is asked for once."""
    asked: list[str] = []

    async def fetch(url: str) -> Rules:
        asked.append(url)
        return read(404, b"")

    async def run() -> None:
        book = RobotsBook()
        for url in ("http://a.example/1", "http://a.example/2", "https://a.example/1", "http://a.example:81/1"):
            await book.rules(url, fetch)

    asyncio.run(run())
    assert asked == [
        f"{origin}/robots.txt" for origin in ("http://a.example", "https://a.example", "http://a.example:81")
    ]
