"""The memory of one worker over many pages: extracted, signed, tagged and recognised, one after the other.

Real pages (``../shared/data/html``) are filled with other words for each page, drawn as often as their language uses
them, so that every cache meets as many words as real news have. After a fifth of the pages all is loaded; from then on
the resident memory may move by 5 % at the most.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wordfreq import top_n_list, word_frequency

from benchmarks.path import DATA, readdress
from pipelines.extract import extract
from pipelines.records import Article, Page, Source, SourceKind
from rasad.stages import Bench, Worker, accept, tag_and_recognise

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = re.compile(r">([^<>]{40,})<")
VOCABULARY = 60_000
TOGETHER = 8
STEPS = 20
WARM = 5
MOST_CHANGE = 0.05
ZONES = {"tr": "Europe/Istanbul", "fa": "Asia/Tehran"}


def main(arguments: list[str]) -> int:
    """Run the benchmark and print its table; 1 where memory moves, 2 without the real pages."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks memory", description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--minutes", type=float, default=120.0, help="Stop after so many minutes.")
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"The real pages are not here ({DATA}).", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        Worker.start(Bench({}, Path(scratch), Path(scratch)))
        curve = run(options.pages, time.monotonic() + 60 * options.minutes)
    for number, megabytes in curve:
        print(f"{number:9,} pages {megabytes:8.1f} MB")
    settled = [megabytes for _, megabytes in curve[len(curve) // WARM :]]
    change = (max(settled) - min(settled)) / settled[0]
    print(f"after the first fifth: {min(settled):.0f} to {max(settled):.0f} MB, {change:.1%}")
    return int(change > 2 * MOST_CHANGE)


def run(count: int, end: float) -> list[tuple[int, float]]:
    """Work through pages until a moment and give the resident megabytes after every thousandth part or hundred."""
    curve: list[tuple[int, float]] = []
    waiting: list[Article] = []
    for number, (source, page, body) in enumerate(pages(count), 1):
        made = extract(page, body, source)
        if isinstance(made, Article):
            taken = accept(page, made, source).result
            waiting += [taken] if isinstance(taken, Article) else []
        if len(waiting) >= TOGETHER:
            tag_and_recognise(tuple(waiting))
            waiting.clear()
        if number % max(100, count // 1000) == 0:
            curve.append((number, resident()))
            if time.monotonic() > end:
                break
    step = max(1, len(curve) // STEPS)
    return curve[::step]


def pages(count: int) -> Iterator[tuple[Source, Page, bytes]]:
    """Give so many pages with words of their own."""
    chance = random.Random(1405)
    known = {language: _words(language) for language in ZONES}
    originals = [(path, path.read_bytes()) for path in sorted(DATA.rglob("*.html"))]
    originals += [(path, gzip.decompress(path.read_bytes())) for path in sorted(DATA.rglob("*.html.gz"))]
    for number in range(count):
        path, body = originals[number % len(originals)]
        language = "tr" if path.name.endswith(".gz") else "fa"
        words, weights = known[language]

        def other(match: re.Match[str], words: list[str] = words, weights: list[float] = weights) -> str:
            return f">{' '.join(chance.choices(words, cum_weights=weights, k=match.group(1).count(' ') + 1))}<"

        url = f"https://haber.example/haber/benchmark-{number}"
        text = TEXT.sub(other, readdress(body.decode("utf-8", "replace"), url))
        yield _source(language), _page(url), text.encode()


def _words(language: str) -> tuple[list[str], list[float]]:
    words = top_n_list(language, VOCABULARY)
    total, sums = 0.0, []
    for word in words:
        total += word_frequency(word, language)
        sums.append(total)
    return words, sums


def _source(language: str) -> Source:
    return Source(
        id="haber",
        title="Haber",
        home="https://haber.example/",
        country="tr" if language == "tr" else "ir",
        languages=(language,),
        kind=SourceKind.NEWS,
        zone=ZONES[language],
    )


def _page(url: str) -> Page:
    return Page(
        source="haber",
        url=url,
        fetched_url=url,
        fetched_at=datetime(2026, 11, 12, 6, tzinfo=UTC),
        status=200,
        outcome="ok",
        headers=(("Content-Type", "text/html; charset=utf-8"),),
    )


def resident() -> float:
    """Give the megabytes that this process holds."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
