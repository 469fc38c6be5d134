"""Looking for organisations outside the register in articles that matter: a pass of its own, after all else is done.

The network costs twenty times what all other tags cost together. So new articles do not wait for it, and only those
with a topic are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive import documents
from pipelines.archive.store import advance
from rasad.process import LOADING_SECONDS, TOGETHER, waits
from rasad.stages import Worker, tag_articles
from rasad.workers import Failure, Workers, batched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipelines.archive.store import Archive
    from pipelines.records import Document
    from rasad.stages import Bench

RECOGNISED = "entities"
"""The cursor on the ingest sequence up to which articles were looked through."""

# Documents per transaction; a kill repeats as many at most.
_BATCH = 64
# Processor time that the network may take for an article; it reads its first 20,000 characters.
_SECONDS = 20.0


def waiting(archive: Archive) -> bool:
    """Say whether anything changed since articles were looked through last, and nothing is left to be tagged first."""
    return documents.last_change(archive) > archive.cursor(RECOGNISED) and not waits(archive)


def recognise(archive: Archive, bench: Bench, workers: int, report: Callable[[str, int], None]) -> tuple[int, int]:
    """Tag articles with a topic again, now with organisations outside the register.

    Args:
        archive: open for writing.
        bench: what the workers work with; its ``entities`` is set.
        workers: number of worker processes.
        report: called with the stage's name and how many it did since the last call.

    Returns:
        How many articles were read, and how many of them name organisations outside the register.
    """
    count = naming = 0
    with Workers(workers, Worker.start, (bench,)) as pool:
        seq = archive.cursor(RECOGNISED)
        # What is written here are changes, too; they are passed over at once, so that nothing waits afterwards.
        while seq < documents.last_change(archive):
            batch, seq = documents.changed(archive, seq, _BATCH)
            made = list(_read([document for document in batch if _matters(document)], pool))
            with archive.transaction() as connection:
                documents.write(connection, made, None)
                advance(connection, RECOGNISED, seq)
            count += len(made)
            naming += sum(any(one.id is None for one in document.organisations) for document in made)
            report("entities", len(made))
    return count, naming


def _matters(document: Document) -> bool:
    return bool(document.topics) and "+" not in document.tagger and not document.duplicate_of


def _read(found: Sequence[Document], pool: Workers) -> Iterator[Document]:
    """Tag documents; one that the network cannot take stays as it is."""
    tasks: Iterable[tuple[Document, ...]] = batched(found, TOGETHER)
    groups = [tuple(document.article for document in task) for task in tasks]
    for done in pool.map(tag_articles, groups, LOADING_SECONDS + TOGETHER * _SECONDS):
        if not isinstance(done.result, Failure):
            yield from done.result
