"""Killing a crawl or a processing run at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

from rasad.demo.tour import morning
from rasad.demo.web import CAPTURES, build

KILLS = 20
NOW = morning(CAPTURES[-1]).isoformat()


@dataclass(frozen=True)
class Desk:
    """A home with the demo's sources and a WARC file to replay."""

    home: Path
    warc: Path

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command in a process of its own."""
        command = [sys.executable, "-m", "rasad", "--home", str(self.home), "--now", NOW, *arguments]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finish(self, *arguments: str) -> float:
        """Run a command to its end and give the seconds it took."""
        begun = time.perf_counter()
        assert self.start(*arguments).wait(timeout=240) == 0
        return time.perf_counter() - begun

    def lines(self, *arguments: str) -> list[dict[str, object]]:
        """Give what a command printed as JSON Lines."""
        command = [sys.executable, "-m", "rasad", "--home", str(self.home), "--now", NOW, *arguments]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def state(self) -> dict[str, object]:
        """Give everything that must not depend on kills: exports and index, in an order of their own."""
        articles = [{key: row[key] for key in row if key != "seq"} for row in self.lines("export", "articles")]
        command = [sys.executable, "-m", "rasad", "--home", str(self.home), "search", "", "--json", "--size", "1000"]
        found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        return {
            "articles": sorted(articles, key=lambda row: str(row["id"])),
            "rejections": sorted(self.lines("export", "rejections"), key=lambda row: str(row["url"])),
            "events": sorted(json.dumps(row, sort_keys=True) for row in self.lines("export", "events")),
            "indexed": sorted(hit["id"] for hit in found["hits"]),
            "total": found["total"],
        }


def make_desk(folder: Path) -> Desk:
    """Make a home that knows the demo's sources, and the file to replay."""
    home = folder / "home"
    (home / "sources").mkdir(parents=True)
    for path in (files("rasad.demo") / "sources").iterdir():
        (home / "sources" / path.name).write_bytes(path.read_bytes())
    build(folder / "demo.warc.gz")
    return Desk(home, folder / "demo.warc.gz")


def kill_often(desk: Desk, seconds: float, rng: random.Random, *arguments: str) -> int:
    """Start a command again and again, each time killing it somewhere within ``seconds``; give how many were hit."""
    killed = tries = 0
    while killed < KILLS and tries < 3 * KILLS:
        tries += 1
        process = desk.start(*arguments)
        try:
            process.wait(timeout=rng.uniform(0.2, seconds))
        except subprocess.TimeoutExpired:
            killed += 1
        process.kill()
        process.wait()
    return killed


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_kills_change_nothing(tmp_path: Path) -> None:
    """After 20 kills of the crawl and 20 of the processing, everything equals an undisturbed run."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    calm, hit = make_desk(tmp_path / "a"), make_desk(tmp_path / "b")
    crawling = calm.finish("crawl", "--replay", str(calm.warc))
    processing = calm.finish("process")
    rng = random.Random(1405)
    assert kill_often(hit, crawling, rng, "crawl", "--replay", str(hit.warc)) == KILLS
    hit.finish("crawl", "--replay", str(hit.warc))
    assert kill_often(hit, processing, rng, "process") == KILLS
    hit.finish("process")
    expected, found = calm.state(), hit.state()
    for part, value in expected.items():
        assert found[part] == value, part
    ids = Counter(str(row["id"]) for row in hit.lines("export", "articles"))
    assert max(ids.values()) == 1
    assert found["total"] == len(ids)
    assert hit.start("archive", "verify").wait(timeout=60) == 0
