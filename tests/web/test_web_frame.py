"""A screen is one file, a response carries what it must, and every value that a template prints is frozen."""

from __future__ import annotations

import asyncio
import dataclasses
import importlib
import inspect
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import rasad.web
from rasad.setup import Setup
from rasad.web import app, assets, menu, screens
from rasad.web.headers import A_DAY, FOREVER, SECURITY, Headers
from tests.web.reading import get, links, texts
from tests.web.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import Message, Receive, Scope, Send

SCREEN = '''
"""A screen that a desk adds."""
from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from rasad.web.menu import Entry
from rasad.web.page import ReaderOf

router = APIRouter(prefix="/{language}", include_in_schema=False)
MENU = Entry(35, "hello", "about")

@router.get("/hello")
def hello(reader: ReaderOf) -> PlainTextResponse:
    return PlainTextResponse(reader.language)
'''


@pytest.fixture
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put one more file beside the screens for a while."""
    (tmp_path / "hello.py").write_text(SCREEN, encoding="utf-8")
    monkeypatch.setattr(screens, "__path__", [*screens.__path__, str(tmp_path)])
    menu.modules.cache_clear()
    menu.entries.cache_clear()
    yield
    menu.modules.cache_clear()
    menu.entries.cache_clear()


@pytest.mark.usefixtures("one_more")
def test_a_new_screen_is_one_new_file(setup: Setup) -> None:
    """A module that is put beside the others is served and stands in the menu, and no list was edited."""
    with served(setup) as where, httpx.Client(base_url=where, timeout=60) as client:
        assert client.get("/fa/hello").text == "fa"
        assert client.get("/xx/hello").status_code == 404
        tabs = links(get(client, "/tr/about"), ".menu a")
    assert tabs.index("/tr/hello") == tabs.index("/tr/interactions") + 1


def test_every_value_of_the_desk_is_frozen() -> None:
    """What screens hand to templates cannot be changed on the way, and has no attributes but its own."""
    names = [one.name for one in pkgutil.walk_packages(rasad.web.__path__, "rasad.web.")]
    found = [
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if inspect.isclass(value) and dataclasses.is_dataclass(value) and value.__module__ == name
    ]
    assert len(found) > 25
    for value in found:
        assert value.__dataclass_params__.frozen, value  # type: ignore[attr-defined]  # no stub has it
        assert "__slots__" in vars(value), value


def test_no_module_of_the_desk_knows_the_crawler_before_it_is_asked() -> None:
    """Scrapy takes a second to load: the desk must be up before it is needed."""
    for name in ("rasad.web.app", "rasad.web.desk", "rasad.web.vitals", "rasad.web.screens.sources"):
        source = inspect.getsource(importlib.import_module(name))
        assert not re.search(r"^(from|import) crawlers", source, re.MULTILINE), name


def test_a_file_that_changes_gets_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of a file names its content, so that a browser never shows an old one."""
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    addresses = []
    for text in ("a", "b", "a"):
        (tmp_path / "x.css").write_text(text, encoding="utf-8")
        assets.asset.cache_clear()
        addresses.append(assets.asset("x.css"))
    assets.asset.cache_clear()
    assert addresses[0] == addresses[2] != addresses[1]
    assert re.fullmatch(r"/static/x\.css\?v=[0-9a-f]{10}", addresses[0])


def through(scope: dict[str, Any], *messages: Message) -> list[Message]:
    """Send what an application answers through the middleware and give what comes out."""
    out: list[Message] = []

    async def inner(seen: Scope, receive: Receive, send: Send) -> None:
        del receive
        assert seen.get("method", "GET") == "GET"
        for message in messages:
            await send(message)

    async def take(message: Message) -> None:
        out.append(message)

    async def give() -> Message:
        return {"type": "http.request"}

    asyncio.run(Headers(inner)(scope, give, take))
    return out


def http(path: str, query: bytes = b"", method: str = "GET") -> dict[str, Any]:
    """Make the scope of a request."""
    return {"type": "http", "path": path, "query_string": query, "method": method}


START: Message = {"type": "http.response.start", "status": 200, "headers": []}
BODY: Message = {"type": "http.response.body", "body": b"text"}


def headers(message: Message) -> dict[str, str]:
    """Read the headers of an answer."""
    return {name.decode(): value.decode() for name, value in message["headers"]}


