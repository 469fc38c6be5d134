"""The last good page of a source is found beside the first one that failed after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipelines.archive import articles
from pipelines.archive.articles import Extracted
from pipelines.archive.snapshots import snapshots
from pipelines.archive.store import Archive
from pipelines.records import Article, Page, Reason, Rejection

from .conftest import NOON, MakeArticle

AddPages = Callable[[int], list[Page]]


def _refused(page: Page, reason: Reason) -> Extracted:
    return Extracted(
        page=page.seq, result=Rejection(page=page.seq, url=page.url, source=page.source, reason=reason, at=NOON)
    )


def _told(page: Page, article: Article) -> Extracted:
    return Extracted(page=page.seq, result=article)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["good", "good", "no-text", "empty"], (2, 3, "no-text")),
        (["good", "http-error", "language", "broken"], (1, 4, "broken")),
        (["good", "feed", "no-title"], (1, 2, "incomplete")),
        (["no-text", "good"], None),
        (["good", "http-error", "gone"], None),
        (["no-text", "no-text"], (None, 1, "no-text")),
        (["good"], None),
    ],
)
def test_the_pages_to_compare(
    archive: Archive,
    add_pages: AddPages,
    article: MakeArticle,
    outcomes: list[str],
    expected: tuple[int | None, int, str] | None,
) -> None:
    """Only what pages are to blame for counts, a good page ends it, and the first failing one is shown."""
    done = []
    for number, (page, outcome) in enumerate(zip(add_pages(len(outcomes)), outcomes, strict=True)):
        if outcome in {"good", "feed"}:
            done.append(_told(page, replace(article(number), complete=outcome == "good")))
        else:
            done.append(_refused(page, Reason(outcome)))
    articles.commit(archive, done)
    found = snapshots(archive, "haber")
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.good.seq if found.good else None, found.failing.seq, found.reason) == expected


def test_another_source_says_nothing(archive: Archive, add_pages: AddPages) -> None:
    """Failures of one source are not another's."""
    articles.commit(archive, [_refused(page, Reason.NO_TEXT) for page in add_pages(2)])
    assert snapshots(archive, "haber") is not None
    assert snapshots(archive, "baska") is None
