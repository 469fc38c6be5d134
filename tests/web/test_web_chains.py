"""The article's screen says which agency it is from, who else carries it, and who else reports what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import documents, stories
from pipelines.archive.copies import chain
from rasad.setup import Setup
from tests.web.reading import get, links, texts

if TYPE_CHECKING:
    import httpx


@pytest.fixture(scope="module")
def copied(setup: Setup) -> tuple[str, str]:
    """Give the ids of an agency's article and of a copy of it."""
    with setup.home.open(readonly=True) as archive:
        for document in documents.every(archive):
            found = chain(archive, document.original, setup.agencies)
            if found.agency in setup.agencies and len(found.copies) > 1:
                return found.copies[0][0], found.copies[1][0]
    pytest.fail("the demo has no copy of an agency's article")


def test_a_copy_names_its_agency(client: httpx.Client, copied: tuple[str, str]) -> None:
    """On a copy's screen the agency is named first; on the agency's own the others are."""
    agency, copy = copied
    assert texts(get(client, f"/en/article/{copy}"), ".outlets strong")[0].startswith("from ")
    assert texts(get(client, f"/en/article/{agency}"), ".outlets strong")[0].startswith("also in ")
    assert texts(get(client, f"/fa/article/{copy}"), ".outlets strong")[0].startswith("از ")
    assert texts(get(client, f"/tr/article/{copy}"), ".outlets strong")[0].startswith("kaynak: ")
    assert f"/en/article/{agency}" in links(get(client, f"/en/article/{copy}"), ".outlets a")


def test_the_api_has_the_chain(client: httpx.Client, copied: tuple[str, str]) -> None:
    """The article of the API says the same as the exports."""
    row = client.get(f"/api/v1/articles/{copied[1]}").json()
    assert row["syndication"]["outlets"][0] == row["syndication"]["agency"]


def test_other_reports_of_the_story_are_listed(client: httpx.Client, setup: Setup) -> None:
    """Reports that are no copies stand under the story's best title, and not among what is similar again."""
    with setup.home.open(readonly=True) as archive:
        pair = archive.connection.execute(
            "SELECT k.a, k.b FROM kinships k WHERE NOT EXISTS (SELECT 1 FROM copies WHERE id IN (k.a, k.b)) LIMIT 1"
        ).fetchone()
        document = documents.get(archive, pair["a"])
        assert document is not None
        best = stories.title_of(stories.told(archive, document.story))
    page = get(client, f"/en/article/{pair['a']}")
    assert texts(page, ".story h2") == [f"Other reports of the story: {best}"]
    listed = links(page, ".story .title a")
    assert f"/en/article/{pair['b']}" in listed
    assert not set(listed) & set(links(page, ".similar:not(.story) .title a"))
