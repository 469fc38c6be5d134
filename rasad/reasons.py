"""Why a search found an article, in plain words: what of the query stands where, how much it counts, and its age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from math import exp2
from typing import TYPE_CHECKING

from search.analysis import absorbs
from search.index import Request
from search.nodes import And, Everything, Keyword, KeywordField, Not, Or, Phrase, Query, Words, conjoin
from search.printer import to_text
from search.schema import HALF_LIFE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from pipelines.records import Article
    from rasad.texts import Texts
    from search.index import Hit, Index

# Parts of a query that are looked at; each costs a small search of its own.
MOST_PARTS = 16
# Forms of one word that are named.
MOST_FORMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A part of a query that holds for an article, as it is ``asked`` in the query language.

    ``title`` and ``text`` are the forms that stand there (of the text, in its best passage); ``share`` is how much of
    the article's relevance comes from it, from 0 to 1, and 0 for what only filters.
    """

    asked: str
    title: tuple[str, ...]
    text: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an article was found; ``freshness`` is its weight by age beside that of an article of this moment."""

    matches: tuple[Match, ...]
    freshness: float


def reasons(index: Index, query: Query, hit: Hit, now: datetime) -> Reasons:
    """Ask the index for each part of a query whether and where it holds for a hit, and what it adds to its score.

    Args:
        index: where the hit was found.
        query: what found it.
        hit: the article.
        now: the present time, against which its age is told.
    """
    itself = Keyword(KeywordField.ID, (hit.id,))
    found: list[tuple[Query, Hit]] = []
    for part in islice(_parts(query, lambda part: bool(index.count(conjoin([part, itself])))), MOST_PARTS):
        alone = index.search(Request(query=conjoin([part, itself]), size=1)).hits
        found.extend((part, one) for one in alone)
    # Other parts say yes or no to an article and leave the order alone.
    scores = [one.score if isinstance(part, Words | Phrase) else 0.0 for part, one in found]
    whole = sum(scores) or 1.0
    return Reasons(
        tuple(_match(part, one, score / whole) for (part, one), score in zip(found, scores, strict=True)),
        _freshness(hit.document.article, now),
    )


def _parts(query: Query, holds: Callable[[Query], bool]) -> Iterator[Query]:
    """Give the parts of a query that can hold by themselves, word by word; what must not hold is no reason.

    Of alternatives only those count that hold as a whole.
    """
    if isinstance(query, And | Or):
        for part in query.parts:
            if isinstance(query, And) or holds(part):
                yield from _parts(part, holds)
    elif isinstance(query, Words) and not query.organisations:
        yield from (Words(run, query.field) for run in _runs(query.words))
    elif not isinstance(query, Not | Everything):
        yield query


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Give words one by one, but a Persian suffix that is written apart together with the word before it."""
    run: tuple[str, ...] = ()
    for word in words:
        if run and not absorbs(run[-1], word):
            yield run
            run = ()
        run = (*run, word)
    if run:
        yield run


def _match(part: Query, hit: Hit, share: float) -> Match:
    return Match(
        asked=to_text(part),
        title=_forms(hit.document.article.title, hit.title),
        text=_forms(hit.snippet.text, hit.snippet.spans),
        share=share,
    )


def _forms(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))[:MOST_FORMS]


def _freshness(article: Article, now: datetime) -> float:
    """Give the weight by age as the index reckons it: an undated article counts as one half-life older."""
    undated = timedelta(seconds=HALF_LIFE)
    at = article.published.instant if article.published else article.fetched_at - undated
    return min(1.0, exp2((at - now).total_seconds() / HALF_LIFE))


def told(found: Reasons, words: Texts) -> Iterator[str]:
    """Say the reasons in an interface language, one sentence for each."""
    comma = "، " if words.rtl else ", "
    for match in found.matches:
        places = comma.join(
            words(f"hit_{place}").format(forms=comma.join(forms))
            for place, forms in (("title", match.title), ("text", match.text))
            if forms
        )
        said = f"{match.asked}: {places or words('hit_holds')}"
        yield said + (f" ({words('hit_share', share=round(match.share * 100))})" if match.share else "")
    yield words("hit_freshness", share=round(found.freshness * 100))
