"""Finding what was not typed: similar articles, titles as one types, words as they are spelt in the index."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from pipelines.text import LANGUAGES, keys
from search.analysis import exact_forms, searchable, stem_forms
from search.clauses import Every, OneOf, Term, some
from search.finding import hits_of
from search.index import Hit, Request, Result, Sort
from search.nodes import And, Or, Phrase, Prefix, Query, TextField, Words, conjoin, disjoin

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engine import View
    from search.index import Index

# Words by which an article is compared with others; more of them bring no other neighbours.
_WORDS = 25
_TITLE_WEIGHT = 3
# Differences that a misspelt word may have, by its length.
_SHORT, _ONE_DIFFERENCE, _TWO_DIFFERENCES = 4, 1, 2


def similar(view: View, id: str, size: int) -> tuple[Hit, ...]:  # noqa: A002 - the record's own name
    """Give other articles that share the rarest words of one, of other stories as well as of its own."""
    itself = view.walk(OneOf("id", (id,)), Sort.NEWEST, None, 1).places
    if not itself:
        return ()
    document = next(iter(view.read(itself)), None)
    if document is None:
        return ()
    article = document.article
    language = article.language if article.language in LANGUAGES else "en"
    counts = Counter(keys(f"{article.lead}\n{article.text}", language)[1])
    for word in keys(article.title, language)[1]:
        counts[word] += _TITLE_WEIGHT
    words = _telling(view, counts)
    if not words:
        return ()
    clause = Every(scored=(some([Term("stem", word) for word in words]),), without=(OneOf("id", (id,)),))
    return hits_of(view, view.walk(clause, Sort.RELEVANCE, None, size).places)


def _telling(view: View, counts: Counter[str]) -> list[str]:
    """Give the words that tell an article from others, by frequency and rarity (TF-IDF), the best first."""
    total = view.count(Every())
    # The rarity of a word is asked of the engine; of the many that occur once, the longer ones tell more.
    candidates = sorted(counts, key=lambda word: (-counts[word], -len(word), word))[: _WORDS * 8]
    shared = {word: count for word, count in view.frequencies("stem", candidates).items() if count > 1}
    worth = {word: counts[word] * log(1 + total / count) for word, count in shared.items()}
    return sorted(worth, key=lambda word: (-worth[word], word))[:_WORDS]


def complete(search: Callable[[Request], Result], text: str, size: int) -> tuple[str, ...]:
    """Give the newest titles that hold the words typed so far, the last of them perhaps unfinished."""
    words = [word for word in text.split() if searchable(word)]
    if not words:
        return ()
    begun: Query = Prefix(words[-1], TextField.TITLE)
    if not text[-1:].isspace():
        begun = disjoin([begun, Words((words[-1],), TextField.TITLE)])
    whole = [Words(tuple(words[:-1]), TextField.TITLE)] if words[:-1] else []
    found = search(
        Request(query=conjoin([*whole, begun]), sort=Sort.NEWEST, size=size * 3, stories=True, highlight=False)
    )
    titles = dict.fromkeys(hit.document.article.title for hit in found.hits)
    return tuple(titles)[:size]


def spellings(view: View, word: str, size: int) -> tuple[str, ...]:
    """Give words of the index that differ from one by a letter or two, the likeliest first."""
    found: dict[str, tuple[int, int]] = {}
    for forms in exact_forms(word):
        if len(forms) == 1 and len(forms[0]) >= _SHORT:
            token = forms[0]
            allowed = _ONE_DIFFERENCE if len(token) <= _SHORT + 1 else _TWO_DIFFERENCES
            for other, count in view.resembling(token):
                distance = DamerauLevenshtein.distance(token, other, score_cutoff=allowed)
                if 0 < distance <= allowed:
                    found[other] = min(found.get(other, (distance, -count)), (distance, -count))
    return tuple(sorted(found, key=lambda other: (found[other], other))[:size])


def correct(index: Index, query: Query) -> Query | None:
    """Give the query with each word that the index does not hold put as it is spelt there; nothing if none is."""
    corrected = _corrected(index, query)
    return corrected if corrected != query else None


def _corrected(index: Index, query: Query) -> Query:
    if isinstance(query, And):
        return conjoin([_corrected(index, part) for part in query.parts])
    if isinstance(query, Or):
        return disjoin([_corrected(index, part) for part in query.parts])
    if isinstance(query, Words):
        return Words(tuple(_spelt(index, word) for word in query.words), query.field, query.organisations)
    if isinstance(query, Phrase):
        return Phrase(" ".join(_spelt(index, word) for word in query.text.split()), query.slop, query.field)
    return query


def _spelt(index: Index, word: str) -> str:
    if not stem_forms(word) or index.count(Words((word,))):
        return word
    return next(iter(index.spellings(word, 1)), word)
