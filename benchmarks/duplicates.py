"""Near-duplicates of generated articles: how many rewrites are found, how fast, beside datasketch.

``python -m benchmarks duplicates [ARTICLES]`` (100,000 unless told). A tenth of the articles are edited copies of
earlier ones; what counts as one is the Jaccard similarity of their word pairs, computed exactly. One in a hundred is
a daily template that repeats another day's words with other numbers, which is no copy.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from wordfreq import top_n_list, word_frequency

from pipelines.dedupe import Window, signature
from pipelines.text import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_START = datetime(2026, 11, 1, tzinfo=UTC)
_VOCABULARY, _WORDS = 60_000, 230
_DUPLICATE, _UNRELATED = 0.6, 0.4
_PEER_ARTICLES = 10_000
_MOST_MEGABYTES = 700
_PROCESSES = 2
_BLOCK = 2048


@dataclass(frozen=True, slots=True)
class Made:
    """A generated article: its text, and the number of the one it was copied from or that it is a template of."""

    text: str
    copied: int | None = None
    template: int | None = None


def make(articles: int) -> Iterator[Made]:
    """Generate articles of Turkish words, as frequent as they are; a tenth are edits, a hundredth templates."""
    chance = random.Random(1405)
    words = [word for word in top_n_list("tr", _VOCABULARY) if word.isalpha()]
    weights = [word_frequency(word, "tr") for word in words]
    texts: list[list[str]] = []
    for number in range(articles):
        kind = chance.random()
        if kind < 0.1 and number:
            source = chance.randrange(max(0, number - 2000), number)
            texts.append(_edited(texts[source], chance, words))
            yield Made(" ".join(texts[-1]), copied=source)
        elif kind < 0.11 and number:
            source = chance.randrange(max(0, number - 2000), number)
            texts.append(_renumbered(texts[source], chance))
            yield Made(" ".join(texts[-1]), template=source)
        else:
            texts.append(_fresh(chance, words, weights))
            yield Made(" ".join(texts[-1]))
        if number >= 2000:
            texts[number - 2000] = []


def _fresh(chance: random.Random, words: list[str], weights: list[float]) -> list[str]:
    text = chance.choices(words, weights, k=chance.randint(_WORDS // 3, _WORDS * 5 // 3))
    for _ in range(len(text) // 20):
        text[chance.randrange(len(text))] = str(chance.randrange(10, 10_000))
    return text


def _edited(text: list[str], chance: random.Random, words: list[str]) -> list[str]:
    """Change up to a third of the words, each edit a replacement, a deletion or an insertion."""
    share = chance.random() / 3
    copy: list[str] = []
    for word in text:
        if chance.random() >= share:
            copy.append(word)
        elif chance.random() < 0.6:
            copy.append(chance.choice(words))
        elif chance.random() < 0.5:
            copy += [word, chance.choice(words)]
    return copy or [chance.choice(words)]


def _renumbered(text: list[str], chance: random.Random) -> list[str]:
    return [str(chance.randrange(10, 10_000)) if word.isdigit() else word for word in text]


def _signed(line: str) -> tuple[str, bytes | None]:
    title, _, text = line.rstrip("\n").partition("\t")
    return title, signature(title, text, "tr")


def _kilobytes(file: str, field: str) -> float:
    """Read a field of this process's status; ``getrusage`` would count what its parent had before it started."""
    lines = Path("/proc/self", file).read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(field))


def _own_memory(_: int) -> float:
    """Give the megabytes of this process alone, without the word lists that it shares with its parent."""
    return (_kilobytes("smaps_rollup", "Private_Dirty") + _kilobytes("smaps_rollup", "Private_Clean")) / 1024


