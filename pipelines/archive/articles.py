"""Articles as pages gave them: every page ends as an article, an unchanged one, or a named rejection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.archive.codec import decode, encode
from pipelines.archive.pages import stamp
from pipelines.archive.store import advance
from pipelines.records import Article, Rejection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipelines.archive.store import Archive

EXTRACTED = "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What became of one page: an article with its near-duplicate signature, or a rejection."""

    page: int
    result: Article | Rejection
    signature: bytes | None = None


def commit(archive: Archive, extracted: Sequence[Extracted]) -> list[Article]:
    """Write what became of a run of consecutive pages and move the extraction's cursor, in one transaction.

    Returns the articles that are new or a new revision, with ``revision`` and ``seq`` set.
    """
    added = []
    with archive.transaction() as connection:
        for outcome in extracted:
            if isinstance(outcome.result, Rejection):
                _reject(connection, outcome.result)
            elif article := _add(connection, outcome, outcome.result):
                added.append(article)
        if extracted:
            advance(connection, EXTRACTED, extracted[-1].page)
    return added


def _reject(connection: sqlite3.Connection, rejection: Rejection) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO rejections VALUES (?, ?, ?, ?, ?, ?)",
        (rejection.page, rejection.url, rejection.source, rejection.reason, rejection.detail, stamp(rejection.at)),
    )


def _add(connection: sqlite3.Connection, outcome: Extracted, article: Article) -> Article | None:
    row = connection.execute(
        "SELECT record FROM articles WHERE id = ? ORDER BY revision DESC LIMIT 1", (article.id,)
    ).fetchone()
    last = decode(Article, row["record"]) if row else None
    if last and not _is_revision(last, article):
        connection.execute("INSERT OR REPLACE INTO unchanged VALUES (?, ?)", (outcome.page, article.id))
        return None
    article = _revise(last, article)
    cursor = connection.execute(
        "INSERT INTO articles (page, id, revision, source, language, published, dated, signature, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            outcome.page, article.id, article.revision, article.source, article.language,
            int(article.published.instant.timestamp()) if article.published else None,
            int(dated(article).timestamp()), outcome.signature, encode(article),
        ),
    )  # fmt: skip
    return replace(article, seq=cursor.lastrowid or 0)


def _is_revision(last: Article, new: Article) -> bool:
    if last.complete != new.complete:
        return new.complete
    return (last.title, last.lead, last.text) != (new.title, new.lead, new.text)


def _revise(last: Article | None, new: Article) -> Article:
    if last is None:
        return replace(new, revision=1)
    # A later capture that lost its date is still the article of that date.
    return replace(new, revision=last.revision + 1, published=new.published or last.published)


def of_page(archive: Archive, page: int) -> Article | None:
    """Give the article that a page gave, or ``None`` where it gave none of its own."""
    row = archive.connection.execute("SELECT seq, record FROM articles WHERE page = ?", (page,)).fetchone()
    return article_of(row) if row else None


def rewrite(archive: Archive, extracted: Sequence[Extracted]) -> list[Article]:
    """Put what a newer reading of pages gave in place of what stands there, in one transaction.

    An article keeps its id, revision and row; a page that was rejected and now gives an article gets one. Returns the
    articles written.
    """
    written = []
    with archive.transaction() as connection:
        for outcome in extracted:
            if isinstance(outcome.result, Rejection):
                continue
            row = connection.execute("SELECT seq, record FROM articles WHERE page = ?", (outcome.page,)).fetchone()
            if row:
                written.append(_overwrite(connection, article_of(row), outcome, outcome.result))
                continue
            connection.execute("DELETE FROM rejections WHERE page = ?", (outcome.page,))
            if added := _add(connection, outcome, outcome.result):
                written.append(added)
    return written


def _overwrite(connection: sqlite3.Connection, old: Article, outcome: Extracted, new: Article) -> Article:
    kept = replace(new, id=old.id, url=old.url, revision=old.revision)
    connection.execute(
        "UPDATE articles SET language = ?, published = ?, dated = ?, signature = ?, record = ? WHERE seq = ?",
        (
            kept.language, int(kept.published.instant.timestamp()) if kept.published else None,
            int(dated(kept).timestamp()), outcome.signature, encode(kept), old.seq,
        ),
    )  # fmt: skip
    return replace(kept, seq=old.seq)


def latest(archive: Archive, id: str) -> Article | None:  # noqa: A002 -- the record's own name for it
    """Give the last revision of an article, or ``None``."""
    found = revisions(archive, id)
    return found[-1] if found else None


def revisions(archive: Archive, id: str) -> list[Article]:  # noqa: A002 -- the record's own name for it
    """Give every revision of an article, oldest first."""
    rows = archive.connection.execute("SELECT seq, record FROM articles WHERE id = ? ORDER BY revision", (id,))
    return [article_of(row) for row in rows]


def after(archive: Archive, seq: int, limit: int) -> list[Article]:
    """Give up to ``limit`` articles (every revision) written after ``seq``, in order."""
    rows = archive.connection.execute(
        "SELECT seq, record FROM articles WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    )
    return [article_of(row) for row in rows]


def rejections(archive: Archive) -> Iterator[Rejection]:
    """Give every rejection in the order of the pages."""
    rows = archive.connection.execute("SELECT * FROM rejections ORDER BY page")
    for row in rows:
        yield decode(Rejection, encode({key: row[key] for key in ("page", "url", "source", "reason", "detail", "at")}))


def dated(article: Article) -> datetime:
    """Give when an article counts as published: its own date or, without one, when it was first seen."""
    return article.published.instant if article.published else article.fetched_at


def article_of(row: sqlite3.Row) -> Article:
    """Read an article from a row with ``seq`` and ``record``."""
    return replace(decode(Article, row["record"]), seq=row["seq"])
