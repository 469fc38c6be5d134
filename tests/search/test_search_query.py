"""The query language: every string is read, and what is printed is read again as the same query."""

from __future__ import annotations

import random
import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import searchable
from search.fields import keyword_value
from search.query import (
    And,
    Everything,
    Ignored,
    Keyword,
    KeywordField,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Problem,
    Published,
    Query,
    Tag,
    TagField,
    TextField,
    Unregistered,
    Words,
    conjoin,
    disjoin,
    parse,
    to_text,
)

TODAY = date(2026, 11, 24)

_SIGNS = list("()\"“”«»:*-!+|&~\\[]{}/.,;'’<>=?^$#@ \t\n\u200c\u200f\u0307،؟٪")
_PIECES = [
    "AND", "OR", "NOT", "VE", "VEYA", "DEĞİL", "و", "یا", "نه", "NEAR/3", "NEAR", "title:", "source:", "org:", "topic:",
    "published:", "near:", "is:", "nope:", "2026-11..", "1405-08", "last-7-days", "[2026 TO *]", "girişim", "İSTANBUL",
    "دانش\u200cبنیان", "شرکت", "های", "startup", "C++", "R&D", '"', '"~3', "(", ")", "*", "inv*", "\ud800", "\x00",
]  # fmt: skip
ANYTHING = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join),
    st.lists(st.sampled_from(_PIECES + _SIGNS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(_PIECES + _SIGNS), max_size=25).map("".join),
)
_WORD = st.one_of(
    st.sampled_from(
        ["girişim", "دانش", "startup", "C++", "AND", "نه", "-x", "a:b", "x*", "(", "NEAR", "[a", "\\", "14:35"]
    ),
    st.text(st.sampled_from(_SIGNS + list("abçşدن12")), min_size=1, max_size=8),
).filter(lambda word: searchable(word) and word.split() == [word])
_DAY = st.dates(date(1800, 1, 1), date(2199, 12, 31))
_FIELD = st.sampled_from(TextField)


def _read(text: str) -> Query:
    return parse(text, today=TODAY).query


def _canonical(query: Query) -> Query:
    """Give a tree as the parser would build it: flat, without double negation."""
    if isinstance(query, And):
        return conjoin([_canonical(part) for part in query.parts])
    if isinstance(query, Or):
        return disjoin([_canonical(part) for part in query.parts])
    if isinstance(query, Not):
        part = _canonical(query.part)
        return part.part if isinstance(part, Not) else Not(part)
    return query


def _tag(field: TagField, text: str) -> Tag:
    """Give a tag as it is without registers: what looks like an id is one."""
    pattern = r"[a-z0-9]+(-[a-z0-9]+)*" if field is TagField.TOPIC else r"[a-z]{2}/[a-z0-9-]+"
    return Tag(field, text, (text,) if re.fullmatch(pattern, text) else ())


def _keyword(field: KeywordField, values: list[str]) -> Keyword:
    return Keyword(field, tuple(dict.fromkeys(keyword_value(field, value) for value in values)))


_LEAVES = st.one_of(
    st.builds(Words, st.lists(_WORD, min_size=1, max_size=3).map(tuple), _FIELD),
    st.builds(Phrase, st.lists(_WORD, min_size=1, max_size=3).map(" ".join), st.integers(0, 10), _FIELD),
    st.builds(Near, st.lists(_WORD, min_size=2, max_size=3).map(tuple), st.integers(0, 50), _FIELD),
    st.builds(Prefix, _WORD, _FIELD),
    st.builds(_tag, st.sampled_from(TagField), _WORD),
    st.builds(_keyword, st.sampled_from(KeywordField), st.lists(_WORD, min_size=1, max_size=3)),
    st.builds(lambda days: Published(*days), st.tuples(_DAY, _DAY).map(sorted)),
    st.builds(Published, _DAY, st.none()),
    st.builds(Published, st.none(), _DAY),
    st.just(Everything()),
)
TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_every_string_is_read_and_printed_and_read_again(text: str) -> None:
    """No string raises; the printed form gives the same query; nothing in it is ignored."""
    query = _read(text)
    printed = parse(to_text(query), today=TODAY)
    assert printed.query == query
    assert {one.problem for one in printed.ignored} <= {Problem.UNKNOWN_VALUE}


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_every_tree_is_printed_so_that_it_is_read_again(tree: Query) -> None:
    """Whatever words hold, brackets, operators or backslashes, printing and parsing gives the tree back."""
    canonical = _canonical(tree)
    assert _read(to_text(canonical)) == canonical


