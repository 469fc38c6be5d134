"""What happens to one page and to a few articles inside a worker process."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.archive.articles import Extracted
from pipelines.archive.warc import read_body
from pipelines.errors import DataError
from pipelines.records import Article, Page, Reason, Rejection, Source, SourceKind
from pipelines.wellformed import loads
from rasad.children import die_with_parent
from rasad.jsonl import EXTERNAL, read_article

if TYPE_CHECKING:
    from nlp.tagger import Tagger
    from pipelines.records import Document
    from pipelines.stories import Traits

# The media type under which a line of `import-jsonl` is archived as if it had been fetched.
JSON_ARTICLE = "application/x-rasad-article+json"

# Top-level domains that tell where an unknown publisher is.
COUNTRIES = {"tr": "Europe/Istanbul", "ir": "Asia/Tehran"}


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker works with: the sources by id, the WARC folder and the desk's own data files.

    With ``entities`` its tagger also looks for organisations outside the register.
    """

    sources: Mapping[str, Source]
    warc: Path
    overlay: Path
    entities: bool = False

    def agencies(self) -> frozenset[str]:
        """Give the ids of the sources that are news agencies."""
        return frozenset(source.id for source in self.sources.values() if source.kind is SourceKind.AGENCY)


class Worker:
    """The state of one worker process; its tagger is loaded with the first article."""

    bench: Bench
    _tagger: Tagger | None = None

    @classmethod
    def start(cls, bench: Bench) -> None:
        """Set the process up; called once in each, before any page's time begins to count."""
        die_with_parent()
        cls.bench = bench
        from nlp.language import identify  # noqa: PLC0415 -- loads a model
        from pipelines.extract import extract  # noqa: F401, PLC0415 -- loads its parsers

        identify("Rasad", "Rasad")
        # Parsing makes objects by the hundred thousand; collecting at the usual pace costs a tenth of the time.
        gc.set_threshold(50_000, 20, 50)

    @classmethod
    def tagger(cls) -> Tagger:
        """Give the tagger, loading it at first use."""
        if cls._tagger is None:
            from nlp.tagger import Tagger  # noqa: PLC0415 -- spaCy takes a second and only tagging needs it

            cls._tagger = Tagger.load(cls.bench.overlay, entities=cls.bench.entities)
        return cls._tagger


def extract_page(page: Page) -> Extracted:
    """Turn an archived page into an article in a language the desk reads, or a rejection."""
    bench = Worker.bench
    source = bench.sources.get(page.source) or external(page.source, page.fetched_url)
    body = read_body(bench.warc, page.body) if page.body else None
    result = _read(page, body, source)
    if isinstance(result, Rejection):
        return Extracted(page=page.seq, result=replace(result, at=page.fetched_at))
    return accept(page, result, source)


def _read(page: Page, body: bytes | None, source: Source) -> Article | Rejection:
    if body is not None and any(value == JSON_ARTICLE for name, value in page.headers if name == "Content-Type"):
        return _imported(page, body, source)
    from pipelines.extract import extract  # noqa: PLC0415 -- its parsers take a second that tagging alone can save

    return extract(page, body, source)


def _imported(page: Page, body: bytes, source: Source) -> Article | Rejection:
    try:
        article = read_article(
            loads(body.decode("utf-8", "replace")), country=source.country, zone=source.zone, source=page.source
        )
    except (DataError, ValueError) as error:
        return reject(page, Reason.BROKEN, str(error))
    return replace(article, source=page.source, fetched_at=page.fetched_at)


def accept(page: Page, article: Article, source: Source) -> Extracted:
    """Find the language of an article and its signature; refuse languages that nobody at the desk reads."""
    from nlp.language import ACCEPTED, identify  # noqa: PLC0415 -- loads a model
    from pipelines.dedupe import signature  # noqa: PLC0415 -- loads numpy

    given = article.language if article.extractor == "import" else ""
    hint = source.languages[0] if source.languages else None
    text = f"{article.lead}\n{article.text}".strip()
    language = given or identify(article.title, text, hint=hint)
    if language not in ACCEPTED:
        return Extracted(page=page.seq, result=reject(page, Reason.LANGUAGE, language))
    article = replace(article, language=language, fetched_at=page.fetched_at)
    return Extracted(page=page.seq, result=article, signature=signature(article.title, text, language))


def reject(page: Page, reason: Reason, detail: str) -> Rejection:
    """Give the rejection of a page."""
    return Rejection(
        page=page.seq, url=page.fetched_url, source=page.source, reason=reason, detail=detail, at=page.fetched_at
    )


def tag_articles(articles: tuple[Article, ...]) -> tuple[Document, ...]:
    """Tag a few articles at once."""
    return tuple(Worker.tagger().pipe(articles))


def tag_and_recognise(articles: tuple[Article, ...]) -> tuple[tuple[Document, Traits], ...]:
    """Tag a few articles at once and give what each is recognised by among other reports of the same happening."""
    from pipelines.stories import traits_of  # noqa: PLC0415 -- loads numpy

    return tuple((document, traits_of(document)) for document in tag_articles(articles))


def external(id: str, url: str) -> Source:  # noqa: A002 -- the record's own name for it
    """Make the source of a page that no source file knows; its country follows from the top-level domain."""
    from pipelines.urls import host  # noqa: PLC0415 -- only pages of unknown publishers need it

    country = host(url).rpartition(".")[2]
    return Source(
        id=id or EXTERNAL,
        title=id or EXTERNAL,
        home=url,
        country=country if country in COUNTRIES else "",
        languages=(),
        kind=SourceKind.EXTERNAL,
        zone=COUNTRIES.get(country, "UTC"),
    )
