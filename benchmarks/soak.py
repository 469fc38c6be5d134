"""Leaving it alone: ``rasad run --loop`` against sites that publish all the time and fail at random.

``python -m benchmarks soak --minutes 30`` lets the loop work on local sites that change between answering well and with
500 or 429, hanging up, being slow and sending junk. One of them stays broken after a third of the time. Checked are the
loop's memory, that it ends within ten seconds when told to, that every article ever published is in the archive once
after some quiet days, and that health names the site that is broken and not the one that is well.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FAULTS = ("error", "busy", "hang-up", "slow", "junk")
TEXT = "<p>Teknopark yönetimi, yeni destek çağrısının bugün açıldığını ve başvuruların alınacağını duyurdu.</p>" * 8
SLOW = 6.0
LEAST_DAYS, ROUNDS = 2, 6


class Site:
    """A local site that publishes articles and can be told to fail."""

    def __init__(self, number: int) -> None:
        self.name = f"site-{number}"
        self.published: list[str] = []
        self.fault = ""
        self.requests = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(ConnectionError):
                    site.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's own name
                del format, args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self) -> None:
        """Put one more article on the site."""
        self.published.append(f"/haber-{len(self.published)}")

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer a request, well or badly."""
        self.requests += 1
        fault = self.fault
        if fault == "slow":
            time.sleep(SLOW)
        if fault == "hang-up":
            return
        status = {"error": 500, "busy": 429}.get(fault, 200)
        body = b"\x00junk" * 50 if fault == "junk" and handler.path == "/feed" else self.body(handler.path).encode()
        if status == 200 and not body:
            status = 404
        handler.send_response(status)
        if status == 429:
            handler.send_header("Retry-After", "3")
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def body(self, path: str) -> str:
        """Give what stands at a path; nothing where nothing does."""
        if path == "/feed":
            items = "".join(
                f"<item><title>Haber {each}</title><link>{self.address}{each}</link></item>" for each in self.published
            )
            return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
        if path not in self.published:
            return ""
        head = f"<html lang=tr><head><title>{self.name} {path}</title></head>"
        return f"{head}<body><article><h1>{self.name} {path}</h1>{TEXT}<p>{path}</p></article></body></html>"

    def source(self) -> str:
        """Write its source file."""
        return (
            f"title: {self.name}\nhome: {self.address}/\ncountry: tr\nlanguage: tr\nkind: news\ndelay: 0.05\n"
            f"schedule: '* * * * *'\nfeeds: ['{self.address}/feed']\n"
        )


@dataclass
class Story:
    """What a soak saw: megabytes of the loop's own process over time, and of the largest child beside it."""

    loop: list[float] = field(default_factory=list)
    child: list[float] = field(default_factory=list)
    switches: int = 0
    ended: float = 0.0
    problems: list[str] = field(default_factory=list)


