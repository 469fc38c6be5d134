"""The API gives what the command line gives, says what is wrong in a sentence, and describes itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.commandline import Demo
from tests.web.reading import search

if TYPE_CHECKING:
    import httpx


def test_a_search_is_that_of_the_command_line(client: httpx.Client, demo: Demo) -> None:
    """The same question gives the same JSON object."""
    ran = demo.rasad("search", "yapay zekâ", "--json", "--size", "5")
    told = json.loads(ran.out)
    assert search(client, q="yapay zekâ", size=5, language="fa") == told
    assert set(told) == {"total", "hits", "facets", "ignored", "next"}


def test_facets_select_and_pages_follow(client: httpx.Client) -> None:
    """A parameter with a facet's name narrows, and the cursor leads on."""
    first = search(client, q="is:complete", size=7, country="ir", sort="-date")
    assert {value["value"]: value["selected"] for value in first["facets"]["country"]}["ir"] is True
    second = search(client, q="is:complete", size=7, country="ir", sort="-date", cursor=first["next"])
    assert not {hit["id"] for hit in first["hits"]} & {hit["id"] for hit in second["hits"]}
    assert first["total"] == second["total"]


def test_an_article_is_that_of_the_export(client: httpx.Client, demo: Demo) -> None:
    """An article comes in the very shape of `export articles`."""
    rows = [json.loads(line) for line in demo.rasad("export", "articles").out.splitlines()]
    for row in rows[:: len(rows) // 5]:
        assert client.get(f"/api/v1/articles/{row['id']}").json() == row


def test_events_come_with_the_article_that_holds_them(client: httpx.Client) -> None:
    """Events are narrowed by query, type and interaction, and come on pages."""
    answer: dict[str, Any] = client.get("/api/v1/events", params={"interactions": "true", "size": 5}).json()
    assert answer["events"]
    assert all(event["interaction"] for event in answer["events"])
    assert answer["next"]
    visits = client.get("/api/v1/events", params={"type": "visit", "q": "country:ir"}).json()
    assert {event["type"] for event in visits["events"]} == {"visit"}
    following = client.get(
        "/api/v1/events", params={"interactions": "true", "size": 5, "cursor": answer["next"]}
    ).json()
    ids = [{event["article"]["id"] for event in page["events"]} for page in (answer, following)]
    assert not ids[0] & ids[1]


def test_sources_and_health_are_those_of_the_command_line(client: httpx.Client, demo: Demo) -> None:
    """Both lists equal the JSON Lines of the commands."""
    listed = [json.loads(line) for line in demo.rasad("sources", "list", "--json").out.splitlines()]
    assert client.get("/api/v1/sources").json() == listed
    assert {one["id"] for one in client.get("/api/v1/health").json()} == {one["id"] for one in listed if one["demo"]}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/v1/search?cursor=garbage", 400, "cursor"),
        ("/api/v1/search?size=9999", 422, "size"),
        ("/api/v1/search?sort=best", 422, "sort"),
        ("/api/v1/search?q=" + "x" * 1001, 422, "q"),
        ("/api/v1/articles/nothing", 404, "nothing"),
        ("/api/v1/nothing", 404, "Not Found"),
        ("/api/v1/events?cursor=x", 400, "cursor"),
    ],
)
def test_errors_are_one_sentence_in_json(client: httpx.Client, path: str, status: int, said: str) -> None:
    """A wrong question is answered with its status and a sentence that names what is wrong."""
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.json()["error"]


def test_only_reading_is_allowed(client: httpx.Client) -> None:
    """Neither the API nor the desk takes anything."""
    assert client.post("/api/v1/search").status_code == 405
    assert "error" in client.post("/api/v1/search").json()
    assert client.delete("/fa/").status_code == 405


def test_the_api_describes_itself(client: httpx.Client) -> None:
    """The OpenAPI document has every path of the API and none of the desk; no page loads it from elsewhere."""
    told = client.get("/api/v1/openapi.json").json()
    assert set(told["paths"]) == {
        "/api/v1/search", "/api/v1/articles/{id}", "/api/v1/events", "/api/v1/sources", "/api/v1/health",
    }  # fmt: skip
    assert all(one["get"]["summary"] for one in told["paths"].values())
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path, follow_redirects=True).status_code == 404
