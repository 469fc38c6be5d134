"""Elasticsearch goes away in the middle of writing; afterwards nothing is missing and nothing is double."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from benchmarks.material.zipf import KINDS, documents
from search.index import Access, Index, Request, SearchError, open_elastic
from search.query import Everything
from search.schema import VERSION
from search.verify import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelines.records import Document

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "elasticsearch"
HOME = Path(os.environ.get("RASAD_ELASTICSEARCH_HOME") or Path(tempfile.gettempdir()) / "rasad-elasticsearch")
# Tests may run in several processes at once, each with servers of its own.
PORT = 9330 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
ARTICLES = 3000
# A partition that lasts longer than the client's patience with one node.
PARTITION = float(os.environ.get("RASAD_TEST_PARTITION", "20"))


def _run(action: str, *options: str) -> None:
    environment = {**os.environ, "RASAD_ELASTICSEARCH_MEMORY": "512m"}
    subprocess.run([sys.executable, SCRIPT, action, "--port", str(PORT), *options], check=True, env=environment)


@pytest.fixture(scope="module", autouse=True)
def server_files() -> None:
    """These tests start and kill servers for minutes: they run only where a real server is required."""
    if "elasticsearch" not in os.environ.get("RASAD_TEST_REQUIRE", ""):
        pytest.skip("takes minutes; set RASAD_TEST_REQUIRE=elasticsearch")
    _run("fetch")


@pytest.fixture(params=[1, 3], ids=["one node", "three nodes"])
def nodes(request: pytest.FixtureRequest) -> Iterator[int]:
    """A cluster of its own, removed with its data at the end."""
    count = int(request.param)
    _run("start", "--nodes", str(count))
    yield count
    _run("clean", "--nodes", str(count))


@pytest.fixture(scope="module")
def shelf() -> list[Document]:
    """Some thousand articles."""
    return list(documents(ARTICLES, size=1500))


def _open(nodes: int) -> Index:
    hosts = tuple(f"http://127.0.0.1:{PORT + node}" for node in range(nodes))
    access = Access(hosts=hosts, timeout=10, retries=10 if nodes > 1 else 1)
    return open_elastic(access, index="faults", kinds=KINDS)


def _patiently(call: Callable[[], None], seconds: float = 240) -> None:
    """Repeat a call until it succeeds, as the product's loop does with the batches that are not acknowledged."""
    end = time.monotonic() + seconds
    while True:
        try:
            call()
        except SearchError:
            if time.monotonic() > end:
                raise
            time.sleep(1)
        else:
            return


def _fill(index: Index, shelf: list[Document]) -> None:
    """Apply all articles in batches, each until it is acknowledged, starting behind the index's own cursor."""
    rest = iter(shelf)
    while batch := list(islice(rest, 100)):
        _patiently(lambda batch=batch: index.apply(batch, batch[-1].seq))  # type: ignore[misc] # a default keeps it


def _meanwhile(harm: Callable[[], None], work: Callable[[], None]) -> None:
    harming = threading.Thread(target=harm)
    harming.start()
    work()
    harming.join()


def _checked(index: Index, shelf: list[Document]) -> None:
    _patiently(lambda: _equal(index, shelf))


def _equal(index: Index, shelf: list[Document]) -> None:
    assert differences(index, shelf).count == 0
    assert index.count(Everything()) == len(shelf)
    assert index.cursor() == shelf[-1].seq


def test_a_killed_node_loses_nothing(nodes: int, shelf: list[Document]) -> None:
    """A node dies by kill -9 while articles are written and comes back: the index equals the archive."""
    index = _open(nodes)
    index.apply(shelf[:1], 1)

    def harm() -> None:
        time.sleep(0.7)
        _run("kill", "--node", str(nodes - 1))
        time.sleep(2)
        _run("start", "--nodes", str(nodes))

    _meanwhile(harm, lambda: _fill(index, shelf))
    _checked(index, shelf)
    index.close()


@pytest.mark.parametrize("nodes", [3], indirect=True, ids=["three nodes"])
def test_a_partition_loses_nothing(nodes: int, shelf: list[Document]) -> None:
    """A node that neither answers nor closes its connections for a while is worked around."""
    index = _open(nodes)
    index.apply(shelf[:1], 1)
    group = int((HOME / f"node-{PORT + 2}.pid").read_text())

    def harm() -> None:
        time.sleep(0.5)
        os.killpg(group, signal.SIGSTOP)
        time.sleep(PARTITION)
        os.killpg(group, signal.SIGCONT)

    _meanwhile(harm, lambda: _fill(index, shelf))
    _checked(index, shelf)
    index.close()


def _set_cluster(settings: dict[str, object]) -> None:
    httpx.put(
        f"http://127.0.0.1:{PORT}/_cluster/settings", json={"persistent": settings}, timeout=30
    ).raise_for_status()


def _blocked() -> None:
    """Succeed once the server has found its disk too full for the index."""
    settings = httpx.get(f"http://127.0.0.1:{PORT}/faults-v{VERSION}/_settings", timeout=30).text
    if "read_only_allow_delete" not in settings:
        raise SearchError("not yet")


@pytest.mark.parametrize("nodes", [1], indirect=True, ids=["one node"])
def test_a_full_disk_stops_writing_until_there_is_room(nodes: int, shelf: list[Document]) -> None:
    """Past the watermark the index is read-only: writing says so, searching goes on, and later all is caught up."""
    index = _open(nodes)
    index.apply(shelf[:500], 500)
    disk = "cluster.routing.allocation.disk"
    _set_cluster(
        {"cluster.info.update.interval": "10s", f"{disk}.threshold_enabled": True, f"{disk}.watermark.low": "900tb",
         f"{disk}.watermark.high": "800tb", f"{disk}.watermark.flood_stage": "700tb"}
    )  # fmt: skip
    _patiently(_blocked)
    with pytest.raises(SearchError, match=r"read-only.*free some space"):
        index.apply(shelf[500:600], 600)
    assert (index.cursor(), index.search(Request()).total) == (500, 500)
    _set_cluster({f"{disk}.threshold_enabled": False})
    _fill(index, shelf)
    _checked(index, shelf)
    index.close()


@pytest.mark.parametrize("nodes", [1], indirect=True, ids=["one node"])
def test_a_full_queue_is_waited_for(nodes: int, shelf: list[Document]) -> None:
    """Writers that overrun the server's memory for writes are told to wait (429), and all is taken in the end."""
    _run("kill")
    os.environ["RASAD_ELASTICSEARCH_SETTINGS"] = "indexing_pressure.memory.limit=3mb"
    try:
        _run("start")
    finally:
        del os.environ["RASAD_ELASTICSEARCH_SETTINGS"]
    indexes = [_open(nodes) for _ in range(4)]
    indexes[0].apply(shelf[:1], 1)
    writers = [threading.Thread(target=_fill, args=(index, shelf[start::4])) for start, index in enumerate(indexes)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    indexes[0].apply([], shelf[-1].seq)
    _checked(indexes[0], shelf)
    for index in indexes:
        index.close()
