"""Names that articles hold and the register does not: what a desk may want to add to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.text import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nlp.organisations.register import Register
    from pipelines.records import Article, Document, Organisation, Span

_CONTEXTS = 3
# Characters shown on either side of a name.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Context:
    """Where a candidate stands: the article's id, source and title, and the words around the name."""

    article: str
    source: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name outside the register, as it is written most often, with counts and the first contexts.

    ``score`` is the greatest certainty (0 to 1) of any mention; ``parents`` are registered bodies within the name.
    """

    name: str
    language: str
    mentions: int
    articles: int
    sources: int
    score: float
    parents: tuple[str, ...]
    contexts: tuple[Context, ...]


@dataclass(slots=True)
class _Tally:
    language: str
    names: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    articles: int = 0
    sources: set[str] = field(default_factory=set)
    score: float = 0.0
    parents: Counter[str] = field(default_factory=Counter)
    contexts: list[Context] = field(default_factory=list)

    def add(self, article: Article, organisation: Organisation) -> None:
        """Count the mentions of a name in one article."""
        self.names[organisation.name] += len(organisation.mentions)
        self.mentions += len(organisation.mentions)
        self.articles += 1
        self.sources.add(article.source)
        self.score = max(self.score, organisation.score)
        if organisation.parent:
            self.parents[organisation.parent] += 1
        if len(self.contexts) < _CONTEXTS:
            words = _around(article, organisation.mentions[0])
            self.contexts.append(Context(article.id, article.source, article.title, words))

    def candidate(self) -> Candidate:
        """Give what was counted; of the most frequent spellings the shortest is the least inflected."""
        name = min(self.names, key=lambda name: (-self.names[name], len(name), name))
        return Candidate(
            name=name,
            language=self.language,
            mentions=self.mentions,
            articles=self.articles,
            sources=len(self.sources),
            score=self.score,
            parents=tuple(parent for parent, _ in self.parents.most_common()),
            contexts=tuple(self.contexts),
        )


def candidates(documents: Iterable[Document], register: Register, least: int = 1) -> list[Candidate]:
    """Count the names outside the register, the one in the most sources and articles first.

    Copies of an article count once, and a name that the register knows by now does not count.

    Args:
        documents: tagged articles; organisations without an id are what is counted.
        register: the register as it is now.
        least: number of articles that a name must stand in.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for document in documents:
        if document.duplicate_of is None:
            _count(document, tallies)
    found = [tally.candidate() for tally in tallies.values() if tally.articles >= least]
    new = [candidate for candidate in found if not register.resolve(candidate.name)]
    return sorted(new, key=lambda one: (-one.sources, -one.articles, -one.mentions, -one.score, one.name))


def _count(document: Document, tallies: dict[tuple[str, str], _Tally]) -> None:
    language = document.article.language
    for organisation in document.organisations:
        if organisation.id is None and organisation.mentions:
            key = (language, stem(organisation.name, language) or organisation.name)
            tallies.setdefault(key, _Tally(language)).add(document.article, organisation)


def _around(article: Article, span: Span) -> str:
    """Give the name with some words before and after it, on one line."""
    text: str = getattr(article, span.field.value)
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    cut = text[start:end]
    if start:
        cut = cut.partition(" ")[2] or cut
    if end < len(text):
        cut = cut.rpartition(" ")[0] or cut
    before, after = "…" * bool(start), "…" * (end < len(text))
    return before + " ".join(cut.split()) + after
