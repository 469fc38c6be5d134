"""Every page ends as an article, an unchanged one or a rejection; edits are revisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.archive import articles
from pipelines.archive.articles import EXTRACTED, Extracted
from pipelines.archive.store import Archive
from pipelines.records import Article, Page, Reason, Rejection

from .conftest import NOON, MakeArticle

AddPages = Callable[[int], list[Page]]


def commit(archive: Archive, *results: Article | Rejection) -> list[Article]:
    """Commit results as those of the next pages."""
    first = archive.cursor(EXTRACTED) + 1
    return articles.commit(archive, [Extracted(page=first + i, result=result) for i, result in enumerate(results)])


@pytest.fixture(autouse=True)
def _pages(add_pages: AddPages) -> None:
    add_pages(6)


def test_a_first_article_is_revision_one(archive: Archive, article: MakeArticle) -> None:
    """A new article gets revision 1 and a row, and reads back as it was."""
    (added,) = commit(archive, article(1))
    assert (added.revision, added.seq) == (1, 1)
    assert articles.latest(archive, added.id) == added
    assert articles.after(archive, 0, 10) == [added]


def test_an_unchanged_page_is_no_revision(archive: Archive, article: MakeArticle) -> None:
    """The same words again, even with another date of modification, add nothing."""
    commit(archive, article(1))
    assert commit(archive, replace(article(1), section="Gündem")) == []
    assert archive.cursor(EXTRACTED) == 2
    assert len(articles.revisions(archive, article(1).id)) == 1


def test_an_edit_is_a_revision(archive: Archive, article: MakeArticle) -> None:
    """A changed text is the next revision of the same article; a lost date is kept from before."""
    commit(archive, article(1))
    (edited,) = commit(archive, replace(article(1), text="Yeni metin", published=None))
    assert edited.revision == 2
    assert edited.published == article(1).published
    assert [one.text for one in articles.revisions(archive, edited.id)] == ["Metin 1", "Yeni metin"]


def test_the_full_text_replaces_the_feeds(archive: Archive, article: MakeArticle) -> None:
    """An incomplete article becomes complete, and never incomplete again."""
    commit(archive, article(1, complete=False))
    (full,) = commit(archive, article(1, text="Tam metin"))
    assert full.complete
    assert commit(archive, article(1, complete=False, text="Yalnız özet")) == []


def test_rejections_are_kept_with_reason(archive: Archive) -> None:
    """A rejection reads back with everything it says."""
    rejection = Rejection(page=1, url="https://a/", source="haber", reason=Reason.LANGUAGE, detail="az", at=NOON)
    commit(archive, rejection)
    assert list(articles.rejections(archive)) == [rejection]


def test_an_article_without_date_counts_from_when_it_was_seen(archive: Archive, article: MakeArticle) -> None:
    """Without a date of its own an article is dated by its fetch."""
    (added,) = commit(archive, article(1, published=None))
    assert articles.dated(added) == NOON
    assert archive.connection.execute("SELECT published FROM articles").fetchone()[0] is None


def test_an_unknown_article_is_none(archive: Archive) -> None:
    """Asking for an id that is not there gives nothing."""
    assert articles.latest(archive, "nothing") is None
