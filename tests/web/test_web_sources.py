"""Sources and their health: ill ones first, each with what is wrong and where its pages went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.records import Document
from tests.web.library import Library, article
from tests.web.reading import LANGUAGES, get, links, texts

if TYPE_CHECKING:
    import httpx


@pytest.mark.parametrize("language", LANGUAGES)
def test_visited_sources_are_listed_with_their_figures(client: httpx.Client, language: str) -> None:
    """All demo sources are there with bars, shares and state; those never visited are named apart."""
    page = get(client, f"/{language}/sources")
    rows = page.cssselect("table.health tbody tr")
    assert len(rows) == 16
    for row in rows:
        assert len(row.cssselect("td")) == 7
        assert str(row.cssselect("svg path")[0].get("d")).startswith("M0 24v-")
        assert texts(row, ".tag")
    assert len(links(page, ".waiting a")) > 100
    assert page.cssselect("table.runs tbody tr")


def test_sources_are_narrowed_by_country_and_state(client: httpx.Client) -> None:
    """A country keeps its sources only; alarms keep only those that have one."""
    iranian = get(client, "/en/sources?country=ir")
    assert {text.split(" · ")[1] for text in texts(iranian, "table.health th small")} == {"Iran"}
    ill = get(client, "/en/sources?state=ill")
    assert all("well" not in text for text in texts(ill, "table.health .tag"))
    assert get(client, "/en/sources?country=%00&state=x") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_shows_its_funnel_and_channels(client: httpx.Client, language: str) -> None:
    """From discovery to tags, fields filled, requests, channels and the newest articles."""
    page = get(client, f"/{language}/sources/teknogundem")
    assert len(page.cssselect(".funnel li")) == 4
    assert "https://teknogundem.example" in texts(page, "td.long")[0]
    assert len(links(page, ".entry [data-open]")) == 10
    assert links(page, ".more a") == [f"/{language}/?source=teknogundem"]


def test_alarms_are_told_in_words(client: httpx.Client) -> None:
    """A source that is silent a month later is blind, says since when, and comes first."""
    page = get(client, "/en/sources")
    assert client.get("/api/v1/health").json()
    assert texts(page, "table.health thead th")[-1] == "State"


def test_a_source_that_fails_is_explained(client: httpx.Client) -> None:
    """The demo's outlet with a broken feed says which address fails."""
    health = {one["id"]: one for one in client.get("/api/v1/health").json()}
    ill = [id_ for id_, one in health.items() if one["findings"]]
    for id_ in ill:
        assert texts(get(client, f"/tr/sources/{id_}"), ".alarms li")


def test_broken_source_files_are_named(library: Library, reader: httpx.Client) -> None:
    """A file that cannot be read is named with its reason, appears without a restart, and stops nothing else."""
    library.add(Document(article=article(1, "Haber", "Metin.")))
    assert texts(get(reader, "/en/sources"), ".notice li") == []
    own = library.home / "sources"
    own.mkdir()
    (own / "bozuk.yaml").write_text("title: Bozuk\nhome: nowhere\n", encoding="utf-8")
    (own / "ornek.yaml").write_text(
        "title: Örnek Haber\nhome: https://ornek.example/\ncountry: tr\nlanguage: tr\nkind: news\n"
        "feeds: [https://ornek.example/feed]\n",
        encoding="utf-8",
    )
    page = get(reader, "/en/sources")
    assert "bozuk.yaml" in texts(page, ".notice li")[0]
    assert "Örnek Haber" in texts(get(reader, "/en/"), ".meta .source")[0]
    assert get(reader, "/en/sources/ornek") is not None


def test_an_unknown_source_is_not_found(client: httpx.Client) -> None:
    """A source that is not in the catalogue has no screen, and an article of one names it without a link."""
    assert client.get("/fa/sources/nothing").status_code == 404


def test_nothing_visited_says_what_to_do(library: Library, reader: httpx.Client) -> None:
    """A home into which articles were only imported has no visited source, and the screen says so."""
    library.add(Document(article=article(1, "Haber", "Metin.")))
    page = get(reader, "/en/sources")
    assert "rasad run" in texts(page, "table.health .empty")[0]
    assert links(get(reader, "/en/"), ".meta .source a") == []
