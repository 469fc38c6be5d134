"""Documents and the ingest sequence: every change of what consumers see gets the next number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.archive.articles import article_of
from pipelines.archive.codec import decode, encode
from pipelines.archive.store import advance
from pipelines.records import Document, Event, Organisation, Topic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.archive.store import Archive

TAGGED = "tag"

_COLUMNS = """
    SELECT d.id, d.tagger, d.record AS tags, a.seq, a.record, c.original, s.story,
           (SELECT max(seq) FROM changes WHERE id = d.id) AS change
    FROM documents d JOIN articles a ON a.seq = d.article LEFT JOIN copies c ON c.id = d.id
        LEFT JOIN stories s ON s.id = d.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What the tagger says of an article; stored beside it so that it can be made again."""

    topics: tuple[Topic, ...]
    organisations: tuple[Organisation, ...]
    events: tuple[Event, ...]


def commit(archive: Archive, documents: Sequence[Document], upto: int | None) -> None:
    """Write tagged documents as changes, in one transaction.

    Args:
        archive: open for writing.
        documents: tagged articles with their ``article.seq``.
        upto: the article row up to which tagging is complete with them; ``None`` when retagging, which moves no
            cursor.
    """
    with archive.transaction() as connection:
        write(connection, documents, upto)


def write(connection: sqlite3.Connection, documents: Sequence[Document], upto: int | None) -> None:
    """Write what :func:`commit` does, within a transaction."""
    for document in documents:
        tags = Tags(topics=document.topics, organisations=document.organisations, events=document.events)
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET article = excluded.article,"
            " tagger = excluded.tagger, record = excluded.record WHERE excluded.article >= article",
            (document.article.id, document.article.seq, document.tagger, encode(tags)),
        )
    mark_changed(connection, [document.article.id for document in documents])
    if upto is not None:
        advance(connection, TAGGED, upto)


def forget(archive: Archive, ids: Sequence[str]) -> None:
    """Let the tags of articles that were read anew count as outdated, so that the next retagging makes them again."""
    with archive.transaction() as connection:
        connection.executemany("UPDATE documents SET tagger = '' WHERE id = ?", [(id_,) for id_ in ids])


def mark_changed(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Give each id the next number of the ingest sequence, within a transaction."""
    connection.executemany("INSERT INTO changes (id) VALUES (?)", [(id_,) for id_ in ids])


def get(archive: Archive, id: str) -> Document | None:  # noqa: A002 -- the record's own name for it
    """Give the document of an article, or ``None`` while it is not tagged or not there."""
    row = archive.connection.execute(f"{_COLUMNS} WHERE d.id = ?", (id,)).fetchone()
    return _document(row) if row else None


def changed(archive: Archive, seq: int, limit: int) -> tuple[list[Document], int]:
    """Give the documents changed after ``seq`` and the sequence number up to which that is all.

    A document changed several times within ``limit`` changes comes once, as it is now.
    """
    rows = archive.connection.execute(
        "SELECT seq, id FROM changes WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    ).fetchall()
    upto = rows[-1]["seq"] if rows else seq
    ids = dict.fromkeys(row["id"] for row in rows)
    return [document for id_ in ids if (document := get(archive, id_))], upto


def forgotten(archive: Archive, seq: int, upto: int) -> list[str]:
    """Give the ids that were changed after ``seq`` and up to ``upto`` and have no document any more."""
    sql = "SELECT DISTINCT id FROM changes WHERE seq > ? AND seq <= ? AND id NOT IN (SELECT id FROM documents)"
    return [row["id"] for row in archive.connection.execute(sql, (seq, upto))]


def every(archive: Archive) -> Iterator[Document]:
    """Give every document by its last change, oldest first."""
    for row in archive.connection.execute(f"{_COLUMNS} ORDER BY change"):
        yield _document(row)


def between(archive: Archive, start: int, end: int) -> Iterator[Document]:
    """Give the documents of ``start`` up to before ``end`` (seconds since 1970), oldest first.

    One without a date counts as published when it was first seen.
    """
    sql = f"{_COLUMNS} WHERE a.dated >= ? AND a.dated < ? ORDER BY a.dated, d.id"
    for row in archive.connection.execute(sql, (start, end)):
        yield _document(row)


def page(archive: Archive, after: str, limit: int) -> list[Document]:
    """Give up to ``limit`` documents by id, from behind ``after`` on."""
    rows = archive.connection.execute(f"{_COLUMNS} WHERE d.id > ? ORDER BY d.id LIMIT ?", (after, limit))
    return [_document(row) for row in rows]


def last_change(archive: Archive) -> int:
    """Give the last number of the ingest sequence; 0 in an empty archive."""
    return archive.connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0] or 0


def outdated(archive: Archive, tagger: str, after: str, limit: int) -> list[Document]:
    """Give up to ``limit`` documents another tagger version made, by id, from behind ``after`` on.

    A version that goes on behind a plus (``abc+def``) did all that the shorter one (``abc``) does, and more.
    """
    sql = f"{_COLUMNS} WHERE d.tagger != ? AND d.tagger NOT LIKE ? || '+%' AND d.id > ? ORDER BY d.id LIMIT ?"
    return [_document(row) for row in archive.connection.execute(sql, (tagger, tagger, after, limit))]


def _document(row: sqlite3.Row) -> Document:
    tags = decode(Tags, row["tags"])
    original = row["original"]
    return Document(
        article=article_of(row),
        topics=tags.topics,
        organisations=tags.organisations,
        events=tags.events,
        tagger=row["tagger"],
        duplicate_of=original if original and original != row["id"] else None,
        story=row["story"] or original or row["id"],
        seq=row["change"] or 0,
    )
