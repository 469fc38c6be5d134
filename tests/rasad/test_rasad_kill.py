"""Killing a crawl or a processing run at any moment loses nothing and doubles nothing."""

from __future__ import annotations

import json
import random
import shutil
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
        # A story is named after the member that came first, and a crawl that was killed brings them in another order.
        articles = [{key: row[key] for key in row if key != "seq"} for row in self.lines("export", "articles")]
        first = {
            row["story"]: min(str(one["id"]) for one in articles if one["story"] == row["story"]) for row in articles
        }
        articles = [{**row, "story": first[row["story"]]} for row in articles]
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
    """Start a command again and again, each time killing it somewhere within ``seconds``.

    Gives how many were hit, at most ``KILLS``; a command that comes to its end before that has nothing left to do.
    """
    for killed in range(KILLS):
        process = desk.start(*arguments)
        try:
            process.wait(timeout=rng.uniform(0.2, seconds))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        else:
            return killed
    return KILLS


def check(hit: Desk, expected: dict[str, object]) -> None:
    """Compare a desk that was killed with one that was not."""
    found = hit.state()
    for part, value in expected.items():
        assert found[part] == value, part
    ids = Counter(str(row["id"]) for row in hit.lines("export", "articles"))
    assert max(ids.values()) == 1
    assert found["total"] == len(ids)
    assert hit.start("archive", "verify").wait(timeout=60) == 0


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_kills_change_nothing(tmp_path: Path) -> None:
    """After 20 kills of the crawl and 20 of the processing, everything equals an undisturbed run."""
    for name in ("calm", "hit"):
        (tmp_path / name).mkdir()
    calm, hit = make_desk(tmp_path / "calm"), make_desk(tmp_path / "hit")
    replay = ("crawl", "--replay", str(calm.warc))
    crawling = calm.finish(*replay)
    processing = calm.finish("process")
    expected = calm.state()
    rng = random.Random(1405)
    crawls = 0
    while crawls < KILLS:
        crawls += kill_often(hit, crawling, rng, *replay)
    hit.finish(*replay)
    killed = copies = 0
    while killed < KILLS:
        # What was done before a kill is kept, so one home is soon through; then the next copy is worked on.
        copies += 1
        copy = Desk(Path(shutil.copytree(hit.home, tmp_path / f"copy-{copies}")), hit.warc)
        killed += kill_often(copy, processing * 0.7, rng, "process")
        copy.finish("process")
        check(copy, expected)
