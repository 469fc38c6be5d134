"""An article with the evidence of every tag marked in its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from pipelines.archive import articles, copies, documents, funnels, stories
from pipelines.records import Field
from rasad.chains import said
from rasad.texts import direction
from rasad.web.addresses import visitable
from rasad.web.cards import Card, Link, card
from rasad.web.evidence import Group, marks, tags_of
from rasad.web.marking import Piece, paragraphs, pieces
from rasad.web.misses import Miss, misses_of
from rasad.web.page import ReaderOf, render
from rasad.web.revisions import Revision, revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.archive.copies import Chain
    from pipelines.archive.store import Archive
    from pipelines.records import Article, Document
    from rasad.explaining import Explanation
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)

SIMILAR = 5
REPORTS = 8
# Reports of a story that are looked at; copies are passed over.
LOOKED_AT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article as the screen shows it.

    ``carried`` are its copies, an agency's first; ``reports`` are other articles of its story, under the ``story``'s
    best title.
    """

    card: Card
    byline: str
    lead: tuple[Piece, ...]
    body: tuple[tuple[Piece, ...], ...]
    title: tuple[Piece, ...]
    groups: tuple[Group, ...]
    original: str
    carried: tuple[Link, ...]
    carried_label: str
    story: str
    reports: tuple[Card, ...]
    similar: tuple[Card, ...]
    facts: tuple[tuple[str, str, str], ...]
    canonical: str
    data: Link
    revisions: tuple[Revision, ...]
    misses: tuple[Miss, ...]


@router.get("/article/{id}", response_class=HTMLResponse)
def article(request: Request, reader: ReaderOf, id: str) -> HTMLResponse:  # noqa: A002 -- the record's own name
    """Show an article with its tags and their evidence.

    Raises:
        HTTPException: 404, there is no such article.
    """
    with reader.desk.archive() as archive:
        document = documents.get(archive, id)
        if document is None:
            raise HTTPException(404)
        shown = _shown(reader, archive, document)
    return render(request, reader, "article.html", article=shown, direction=direction(document.article.language))


def _shown(reader: Reader, archive: Archive, document: Document) -> Shown:
    told = document.article
    groups = tags_of(reader, document)
    history, explanation = articles.revisions(archive, told.id), reader.desk.explain(document)
    chain = copies.chain(archive, document.original, reader.desk.setup.agencies)
    story = _story(archive, document, chain)
    known = {document.article.id, *(id_ for id_, _ in chain.copies), *(one.article.id for one in story)}
    return Shown(
        card=card(reader, document),
        byline=reader.comma.join(told.authors),
        title=pieces(told.title, marks(groups, Field.TITLE)),
        lead=pieces(told.lead, marks(groups, Field.LEAD)),
        body=paragraphs(told.text, marks(groups, Field.TEXT)),
        groups=groups,
        original=visitable(told.fetched_url),
        carried=_carried(reader, document, chain) if len(chain.copies) > 1 else (),
        carried_label=_label(reader, document, chain),
        story=stories.title_of([one.article for one in (document, *story)], reader.desk.setup.agencies),
        reports=tuple(card(reader, other) for other in story[:REPORTS]),
        similar=tuple(card(reader, hit.document) for hit in reader.desk.similar(document, SIMILAR, known)),
        facts=(*_facts(reader, told, len(history)), *_made(reader, archive, explanation)),
        canonical=visitable(told.url),
        data=Link(told.id, f"/api/v1/articles/{told.id}"),
        revisions=revisions(reader, history),
        misses=misses_of(reader, explanation),
    )


def _story(archive: Archive, document: Document, chain: Chain) -> list[Document]:
    """Give the other reports of an article's story, copies left out, by date."""
    known = {document.article.id, *(id_ for id_, _ in chain.copies)}
    ids = [article.id for article in stories.told(archive, document.story) if article.id not in known]
    found = (documents.get(archive, id_) for id_ in ids[:LOOKED_AT])
    return [one for one in found if one is not None and one.duplicate_of is None]


def _carried(reader: Reader, document: Document, chain: Chain) -> tuple[Link, ...]:
    return tuple(
        Link(
            reader.desk.labels.source(source),
            "" if id_ == document.article.id else reader.link(f"article/{id_}"),
            "original" if id_ == document.original else "",
        )
        for id_, source in chain.copies
    )


def _label(reader: Reader, document: Document, chain: Chain) -> str:
    own = document.article.source
    agency = chain.agency if chain.agency not in {None, own} else ""
    others = [reader.desk.labels.source(source) for source in chain.sources if source not in {own, chain.agency}]
    return said(reader.words, reader.desk.labels.source(agency or ""), others, most=1)


def _facts(reader: Reader, told: Article, revisions_: int) -> list[tuple[str, str, str]]:
    """Give what is known of the page: the name of each fact, its value in words, and as it was found."""
    published = told.published
    facts = [
        ("fact_published_from", reader.named("origin", published.origin), published.raw) if published else ("", "", ""),
        ("fact_modified", reader.when(told.modified), ""),
        ("fact_conflict", "", reader.comma.join(told.conflict)),
        ("fact_image", told.caption or "", told.image or ""),
        ("fact_fetched", reader.instant(told.fetched_at), ""),
        ("fact_section", told.section or "", ""),
        ("fact_keywords", reader.comma.join(told.keywords), ""),
        ("fact_extractor", "", told.extractor),
        ("fact_revisions", reader.number(revisions_), ""),
    ]
    return [(reader.words(key), value, raw) for key, value, raw in facts if value or raw]


def _made(reader: Reader, archive: Archive, explanation: Explanation) -> Iterator[tuple[str, str, str]]:
    """Say which run fetched each revision, which version of the rules made the tags, and whether it is the one now."""
    runs = funnels.runs_of_article(archive, explanation.document.article.id)
    yield reader.words("fact_run"), reader.comma.join(map(reader.number, runs)), ""
    state = "tagger_current" if explanation.is_current else "tagger_outdated"
    yield reader.words("fact_tagger"), reader.words(state), explanation.document.tagger
