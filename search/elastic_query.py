"""Clauses in the words of Elasticsearch; each construct was compared with brute force over all documents."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, TypeAlias

from search.clauses import (
    Anything,
    Beginning,
    Between,
    Clause,
    Close,
    Every,
    Flat,
    Gapped,
    Nothing,
    OneOf,
    Sequence,
    Some,
    Term,
)

Dsl: TypeAlias = dict[str, Any]


@singledispatch
def say(clause: Clause) -> Dsl:
    """Give the query of a clause."""
    raise TypeError(f"{clause!r} is no clause")


@say.register
def _(clause: Anything) -> Dsl:  # noqa: ARG001 - the type says it all
    return {"match_all": {}}


@say.register
def _(clause: Nothing) -> Dsl:  # noqa: ARG001 - the type says it all
    return {"match_none": {}}


@say.register
def _(clause: Term) -> Dsl:
    return {"term": {clause.field: {"value": clause.token, "boost": clause.boost}}}


@say.register
def _(clause: Sequence) -> Dsl:
    return {"match_phrase": {clause.field: {"query": " ".join(clause.tokens), "boost": clause.boost}}}


@say.register
def _(clause: Gapped) -> Dsl:
    return _flat(_spans(clause.field, clause.tokens, clause.slop, in_order=True))


@say.register
def _(clause: Close) -> Dsl:
    in_order = clause.left == clause.right
    return _flat(_spans(clause.field, (clause.left, clause.right), clause.distance, in_order=in_order))


@say.register
def _(clause: Beginning) -> Dsl:
    return _flat({"prefix": {clause.field: {"value": clause.prefix}}})


@say.register
def _(clause: OneOf) -> Dsl:
    return _flat({"terms": {clause.field: list(clause.values)}})


@say.register
def _(clause: Between) -> Dsl:
    bounds = {"gte": clause.low, "lte": clause.high}
    return _flat({"range": {clause.field: {name: bound for name, bound in bounds.items() if bound is not None}}})


@say.register
def _(clause: Every) -> Dsl:
    return {
        "bool": {
            "must": [say(part) for part in clause.scored or (Anything(),)],
            "filter": [say(part) for part in clause.filters],
            "must_not": [say(part) for part in clause.without],
        }
    }


@say.register
def _(clause: Some) -> Dsl:
    return {"bool": {"should": [say(part) for part in clause.clauses], "minimum_should_match": 1}}


@say.register
def _(clause: Flat) -> Dsl:
    return _flat(say(clause.clause))


def _flat(query: Dsl) -> Dsl:
    return {"constant_score": {"filter": query, "boost": 1.0}}


def _spans(field: str, tokens: tuple[str, ...], slop: int, *, in_order: bool) -> Dsl:
    clauses = [{"span_term": {field: token}} for token in tokens]
    return {"span_near": {"clauses": clauses, "slop": slop, "in_order": in_order}}