def _published(number: int, articles: int) -> datetime:
    return _START + timedelta(days=13) * number / articles


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found, its seconds (by the clock, of all processors, for the window alone) and peak megabytes."""

    pairs: frozenset[tuple[int, int]]
    seconds: float
    processor: float
    adding: float
    window: float
    megabytes: float


def find(path: Path, articles: int) -> Run:
    """Sign the articles of a file in two processes and add them to a window, a block behind.

    The word lists are loaded before the processes part, so that they lie in memory once.
    """
    keys("Fabrikadan gelen haberler", "tr")
    began, adding, number = time.perf_counter(), 0.0, 0
    window = Window()
    pairs: set[tuple[int, int]] = set()
    with path.open(encoding="utf-8") as lines, get_context("fork").Pool(_PROCESSES) as pool:
        coming = pool.map_async(_signed, list(islice(lines, _BLOCK)))
        while block := coming.get():
            coming = pool.map_async(_signed, list(islice(lines, _BLOCK)))
            start = time.process_time()
            for title, signed in block:
                found = window.add(f"{number:08d}", title, signed, _published(number, articles), "tr")
                pairs.update((int(pair.a), int(pair.b)) for pair in found)
                number += 1
            adding += time.process_time() - start
        children = _PROCESSES * max(pool.map(_own_memory, range(_PROCESSES * 4), chunksize=1))
        pool.close()
        pool.join()
    seconds = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(usage.ru_utime + usage.ru_stime for usage in used)
    own = _kilobytes("status", "VmHWM") / 1024
    return Run(frozenset(pairs), seconds, processor, adding, own, own + children)


def similarity(one: str, other: str) -> float:
    """Give the exact Jaccard similarity of two texts' word pairs."""
    first, second = (set(pairwise(keys(text, "tr")[0])) for text in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0


def _title(article: Made) -> str:
    """Give a title of three words, which is too short to be compared: texts alone are measured."""
    return " ".join(article.text.split(maxsplit=3)[:3])


def _write(path: Path, made: list[Made]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{_title(article)}\t{article.text}\n" for article in made)


@dataclass(frozen=True, slots=True)
class Truth:
    """The pairs that are copies with their similarity; everything else of similarity below 0.4 is none."""

    copies: dict[tuple[int, int], float]
    templates: frozenset[tuple[int, int]]


def truth_of(made: list[Made]) -> Truth:
    """Compute what the pairs are that were made."""
    copies = {
        (article.copied, number): similarity(made[article.copied].text, article.text)
        for number, article in enumerate(made)
        if article.copied is not None
    }
    templates = {(article.template, number) for number, article in enumerate(made) if article.template is not None}
    return Truth(copies, frozenset(templates))


def judge(found: Collection[tuple[int, int]], made: list[Made], truth: Truth) -> tuple[float, float, int]:
    """Give recall at 0.6 and above, precision against what is below 0.4 or a template, and the number of pairs.

    Copies of copies are pairs, too: what was not made directly is judged by its exact similarity.
    """
    wanted = {pair for pair, share in truth.copies.items() if share >= _DUPLICATE}
    recall = len(wanted.intersection(found)) / len(wanted) if wanted else 1.0
    wrong = sum(
        1
        for pair in found
        if pair in truth.templates
        or truth.copies.get(pair, 1.0) < _UNRELATED
        or (pair not in truth.copies and similarity(made[pair[0]].text, made[pair[1]].text) < _UNRELATED)
    )
    return recall, 1 - wrong / len(found) if found else 1.0, len(found)


def _peer(made: list[Made], truth: Truth) -> None:
    try:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - an optional peer
    except ImportError:
        print("datasketch        not installed")
        return
    began = time.perf_counter()
    index, found = MinHashLSH(threshold=0.5, num_perm=128), set()
    for number, article in enumerate(made):
        minhash = MinHash(num_perm=128)
        words = keys(article.text, "tr")[0]
        minhash.update_batch([f"{one} {other}".encode() for one, other in set(pairwise(words))])
        found |= {(int(other), number) for other in index.query(minhash)}
        index.insert(str(number), minhash)
    _row("datasketch", len(made), time.perf_counter() - began, judge(found, made, truth))


def _row(name: str, articles: int, seconds: float, figures: tuple[float, float, int]) -> None:
    recall, precision, pairs = figures
    speed = f"{articles:>9,}{seconds:>9.1f} s{articles / seconds:>9,.0f}/s"
    print(f"{name:<18}{speed}{recall:>9.4f}{precision:>11.4f}{pairs:>9,}")


def main(argv: list[str]) -> int:
    """Run the benchmark and print its table; 1 where a figure is missed."""
    articles = int(argv[0]) if argv else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.tsv"
        made = list(make(articles))
        _write(path, made)
        truth = truth_of(made)
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            run = alone.submit(find, path, articles).result()
    figures = judge(run.pairs, made, truth)
    print(f"{'':<18}{'articles':>9}{'time':>11}{'speed':>11}{'recall':>9}{'precision':>11}{'pairs':>9}")
    _row("rasad", articles, run.seconds, figures)
    print(f"  processor time {run.processor:.1f} s, of which the window {run.adding:.1f} s")
    print(f"  peak memory: process of the window {run.window:,.0f} MB, all three {run.megabytes:,.0f} MB")
    few = made[: min(articles, _PEER_ARTICLES)]
    _peer(few, truth_of(few))
    return int(figures[0] < 0.95 or figures[1] < 0.99 or run.megabytes > _MOST_MEGABYTES)
