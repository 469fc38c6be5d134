"""What a run found can be followed to what became of it, by run and source, and every article names its runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.archive import articles, documents, pages, runs
from pipelines.archive.articles import Extracted
from pipelines.archive.crawl import Attempt, Channel, Link, Recorder
from pipelines.archive.funnels import Funnel, funnels, runs_of_article, runs_of_source, total
from pipelines.archive.schema import STEPS
from pipelines.archive.store import Archive
from pipelines.records import Article, Document, Page, Purpose, Reason, Rejection

from .conftest import NOON, MakeArticle

FEED = "https://haber.example/feed"


def _attempt(source: str, outcome: str, purpose: Purpose = Purpose.FEED) -> Attempt:
    return Attempt(source=source, url=FEED, purpose=purpose, outcome=outcome, at=NOON, status=200, bytes=10)


def _link(number: int, source: str = "haber") -> Link:
    return Link(url=f"https://{source}.example/{number}", source=source, found=FEED, discovered_at=NOON)


def _rejected(page: Page, reason: Reason) -> Rejection:
    return Rejection(page=page.seq, url=page.url, source=page.source, reason=reason, detail="", at=NOON)


@pytest.fixture
def crawled(archive: Archive, run: int, page: Callable[..., Page], article: MakeArticle) -> list[Article]:
    """Crawl six links of one source and one of another: two articles, one known text, one refused, one waiting."""
    recorder = Recorder(archive, run, "run")
    channel = Channel(url=FEED, source="haber", purpose=Purpose.FEED)
    recorder.discover([_link(number) for number in range(1, 7)], channel)
    recorder.discover([_link(1, "park")], channel)
    for number in range(1, 6):
        recorder.page(page(number, outcome="gone" if number == 4 else "ok"), None)
    for source, outcome, purpose in (
        ("haber", "unchanged", Purpose.FEED), ("haber", "ok", Purpose.FEED), ("haber", "unchanged", Purpose.ROBOTS),
        ("park", "unchanged", Purpose.SITEMAP),
    ):  # fmt: skip
        recorder.attempt(_attempt(source, outcome, purpose))
    recorder.close()
    first, second, third, fourth = pages.after(archive, 0, 4)
    return articles.commit(
        archive,
        [
            Extracted(page=first.seq, result=article(1)),
            Extracted(page=second.seq, result=article(2)),
            Extracted(page=third.seq, result=article(1)),
            Extracted(page=fourth.seq, result=_rejected(fourth, Reason.GONE)),
        ],
    )


def test_a_funnel_follows_every_page_to_its_end(archive: Archive, run: int, crawled: list[Article]) -> None:
    """Each stage is counted for each source; requests for robots.txt are not the source's."""
    documents.commit(archive, [Document(article=crawled[0])], upto=crawled[0].seq)
    haber, park = funnels(archive, [run], documents.last_change(archive))
    assert haber == Funnel(
        run=run, source="haber", found=6, fetched=4, failed=1, unmodified=1, waiting=1, extracted=2, same=1,
        rejected={"gone": 1}, indexed=1,
    )  # fmt: skip
    assert park == Funnel(run=run, source="park", found=1, unmodified=1)
    assert haber.fetched + haber.failed == haber.waiting + haber.extracted + haber.same + sum(haber.rejected.values())


def test_what_the_index_has_not_seen_is_not_indexed(archive: Archive, run: int, crawled: list[Article]) -> None:
    """An article counts as indexed once its first change lies behind the index's cursor."""
    documents.commit(archive, [Document(article=one) for one in crawled], upto=crawled[-1].seq)
    assert [funnels(archive, [run], cursor)[0].indexed for cursor in (0, 1, 2, 9)] == [0, 1, 2, 2]


def test_the_sum_adds_sources_up(archive: Archive, run: int, crawled: list[Article]) -> None:
    """The whole of a run is the sum of its sources, reasons included, and nothing sums to nothing."""
    assert crawled
    whole = total(run, funnels(archive, [run], 0))
    assert (whole.source, whole.found, whole.fetched, whole.unmodified) == ("", 7, 4, 2)
    assert dict(whole.rejected) == {"gone": 1}
    assert total(7, []) == Funnel(run=7, source="")


def test_runs_are_told_apart(
    archive: Archive, run: int, crawled: list[Article], page: Callable[..., Page], article: MakeArticle
) -> None:
    """A second run has a funnel of its own, and an article that it changed names both."""
    second = runs.begin(archive, "crawl", NOON + timedelta(days=1))
    recorder = Recorder(archive, second, "second")
    recorder.discover([_link(1), _link(9)], Channel(url=FEED, source="haber", purpose=Purpose.FEED))
    recorder.page(page(1), None)
    recorder.close()
    waiting, again = pages.after(archive, 4, 2)
    articles.commit(archive, [Extracted(page=waiting.seq, result=_rejected(waiting, Reason.EMPTY))])
    articles.commit(archive, [Extracted(page=again.seq, result=article(1, text="Yeni metin"))])
    assert runs_of_article(archive, crawled[0].id) == [run, second]
    assert runs_of_article(archive, "nothing") == []
    one = next(part for part in funnels(archive, [second, run], 0) if part.run == second)
    assert one == Funnel(run=second, source="haber", found=1, fetched=1, extracted=1)
    assert runs_of_source(archive, "haber", 5) == [second, run]
    assert runs_of_source(archive, "park", 5) == [run]
    assert runs_of_source(archive, "haber", 1) == [second]
    assert runs_of_source(archive, "nobody", 5) == []


def test_runs_are_given_in_the_order_asked_for(archive: Archive, run: int) -> None:
    """Runs are read by id, and unknown ids are passed over."""
    second = runs.begin(archive, "import", NOON)
    assert [one.id for one in runs.get(archive, [second, 99, run])] == [second, run]
    assert funnels(archive, [99], 0) == []


def test_an_older_archive_is_upgraded_with_its_links(tmp_path: Path) -> None:
    """Links that an older version wrote stay, and tell no run."""
    folder = tmp_path / "old"
    folder.mkdir()
    with sqlite3.connect(folder / "archive.sqlite3") as connection:
        for statement in ";\n".join(STEPS[:2]).split(";\n"):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO links (key, url, source, found, discovered_at) VALUES ('k', 'u', 's', 'f', 'd')"
        )
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with Archive(folder, readonly=True) as archive:
        assert [tuple(row) for row in archive.connection.execute("SELECT key, run FROM links")] == [("k", None)]
        assert funnels(archive, [1], 0) == []
