"""From a query to what an engine is asked."""

from __future__ import annotations

from functools import lru_cache, singledispatch
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING

from pipelines.text import fold
from pipelines.text.letters import ascii_key
from search.analysis import exact_forms, languages_of, name_key, stem_forms, word_forms
from search.clauses import (
    Anything,
    Beginning,
    Between,
    Clause,
    Close,
    Every,
    Flat,
    Gapped,
    OneOf,
    Sequence,
    Some,
    Term,
    some,
)
from search.nodes import (
    And,
    Everything,
    Keyword,
    KeywordField,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Tag,
    TagField,
    TextField,
    Words,
)

if TYPE_CHECKING:
    from search.analysis import Keys

# A word in the title counts as three in the text: the ratio that news search engines start from.
TITLE_BOOST = 3.0
# Phrases with gaps are spelt out by their gaps; more than these make no query slower than a tenth of a second.
MAX_GAPS = 120

_FIELDS = {
    KeywordField.PLACE: "place_key",
    KeywordField.AUTHOR: "author_key",
}


@lru_cache(maxsize=1024)
def lowered(query: Query) -> Clause:
    """Give what ``lower`` gives, remembered: a page, its facets and the next page ask for the same."""
    return lower(query)


@singledispatch
def lower(query: Query) -> Clause:
    """Say what a query asks of the index; names stand in all languages and spellings that the layer knows."""
    raise TypeError(f"{query!r} is no part of a query")


@lower.register
def _(query: Everything) -> Clause:  # noqa: ARG001 - the type says it all
    return Anything()


@lower.register
def _(query: Words) -> Clause:
    found = _every([_alternatives(forms, query.field) for forms in word_forms(query.words)])
    return _or_organisations(found, query.organisations)


@lower.register
def _(query: Phrase) -> Clause:
    field = "title_exact" if query.field is TextField.TITLE else "exact"
    found = some([_sequence(field, tokens, query.slop) for tokens in exact_forms(query.text)])
    return _or_organisations(found, query.organisations)


@lower.register
def _(query: Near) -> Clause:
    return _every([_close(left, right, query) for left, right in pairwise(query.words)])


@lower.register
def _(query: Prefix) -> Clause:
    title = "title_" if query.field is TextField.TITLE else ""
    folded = {fold(query.text, language).replace(" ", "") for language in languages_of(query.text)}
    clauses: list[Clause] = [Beginning(f"{title}exact", prefix) for prefix in sorted(folded) if prefix]
    clauses += [Beginning(f"{title}stem", prefix) for prefix in sorted(map(ascii_key, folded)) if prefix]
    return Flat(some(clauses))


@lower.register
def _(query: Keyword) -> Clause:
    if query.field in _FIELDS:
        return OneOf(_FIELDS[query.field], tuple(dict.fromkeys(name_key(value) for value in query.values)))
    return OneOf(query.field, query.values)


@lower.register
def _(query: Tag) -> Clause:
    """Find a tag by its ids; an organisation outside the register by its name."""
    if query.ids:
        return OneOf(query.field, query.ids)
    if query.field is TagField.TOPIC:
        return OneOf(query.field, (query.text,))
    named = some([_sequence("exact", tokens, 0) for tokens in exact_forms(query.text)])
    return Flat(some([OneOf("org_key", (name_key(query.text),)), named]))


@lower.register
def _(query: Published) -> Clause:
    first = query.first.toordinal() if query.first else 1
    return Between("day_number", first, query.last.toordinal() if query.last else None)


@lower.register
def _(query: And) -> Clause:
    wanted = [lower(part) for part in query.parts if not isinstance(part, Not)]
    filters = [clause for clause in wanted if isinstance(clause, OneOf | Between | Flat)]
    scored = [clause for clause in wanted if clause not in filters]
    without = tuple(lower(part.part) for part in query.parts if isinstance(part, Not))
    return Every(tuple(scored), tuple(filters), without)


@lower.register
def _(query: Or) -> Clause:
    return some([lower(part) for part in query.parts])


@lower.register
def _(query: Not) -> Clause:
    return Every(without=(lower(query.part),))


def _every(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else Every(scored=tuple(dict.fromkeys(clauses)))


def _or_organisations(clause: Clause, ids: tuple[str, ...]) -> Clause:
    return Some((clause, OneOf("org", ids))) if ids else clause


def _alternatives(forms: tuple[Keys, ...], field: TextField) -> Clause:
    """Find any of the spellings of one word, in the text and with more weight in the title."""
    if field is TextField.TITLE:
        return some([_in_order("title_stem", tokens, 1.0) for tokens in forms])
    clauses = [_in_order("stem", tokens, 1.0) for tokens in forms]
    return some(clauses + [_in_order("title_stem", tokens, TITLE_BOOST) for tokens in forms])


def _in_order(field: str, tokens: Keys, boost: float) -> Clause:
    return Term(field, tokens[0], boost) if len(tokens) == 1 else Sequence(field, tokens, boost)


def _sequence(field: str, tokens: Keys, slop: int) -> Clause:
    if len(tokens) == 1 or not slop:
        return _in_order(field, tokens, 1.0)
    return Gapped(field, tokens, _supported(slop, len(tokens)))


def _supported(slop: int, length: int) -> int:
    """Reduce a slop until the gaps can be spelt out."""
    while slop and comb(slop + length - 1, length - 1) > MAX_GAPS:
        slop -= 1
    return slop


def _close(left: str, right: str, query: Near) -> Clause:
    """Find two words near each other; of a compound the part that faces the other word counts."""
    field = "title_stem" if query.field is TextField.TITLE else "stem"
    pairs = {(one[-1], two[0]) for one in stem_forms(left) for two in stem_forms(right)}
    return Flat(some([Close(field, one, two, query.distance) for one, two in sorted(pairs)]))
