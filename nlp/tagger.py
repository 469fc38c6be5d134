"""From an article to a document: its topics, organisations and events, each with its evidence."""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from nlp.strands import strands, woven
from pipelines.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language

    from pipelines.records import Article

# Articles that go through spaCy together.
_BATCH = 256
_PACKAGES = ("nlp", "pipelines/text", "pipelines/dates")
_OVERLAYS = ("register", "topics", "events")
_SUFFIXES = frozenset({".py", ".yaml", ".tsv", ".txt", ".json", ".onnx"})


class Tagger:
    """Tags articles in the languages it was loaded for; others pass through without tags."""

    def __init__(self, pipelines: Mapping[str, Language], version: str) -> None:
        self._pipelines = pipelines
        self.version = version

    @classmethod
    def load(
        cls, overlay: Path | None = None, languages: Iterable[str] = ("tr", "fa", "en"), *, entities: bool = False
    ) -> Self:
        """Load rules and register, and those that the desk added in the folders of ``overlay``.

        With ``entities`` organisations outside the register are found, too, by a network.

        Raises:
            DataError: A file of the register, a topic or an event type breaks its form.
        """
        from nlp.pipeline import pipeline  # noqa: PLC0415 - spaCy takes a second to import, and not every command tags

        rules = tagger_version(overlay)
        with _kept():
            pipelines = {language: pipeline(language, overlay, rules, entities=entities) for language in languages}
        return cls(pipelines, tagger_version(overlay, entities=True) if entities else rules)

    def tag(self, article: Article) -> Document:
        """Tag one article."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Tag articles in batches; the documents come in the order of the articles."""
        waiting = iter(articles)
        while batch := list(islice(waiting, _BATCH)):
            yield from self._tag_batch(batch)

    def _tag_batch(self, batch: Sequence[Article]) -> Iterator[Document]:
        tagged: dict[int, Document] = {}
        for language in self._pipelines:
            places = [place for place, article in enumerate(batch) if article.language == language]
            documents = self._tag_language(language, [batch[place] for place in places])
            tagged.update(zip(places, documents, strict=True))
        for place, article in enumerate(batch):
            document = tagged.get(place) or Document(article=article, tagger=self.version)
            yield woven(document, self._strands(article)) if place in tagged else document

    def _strands(self, article: Article) -> Iterator[Document]:
        """Tag the sentences of an article that are in another language than its own."""
        for language, strand in strands(article).items():
            if language in self._pipelines:
                yield from self._tag_language(language, [strand])

    def _tag_language(self, language: str, articles: Sequence[Article]) -> list[Document]:
        from nlp.pipeline import read_tersely, reading  # noqa: PLC0415 - the same; it is loaded by now

        nlp = self._pipelines[language]
        documents = nlp.pipe(read_tersely(nlp, article) for article in articles)
        return [
            Document(
                article=article,
                topics=found.topics,
                organisations=found.organisations,
                events=found.events,
                tagger=self.version,
            )
            for article, found in zip(articles, map(reading, documents), strict=True)
        ]


@contextmanager
def _kept() -> Iterator[None]:
    """Load what stays for the life of a process: it is looked through for garbage once, and then no more.

    It is half a million objects; to look through them time and again took a tenth of the time of tagging.
    """
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def tagger_version(overlay: Path | None = None, *, entities: bool = False) -> str:
    """Give a digest of all code and data that decides on tags; it changes when any file of them does.

    With ``entities`` it says behind a plus that the network looked, too.
    """
    root = Path(__file__).parents[1]
    total = hashlib.sha256()
    folders = [root / package for package in _PACKAGES]
    folders += [overlay / name for name in _OVERLAYS] if overlay else []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES:
                total.update(path.relative_to(folder).as_posix().encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    rules = total.hexdigest()[:16]
    return f"{rules}+ner" if entities else rules
