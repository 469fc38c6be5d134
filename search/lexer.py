"""A query cut into tokens; every string has some."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token of a query is."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"
    RANGE = "range"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"


OPERATORS = frozenset({Kind.AND, Kind.OR, Kind.NOT, Kind.NEAR})


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One token: what it says, how it was written, its number (slop or distance), whether a quote was left open."""

    kind: Kind
    text: str
    raw: str
    number: int = 0
    open: bool = False


# Persian has no capitals: its three operator words are operators wherever they stand; quoted they are words.
_OPERATOR_WORDS = {
    "AND": Kind.AND,
    "VE": Kind.AND,
    "و": Kind.AND,
    "&": Kind.AND,
    "&&": Kind.AND,
    "OR": Kind.OR,
    "VEYA": Kind.OR,
    "یا": Kind.OR,
    "يا": Kind.OR,
    "|": Kind.OR,
    "||": Kind.OR,
    "NOT": Kind.NOT,
    "DEĞİL": Kind.NOT,
    "DEGIL": Kind.NOT,
    "نه": Kind.NOT,
}
_QUOTES = '"“”„‟«»'
_PATTERN = re.compile(
    rf"""
      (?P<blank>\s+)
    | (?P<open>\() | (?P<close>\))
    | (?P<or>\|\|?)
    | (?P<quoted>[{_QUOTES}](?P<phrase>(?:\\.|[^{_QUOTES}\\]|\\$)*)(?P<end>[{_QUOTES}])?(?:~(?P<slop>\d+))?)
    | (?P<range>\[[^\]\[]{{1,80}}?\s[tT][oO]\s[^\]\[]{{1,80}}\])
    | (?P<field>[^\W\d][\w-]*):(?!//)
    | (?P<near>(?:NEAR|YAKIN)(?:[/~](?P<distance>\d+))?(?=[\s()]|$))
    | (?P<not>[-!−](?=[^\s\-!]))
    | (?P<word>(?:\\.|[^\s()|{_QUOTES}\\]|\\$)+)
    """,
    re.VERBOSE | re.DOTALL,
)
# Halves of surrogate pairs are no characters, and no engine takes them.
_HALVES = re.compile("[\ud800-\udfff]")
# A word with an unescaped star at its end.
_BEGUN = re.compile(r"((?:\\.|[^\\])+)\*", re.DOTALL)
# Between two words that NEAR joins without a number: about the length of a clause.
DEFAULT_DISTANCE = 10


def lex(text: str) -> list[Lexeme]:
    """Cut a query into tokens, in the order of the text; nothing is refused here."""
    text = _HALVES.sub("\ufffd", text)
    found = [lexeme for match in _PATTERN.finditer(text) if (lexeme := _lexeme(match)) is not None]
    if all(lexeme.kind in OPERATORS for lexeme in found):
        return [Lexeme(Kind.WORD, lexeme.text, lexeme.raw) for lexeme in found if lexeme.text.isalpha()]
    return found


def unescape(text: str) -> str:
    """Take the backslash from escaped characters."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _lexeme(match: re.Match[str]) -> Lexeme | None:
    kind = match.lastgroup
    raw = match[0]
    if match["quoted"] is not None:
        return Lexeme(Kind.PHRASE, unescape(match["phrase"]), raw, _number(match["slop"]), match["end"] is None)
    if match["near"] is not None:
        return Lexeme(Kind.NEAR, raw, raw, _number(match["distance"], DEFAULT_DISTANCE))
    if match["range"] is not None:
        return Lexeme(Kind.RANGE, raw, raw)
    if match["field"] is not None:
        return Lexeme(Kind.FIELD, match["field"], raw)
    simple = {"open": Kind.OPEN, "close": Kind.CLOSE, "or": Kind.OR, "not": Kind.NOT}
    if kind in simple:
        return Lexeme(simple[kind], raw, raw)
    return _word(raw) if kind == "word" else None


def _number(digits: str | None, default: int = 0) -> int:
    return min(int(digits[:6]), 1000) if digits else default


def _word(raw: str) -> Lexeme:
    if raw in _OPERATOR_WORDS:
        return Lexeme(_OPERATOR_WORDS[raw], raw, raw)
    text = raw[1:] if raw.startswith("+") and len(raw) > 1 else raw
    if (begun := _BEGUN.fullmatch(text)) is not None:
        return Lexeme(Kind.PREFIX, unescape(begun[1]), raw)
    return Lexeme(Kind.WORD, unescape(text), raw)