@pytest.mark.parametrize(
    ("path", "query", "kept"),
    [
        ("/fa/", b"", "no-cache"),
        ("/static/a.css", b"", A_DAY),
        ("/static/a.css", b"v=1", FOREVER),
        ("/static/a", b"x=v=1", A_DAY),
    ],
)
def test_responses_say_how_long_they_hold(path: str, query: bytes, kept: str) -> None:
    """Pages are asked for again each time; files of a named version never."""
    start, _ = through(http(path, query), {**START, "headers": []}, BODY)
    found = headers(start)
    assert found["cache-control"] == kept
    assert {name.lower() for name in SECURITY} <= found.keys()


def test_what_a_screen_decides_itself_is_kept() -> None:
    """A stricter or looser policy of one response is not overwritten."""
    own = {**START, "headers": [(b"content-security-policy", b"default-src 'none'"), (b"cache-control", b"no-store")]}
    found = headers(through(http("/fa/"), own, BODY)[0])
    assert found["content-security-policy"] == "default-src 'none'"
    assert found["cache-control"] == "no-store"


def test_head_has_no_body_and_is_asked_as_get() -> None:
    """The application sees GET, the browser no body."""
    _, body = through(http("/fa/", method="HEAD"), {**START, "headers": []}, BODY)
    assert body["body"] == b""


def test_other_protocols_pass_through() -> None:
    """Starting and ending the server is no response."""
    message: Message = {"type": "lifespan.startup.complete"}
    assert through({"type": "lifespan"}, message) == [message]


def test_an_error_after_the_first_byte_is_not_covered_up() -> None:
    """Once an answer has begun, another one cannot be put in its place."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({**START, "headers": []})
        raise ZeroDivisionError

    async def nothing(*_: object) -> Any:
        return {"type": "http.request"}

    with pytest.raises(ZeroDivisionError):
        asyncio.run(app.Guard(inner)(http("/fa/"), nothing, nothing))


def test_the_language_is_remembered_for_a_year_and_only_here(client: httpx.Client) -> None:
    """The cookie says nothing but the language, is not for scripts, and is set only when it changes."""
    client.cookies.clear()
    cookie = client.get("/tr/about").headers["Set-Cookie"]
    assert cookie.startswith("rasad-language=tr;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Set-Cookie" not in client.get("/tr/topics").headers
    assert "Set-Cookie" in client.get("/en/topics").headers
    client.cookies.clear()


def test_configuration_decides_where_and_in_which_language(tmp_path: Path) -> None:
    """The home's own configuration names the first language and the zone of all times."""
    (tmp_path / "rasad.toml").write_text('[desk]\nlanguage = "tr"\nzone = "Europe/Istanbul"\n', encoding="utf-8")
    with served(Setup.load(tmp_path)) as where, httpx.Client(base_url=where, timeout=60) as client:
        assert client.get("/").headers["Location"] == "/tr/"
        assert client.get("/nothing/here").text.count('lang="tr"') > 1


@pytest.mark.parametrize(("sort", "reverse"), [("-date", True), ("date", False)])
def test_hits_stand_in_the_order_that_was_chosen(client: httpx.Client, sort: str, *, reverse: bool) -> None:
    """By date, hits follow each other in time; articles without a date come last, whichever way."""
    page = get(client, f"/en/?sort={sort}&all=1&lang=tr")
    times = [str(one.get("datetime")) for one in page.cssselect(".entry time")]
    days = [time[:10] for time in times]
    assert days == sorted(days, reverse=reverse)
    chosen = {"-date": "Newest", "date": "Oldest"}[sort]
    assert texts(page, ".sorts a[aria-current]")[0] == chosen


def test_the_help_of_the_query_language_is_true(client: httpx.Client) -> None:
    """Every example of the help can be clicked and is understood without a complaint."""
    page = get(client, "/en/")
    examples = links(page, ".help a")
    assert len(examples) == len(texts(page, ".help dd")) == 11
    for example in examples:
        assert texts(get(client, example), ".notice") == [], example


def test_facets_that_are_always_there(client: httpx.Client) -> None:
    """Topic, organisation, event, country, language, month and source can be narrowed; the flags come first."""
    names = [str(one.get("class")) for one in get(client, "/en/").cssselect(".facets > section")]
    assert names[0] == "facet-is"
    assert {"facet-topic", "facet-org", "facet-event", "facet-country", "facet-lang", "facet-month"} <= set(names)
    flags = texts(get(client, "/en/"), ".facet-is bdi")
    assert "Iran–Türkiye interactions" in flags
    assert "with the full text" not in flags
