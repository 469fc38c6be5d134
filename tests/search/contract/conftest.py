"""The engines under the contract."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from pipelines.records import Document
from search.index import Access, Index, open_elastic, open_embedded

Open: TypeAlias = Callable[[str], Index]


def _address() -> str:
    """Give the address of a real server: the named one, or the one that ``scripts/elasticsearch`` runs."""
    if named := os.environ.get("RASAD_TEST_ELASTICSEARCH_URL"):
        return named
    home = os.environ.get("RASAD_ELASTICSEARCH_HOME") or Path(tempfile.gettempdir()) / "rasad-elasticsearch"
    return "http://127.0.0.1:9200" if (Path(home) / "node-9200.pid").exists() else ""


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The address of a real Elasticsearch that answers; without one the test is skipped, or fails where it must run."""
    address = _address()
    try:
        if address and httpx.get(f"{address}/_cluster/health", timeout=10).is_success:
            return address
    except httpx.HTTPError as error:
        address = f"{address} does not answer: {error}"
    reason = address or "run scripts/elasticsearch start, or set RASAD_TEST_ELASTICSEARCH_URL"
    if "elasticsearch" in os.environ.get("RASAD_TEST_REQUIRE", ""):
        pytest.fail(f"a real Elasticsearch is required here: {reason}")
    pytest.skip(f"no Elasticsearch: {reason}")


@pytest.fixture(scope="session", params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def open_index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, kinds: dict[str, str]
) -> Iterator[Open]:
    """Open an empty index of a name in one engine; all of them are closed at the end."""
    opened: list[Index] = []
    engine: Open = (
        _embedded(tmp_path_factory, kinds)
        if request.param == "embedded"
        else _elastic(request.getfixturevalue("elasticsearch_url"), kinds)
    )

    def open_named(name: str) -> Index:
        opened.append(engine(name))
        return opened[-1]

    yield open_named
    for index in opened:
        if request.param == "elasticsearch":
            index.drop()
        index.close()


def _embedded(folders: pytest.TempPathFactory, kinds: dict[str, str]) -> Open:
    return lambda name: open_embedded(folders.mktemp(name), writable=True, kinds=kinds)


def _elastic(url: str, kinds: dict[str, str]) -> Open:
    """Give indexes of names that no other test run uses; one node keeps no copies."""
    run = uuid.uuid4().hex[:8]
    return lambda name: open_elastic(Access(hosts=(url,)), index=f"test-{run}-{name}", kinds=kinds, replicas="0")


@pytest.fixture(scope="session")
def library(open_index: Open, documents: dict[str, Document]) -> Index:
    """The engine with the whole library in it."""
    index = open_index("library")
    shelf = list(documents.values())
    index.apply(shelf[:10], 10)
    index.apply(shelf[10:], len(shelf))
    return index