class Soak:
    """One soak in a home of its own."""

    def __init__(self, home: Path, sites: int, seed: int) -> None:
        self.home = home
        self.dice = random.Random(seed)
        self.sites = [Site(number) for number in range(sites)]
        self.story = Story()
        (home / "sources").mkdir(parents=True)
        hosts = ", ".join(f'"{site.address.removeprefix("http://")}"' for site in self.sites)
        (home / "rasad.toml").write_text(
            "[crawl]\nbundled_sources = false\ndelay = 0.05\ntimeout = 4\nrun_minutes = 2\n"
            f"allow_private_hosts = [{hosts}]\n[process]\nworkers = 1\n",
            encoding="utf-8",
        )

    def run(self, seconds: float) -> Story:
        """Let the loop work for some time, then check what is left of it."""
        command = [sys.executable, "-m", "rasad", "--home", str(self.home), "run", "--loop", "--every", "1"]
        with (self.home / "log.txt").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as loop:
            self._disturb(loop.pid, seconds)
            begun = time.monotonic()
            loop.send_signal(signal.SIGTERM)
            code = loop.wait(30)
            self.story.ended = time.monotonic() - begun
        if code or self.story.ended > 10:
            self.story.problems.append(f"the loop ended with {code} after {self.story.ended:.1f} s")
        self._judge_health()
        self._judge_pages()
        self._judge_memory()
        return self.story

    def _disturb(self, pid: int, seconds: float) -> None:
        """Publish, fail and recover at random; new sites appear over the first half."""
        begun = time.monotonic()
        shown = 0
        while (passed := time.monotonic() - begun) < seconds:
            while shown < len(self.sites) and passed >= seconds / 2 * shown / len(self.sites):
                for _ in range(5):
                    self.sites[shown].publish()
                path = self.home / "sources" / f"{self.sites[shown].name}.yaml"
                path.with_suffix(".new").write_text(self.sites[shown].source(), encoding="utf-8")
                path.with_suffix(".new").rename(path)
                shown += 1
            for site in self.sites[:shown]:
                if self.dice.random() < 0.05:
                    site.publish()
                if self.dice.random() < 0.03:
                    site.fault = "" if site.fault else self.dice.choice(FAULTS)
                    self.story.switches += 1
            # The first site is the one that stays well, the second the one that breaks for good.
            self.sites[0].fault = ""
            self.sites[1].fault = "junk" if passed > seconds / 3 else self.sites[1].fault
            self.story.loop.append(_megabytes(pid))
            self.story.child.append(max((_megabytes(child) for child in _children(pid)), default=0.0))
            time.sleep(0.5)

    def _rasad(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "rasad", "--home", str(self.home), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def _judge_health(self) -> None:
        rows = {row["id"]: row for row in map(json.loads, self._rasad("health", "--json").splitlines())}
        found = {id_: {finding["alarm"] for finding in row["findings"]} for id_, row in rows.items()}
        if not found.get(self.sites[1].name, set()) & {"channel-failing", "channel-dead"}:
            self.story.problems.append(f"health does not name the broken site: {found}")
        if found.get(self.sites[0].name):
            self.story.problems.append(f"health names a site that is well: {found}")

    def _judge_pages(self) -> None:
        """Let two quiet days pass and compare the archive with what was published."""
        for site in self.sites:
            site.fault = ""
        for number in range(ROUNDS):
            now = datetime.now(UTC) + timedelta(days=LEAST_DAYS + number)
            self._rasad("--now", now.isoformat(), "crawl")
        with closing(sqlite3.connect(self.home / "archive" / "archive.sqlite3")) as archive:
            rows = archive.execute("SELECT url, count(*) FROM pages WHERE outcome = 'ok' GROUP BY url").fetchall()
            open_ = archive.execute("SELECT count(*) FROM links WHERE done = 0").fetchone()[0]
        expected = {f"{site.address}{path}" for site in self.sites for path in site.published}
        lost, twice = expected - {url for url, _ in rows}, [url for url, count in rows if count > 1]
        if lost or twice or open_:
            self.story.problems.append(f"{len(lost)} articles lost, {len(twice)} fetched twice, {open_} links open")
        self._rasad("archive", "verify")

    def _judge_memory(self) -> None:
        """Compare the last quarter with the second: by then every module is loaded."""
        loop = self.story.loop
        quarter = len(loop) // 4
        before, after = max(loop[quarter : 2 * quarter], default=0.0), max(loop[-quarter:], default=0.0)
        if after > before * 1.15 + 4:
            self.story.problems.append(f"the loop grew from {before:.0f} to {after:.0f} MB")


def _megabytes(pid: int) -> float:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024
    return 0.0


def _children(pid: int) -> list[int]:
    """Give all descendants of a process."""
    found = []
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
            found += [int(child), *_children(int(child))]
        for task in Path(f"/proc/{pid}/task").iterdir():
            if task.name != str(pid):
                found += [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
    return list(dict.fromkeys(found))


def main(argv: list[str]) -> int:
    """Run one soak and print what it saw; the exit code says whether all went well."""
    parser = argparse.ArgumentParser(prog="benchmarks soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--sites", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder) / "home", options.sites, options.seed)
        story = soak.run(options.minutes * 60)
        if story.problems:
            print((Path(folder) / "home" / "log.txt").read_text(encoding="utf-8")[-4000:])
    published, requests = sum(len(site.published) for site in soak.sites), sum(site.requests for site in soak.sites)
    print(f"{options.minutes:g} minutes, {options.sites} sites, {story.switches} faults switched on or off")
    print(f"articles published {published}, requests {requests}")
    for place, name in ((len(story.loop) // 4, "after a quarter"), (-1, "at the end")):
        print(f"loop {name}: {story.loop[place]:.0f} MB")
    print(f"largest child: {max(story.child):.0f} MB; ended {story.ended:.1f} s after it was told to")
    print("\n".join(story.problems) or "nothing lost, nothing twice, memory flat, health told it")
    return 1 if story.problems else 0
