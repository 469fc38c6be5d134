"""A syntax tree as a query again."""

from __future__ import annotations

import re
from functools import singledispatch
from itertools import pairwise

from search.lexer import Kind, lex
from search.nodes import (
    And,
    Everything,
    Keyword,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Tag,
    TextField,
    Words,
)

_SPECIAL = re.compile(r"[\s()|\"“”„‟«»\\\[\]*]")
_QUOTED = re.compile(r"[\"“”„‟«»\\]")
_AND = "و"
_PLAIN_VALUE = re.compile(r"[^\W_][\w./-]*")


@singledispatch
def to_text(query: Query) -> str:
    """Write a query in the canonical form of the language; parsing it gives the query again."""
    raise TypeError(f"{query!r} is no part of a query")


@to_text.register
def _(query: Everything) -> str:  # noqa: ARG001 - the type says it all
    return "*"


@to_text.register
def _(query: Words) -> str:
    text = " ".join(word if _joins(query.words, place) else _word(word) for place, word in enumerate(query.words))
    return _within(query.field, text, grouped=len(query.words) > 1)


@to_text.register
def _(query: Phrase) -> str:
    return _within(query.field, _quote(query.text) + (f"~{query.slop}" if query.slop else ""))


@to_text.register
def _(query: Near) -> str:
    return _within(query.field, f"near:{_quote(' '.join(query.words))}~{query.distance}", grouped=True)


@to_text.register
def _(query: Prefix) -> str:
    return _within(query.field, _word(query.text) + "*")


@to_text.register
def _(query: Keyword) -> str:
    values = [_value(value) for value in query.values]
    return f"{query.field}:{values[0]}" if len(values) == 1 else f"{query.field}:({' OR '.join(values)})"


@to_text.register
def _(query: Tag) -> str:
    return f"{query.field}:{_value(query.text)}"


@to_text.register
def _(query: Published) -> str:
    if query.first == query.last and query.first is not None:
        return f"published:{query.first.isoformat()}"
    first, last = (day.isoformat() if day else "" for day in (query.first, query.last))
    return f"published:{first}..{last}"


@to_text.register
def _(query: And) -> str:
    text = _grouped(query.parts[0])
    for before, part in pairwise(query.parts):
        ends = before.part if isinstance(before, Not) else before
        joint = " AND " if isinstance(ends, Words) and isinstance(part, Words) else " "
        text += joint + _grouped(part)
    return text


@to_text.register
def _(query: Or) -> str:
    return " OR ".join(f"({to_text(part)})" if isinstance(part, And) else to_text(part) for part in query.parts)


@to_text.register
def _(query: Not) -> str:
    text = to_text(query.part)
    plural = isinstance(query.part, Words) and len(query.part.words) > 1 and query.part.field is TextField.ANY
    return f"NOT ({text})" if plural or isinstance(query.part, And | Or) else f"NOT {text}"


def _grouped(part: Query) -> str:
    return f"({to_text(part)})" if isinstance(part, Or) else to_text(part)


def _within(field: TextField, text: str, *, grouped: bool = False) -> str:
    if field is TextField.ANY:
        return text
    return f"{field}:({text})" if grouped else f"{field}:{text}"


def _quote(text: str) -> str:
    return '"' + _QUOTED.sub(lambda found: "\\" + found[0], text) + '"'


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) and _kinds(value) == [Kind.WORD] else _quote(value)


def _joins(words: tuple[str, ...], place: int) -> bool:
    """Tell whether a word is the Persian "and" between two other words, where it is read as a word."""
    if words[place] != _AND or place in {0, len(words) - 1}:
        return False
    return _AND not in {words[place - 1], words[place + 1]}


def _word(word: str) -> str:
    """Write a word so that it is read as a word: with backslashes where it would be something else."""
    text = _SPECIAL.sub(lambda found: "\\" + found[0], word)
    if text[:1] in "-!+−" or _kinds(text) != [Kind.WORD]:
        return _escaped(text)
    return text


def _escaped(text: str) -> str:
    if ":" in text and _kinds(text) != [Kind.WORD]:
        text = text.replace(":", "\\:", 1)
    if text[:1] in "-!+−" or _kinds(text) != [Kind.WORD]:
        return "\\" + text
    return text


def _kinds(text: str) -> list[Kind]:
    """Give the kinds of the tokens that a text is read as beside a plain word."""
    return [lexeme.kind for lexeme in lex(f"x {text}")][1:]
