"""Building and asking a search index, beside raw tantivy, SQLite's full-text search and Elasticsearch.

All of them read the same stored documents in the same run. Raw tantivy and SQLite index title and text with their own
tokenizers and nothing else; Rasad and Elasticsearch hold the whole schema, language analysis included.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

import tantivy
from pydantic import TypeAdapter
from tantivy import FieldType, Occur, Order, Query

from benchmarks.zipf import KINDS, LANGUAGES, documents, vocabulary
from pipelines.records import Document
from search.embedded_files import open_files
from search.embedded_view import EmbeddedView
from search.index import Access, Request, Sort, open_elastic, open_embedded
from search.lowering import lower
from search.query import parse

if TYPE_CHECKING:
    from search.embedded import Embedded

Ask: TypeAlias = Callable[[], object]

BATCH = 1000
TODAY = date(2026, 11, 24)
FACETS = ("topic", "org", "source", "country", "lang", "event", "month")
_DOCUMENT = TypeAdapter(Document)


def main(argv: list[str]) -> int:
    """Run the comparison and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks search", description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--elasticsearch", metavar="URL", help="compare with the server there")
    parser.add_argument("--share", type=int, default=10, help="Elasticsearch gets one of so many documents")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store(folder, chosen.documents)
        raw, raw_time = build_raw(folder)
        index = compare_builds(folder, chosen, raw_time)
        compare_queries(raw, view_of(folder), chosen.queries)
        whole_results(index, chosen.queries)
        freshness(index, folder)
        index.close()
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


def store(folder: Path, count: int) -> None:
    """Store invented articles as rows of JSON, the way an archive does."""
    with closing(sqlite3.connect(folder / "archive.db")) as archive, archive:
        archive.execute("CREATE TABLE documents (seq INTEGER PRIMARY KEY, content BLOB)")
        rows = ((document.seq, _DOCUMENT.dump_json(document)) for document in documents(count))
        archive.executemany("INSERT INTO documents VALUES (?, ?)", rows)


def stored(folder: Path) -> Iterator[bytes]:
    """Give the stored rows in the order of ingestion."""
    with closing(sqlite3.connect(folder / "archive.db")) as archive:
        for (content,) in archive.execute("SELECT content FROM documents ORDER BY seq"):
            yield content


def batches(folder: Path) -> Iterator[tuple[list[Document], int]]:
    """Give the stored documents as the index follows an archive: in batches with a cursor."""
    batch: list[Document] = []
    for content in stored(folder):
        batch.append(_DOCUMENT.validate_json(content))
        if len(batch) == BATCH:
            yield batch, batch[-1].seq
            batch = []
    if batch:
        yield batch, batch[-1].seq


