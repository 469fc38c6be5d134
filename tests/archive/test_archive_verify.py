"""Verification finds every byte that is missing or was changed, and every row that refers to nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from pipelines.archive import articles, documents
from pipelines.archive.articles import Extracted
from pipelines.archive.crawl import Recorder
from pipelines.archive.store import Archive, advance
from pipelines.archive.verify import verify
from pipelines.records import Document, Page

from .conftest import MakeArticle


@pytest.fixture
def filled(archive: Archive, run: int, page: Callable[..., Page], article: MakeArticle) -> Archive:
    """Give an archive with three pages, one article and its document."""
    recorder = Recorder(archive, run, "run")
    for number in (1, 2, 3):
        body = f"<html>{number}</html>".encode()
        recorder.page(page(number, digest=hashlib.sha256(body).hexdigest()), body)
    recorder.close()
    (added,) = articles.commit(archive, [Extracted(page=1, result=article(1))])
    documents.commit(archive, [Document(article=added, tagger="t")], upto=added.seq)
    return archive


def test_a_whole_archive_has_no_problems(filled: Archive) -> None:
    """Everything is there: no problem, and the counts tell what was read."""
    seen: list[int] = []
    verdict = verify(filled, seen.append)
    assert (verdict.pages, verdict.articles, verdict.problems) == (3, 1, ())
    assert seen == [3]


def test_a_missing_file_is_found(filled: Archive) -> None:
    """A deleted WARC file is a problem of each of its pages."""
    for path in filled.warc.iterdir():
        path.unlink()
    assert len(verify(filled).problems) == 3


def test_a_changed_byte_is_found(filled: Archive) -> None:
    """A body that is readable but not what it was is a problem."""
    filled.connection.execute("UPDATE pages SET digest = 'x' WHERE seq = 2")
    (problem,) = verify(filled).problems
    assert "was changed" in problem
    assert "Page 2" in problem


def test_rows_that_refer_to_nothing_are_found(filled: Archive) -> None:
    """An article without page, a document without article, a copy without original and a lost page are problems."""
    with filled.transaction() as connection:
        connection.execute("UPDATE articles SET page = 99")
        connection.execute("UPDATE documents SET article = 99")
        connection.execute("INSERT INTO copies VALUES ('a', 'b')")
        advance(connection, "extract", 2)
    problems = "\n".join(verify(filled).problems)
    for part in ("refers to page 99", "refers to article row 99", "refers to article b", "page 2"):
        assert part in problems
