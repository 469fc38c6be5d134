"""The best articles of a clause by relevance and age, without weighing each one that is found where that can be told.

A score is what the words are worth (BM25) times the weight of the article's age. Articles whose titles hold a word are
few and score highest: where enough of them exceed the most that any other could reach, the others are only counted.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from math import log, log2
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from tantivy import Occur, Query

from search.clauses import Anything, OneOf, Sequence, Some, Term
from search.embedded_query import Translator
from search.plan import alternatives, ceiling, planned, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tantivy import DocAddress, Schema, Searcher, SearchResult

    from search.clauses import Clause
    from search.plan import Words

Hit: TypeAlias = tuple[float, "DocAddress"]
Ranked: TypeAlias = tuple[float, int, "DocAddress"]

# Hits of equal score that are put in order; beyond them equal ones come as they are stored.
_MOST_TIES = 50_000
# Titles are asked first where so many times the wanted hits hold a word: some of them are old, or lack another word.
_PLENTY = 2
# Scores are 32-bit floats, whose sums differ in the seventh digit.
_MARGIN = 1.0001
# Words are rare if they stand for less than this part of what is found.
_FEW = 3
_COUNT = {"count": {"value_count": {"field": "newest"}}}


class Asked:
    """A clause as tantivy is asked for it: each form is made when it is first needed."""

    def __init__(self, clause: Clause, translator: Translator) -> None:
        self.plan = planned(clause)
        self._say = translator.say

    @cached_property
    def counted(self) -> Query:
        """The articles, whatever their score."""
        return self._say(self.plan.counted)

    @cached_property
    def scored(self) -> Query:
        """The articles with their scores."""
        if not self.plan.titles:
            return self.untitled
        # A union is read faster than a condition with an addition; what a lone union lacks no title has.
        alone = isinstance(self.plan.scored, Some | Term | Sequence)
        return Query.boolean_query(
            [(Occur.Should if alone else Occur.Must, self.untitled), (Occur.Should, self._titles)]
        )

    @cached_property
    def titled(self) -> Query:
        """The articles whose titles hold a word, with the same scores."""
        if self.choice:
            return self._with(self._titles, self.choice)
        return Query.boolean_query([(Occur.Must, self.untitled), (Occur.Must, self._titles)])

    @cached_property
    def choice(self) -> list[Words]:
        """The words of which any is enough; empty if more is asked for."""
        return alternatives(self.plan.scored)

    def _with(self, query: Query, words: Iterable[Words]) -> Query:
        """Add what words are worth one by one: in a union tantivy would read all of each, not the few that are held."""
        for one in words:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Should, self._say(one))])
        return query

    @cached_property
    def untitled(self) -> Query:
        """The articles with what they score by their texts alone."""
        return self._say(self.plan.scored)

    def holding(self, some: list[Words]) -> Query:
        """Give those that hold any of some words, with what they score by their texts alone."""
        held = Query.boolean_query([(Occur.Should, self._say(one)) for one in some])
        return self._with(held, [one for one in self.choice if one not in some])

    @cached_property
    def _titles(self) -> Query:
        return Query.boolean_query([(Occur.Should, self._say(title)) for title in self.plan.titles])


class Ranking:
    """Counts and ranks the articles of one searcher."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        translator = Translator(schema)
        # A page asks for its hits, their stories and its facets by the same clause.
        self.asked = lru_cache(maxsize=256)(lambda clause: Asked(clause, translator))

    def count(self, clause: Clause) -> int:
        """Count the articles of a clause."""
        return self._count(self.asked(clause))

    def _count(self, asked: Asked) -> int:
        known = self._listed(asked.plan.counted)
        if known is not None:
            return known
        return int(self._searcher.aggregate(asked.counted, _COUNT)["count"]["value"])

    def _listed(self, clause: Clause) -> int | None:
        """Give the number that the index itself lists, which counts removed articles that are not yet purged."""
        if isinstance(clause, Anything):
            return self._searcher.num_docs
        if self._rows != self._searcher.num_docs:
            return None
        if isinstance(clause, Term):
            return self._searcher.doc_freq(clause.field, clause.token)
        if isinstance(clause, OneOf) and len(clause.values) == 1:
            return self._searcher.doc_freq(clause.field, clause.values[0])
        return None

    @cached_property
    def _rows(self) -> int:
        """The number of articles with those that are removed but not yet purged: each is either whole or not."""
        return sum(self._searcher.doc_freq("is", flag) for flag in ("complete", "stub"))

    @cached_property
    def _heaviest(self) -> float:
        """The greatest weight of an article."""
        return max((_weight(value) for value, _ in self._by_weight(Query.all_query(), 1).hits), default=1.0)

    def best(self, clause: Clause, wanted: int) -> tuple[list[Ranked], int]:
        """Give the best hits in order, with score and sort key, and the number of all; equal ones come newest first."""
        asked = self.asked(clause)
        if asked.plan.constant is not None:
            return self._newest(asked.counted, asked.plan.constant, wanted)
        titled = self._titled(asked, wanted)
        total = self._below(asked, titled[wanted - 1][0]) if titled else None
        if total is None:
            found, titled = self._until_less(asked.scored, wanted)
            total = total_of(found)
        return self._ordered(titled), total

    def _newest(self, query: Query, score: float, wanted: int) -> tuple[list[Ranked], int]:
        """Give the heaviest hits where all are worth the same."""
        found, hits = self._until_less(query, wanted, by_weight=True)
        return self._ordered([(score * _weight(value), address) for value, address in hits]), total_of(found)

    def _titled(self, asked: Asked, wanted: int) -> list[Hit]:
        """Give the best hits among titles, if there are enough of them."""
        if sum(map(self._held, asked.plan.titles)) < wanted * _PLENTY:
            return []
        hits = self._until_less(asked.titled, wanted)[1]
        return hits if len(hits) >= wanted else []

    def _held(self, words: Words) -> int:
        """Give the number of articles whose field holds a word, of several words the rarest one."""
        return min(self._searcher.doc_freq(words.field, token) for token in tokens_of(words))

    def _below(self, asked: Asked, score: float) -> int | None:
        """Give the number of all articles, if none reaches a score by its text alone."""
        scored = asked.plan.scored
        least = score / (self._heaviest * _MARGIN)
        if ceiling(scored, self._rarity) < least:
            return self._count(asked)
        if rare := self._rare(asked, least):
            best = self._searcher.search(asked.holding(rare), 1, weight_by_field="weight").hits
            return self._count(asked) if not best or best[0][0] < score else None
        found = self._searcher.search(asked.untitled, 1)
        return total_of(found) if not found.hits or found.hits[0][0] < least else None

    def _rare(self, asked: Asked, least: float) -> list[Words]:
        """Give the rarest words without which no article reaches a score, if few articles hold them."""
        words = sorted(((self._held(one), one) for one in asked.choice), key=itemgetter(0))
        rare: list[Words] = []
        rest = ceiling(asked.plan.scored, self._rarity)
        few = sum(held for held, _ in words) / _FEW
        for held, one in words:
            if rest < least:
                break
            rest -= ceiling(one, self._rarity)
            few -= held
            rare.append(one)
        return rare if few > 0 else []

    def _rarity(self, field: str, token: str) -> float:
        """Give the logarithm by which BM25 weighs a word."""
        holding = self._searcher.doc_freq(field, token)
        return log(1 + (self._rows - holding + 0.5) / (holding + 0.5))

    def _until_less(self, query: Query, wanted: int, *, by_weight: bool = False) -> tuple[SearchResult, list[Hit]]:
        """Take hits until the score falls below the last one wanted, since equal ones come in no order."""
        limit = wanted + 1
        while True:
            found = (
                self._by_weight(query, limit)
                if by_weight
                else self._searcher.search(query, limit, weight_by_field="weight")
            )
            hits: list[Hit] = found.hits
            if len(hits) < limit or hits[-1][0] < hits[wanted - 1][0] or limit > wanted + _MOST_TIES:
                return found, hits
            limit *= 4

    def _by_weight(self, query: Query, limit: int) -> SearchResult:
        return self._searcher.search(query, limit, order_by_field="weight")

    def _ordered(self, hits: list[Hit]) -> list[Ranked]:
        keys = self._searcher.fast_field_values("newest", [address for _, address in hits])
        ordered = [(score, int(key or 0), address) for (score, address), key in zip(hits, keys, strict=True)]
        ordered.sort(key=itemgetter(0, 1), reverse=True)
        return ordered


def _weight(value: float) -> float:
    """Give the weight by age, of which the index holds the power."""
    return log2(2.0 + value)


def total_of(found: SearchResult) -> int:
    """Give the number of articles that a search has counted."""
    return int(found.count)  # type: ignore[attr-defined] # the stubs leave it out