def plain(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give id, title and text of the stored documents, read no further."""
    for content in stored(folder):
        article = json.loads(content)["article"]
        yield article["id"], article["title"], article["text"]


def build_raw(folder: Path) -> tuple[tantivy.Index, float]:
    """Build tantivy with its own tokenizer and one writer thread."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True)
    builder.add_text_field("body", stored=True)
    builder.add_unsigned_field("number", fast=True, indexed=True)
    (folder / "raw").mkdir()
    made = builder.build()
    index = tantivy.Index(made, path=str(folder / "raw"))
    start = time.perf_counter()
    writer = index.writer(128_000_000, 1)
    for number, (one, title, text) in enumerate(plain(folder)):
        writer.add_document(
            tantivy.Document.from_dict({"id": one, "title": title, "body": text, "number": number}, made)
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, time.perf_counter() - start


def build_fts(folder: Path) -> float:
    """Build SQLite FTS5 over title and text."""
    start = time.perf_counter()
    with closing(sqlite3.connect(folder / "fts.db")) as database, database:
        database.execute("CREATE VIRTUAL TABLE fts USING fts5(id UNINDEXED, title, body)")
        database.executemany("INSERT INTO fts VALUES (?, ?, ?)", plain(folder))
    return time.perf_counter() - start


def build_rasad(folder: Path) -> tuple[Embedded, float]:
    """Build the embedded index."""
    start = time.perf_counter()
    index = open_embedded(folder / "rasad", writable=True, kinds=KINDS)
    index.rebuild(batches(folder))
    return index, time.perf_counter() - start  # type: ignore[return-value] # it is this engine


def build_elastic(folder: Path, url: str, share: int) -> tuple[int, float]:
    """Build the Elasticsearch index of a share of the documents, and remove it again."""
    index = open_elastic(Access(hosts=(url,)), index="benchmark", kinds=KINDS, replicas=0)
    chosen = [batch for number, batch in enumerate(batches(folder)) if number % share == 0]
    start = time.perf_counter()
    index.rebuild(chosen)
    taken = time.perf_counter() - start
    index.drop()
    return sum(len(batch) for batch, _ in chosen), taken


def compare_builds(folder: Path, chosen: argparse.Namespace, raw_time: float) -> Embedded:
    """Print how fast each index is built and how large it is."""
    index, taken = build_rasad(folder)
    raw_size = _size(folder / "raw")
    lines = [
        ("raw tantivy, title and text", chosen.documents, raw_time, raw_size),
        ("SQLite FTS5, title and text", chosen.documents, build_fts(folder), _size(folder / "fts.db")),
        ("Rasad, whole schema", chosen.documents, taken, _size(folder / "rasad")),
    ]
    if chosen.elasticsearch:
        count, elastic = build_elastic(folder, chosen.elasticsearch, chosen.share)
        lines.append(("Elasticsearch bulk, whole schema", count, elastic, 0))
    print(f"\n{'index':34} {'documents/s':>12} {'of raw':>8} {'MB':>7} {'of raw':>8}")
    for name, count, seconds, size in lines:
        speed, ratio = count / seconds, count / seconds / (chosen.documents / raw_time)
        print(f"{name:34} {speed:12,.0f} {ratio:8.2f} {size / 1e6:7,.0f} {size / raw_size:8.2f}")
    return index


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
    """Print the time of each kind of query, from its tree to twenty ordered hits, beside the same one on raw tantivy.

    Rasad's looks in several fields and weighs by age; texts of hits are read by neither.
    """
    print("\nquery         Rasad p50   p99 ms    raw p50   p99 ms  p50 ratio  p99 ratio")
    for kind in ("term", "and", "or", "phrase", "near", "prefix", "filter+sort", "facets"):
        ours: list[float] = []
        theirs: list[float] = []
        for words in drawn(count):
            ours.append(_timed(_rasad(view, kind, words)))
            theirs.append(_timed(_raw_facets(view, words) if kind == "facets" else _raw(raw, kind, words)))
        (p50, p99), (raw50, raw99) = _quantiles(ours), _quantiles(theirs)
        print(f"{kind:12} {p50:10.2f} {p99:8.2f} {raw50:10.2f} {raw99:8.2f} {p50 / raw50:10.2f} {p99 / raw99:10.2f}")


def _timed(ask: Ask) -> float:
    ask()
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def _quantiles(times: Sequence[float]) -> tuple[float, float]:
    return median(times), sorted(times)[int(len(times) * 0.99) - 1]


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
        return lambda: view.counts(lower(query), FACETS)
    return lambda: view.walk(lower(query), sort, None, 20)


def _raw(index: tantivy.Index, kind: str, words: tuple[str, str, str]) -> Ask:
    searcher = index.searcher()
    query = _raw_query(index.schema, kind, words)
    if kind == "filter+sort":
        return partial(searcher.search, query, 20, order_by_field="number", order=Order.Desc)
    return partial(searcher.search, query, 20)


def _raw_facets(view: EmbeddedView, words: tuple[str, str, str]) -> Ask:
    """Count the same facets with tantivy alone; the raw index has none, so this is on Rasad's."""
    files = open_files(view.folder)
    query = Query.term_query(files.schema, "stem", words[1], "freq")
    asked = {name: {"terms": {"field": name, "size": 65_000, "segment_size": 65_000}} for name in FACETS}
    return partial(files.searcher().aggregate, query, asked)


def _raw_query(schema: tantivy.Schema, kind: str, words: tuple[str, str, str]) -> Query:
    one, two, three = words

    def term(word: str) -> Query:
        title = Query.boost_query(Query.term_query(schema, "title", word, "freq"), 3.0)
        return _any(Query.term_query(schema, "body", word, "freq"), title)

    forward = Query.phrase_query(schema, "body", [one, two], slop=5)
    half = Query.range_query(schema, "number", FieldType.Unsigned, 1000, None)
    return {
        "term": term(two),
        "facets": term(two),
        "and": Query.boolean_query([(Occur.Must, term(one)), (Occur.Must, term(two))]),
        "or": _any(term(one), term(two), term(three)),
        "phrase": Query.phrase_query(schema, "body", [one, two]),
        "near": _any(forward, Query.phrase_query(schema, "body", [two, one], slop=5)),
        "prefix": Query.regex_query(schema, "body", f"{two[:3]}.*"),
        "filter+sort": Query.boolean_query([(Occur.Must, term(two)), (Occur.Must, half)]),
    }[kind]


def _any(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def whole_results(index: Embedded, count: int) -> None:
    """Print the time from the text of a query to hits with marks, snippets and facets."""
    times = []
    for kind in ("term", "and", "or", "phrase"):
        for words in drawn(count):
            text = _text(kind, words)
            start = time.perf_counter()
            query = parse(text, today=TODAY).query
            index.search(Request(query=query, facets=FACETS, stories=True, size=20))
            times.append((time.perf_counter() - start) * 1000)
    print(f"\nwhole result: p50 {median(times):.1f} ms, p95 {sorted(times)[int(len(times) * 0.95) - 1]:.1f} ms")


def freshness(index: Embedded, folder: Path) -> None:
    """Print how long an article takes from being written to being found by a reader."""
    batch, _ = next(batches(folder))
    changed = replace(batch[0], article=replace(batch[0].article, id="fresh", title="Freshness"), seq=10**9)
    reader = open_embedded(folder / "rasad", writable=False)
    start = time.perf_counter()
    index.apply([changed], 10**9)
    found = reader.count(parse("title:freshness", today=TODAY).query)
    print(f"upsert to visible: {(time.perf_counter() - start) * 1000:.0f} ms ({found} found)")
