"""A crawl that is killed or told to stop loses nothing and repeats nothing."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from typing import TYPE_CHECKING

from crawlers.run import CrawlSettings, crawl
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from pipelines.archive.warc import read_body
from tests.crawlers.conftest import EPOCH, World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from pipelines.records import Source
    from tests.crawlers.conftest import Reply, Site

ARTICLES = 120
KILLS = 24
SETTINGS = CrawlSettings(delay=0.0, timeout=5.0, allow_private_hosts=("127.0.0.1",))


def start(folder: Path, sources: Sequence[Source], settings: CrawlSettings = SETTINGS) -> BaseProcess:
    """Crawl in a process of its own, forked from one that has everything imported already."""
    with Archive(folder) as archive:
        run = begin(archive, "crawl", EPOCH)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawlers.run"])
    process = context.Process(target=crawl, args=(folder, run, f"run-{run}", sources, settings, repr))
    process.start()
    return process


def fingerprint(world: World) -> list[tuple[str, str, int, str]]:
    """Give what an archive holds, without times and places."""
    return sorted((page.url, page.outcome, page.status, page.digest) for page in world.pages())


def test_killing_a_crawl_at_random_moments_changes_nothing_in_the_end(
    tmp_path: Path,
    new_site: Callable[[], Site],
    make_source: Callable[..., Source],
    publish: Callable[..., list[str]],
    reply: type[Reply],
) -> None:
    """After 24 kills and one run to the end, the archive holds each page of an undisturbed crawl exactly once."""
    sources = []
    for number in range(3):
        site = new_site()
        for path in publish(site, ARTICLES // 3):
            site.replies[path] = reply(site.fixed(path).body, pause=0.004)
        sources.append(make_source(site, id=f"s{number}", feeds=("/feed",)))
    killed, calm = World(tmp_path / "killed"), World(tmp_path / "calm")
    dice = random.Random(7)
    for _ in range(KILLS):
        process = start(killed.folder, sources)
        time.sleep(dice.uniform(0.05, 0.35))
        process.kill()
        process.join()
    killed.crawl(*sources)
    calm.crawl(*sources)
    assert fingerprint(killed) == fingerprint(calm)
    assert len(fingerprint(calm)) == ARTICLES
    assert killed.query("SELECT count(*) FROM links WHERE done = 0") == [(0,)]
    for page in killed.pages():
        assert page.body is not None
        assert read_body(killed.folder / "warc", page.body)


def test_sigterm_ends_a_run_within_ten_seconds_and_keeps_the_rest_for_the_next(
    world: World, site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A run that waits for slow answers and long pauses ends when told to, with exit code 0 and nothing half done."""
    publish(site, 30)
    site.replies["/haber/3"] = reply(b"<html>late</html>", pause=20)
    source = make_source(site, feeds=("/feed",))
    process = start(world.folder, [source], CrawlSettings(timeout=60, delay=0.0, allow_private_hosts=("127.0.0.1",)))
    deadline = time.monotonic() + 20
    while "/haber/3" not in site.paths() and time.monotonic() < deadline:
        time.sleep(0.02)
    began = time.monotonic()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGTERM)
    process.join(15)
    assert process.exitcode == 0
    assert time.monotonic() - began < 10
    done = len(world.pages())
    assert 0 < done < 30
    site.replies["/haber/3"] = site.replies["/haber/4"]
    world.crawl(source)
    assert len(world.pages()) == 30
    assert len({page.url for page in world.pages()}) == 30
