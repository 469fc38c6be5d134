"""A small archive whose articles are written here, where a test needs what no crawl would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.archive import articles, documents, pages, runs
from pipelines.archive.articles import Extracted
from pipelines.records import Article, Document, Moment, Page, Precision
from pipelines.urls import article_id
from rasad.indexing import sync
from rasad.setup import Setup

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)


def article(number: int, title: str, text: str = "", **changes: object) -> Article:
    """Make an article of a source that nobody knows."""
    url = f"https://ornek.example/{number}"
    values: dict[str, object] = {
        "id": article_id(url),
        "url": url,
        "fetched_url": url,
        "source": "ornek",
        "country": "tr",
        "language": "tr",
        "title": title,
        "text": text,
        "extractor": "test/1",
        "published": Moment(
            instant=NOON, zone="Europe/Istanbul", precision=Precision.MINUTE, raw="12.11.2026 15:00", origin="byline"
        ),
        "fetched_at": NOON,
    }
    return Article(**{**values, **changes})  # type: ignore[arg-type]  # the fields of an article by name


@dataclass(frozen=True)
class Library:
    """A home that is filled without a crawl."""

    home: Path

    @property
    def setup(self) -> Setup:
        """The home with a clock that stands still."""
        return Setup.load(self.home, NOW)

    def add(self, *tagged: Document) -> list[Article]:
        """Archive documents as pages, articles and tags, and index them; gives the articles as they were archived."""
        setup = self.setup
        with setup.home.open() as archive:
            run = runs.begin(archive, "crawl", NOON)
            first = archive.connection.execute("SELECT coalesce(max(seq), 0) FROM pages").fetchone()[0] + 1
            with archive.transaction() as connection:
                for document in tagged:
                    pages.insert(connection, run, _page(document.article))
            added = articles.commit(
                archive, [Extracted(page=first + number, result=one.article) for number, one in enumerate(tagged)]
            )
            done = [_with(document, one) for document, one in zip(tagged, added, strict=True)]
            documents.commit(archive, done, upto=added[-1].seq)
            index = setup.index(writable=True)
            sync(archive, index, lambda *_: None)
            index.close()
            runs.end(archive, run, NOON, "done", {})
        return added


def _page(of: Article) -> Page:
    return Page(source=of.source, url=of.url, fetched_url=of.fetched_url, fetched_at=NOON, status=200, outcome="ok")


def _with(document: Document, added: Article) -> Document:
    return Document(
        article=added,
        topics=document.topics,
        organisations=document.organisations,
        events=document.events,
        tagger="t1",
    )