def test_ten_thousand_random_strings_are_read_fast() -> None:
    """Ten thousand strings of operators, quotes and letters are read without a fault, none of them slowly."""
    chance = random.Random(7)
    slowest = 0.0
    for _ in range(10_000):
        text = "".join(chance.choices(_PIECES + _SIGNS, k=chance.randrange(1, 40)))
        start = time.process_time()
        parse(text, today=TODAY)
        slowest = max(slowest, time.process_time() - start)
    assert slowest < 1


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, ")" * 5000, "NOT " * 3000, "a OR " * 2000, '"' * 4001, "a " * 100_000, "-" * 9999, "title:" * 2000,
     "x" * 1_000_000, "(a " * 3000, "\\" * 5000, "[" * 5000, "source:(" * 1000, "a NEAR/2 " * 2000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_enormous_queries_are_cut_not_refused(text: str) -> None:
    """A query that no person types is read within a second and reports what was left out."""
    start = time.process_time()
    parsed = parse(text, today=TODAY)
    to_text(parsed.query)
    assert time.process_time() - start < 1
    assert parsed.ignored


@pytest.mark.parametrize(
    ("text", "problem", "suggestion"),
    [
        ("titel:x", Problem.UNKNOWN_FIELD, "title"),
        ("kaynk:x", Problem.UNKNOWN_FIELD, "source"),
        ("zzzz:x", Problem.UNKNOWN_FIELD, ""),
        ("is:interaktion", Problem.UNKNOWN_VALUE, "interaction"),
        ("is:zzz", Problem.UNKNOWN_VALUE, ""),
        ('org:"Somebody Ltd"', Problem.UNKNOWN_VALUE, ""),
        ("published:soon", Problem.NOT_A_RANGE, ""),
        ("published:2026-13", Problem.NOT_A_RANGE, ""),
        ("published:2026-02-30", Problem.NOT_A_RANGE, ""),
        ("published:1405-12-31", Problem.NOT_A_RANGE, ""),
        ("published:last-0-days", Problem.NOT_A_RANGE, ""),
        ("published:last-9999-years", Problem.NOT_A_RANGE, ""),
        ("published:..", Problem.NOT_A_RANGE, ""),
        ("a ???", Problem.NOTHING_TO_SEARCH, ""),
        ('a "..."', Problem.NOTHING_TO_SEARCH, ""),
        ("a ..*", Problem.NOTHING_TO_SEARCH, ""),
        ("a ()", Problem.NOTHING_TO_SEARCH, ""),
        ('source:""', Problem.NOTHING_TO_SEARCH, ""),
        ("source:,", Problem.NOTHING_TO_SEARCH, ""),
        ("near:x", Problem.NOTHING_TO_SEARCH, ""),
        ('near:"?"', Problem.NOTHING_TO_SEARCH, ""),
        ("a OR", Problem.DANGLING, ""),
        ("OR a", Problem.DANGLING, ""),
        ("a AND", Problem.DANGLING, ""),
        ("AND a", Problem.DANGLING, ""),
        ("a NOT", Problem.DANGLING, ""),
        ("a NEAR/3", Problem.DANGLING, ""),
        ("NEAR/3 a", Problem.DANGLING, ""),
        ("a title:", Problem.DANGLING, ""),
        ("a (b", Problem.UNBALANCED, ""),
        ("a) b", Problem.UNBALANCED, ""),
        ('a "b', Problem.UNBALANCED, ""),
        ('"a b"~99', Problem.REDUCED, ""),
        ('near:"a b"~999', Problem.REDUCED, ""),
        ("(" * 25 + "a" + ")" * 25, Problem.TOO_DEEP, ""),
        ("a OR " * 80 + "a", Problem.TOO_LONG, ""),
    ],
)
def test_what_is_ignored_is_said_with_what_may_have_been_meant(text: str, problem: Problem, suggestion: str) -> None:
    """Each fault has a name, the part of the text it is about, and a suggestion where something is alike."""
    ignored = parse(text, today=TODAY).ignored
    assert problem in {one.problem for one in ignored}
    assert suggestion in {one.suggestion for one in ignored if one.problem is problem}
    assert all(one.text for one in ignored)


