"""Building and asking a search index, beside raw tantivy, SQLite's full-text search and Elasticsearch.

All of them read the same stored documents in the same run. Raw tantivy and SQLite index title and text with their own
tokenizers and nothing else; Rasad and Elasticsearch hold the whole schema, language analysis included.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from tantivy import Order, Query

from benchmarks.material.raw import Stretch, Took, ask, batches, build_fts, build_raw, measure, store
from benchmarks.material.zipf import KINDS, LANGUAGES, vocabulary
from search.embedded_files import open_files
from search.embedded_query import Translator
from search.embedded_view import EmbeddedView
from search.index import Access, Request, Sort, open_elastic, open_embedded
from search.lowering import lowered
from search.query import parse

if TYPE_CHECKING:
    import tantivy

    from search.index import Index

Ask: TypeAlias = Callable[[], object]

TODAY = date(2026, 11, 24)
FACETS = ("topic", "org", "source", "country", "lang", "event", "month")


def main(argv: list[str]) -> int:
    """Run the comparison and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks search", description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--elasticsearch", metavar="URL", help="compare with the server there")
    parser.add_argument("--share", type=int, default=1, help="Elasticsearch gets one of so many documents")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store(folder, chosen.documents)
        raw, index = compare_builds(folder, chosen)
        compare_queries(raw, view_of(folder), chosen.queries)
        freshness(index, folder)
        index.close()
        # In a process of its own, as a search is that has built no index.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as other:
            print(other.submit(whole_results, folder, chosen.queries).result())
    return 0


def build_rasad(folder: Path, count: int) -> Index:
    """Build the embedded index."""
    index = open_embedded(folder / "rasad", writable=True, kinds=KINDS)
    index.rebuild(batches(folder, count))
    return index


def build_elastic(folder: Path, url: str, count: int) -> Took:
    """Build the Elasticsearch index of a share of the documents, and remove it again; the server's time is not seen."""
    index = open_elastic(Access(hosts=(url,)), index="benchmark", kinds=KINDS, replicas="0")
    _, took = measure(partial(index.rebuild, batches(folder, count)))
    index.drop()
    return took


def compare_builds(folder: Path, chosen: argparse.Namespace) -> tuple[tantivy.Index, Index]:
    """Print how fast each index is built and how large it is."""
    count = chosen.documents
    raw, raw_took = measure(partial(build_raw, folder))
    _, fts_took = measure(partial(build_fts, folder))
    index, took = measure(partial(build_rasad, folder, count))
    raw_size = _size(folder / "raw")
    lines = [
        ("raw tantivy, title and text", count, raw_took, raw_size),
        ("SQLite FTS5, title and text", count, fts_took, _size(folder / "fts.db")),
        ("Rasad, whole schema", count, took, _size(folder / "rasad")),
    ]
    if chosen.elasticsearch:
        share = count // chosen.share
        lines.append(("Elasticsearch, whole schema", share, build_elastic(folder, chosen.elasticsearch, share), 0))
    print(f"\n{'index':30} {'documents/s':>12} {'of raw':>8} {'processor us':>13} {'MB':>7} {'of raw':>8}")
    for name, number, (wall, processor), size in lines:
        speed, ratio = number / wall, number / wall / (count / raw_took.wall)
        each = processor / number * 1e6
        print(
            f"{name:30} {speed:12,.0f} {ratio:8.2f} {each:13,.0f} {size / 1e6:7,.0f} {size / raw_size:8.2f}", flush=True
        )
    return raw, index


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in (path, *path.rglob("*")) if one.is_file())


def drawn(count: int) -> Iterator[tuple[str, str, str]]:
    """Draw three words of one language, from the frequent to the rare."""
    words = vocabulary()
    for number in range(count):
        known = words[LANGUAGES[number % 3]].words
        yield known[5 + number % 40], known[20 + (number * 7) % 200], known[100 + (number * 13) % 2000]


def view_of(folder: Path) -> EmbeddedView:
    """Give the built index as the engine sees it, below requests and documents."""
    generation = next((folder / "rasad").glob("*/g*"))
    return EmbeddedView((files := open_files(generation)).searcher(), files.schema, generation, "benchmark")


def compare_queries(raw: tantivy.Index, view: EmbeddedView, count: int) -> None:
    """Print the time of each kind of query, from its tree to twenty ordered hits and their number.

    Beside it stand raw tantivy over its own index, which finds a word in one form alone and so fewer articles, and
    tantivy asked for the same clauses over Rasad's index; neither weighs by age. Texts of hits are read by none.
    """
    print(f"\n{'query':12} {'Rasad p50':>10} {'p99 ms':>8} {'found':>7}", end="")
    print(f" {'raw p50':>8} {'p99 ms':>8} {'found':>7} {'p50 ratio':>10} {'p99 ratio':>10} {'to the same query':>18}")
    files = open_files(view.folder)
    for kind in ("term", "and", "or", "phrase", "near", "prefix", "filter+sort", "facets"):
        times: list[list[float]] = []
        found: list[list[int]] = []
        for words in drawn(count):
            asked = _rasad(view, kind, words), _raw(raw, view, kind, words), _same(files, kind, words)
            times.append([_timed(one) for one in asked])
            found.append([_found(one()) for one in asked[:2]])
        (p50, p99), (raw50, raw99), (same50, _) = (_quantiles(one) for one in zip(*times, strict=True))
        ours, theirs = (median(one) for one in zip(*found, strict=True))
        print(f"{kind:12} {p50:10.3f} {p99:8.3f} {ours:7.0f} {raw50:8.3f} {raw99:8.3f} {theirs:7.0f}", end="")
        print(f" {p50 / raw50:10.2f} {p99 / raw99:10.2f} {p50 / same50:18.2f}", flush=True)


