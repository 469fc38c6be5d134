"""The stages from archived page to document; each pulls what it has not done and commits its results in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.archive import articles, documents, pages, stories
from pipelines.archive.articles import EXTRACTED, Extracted
from pipelines.archive.copies import COMPARED, Comparison
from pipelines.archive.documents import TAGGED, Tags
from pipelines.archive.store import Archive
from pipelines.archive.stories import Grouping
from pipelines.records import Document, Reason, Rejection
from pipelines.stories import UNKNOWN, Traits
from rasad.stages import Worker, extract_page, reject, tag_and_recognise
from rasad.workers import Failure, Workers, batched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.records import Article, Page
    from rasad.stages import Bench
    from rasad.workers import Finished

# How the tagger of a document begins that could not be tagged; `rasad retag` tries it again.
FAILED = "failed: "
# Results per transaction: small enough that a kill repeats little, large enough that fsync does not count.
BATCH = 100
# Articles per tagging task; spaCy is quicker on a few at once.
TOGETHER = 8
# A tagging task may take a page's time for each of its articles, and loads the models at first.
LOADING_SECONDS = 60.0


@dataclass(slots=True)
class Tally:
    """What processing did, counted."""

    pages: int = 0
    added: int = 0
    unchanged: int = 0
    tagged: int = 0
    untagged: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Job:
    """What the stages of one processing run share; ``report`` is called with a stage's name and how many it did."""

    archive: Archive
    pool: Workers
    page_seconds: float
    report: Callable[[str, int], None]
    tally: Tally = field(default_factory=Tally)


def process(
    archive: Archive,
    bench: Bench,
    workers: int,
    page_seconds: float,
    report: Callable[[str, int], None],
    follow: Callable[[], None] = lambda: None,
) -> Tally:
    """Extract, compare, tag and group everything in the archive that is not done yet.

    The workers extract and tag; this process compares, groups and follows with the index in the meantime.

    Args:
        archive: open for writing.
        bench: what the workers work with.
        workers: number of worker processes.
        page_seconds: processor time that one page may take before it is rejected as ``timeout``.
        report: called with the stage's name and how many it did since the last call.
        follow: called when more articles are tagged; must not raise.
    """
    if not waits(archive):
        return Tally()
    agencies = bench.agencies()
    comparison, grouping = Comparison(archive, agencies), Grouping(archive, agencies)
    stories.catch_up(archive, grouping, BATCH)
    with Workers(workers, Worker.start, (bench,)) as pool:
        job = Job(archive, pool, page_seconds, report)
        for _ in extract(job):
            compare(job, comparison)
        compare(job, comparison)
        for _ in tag(job, grouping):
            follow()
    return job.tally


def waits(archive: Archive) -> bool:
    """Say whether anything in the archive is not processed yet."""
    return bool(
        pages.after(archive, archive.cursor(EXTRACTED), 1)
        or articles.after(archive, archive.cursor(COMPARED), 1)
        or articles.after(archive, archive.cursor(TAGGED), 1)
        or (documents.last_change(archive) and not archive.cursor(stories.CAUGHT_UP))
    )


def extract(job: Job) -> Iterator[int]:
    """Turn pages into articles and rejections; gives how many after each transaction."""
    finished = job.pool.map(extract_page, _pages(job.archive), job.page_seconds)
    for batch in batched(finished, BATCH):
        outcomes = [_outcome(done) for done in batch]
        added = articles.commit(job.archive, outcomes)
        refused = [o.result.reason.value for o in outcomes if isinstance(o.result, Rejection)]
        job.tally.rejected.update(refused)
        job.tally.pages += len(outcomes)
        job.tally.added += len(added)
        job.tally.unchanged += len(outcomes) - len(refused) - len(added)
        job.report("extract", len(outcomes))
        yield len(outcomes)


def _pages(archive: Archive) -> Iterator[Page]:
    seq = archive.cursor(EXTRACTED)
    while batch := pages.after(archive, seq, BATCH):
        yield from batch
        seq = batch[-1].seq


def _outcome(done: Finished[Page, Extracted]) -> Extracted:
    if isinstance(done.result, Failure):
        rejection = reject(done.task, Reason(done.result.kind), done.result.detail)
        return Extracted(page=done.task.seq, result=rejection)
    return done.result


def compare(job: Job, comparison: Comparison) -> None:
    """Find which articles are copies of which, as far as they are extracted."""
    while batch := articles.after(job.archive, job.archive.cursor(COMPARED), BATCH):
        comparison.run(batch)
        job.report("compare", len(batch))


def tag(job: Job, grouping: Grouping) -> Iterator[int]:
    """Tag articles and find their stories; one that the tagger cannot take stays searchable.

    Gives how many after each transaction.
    """
    groups = batched(_articles(job.archive), TOGETHER)
    finished = job.pool.map(tag_and_recognise, groups, LOADING_SECONDS + TOGETHER * job.page_seconds)
    for batch in batched(finished, max(1, BATCH // TOGETHER)):
        made = [one for done in batch for one in _tagged(done, job.pool, job.page_seconds)]
        grouping.commit(made, upto=made[-1][0].article.seq)
        job.tally.untagged.update(document.tagger for document, _ in made if document.tagger.startswith(FAILED))
        job.tally.tagged += len(made)
        job.report("tag", len(made))
        yield len(made)


def _articles(archive: Archive) -> Iterator[Article]:
    seq = archive.cursor(TAGGED)
    while batch := articles.after(archive, seq, BATCH):
        yield from batch
        seq = batch[-1].seq


def _tagged(
    done: Finished[tuple[Article, ...], tuple[tuple[Document, Traits], ...]], pool: Workers, page_seconds: float
) -> Iterator[tuple[Document, Traits]]:
    if not isinstance(done.result, Failure):
        yield from done.result
        return
    # Somebody in this group is poison; alone, everybody else is tagged.
    for single in pool.map(tag_and_recognise, [(article,) for article in done.task], LOADING_SECONDS + page_seconds):
        if isinstance(single.result, Failure):
            tagger = f"{FAILED}{single.result.kind}: {single.result.detail}"
            yield Document(article=single.task[0], tagger=tagger), UNKNOWN
        else:
            yield from single.result


def retag(
    archive: Archive, bench: Bench, workers: int, version: str, report: Callable[[str, int], None]
) -> tuple[int, int]:
    """Tag again what another version of the tagger made.

    Returns how many articles were tagged again, and how many of them came out differently.
    """
    count = changed = 0
    grouping = Grouping(archive, bench.agencies())
    with Workers(workers, Worker.start, (bench,)) as pool:
        old = _outdated(archive, version)
        for group in batched(old, BATCH):
            before = {document.article.id: document for document in group}
            tasks = batched((document.article for document in group), TOGETHER)
            done = list(pool.map(tag_and_recognise, tasks, LOADING_SECONDS))
            made = [pair for one in done for pair in _tagged(one, pool, LOADING_SECONDS)]
            grouping.commit(made, upto=None)
            count += len(made)
            changed += sum(_tags(document) != _tags(before[document.article.id]) for document, _ in made)
            report("tag", len(made))
    return count, changed


def _outdated(archive: Archive, version: str) -> Iterator[Document]:
    id_ = ""
    while batch := documents.outdated(archive, version, id_, BATCH):
        yield from batch
        id_ = batch[-1].article.id


def _tags(document: Document) -> Tags:
    return Tags(topics=document.topics, organisations=document.organisations, events=document.events)
