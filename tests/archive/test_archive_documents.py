"""Consumers see every change of a document once, in the order of the ingest sequence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pipelines.archive import articles, documents
from pipelines.archive.articles import EXTRACTED, Extracted
from pipelines.archive.documents import TAGGED
from pipelines.archive.store import Archive
from pipelines.records import Article, Document, Event, Field, Organisation, Page, Party, Span, Topic

from .conftest import NOON, MakeArticle

SPAN = Span(field=Field.TITLE, start=0, end=6)
TOPIC = Topic(id="startups", score=120, evidence=(SPAN,), rule="1")
ORGANISATION = Organisation(id="tr/tubitak", name="TÜBİTAK", kind="agency", country="tr", mentions=(SPAN,), rule="1")
EVENT = Event(
    type="agreement",
    stage="signed",
    negated=False,
    interaction=True,
    parties=(Party(organisation="ir/eastp", country="ir", role="party"),),
    evidence=(SPAN,),
    rule="1",
    amount=2.5,
)


@pytest.fixture
def stored(archive: Archive, add_pages: Callable[[int], list[Page]], article: MakeArticle) -> list[Article]:
    """Give three archived articles."""
    add_pages(3)
    return articles.commit(archive, [Extracted(page=n, result=article(n)) for n in (1, 2, 3)])


def tagged(article: Article, tagger: str = "t1") -> Document:
    """Make a document with one tag of each kind."""
    return Document(article=article, topics=(TOPIC,), organisations=(ORGANISATION,), events=(EVENT,), tagger=tagger)


def test_a_document_reads_back_with_its_tags(archive: Archive, stored: list[Article]) -> None:
    """Tags, evidence and article come back equal, with the sequence number and the story set."""
    documents.commit(archive, [tagged(stored[0])], upto=1)
    found = documents.get(archive, stored[0].id)
    assert found == replace(tagged(stored[0]), seq=1, story=stored[0].id)
    assert documents.get(archive, "nothing") is None
    assert archive.cursor(TAGGED) == 1


def test_changes_come_in_order_and_once(archive: Archive, stored: list[Article]) -> None:
    """A consumer that follows its cursor sees each changed document once, as it is now."""
    documents.commit(archive, [tagged(one) for one in stored], upto=3)
    documents.commit(archive, [tagged(stored[0], "t2")], upto=None)
    changed, upto = documents.changed(archive, 0, 10)
    assert [(one.article.id, one.tagger) for one in changed] == [
        (stored[0].id, "t2"),
        (stored[1].id, "t1"),
        (stored[2].id, "t1"),
    ]
    assert upto == documents.last_change(archive) == 4
    assert documents.changed(archive, upto, 10) == ([], 4)
    assert [one.article.id for one in documents.changed(archive, 3, 10)[0]] == [stored[0].id]


def test_changes_can_be_taken_in_pieces(archive: Archive, stored: list[Article]) -> None:
    """Small pieces lead to the same end."""
    documents.commit(archive, [tagged(one) for one in stored], upto=3)
    seq, seen = 0, []
    while True:
        changed, upto = documents.changed(archive, seq, 1)
        if upto == seq:
            break
        seen += [one.article.id for one in changed]
        seq = upto
    assert seen == [one.id for one in stored]


def test_every_document_comes_by_its_last_change(archive: Archive, stored: list[Article]) -> None:
    """The export's order is that of the ingest sequence."""
    documents.commit(archive, [tagged(one) for one in stored], upto=3)
    documents.commit(archive, [tagged(stored[0])], upto=None)
    assert [one.seq for one in documents.every(archive)] == [2, 3, 4]


def test_an_older_revision_never_replaces_a_newer_document(
    archive: Archive, stored: list[Article], article: MakeArticle, run: int
) -> None:
    """Tagging an old revision late leaves the newer one's document."""
    archive.connection.execute(
        "INSERT INTO pages (run, source, url, fetched_url, fetched_at, status, outcome, headers, digest, found)"
        " VALUES (?, 'haber', 'u', 'u', '2026-11-12T12:00:00+00:00', 200, 'ok', '[]', '', '')",
        (run,),
    )
    page = archive.cursor(EXTRACTED) + 1
    (newer,) = articles.commit(archive, [Extracted(page=page, result=article(1, text="Düzeltilmiş"))])
    documents.commit(archive, [tagged(newer)], upto=newer.seq)
    documents.commit(archive, [tagged(stored[0], "late")], upto=None)
    found = documents.get(archive, newer.id)
    assert found is not None
    assert (found.article.text, found.tagger) == ("Düzeltilmiş", "t1")


def test_between_bounds_by_date(archive: Archive, stored: list[Article]) -> None:
    """The lower bound is inside, the upper one outside."""
    documents.commit(archive, [tagged(one) for one in stored], upto=3)
    noon = int(NOON.timestamp())
    assert len(list(documents.between(archive, noon, noon + 1))) == 3
    assert list(documents.between(archive, noon - 10, noon)) == []
    assert list(documents.between(archive, noon + 1, noon + int(timedelta(days=1).total_seconds()))) == []


def test_outdated_documents_are_those_of_another_tagger(archive: Archive, stored: list[Article]) -> None:
    """A retagging finds what another version made, in pieces, by id."""
    documents.commit(archive, [tagged(stored[0]), tagged(stored[1], "t2"), tagged(stored[2])], upto=3)
    old = sorted([stored[0].id, stored[2].id])
    assert [one.article.id for one in documents.outdated(archive, "t2", "", 10)] == old
    assert [one.article.id for one in documents.outdated(archive, "t2", old[0], 10)] == old[1:]