def _found(answer: object) -> int:
    """Give the number of articles that an answer counts; counted facets have none."""
    return int(getattr(answer, "total", None) or getattr(answer, "count", None) or 0)


def _timed(answer: Ask) -> float:
    """Give the shortest of some times, in milliseconds: what other processes take meanwhile is no part of it."""
    answer()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        answer()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def _quantiles(times: Sequence[float], high: float = 0.99) -> tuple[float, float]:
    return median(times), sorted(times)[int(len(times) * high) - 1]


def _text(kind: str, words: tuple[str, str, str]) -> str:
    one, two, three = words
    return {
        "term": two,
        "and": f"{one} {two}",
        "or": f"{one} OR {two} OR {three}",
        "phrase": f'"{one} {two}"',
        "near": f'near:"{one} {two}"~5',
        "prefix": f"{two[:3]}*",
        "filter+sort": f"{two} published:2023..",
        "facets": two,
    }[kind]


def _rasad(view: EmbeddedView, kind: str, words: tuple[str, str, str]) -> Ask:
    query = parse(_text(kind, words), today=TODAY).query
    sort = Sort.NEWEST if kind == "filter+sort" else Sort.RELEVANCE
    if kind == "facets":
        return lambda: view.counts(lowered(query), FACETS)
    return lambda: view.walk(lowered(query), sort, None, 20)


def _raw(raw: tantivy.Index, view: EmbeddedView, kind: str, words: tuple[str, str, str]) -> Ask:
    return _raw_facets(view, words) if kind == "facets" else partial(ask, raw.searcher(), raw.schema, kind, words)


def _same(files: tantivy.Index, kind: str, words: tuple[str, str, str]) -> Ask:
    """Ask tantivy alone for the same clauses, said anew each time."""
    searcher, clause = files.searcher(), lowered(parse(_text(kind, words), today=TODAY).query)
    if kind == "facets":
        return lambda: searcher.aggregate(Translator(files.schema).say(clause), _counted())
    field = "newest" if kind == "filter+sort" else None
    return lambda: searcher.search(Translator(files.schema).say(clause), 20, order_by_field=field, order=Order.Desc)


def _counted() -> dict[str, object]:
    return {name: {"terms": {"field": name, "size": 65_000, "segment_size": 65_000}} for name in FACETS}


def _raw_facets(view: EmbeddedView, words: tuple[str, str, str]) -> Ask:
    """Count the same facets with tantivy alone; the raw index has none, so this is on Rasad's."""
    files = open_files(view.folder)
    query = Query.term_query(files.schema, "stem", words[1], "freq")
    return partial(files.searcher().aggregate, query, _counted())


def whole_results(folder: Path, count: int) -> str:
    """Give the time from the text of a query to hits with marks, snippets and facets, and the memory that it takes."""
    index = open_embedded(folder / "rasad", writable=False)
    walls, processors = [], []
    for kind in ("term", "and", "or", "phrase"):
        for words in drawn(count):
            _, took = measure(partial(_whole, index, _text(kind, words)))
            walls.append(took.wall * 1000)
            processors.append(took.processor * 1000)
    memory = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    index.close()
    (p50, p95), (own50, own95) = (_quantiles(times, 0.95) for times in (walls, processors))
    return (
        f"whole result: p50 {p50:.1f} ms, p95 {p95:.1f} ms; of the processor {own50:.1f} and {own95:.1f} ms\n"
        f"memory while searching, without the files of the index: {int(memory[1]) // 1024 if memory else 0} MB"
    )


def _whole(index: Index, text: str) -> None:
    query = parse(text, today=TODAY).query
    index.search(Request(query=query, facets=FACETS, stories=True, size=20))


def freshness(index: Index, folder: Path) -> None:
    """Print how long an article takes from being written to being found by a reader."""
    first = next(iter(Stretch(folder, 0, 1)))
    changed = replace(first, article=replace(first.article, id="fresh", title="Freshness"), seq=10**9)
    reader = open_embedded(folder / "rasad", writable=False)
    start = time.perf_counter()
    index.apply([changed], 10**9)
    found = reader.count(parse("title:freshness", today=TODAY).query)
    print(f"upsert to visible: {(time.perf_counter() - start) * 1000:.0f} ms ({found} found)")
