"""Running the current code over the archive again: first a report of what would change, then, if wanted, the change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.archive import articles, documents, pages
from pipelines.archive.copies import Comparison
from pipelines.records import Article, Rejection
from rasad.stages import Worker, extract_page
from rasad.workers import Failure, Workers, batched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipelines.archive.articles import Extracted
    from pipelines.archive.store import Archive
    from pipelines.records import Page
    from rasad.stages import Bench

BATCH = 100
SAMPLES = 20
SAMPLE_LENGTH = 160
FIELDS = (
    "title", "lead", "text", "authors", "published", "modified", "section", "keywords", "image", "caption", "agency",
    "language", "complete",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One change side by side: where, which field, what it was and what it would be."""

    source: str
    url: str
    field: str
    before: str
    after: str


@dataclass(slots=True)
class Report:
    """What the current code would change: pages read, changes by source and field, samples, and failures."""

    pages: int = 0
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: list[Sample] = field(default_factory=list)
    accepted: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, source: str, url: str, name: str, before: object, after: object) -> None:
        """Count a change; the first ones of each source and field are kept as samples."""
        self.changes[source, name] += 1
        if len(self.samples) < SAMPLES and self.changes[source, name] <= max(1, SAMPLES // 4):
            old, new = _text(before), _text(after)
            # Long texts are shown from shortly before the first difference.
            start = max(0, _first_difference(old, new) - SAMPLE_LENGTH // 4)
            self.samples.append(Sample(source, url, name, _cut(old, start), _cut(new, start)))


def reprocess(
    archive: Archive,
    bench: Bench,
    workers: int,
    page_seconds: float,
    report: Callable[[str, int], None],
    *,
    accept: bool,
) -> Report:
    """Read every archived page again and compare with what stands in the archive.

    Args:
        archive: open for writing.
        bench: what the workers work with.
        workers: number of worker processes.
        page_seconds: processor time a page may take.
        report: called with the stage's name and how many it did since the last call.
        accept: write the changes; an article that the current code rejects is kept all the same, and reported.
    """
    found = Report()
    comparison = Comparison(archive, bench.agencies())
    with Workers(workers, Worker.start, (bench,)) as pool:
        finished = pool.map(extract_page, _pages(archive), page_seconds)
        for batch in batched(finished, BATCH):
            new = [(one.task, one.result) for one in batch if not isinstance(one.result, Failure)]
            found.failed += [
                f"{one.task.url}: {one.result.detail or one.result.kind}"
                for one in batch
                if isinstance(one.result, Failure)
            ]
            changed = [extracted for page, extracted in new if compare(archive, page, extracted, found)]
            found.pages += len(new)
            if accept and changed:
                found.accepted += _accept(archive, comparison, changed)
            report("reprocess", len(batch))
    return found


def _pages(archive: Archive) -> Iterator[Page]:
    seq, last = 0, archive.cursor(articles.EXTRACTED)
    while batch := [page for page in pages.after(archive, seq, BATCH) if page.seq <= last]:
        yield from batch
        seq = batch[-1].seq


def compare(archive: Archive, page: Page, extracted: Extracted, report: Report) -> bool:
    """Note how a page's new outcome differs from the one in the archive; say whether it can be written."""
    old, new = articles.of_page(archive, page.seq), extracted.result
    if old is None:
        row = archive.connection.execute("SELECT reason FROM rejections WHERE page = ?", (page.seq,)).fetchone()
        if isinstance(new, Article) and row:
            report.add(page.source, page.url, "gained", row["reason"], new.title)
            return True
        return False
    if isinstance(new, Rejection):
        report.add(page.source, page.url, "lost", old.title, new.reason.value)
        return False
    differs = [name for name in FIELDS if _value(old, name) != _value(new, name)]
    for name in differs:
        report.add(page.source, page.url, name, _value(old, name), _value(new, name))
    return bool(differs)


def _value(article: Article, name: str) -> object:
    value = getattr(article, name)
    return value.isoformat() if name in {"published", "modified"} and value else value


def _accept(archive: Archive, comparison: Comparison, changed: Sequence[Extracted]) -> int:
    written = articles.rewrite(archive, changed)
    comparison.run(sorted(written, key=lambda article: article.seq), again=True)
    documents.forget(archive, [article.id for article in written])
    return len(written)


def _text(value: object) -> str:
    return " ".join(str(value if value is not None else "-").split())


def _first_difference(a: str, b: str) -> int:
    return next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _cut(text: str, start: int) -> str:
    end = start + SAMPLE_LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
