"""No address of the desk, whatever stands in its path and its parameters, fails or gives back what it was given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import httpx
import pytest
from fastapi.routing import APIRoute
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.records import Document, Event, Field, Organisation, Party, Span, Topic
from rasad.web.menu import modules
from tests.web.library import Library, article
from tests.web.served import served

ATTACK = "<script>alert(1)</script>"
VALUES = (
    "nope", "0", "-1", "2026-W46", "2026-W99", "9999-W52", "0000-W00", "2026-13", "1405-13", "9" * 30, "x" * 3000,
    ATTACK, f'" onload="{ATTACK}', "../../etc/passwd", "%2e%2e%2f", "\x00", "\u202e\u200f", "ي‌ك", "İi̇ı", "' OR 1=1 --",
    "{{7*7}}", "(((", "org:", 'title:"', "published:9999..0000", "🎈", "a\r\nSet-Cookie: x=1",
)  # fmt: skip
ROUTES = [route for module in modules() for route in module.router.routes if isinstance(route, APIRoute)]
PATHS = {route.path: [one.name for one in route.dependant.query_params] for route in ROUTES}
# What screens take from an address beside their declared parameters: facets, order and what is shown.
MORE = (
    "q", "sort", "all", "stories", "topic", "org", "event", "source", "country", "lang", "kind", "place", "month",
    "jalali_month", "week", "is", "type", "stage", "published",
)  # fmt: skip
FACETED = ("/{language}/", "/{language}/feed", "/api/v1/search")


def _documents() -> Iterator[Document]:
    for number in range(3):
        one = article(number, f"{ATTACK} anlaşma {number}", f"TÜBİTAK anlaşma imzaladı {ATTACK}. " * 4)
        spot = (Span(field=Field.TEXT, start=0, end=7),)
        party = Party(organisation="tr/tubitak", country="tr", role="party", name=ATTACK)
        event = Event(
            type="agreement", stage="signed", negated=False, interaction=True, parties=(party,), place=ATTACK,
            date="2026-11-12", deadline="2026-12-01", evidence=spot, rule="1",
        )  # fmt: skip
        yield Document(
            article=one,
            topics=(Topic(id="startups", score=100, evidence=spot, rule="1"),),
            organisations=(
                Organisation(id="tr/tubitak", name="TÜBİTAK", kind="agency", country="tr", mentions=spot, rule="1"),
            ),
            events=(event,),
        )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Give a program that reads a desk whose articles attack it."""
    library = Library(tmp_path_factory.mktemp("desk") / "home")
    library.add(*_documents())
    with served(library.setup) as where, httpx.Client(base_url=where, timeout=60) as client:
        yield client


def _address(path: str, value: str, language: str = "en") -> str:
    filled = path.replace("{language}", language)
    return re.sub(r"\{\w+(:path)?\}", lambda _: quote(value, safe=""), filled)


def _check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, f"{answer.url}: {answer.text[:300]}"
    assert "Traceback" not in answer.text
    assert "set-cookie: x=1" not in str(answer.headers).lower()
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert ATTACK not in answer.text, answer.url
        language = answer.url.path.split("/")[1]
        if language in {"fa", "tr", "en"} and not answer.url.path.endswith("/suggestions"):
            direction = "rtl" if language == "fa" else "ltr"
            assert re.search(rf'<html[^>]*\blang="{language}"[^>]*\bdir="{direction}"', answer.text), answer.url


def test_all_screens_and_the_api_are_tried() -> None:
    """The routes are found by themselves, so that a new screen is tried, too."""
    assert {"/{language}/", "/{language}/issues/{week}", "/api/v1/search", "/{language}/org/{id:path}"} <= set(PATHS)
    assert len(PATHS) >= 20


@pytest.mark.parametrize("path", [path for path in PATHS if "{" in path.replace("{language}", "")])
@pytest.mark.parametrize("language", ["fa", "tr", "en"])
def test_no_name_in_a_path_breaks_a_screen(asked: httpx.Client, path: str, language: str) -> None:
    """A wrong id, week, format or path is answered in the reader's language and direction, and never run."""
    for value in VALUES:
        _check(asked.get(_address(path, value, language)))


@pytest.mark.parametrize("path", PATHS)
def test_no_parameter_breaks_a_screen(asked: httpx.Client, path: str) -> None:
    """Each parameter of each screen takes any value, once and twice, or refuses it with a sentence."""
    for name in dict.fromkeys((*PATHS[path], *(MORE if path in FACETED else ("q",)))):
        for value in VALUES if name in PATHS[path] else VALUES[::4]:
            _check(asked.get(f"{_address(path, 'nope')}?{urlencode([(name, value), (name, value[::-1])])}"))


@pytest.mark.parametrize("path", [path for path in PATHS if "{language}" in path])
@pytest.mark.parametrize("language", ["de", "EN", "..", ATTACK, "fa%2f", "\x00"])
def test_a_language_that_is_not_spoken_is_not_found(asked: httpx.Client, path: str, language: str) -> None:
    """Only the three languages have screens."""
    answer = asked.get(_address(path, "nope", quote(language, safe="")))
    _check(answer)
    assert answer.status_code in {302, 307, 404, 422}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_desk_takes_no_orders(asked: httpx.Client, path: str, method: str) -> None:
    """Every route reads only; other methods are refused."""
    assert asked.request(method, _address(path, "nope"), content=b"x").status_code == 405


def test_raw_bytes_in_an_address_are_no_failure(asked: httpx.Client) -> None:
    """Bytes that are no UTF-8 in path and query are answered like any other wrong name."""
    for address in ("/en/article/%ff%fe", "/en/?q=%ff%fe%00", "/api/v1/articles/%c3%28", "/en/org/%ff/%00", "/%ff/"):
        _check(asked.get(address))


@settings(max_examples=50)
@given(
    path=st.sampled_from(sorted(PATHS)),
    name=st.text(max_size=30),
    pairs=st.lists(st.tuples(st.sampled_from(MORE), st.text(max_size=60)), max_size=5),
)
def test_any_address_is_answered(asked: httpx.Client, path: str, name: str, pairs: list[tuple[str, str]]) -> None:
    """Any name and any parameters give an answer that is no failure."""
    encoded = [(key, value.encode("utf-8", "replace")) for key, value in pairs]
    _check(asked.get(f"{_address(path, name.encode('utf-8', 'replace').decode() or '-')}?{urlencode(encoded)}"))
