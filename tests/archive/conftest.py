"""An empty archive in a temporary folder, and records to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.archive import pages, runs
from pipelines.archive.store import Archive
from pipelines.records import Article, Moment, Page, Precision
from pipelines.urls import article_id

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)

MakeArticle = Callable[..., Article]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an empty archive."""
    with Archive(tmp_path / "archive") as opened:
        yield opened


@pytest.fixture
def run(archive: Archive) -> int:
    """Give a run that has begun."""
    return runs.begin(archive, "crawl", NOON)


@pytest.fixture
def page() -> Callable[..., Page]:
    """Give a maker of pages that were fetched without a body."""

    def make(number: int = 1, **changes: object) -> Page:
        url = f"https://haber.example/{number}"
        values: dict[str, object] = {
            "source": "haber",
            "url": url,
            "fetched_url": url,
            "fetched_at": NOON,
            "status": 200,
            "outcome": "ok",
        }
        return Page(**{**values, **changes})  # type: ignore[arg-type]  # the fields of a page by name

    return make


@pytest.fixture
def article() -> MakeArticle:
    """Give a maker of articles, one per number."""

    def make(number: int = 1, **changes: object) -> Article:
        url = f"https://haber.example/{number}"
        values: dict[str, object] = {
            "id": article_id(url),
            "url": url,
            "fetched_url": url,
            "source": "haber",
            "country": "tr",
            "language": "tr",
            "title": f"Başlık {number}",
            "text": f"Metin {number}",
            "extractor": "test",
            "published": Moment(instant=NOON, zone="Europe/Istanbul", precision=Precision.MINUTE),
            "fetched_at": NOON,
        }
        return Article(**{**values, **changes})  # type: ignore[arg-type]  # the fields of an article by name

    return make


@pytest.fixture
def add_pages(archive: Archive, run: int, page: Callable[..., Page]) -> Callable[[int], list[Page]]:
    """Give a function that archives pages 1 to ``count`` and gives them back with their rows."""

    def add(count: int) -> list[Page]:
        with archive.transaction() as connection:
            for number in range(1, count + 1):
                pages.insert(connection, run, page(number))
        return pages.after(archive, 0, count)

    return add
