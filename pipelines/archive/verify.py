"""The proof that what the archive refers to is there and is what it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.archive import pages
from pipelines.archive.warc import read_body
from pipelines.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.archive.store import Archive

STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How many pages were checked and what is wrong, one sentence each."""

    pages: int
    articles: int
    problems: tuple[str, ...]


def verify(archive: Archive, report: Callable[[int], None] = lambda _: None) -> Verdict:
    """Read every stored body, compare it with its digest, and check that every row refers to one that is there."""
    problems = [f"SQLite: {row[0]}" for row in archive.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    checked = seq = 0
    while batch := pages.after(archive, seq, STEP):
        for page in batch:
            if page.body:
                try:
                    body = read_body(archive.warc, page.body)
                except ArchiveError as error:
                    problems.append(f"Page {page.seq} ({page.url}): {error}")
                else:
                    if hashlib.sha256(body).hexdigest() != page.digest:
                        problems.append(f"Page {page.seq} ({page.url}): the body in {page.body.file} was changed.")
            checked += 1
        seq = batch[-1].seq
        report(checked)
    problems.extend(_dangling(archive))
    articles = archive.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    return Verdict(pages=checked, articles=articles, problems=tuple(problems))


_LOOSE = {
    "article {0} refers to page {1}, which is not there": (
        "SELECT a.id, a.page FROM articles a LEFT JOIN pages p ON p.seq = a.page WHERE p.seq IS NULL"
    ),
    "document {0} refers to article row {1}, which is not there": (
        "SELECT d.id, d.article FROM documents d LEFT JOIN articles a ON a.seq = d.article WHERE a.seq IS NULL"
    ),
    "copy {0} refers to article {1}, which is not there": (
        "SELECT c.id, c.original FROM copies c LEFT JOIN articles a ON a.id = c.original WHERE a.id IS NULL"
    ),
    "page {0} ({1}) was processed but gave neither an article nor a rejection": (
        "SELECT p.seq, p.url FROM pages p WHERE p.seq <= coalesce((SELECT seq FROM cursors WHERE name = 'extract'), 0)"
        " AND NOT EXISTS (SELECT 1 FROM articles WHERE page = p.seq)"
        " AND NOT EXISTS (SELECT 1 FROM rejections WHERE page = p.seq)"
        " AND NOT EXISTS (SELECT 1 FROM unchanged WHERE page = p.seq)"
    ),
}


def _dangling(archive: Archive) -> list[str]:
    return [
        f"Archive: {sentence.format(*row)}."
        for sentence, sql in _LOOSE.items()
        for row in archive.connection.execute(sql)
    ]
