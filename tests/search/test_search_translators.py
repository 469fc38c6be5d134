"""Every kind of clause in the words of each engine, and one meaning for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tantivy

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
from search.elastic_query import say
from search.embedded_query import Translator

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = [
    "alpha beta gamma delta",
    "delta gamma beta alpha",
    "alpha alpha beta",
    "alpha x y beta",
    "alphabet c++ a.b*c",
    "gamma",
]


@pytest.fixture(scope="module")
def find() -> Callable[[Clause], set[int]]:
    """Give the numbers of the texts that a clause finds in a small index in memory."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("t", tokenizer_name="tokens")
    builder.add_text_field("k", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("n", indexed=True, fast=True)
    made = builder.build()
    index = tantivy.Index(made)
    index.register_tokenizer("tokens", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(15_000_000, 1)
    for number, text in enumerate(TEXTS):
        document = tantivy.Document(t=text, k=["even", "odd"][number % 2])
        document.add_integer("n", number)
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    translator = Translator(made)

    def found(clause: Clause) -> set[int]:
        hits = searcher.search(translator.say(clause), 10).hits
        return {int(value or 0) for value in searcher.fast_field_values("n", [address for _, address in hits])}

    return found


CASES: list[tuple[Clause, set[int], dict[str, object]]] = [
    (Anything(), {0, 1, 2, 3, 4, 5}, {"match_all": {}}),
    (Nothing(), set(), {"match_none": {}}),
    (Term("t", "gamma"), {0, 1, 5}, {"term": {"t": {"value": "gamma", "boost": 1.0}}}),
    (Term("t", "gamma", 3.0), {0, 1, 5}, {"term": {"t": {"value": "gamma", "boost": 3.0}}}),
    (Sequence("t", ("alpha", "beta")), {0, 2}, {"match_phrase": {"t": {"query": "alpha beta", "boost": 1.0}}}),
    (
        Beginning("t", "alpha"),
        {0, 1, 2, 3, 4},
        {"constant_score": {"filter": {"prefix": {"t": {"value": "alpha"}}}, "boost": 1.0}},
    ),
    (Beginning("t", "c++"), {4}, {"constant_score": {"filter": {"prefix": {"t": {"value": "c++"}}}, "boost": 1.0}}),
    (Beginning("t", "a.b*"), {4}, {"constant_score": {"filter": {"prefix": {"t": {"value": "a.b*"}}}, "boost": 1.0}}),
    (OneOf("k", ("even",)), {0, 2, 4}, {"constant_score": {"filter": {"terms": {"k": ["even"]}}, "boost": 1.0}}),
    (
        OneOf("k", ("even", "odd")),
        {0, 1, 2, 3, 4, 5},
        {"constant_score": {"filter": {"terms": {"k": ["even", "odd"]}}, "boost": 1.0}},
    ),
    (Between("n", 2, 3), {2, 3}, {"constant_score": {"filter": {"range": {"n": {"gte": 2, "lte": 3}}}, "boost": 1.0}}),
    (Between("n", 4, None), {4, 5}, {"constant_score": {"filter": {"range": {"n": {"gte": 4}}}, "boost": 1.0}}),
    (Between("n", None, 0), {0}, {"constant_score": {"filter": {"range": {"n": {"lte": 0}}}, "boost": 1.0}}),
    (Between("n", None, None), {0, 1, 2, 3, 4, 5}, {"constant_score": {"filter": {"range": {"n": {}}}, "boost": 1.0}}),
    (
        Some((Term("t", "delta"), OneOf("k", ("odd",)))),
        {0, 1, 3, 5},
        {"bool": {"should": [say(Term("t", "delta")), say(OneOf("k", ("odd",)))], "minimum_should_match": 1}},
    ),
    (
        Every(scored=(Term("t", "alpha"),), filters=(OneOf("k", ("even",)),), without=(Term("t", "gamma"),)),
        {2},
        {
            "bool": {
                "must": [say(Term("t", "alpha"))],
                "filter": [say(OneOf("k", ("even",)))],
                "must_not": [say(Term("t", "gamma"))],
            }
        },
    ),
    (
        Every(without=(Term("t", "alpha"),)),
        {4, 5},
        {"bool": {"must": [{"match_all": {}}], "filter": [], "must_not": [say(Term("t", "alpha"))]}},
    ),
    (
        Some((Every(without=(Term("t", "alpha"),)), Term("t", "x"))),
        {3, 4, 5},
        {
            "bool": {
                "should": [say(Every(without=(Term("t", "alpha"),))), say(Term("t", "x"))],
                "minimum_should_match": 1,
            }
        },
    ),
    (Flat(Term("t", "gamma")), {0, 1, 5}, {"constant_score": {"filter": say(Term("t", "gamma")), "boost": 1.0}}),
]


@pytest.mark.parametrize(("clause", "expected", "dsl"), CASES, ids=[str(number) for number in range(len(CASES))])
def test_a_clause_finds_what_it_says(
    find: Callable[[Clause], set[int]], clause: Clause, expected: set[int], dsl: dict[str, object]
) -> None:
    """Each kind of clause has its words in both engines, and tantivy finds what it means."""
    assert find(clause) == expected
    assert say(clause) == dsl


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (Gapped("t", ("alpha", "beta"), 0), {0, 2}),
        (Gapped("t", ("alpha", "beta"), 1), {0, 2}),
        (Gapped("t", ("alpha", "beta"), 2), {0, 2, 3}),
        (Gapped("t", ("beta", "alpha"), 5), {1}),
        (Gapped("t", ("alpha", "gamma", "delta"), 1), {0}),
        (Gapped("t", ("alpha", "alpha"), 0), {2}),
        (Gapped("t", ("alpha", "delta"), 1), set()),
        (Close("t", "alpha", "beta", 0), {0, 1, 2}),
        (Close("t", "beta", "alpha", 2), {0, 1, 2, 3}),
        (Close("t", "alpha", "alpha", 3), {2}),
        (Close("t", "gamma", "gamma", 3), set()),
        (Close("t", "alpha", "nothing", 9), set()),
    ],
)
def test_distances_count_the_words_between(
    find: Callable[[Clause], set[int]], clause: Clause, expected: set[int]
) -> None:
    """Order matters for phrases with gaps and not for neighbours; a word is not its own neighbour."""
    assert find(clause) == expected


def test_neighbours_are_spans_in_elasticsearch() -> None:
    """Two different words may stand in any order, the same word twice only one after the other."""
    different, same = say(Close("t", "a", "b", 3)), say(Close("t", "a", "a", 3))
    assert different["constant_score"]["filter"]["span_near"]["in_order"] is False
    assert same["constant_score"]["filter"]["span_near"]["in_order"] is True
    assert say(Gapped("t", ("a", "b"), 2))["constant_score"]["filter"]["span_near"] == {
        "clauses": [{"span_term": {"t": "a"}}, {"span_term": {"t": "b"}}], "slop": 2, "in_order": True
    }  # fmt: skip