@pytest.mark.parametrize(
    "text",
    ["girişim", '"a b"~3', 'near:"a b"~4', "a NEAR b", "a AND b OR (c -d)", "source:x", "published:2026", "14:35",
     "C++", "https://example.org/a?b=c", "org:tr/tubitak", "topic:ai", "is:need", "*", "", "inv*", "و", "OR"],
)  # fmt: skip
def test_nothing_is_ignored_in_a_well_formed_query(text: str) -> None:
    """A query without a fault is searched whole."""
    assert parse(text, today=TODAY).ignored == ()


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a b", "a b"),
        ("a AND b", "a AND b"),
        ("a b OR c", "a b OR c"),
        ("(a OR b) c", "(a OR b) c"),
        ("a -b", "a NOT b"),
        ("NOT NOT a", "a"),
        ("((a))", "a"),
        ("source:a OR source:b", "source:(a OR b)"),
        ("source:(a OR b)", "source:(a OR b)"),
        ("kaynak:a", "source:a"),
        ("konu:a", "topic:a"),
        ("title:(a b)", "title:(a b)"),
        ("a NEAR/4 b", 'near:"a b"~4'),
        ("a NEAR/4 b NEAR/2 c", 'near:"a b"~4 near:"b c"~2'),
        ("a NEAR b", 'near:"a b"~10'),
        ("published:1405-08", "published:2026-10-23..2026-11-21"),
        ("published:2026-11-12", "published:2026-11-12"),
        ("published:>=2026", "published:2026-01-01.."),
        ("duplicate:hayır", "duplicate:no"),
        ("lang:Türkçe", "lang:tr"),
        ("*", "*"),
        ("\\AND", "\\AND"),
        ("یا", "\\یا"),
        ("شرکت های نه بانک", "شرکت های NOT بانک"),
        ("علم و فناوری", "علم و فناوری"),
        ("AND و", "\\AND \\و"),
        ("-شرکت های بانک", "NOT (شرکت های) AND بانک"),
        ("topic:(a OR -b)", "topic:a OR NOT topic:b"),
    ],
)
def test_queries_have_one_canonical_form(text: str, canonical: str) -> None:
    """However it is written, the same question is printed in one way."""
    assert to_text(_read(text)) == canonical


def test_an_operator_without_operands_is_said_and_passed_over() -> None:
    """The user learns which operator had nothing to join, in the words typed."""
    assert parse("a OR (b AND)", today=TODAY).ignored == (Ignored("AND", Problem.DANGLING),)


def test_without_registers_names_are_only_words() -> None:
    """A desk without registers can search; organisations are looked for by their name in the text."""
    nobody = Unregistered()
    assert (nobody.organisations("x"), nobody.topics("x"), nobody.suggest("org", "x")) == ((), (), ())
    assert _read('org:"Some Name"') == Tag(TagField.ORG, "Some Name")


def test_a_value_that_resembles_a_known_one_is_suggested(registers: Unregistered) -> None:
    """A source that does not exist is searched all the same, and the one that resembles it is named."""
    parsed = parse("source:courrier", today=TODAY, vocabulary=registers)
    assert parsed.query == Keyword(KeywordField.SOURCE, ("courrier",))
    assert parsed.ignored == (Ignored("courrier", Problem.UNKNOWN_VALUE, "courier"),)
    assert parse("source:courier org:tubitak", today=TODAY, vocabulary=registers).ignored == ()


def test_a_name_in_any_language_also_finds_the_organisation(registers: Unregistered) -> None:
    """Words and phrases that name an organisation carry its id; within the title they are only words."""
    names = ("TÜBİTAK", "توبیتاک", '"tubitak"', "پارک علم و فناوری آذربایجان شرقی")
    found = [parse(name, today=TODAY, vocabulary=registers).query for name in names]
    assert [getattr(query, "organisations", ()) for query in found] == [("tr/tubitak",)] * 3 + [("ir/eastp",)]
    titled = parse("title:tubitak", today=TODAY, vocabulary=registers).query
    assert titled == Words(("tubitak",), TextField.TITLE)


def test_only_parts_of_a_query_can_be_printed() -> None:
    """What is no query is refused by type."""
    with pytest.raises(TypeError, match="no part of a query"):
        to_text("a")  # type: ignore[arg-type] # that is the point


def test_nothing_cannot_be_joined_with_or() -> None:
    """An OR of nothing has no meaning; an AND of nothing is everything."""
    with pytest.raises(ValueError, match="nothing to join"):
        disjoin([])
    assert conjoin([]) == Everything()
