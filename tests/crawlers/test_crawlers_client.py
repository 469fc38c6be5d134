"""One request at a time: what comes back, and what is given up."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
import zlib
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest

from crawlers.addresses import AddressRules, SystemResolver
from crawlers.client import Answer, Client, Limits
from crawlers.outcomes import Failed, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crawlers.conftest import Reply, Site

BODY = "<html><p>İçerik, şğüöç ve دانش‌بنیان</p></html>".encode() * 50


def get(url: str, *, max_body: int = 1 << 20, timeout: float = 3.0, headers: dict[str, str] | None = None) -> Answer:
    """Fetch one address with a fresh client."""

    async def fetch() -> Answer:
        client = Client(Limits(max_body=max_body, timeout=timeout, concurrency=2), AddressRules(["127.0.0.1"]))
        try:
            return await client.get(url, headers or {})
        finally:
            await client.close()

    return asyncio.run(fetch())


def refused(url: str, **limits: Any) -> Failed:
    """Fetch an address that cannot be had, and give why."""
    with pytest.raises(Failed) as failed:
        get(url, **limits)
    return failed.value


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
    ],
)
def test_bodies_are_unpacked_and_their_size_on_the_wire_is_known(
    site: Site, reply: type[Reply], coding: str, pack: Callable[[bytes], bytes]
) -> None:
    """Every coding that is offered is understood, also the deflate that some servers get wrong."""
    packed = pack(BODY)
    site.replies["/x"] = reply(packed, headers={"Content-Encoding": coding})
    answer = get(site.url("/x"))
    assert answer.body == BODY
    assert answer.wire == len(packed)


def test_a_plain_answer_comes_as_it_is_with_all_headers(site: Site, reply: type[Reply]) -> None:
    """Status, repeated headers and an empty body are kept, and a redirect is not followed."""

    def write(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /y\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n")
        handler.wfile.write(b"Content-Length: 0\r\n\r\n")

    site.replies["/x"] = reply(stream=write)
    answer = get(site.url("/x"))
    assert (answer.status, answer.body, answer.wire) == (302, b"", 0)
    assert [value for name, value in answer.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
    assert site.paths() == ["/x"]


def test_only_the_headers_that_were_given_are_sent(site: Site, reply: type[Reply]) -> None:
    """No library names itself beside us, and no cookie is ever sent back."""
    site.replies["/x"] = reply(BODY, headers={"Set-Cookie": "a=1"})
    get(site.url("/x"), headers={"User-Agent": "Rasad", "If-None-Match": '"v"'})
    assert site.seen[0].headers == {"host": site.host, "user-agent": "Rasad", "if-none-match": '"v"'}


def test_addresses_are_sent_as_they_were_written(site: Site, reply: type[Reply]) -> None:
    """Escapes of Persian words and doubled slashes reach the server unchanged."""
    path = "/news/%D8%AE%D8%A8%D8%B1//x?a=%2F&b=+"
    site.replies[path] = reply(BODY)
    assert get(site.url(path)).status == 200


def test_a_body_may_be_as_long_as_the_limit_and_no_longer(site: Site, reply: type[Reply]) -> None:
    """The limit counts unpacked bytes, whatever the length header says."""
    site.replies["/x"] = reply(gzip.compress(b"x" * 1000), headers={"Content-Encoding": "gzip"})
    assert len(get(site.url("/x"), max_body=1000).body) == 1000
    assert refused(site.url("/x"), max_body=999).outcome is Outcome.TOO_LARGE
    site.replies["/y"] = reply(b"y" * 1000)
    assert "1000 bytes" in refused(site.url("/y"), max_body=10).detail


def test_time_counts_from_the_start_to_the_last_byte(site: Site, reply: type[Reply]) -> None:
    """A server that thinks for too long is given up."""
    site.replies["/x"] = reply(BODY, pause=9)
    began = time.monotonic()
    failed = refused(site.url("/x"), timeout=0.3)
    assert failed.outcome is Outcome.TIMEOUT
    assert "0.3 s" in failed.detail
    assert time.monotonic() - began < 8


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://127.0.0.1:1/", Outcome.UNREACHABLE),
        ("http://no-such-name.invalid/", Outcome.UNREACHABLE),
        ("http://10.0.0.1/", Outcome.REFUSED),
        ("http:///x", Outcome.REFUSED),
    ],
)
def test_what_cannot_be_connected_to_is_named(url: str, outcome: Outcome) -> None:
    """A closed port, an unknown name, a private address and no address at all are told apart."""
    assert refused(url).outcome is outcome


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(site: Site) -> None:
    """TLS is verified: a server that speaks no TLS, or with a wrong certificate, is unreachable."""
    assert refused(site.url("/").replace("http:", "https:")).outcome is Outcome.UNREACHABLE


def test_a_request_is_never_sent_twice(site: Site, reply: type[Reply]) -> None:
    """A server that hangs up on a connection that was used before is not asked again at once."""
    site.replies["/good"] = reply(BODY)
    site.replies["/bad"] = reply(stream=lambda handler: None)  # noqa: ARG005 -- it hangs up

    async def run() -> None:
        client = Client(Limits(max_body=1 << 20, timeout=3, concurrency=1), AddressRules(["127.0.0.1"]))
        await client.get(site.url("/good"), {})
        with pytest.raises(Failed):
            await client.get(site.url("/bad"), {})
        await client.close()

    asyncio.run(run())
    assert site.paths() == ["/good", "/bad"]


def test_stopping_gives_up_what_is_under_way_and_takes_no_more(site: Site, reply: type[Reply]) -> None:
    """A transfer that would last for seconds ends at once, under its own name."""
    site.replies["/x"] = reply(BODY, pause=5)

    async def run() -> list[Outcome]:
        client = Client(Limits(max_body=1000, timeout=30, concurrency=4), AddressRules(["127.0.0.1"]))
        under_way = asyncio.ensure_future(client.get(site.url("/x"), {}))
        await asyncio.sleep(0.2)
        client.stop()
        ended = []
        for task in (under_way, asyncio.ensure_future(client.get(site.url("/y"), {}))):
            try:
                await task
            except Failed as failed:
                ended.append(failed.outcome)
        await client.close()
        return ended

    began = time.monotonic()
    assert asyncio.run(run()) == [Outcome.STOPPED, Outcome.STOPPED]
    assert time.monotonic() - began < 3


def test_no_more_transfers_run_at_once_than_allowed(site: Site, reply: type[Reply]) -> None:
    """The limit on simultaneous transfers holds over all hosts."""
    running = [0, 0]
    lock = threading.Lock()

    def slow(handler: Any) -> None:
        with lock:
            running[0] += 1
            running[1] = max(running)
        time.sleep(0.05)
        with lock:
            running[0] -= 1
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")

    site.replies["/x"] = reply(stream=slow)

    async def run() -> None:
        client = Client(Limits(max_body=1000, timeout=30, concurrency=3), AddressRules(["127.0.0.1"]))
        await asyncio.gather(*(client.get(site.url("/x"), {}) for _ in range(12)))
        await client.close()

    asyncio.run(run())
    assert running[1] == 3


def test_the_system_s_resolver_gives_addresses_or_an_error() -> None:
    """Known names resolve to addresses with the wanted port; unknown and impossible ones are errors."""

    async def ask(name: str) -> list[str]:
        resolver = SystemResolver()
        found = await resolver.resolve(name, 80, socket.AF_INET)
        await resolver.close()
        assert all(result["port"] == 80 for result in found)
        return [result["host"] for result in found]

    assert asyncio.run(ask("localhost")) == ["127.0.0.1"]
    for name in ("no-such-name.invalid", "x" * 300):
        with pytest.raises(OSError, match=r"."):
            asyncio.run(ask(name))
