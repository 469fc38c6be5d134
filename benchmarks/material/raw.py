"""Stored articles, and the indexes that others make of their titles and texts: raw tantivy and SQLite's FTS5."""

from __future__ import annotations

import json
import resource
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import tantivy
from pydantic import TypeAdapter
from tantivy import FieldType, Occur, Order, Query, SearchResult

from benchmarks.material.zipf import documents
from pipelines.records import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Made = TypeVar("Made")

BATCH = 250
_DOCUMENT = TypeAdapter(Document)


class Took(NamedTuple):
    """Seconds on the wall, and of processors in this process and those that it started and that have ended."""

    wall: float
    processor: float


def measure(make: Callable[[], Made]) -> tuple[Made, Took]:
    """Run something and give how long it took."""
    wall, processor = time.perf_counter(), _processor()
    made = make()
    return made, Took(time.perf_counter() - wall, _processor() - processor)


def _processor() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def main(argv: list[str]) -> int:
    """Print how fast so many articles are indexed by others."""
    count = int(argv[0]) if argv else 10_000
    with tempfile.TemporaryDirectory() as place:
        store(folder := Path(place), count)
        peers: dict[str, Callable[[Path], object]] = {"tantivy": build_raw, "SQLite": build_fts}
        for name, peer in peers.items():
            _, took = measure(partial(peer, folder))
            print(f"{name:10} {count / took.wall:10,.0f}/s {took.processor / count * 1e6:8.0f} us")
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


@dataclass(frozen=True)
class Stretch:
    """Stored documents with the sequence numbers from behind ``after`` up to ``upto``, read where they are needed."""

    folder: Path
    after: int
    upto: int

    def __length_hint__(self) -> int:
        """Give the number of documents."""
        return self.upto - self.after

    def __iter__(self) -> Iterator[Document]:
        """Read them."""
        with closing(sqlite3.connect(self.folder / "archive.db")) as archive:
            rows = archive.execute(
                "SELECT content FROM documents WHERE seq > ? AND seq <= ? ORDER BY seq", (self.after, self.upto)
            )
            for (content,) in rows:
                yield _DOCUMENT.validate_json(content)


def batches(folder: Path, count: int) -> Iterator[tuple[Stretch, int]]:
    """Give the stored documents as the index follows an archive: in stretches with a cursor."""
    for after in range(0, count, BATCH):
        upto = min(after + BATCH, count)
        yield Stretch(folder, after, upto), upto


def plain(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give id, title and text of the stored documents, read no further."""
    for content in stored(folder):
        article = json.loads(content)["article"]
        yield article["id"], article["title"], article["text"]


def build_raw(folder: Path) -> tantivy.Index:
    """Build tantivy with its own tokenizer and one writer thread."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True)
    builder.add_text_field("body", stored=True)
    builder.add_unsigned_field("number", fast=True, indexed=True)
    (folder / "raw").mkdir()
    made = builder.build()
    index = tantivy.Index(made, path=str(folder / "raw"))
    writer = index.writer(128_000_000, 1)
    for number, (one, title, text) in enumerate(plain(folder)):
        writer.add_document(
            tantivy.Document.from_dict({"id": one, "title": title, "body": text, "number": number}, made)
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def build_fts(folder: Path) -> None:
    """Build SQLite FTS5 over title and text."""
    with closing(sqlite3.connect(folder / "fts.db")) as database, database:
        database.execute("CREATE VIRTUAL TABLE fts USING fts5(id UNINDEXED, title, body)")
        database.executemany("INSERT INTO fts VALUES (?, ?, ?)", plain(folder))


def ask(searcher: tantivy.Searcher, schema: tantivy.Schema, kind: str, words: tuple[str, str, str]) -> SearchResult:
    """Ask raw tantivy, from the words to twenty ordered hits."""
    query = _query(schema, kind, words)
    if kind == "filter+sort":
        return searcher.search(query, 20, order_by_field="number", order=Order.Desc)
    return searcher.search(query, 20)


def _query(schema: tantivy.Schema, kind: str, words: tuple[str, str, str]) -> Query:
    one, two, three = words

    def term(word: str) -> Query:
        title = Query.boost_query(Query.term_query(schema, "title", word, "freq"), 3.0)
        return _any(Query.term_query(schema, "body", word, "freq"), title)

    makers: dict[str, Callable[[], Query]] = {
        "term": lambda: term(two),
        "and": lambda: Query.boolean_query([(Occur.Must, term(one)), (Occur.Must, term(two))]),
        "or": lambda: _any(term(one), term(two), term(three)),
        "phrase": lambda: Query.phrase_query(schema, "body", [one, two]),
        "near": lambda: _any(
            *(Query.phrase_query(schema, "body", list(pair), slop=5) for pair in ((one, two), (two, one)))
        ),
        "prefix": lambda: Query.regex_query(schema, "body", f"{two[:3]}.*"),
        "filter+sort": lambda: Query.boolean_query([(Occur.Must, term(two)), (Occur.Must, _later(schema))]),
    }
    return makers[kind]()


def _later(schema: tantivy.Schema) -> Query:
    return Query.range_query(schema, "number", FieldType.Unsigned, 1000, None)


def _any(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
