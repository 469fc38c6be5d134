"""A lenient recursive-descent parser of the query language; OR binds weakest, then AND (or nothing), then NOT."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from search.analysis import absorbs, searchable
from search.lexer import OPERATORS, Kind, Lexeme, lex
from search.nodes import (
    Everything,
    KeywordField,
    Near,
    Not,
    Phrase,
    Prefix,
    Query,
    TagField,
    TextField,
    Words,
    conjoin,
    disjoin,
)
from search.problems import Ignored, Parsed, Problem
from search.values import PropertyReader

if TYPE_CHECKING:
    from datetime import date

    from search.vocabulary import Vocabulary

# Beyond these a query is not typed by a person; they keep the slowest query under a second.
MAX_LENGTH = 4000
MAX_TERMS = 64
MAX_DEPTH = 20
MAX_SLOP = 10
MAX_DISTANCE = 50

Scope: TypeAlias = TextField | KeywordField | TagField | str


class Parser:
    """Reads one query; every part that cannot be read is noted and passed over."""

    def __init__(self, text: str, today: date, vocabulary: Vocabulary) -> None:
        self._ignored: list[Ignored] = []
        self._lexemes = lex(text[:MAX_LENGTH])
        self._vocabulary = vocabulary
        self._properties = PropertyReader(today, vocabulary, self._note)
        self._next = 0
        self._depth = 0
        self._terms = 0
        if len(text) > MAX_LENGTH:
            self._note(text[MAX_LENGTH : MAX_LENGTH + 40].strip(), Problem.TOO_LONG)

    def parse(self) -> Parsed:
        """Read the whole text."""
        parts: list[Query] = []
        while self._peek() is not None:
            part = self._either(TextField.ANY)
            if part is not None:
                parts.append(part)
            if self._peek() is not None:
                self._note(self._take().raw, Problem.UNBALANCED)
        return Parsed(conjoin(parts), tuple(self._ignored))

    def _note(self, text: str, problem: Problem, suggestion: str = "") -> None:
        self._ignored.append(Ignored(text, problem, suggestion))

    def _peek(self, ahead: int = 0) -> Kind | None:
        place = self._next + ahead
        return self._lexemes[place].kind if place < len(self._lexemes) else None

    def _take(self) -> Lexeme:
        self._next += 1
        return self._lexemes[self._next - 1]

    def _either(self, scope: Scope) -> Query | None:
        parts = []
        operator: Lexeme | None = None
        while True:
            part = self._all(scope)
            if part is not None:
                parts.append(part)
            elif operator is not None:
                self._note(operator.raw, Problem.DANGLING)
            if self._peek() is not Kind.OR:
                return disjoin(parts) if parts else None
            operator = self._take()
            if not parts:
                self._note(operator.raw, Problem.DANGLING)
                operator = None

    def _all(self, scope: Scope) -> Query | None:
        parts: list[Query] = []
        while self._peek() not in {None, Kind.OR, Kind.CLOSE}:
            if self._peek() is Kind.AND:
                operator = self._take()
                if not parts or self._peek() in {None, Kind.OR, Kind.CLOSE, Kind.AND}:
                    self._note(operator.raw, Problem.DANGLING)
                continue
            part = self._unary(scope)
            if part is not None:
                parts.append(part)
        return conjoin(parts) if parts else None

    def _unary(self, scope: Scope) -> Query | None:
        negated = False
        operator: Lexeme | None = None
        while self._peek() is Kind.NOT:
            operator = self._take()
            negated = not negated
        if operator is not None and self._peek() in {None, Kind.CLOSE, *OPERATORS}:
            self._note(operator.raw, Problem.DANGLING)
            return None
        part = self._atom(scope, single=operator is not None)
        if part is None or not negated:
            return part
        return part.part if isinstance(part, Not) else Not(part)

    def _atom(self, scope: Scope, *, single: bool) -> Query | None:
        kind = self._peek()
        if kind is Kind.OPEN:
            return self._group(scope)
        if kind is Kind.FIELD:
            return self._field(scope)
        if kind is Kind.NEAR:
            self._note(self._take().raw, Problem.DANGLING)
            return None
        self._terms += 1
        if self._terms > MAX_TERMS:
            self._note(self._take().raw, Problem.TOO_LONG)
            return None
        return self._term(scope, single=single)

    def _term(self, scope: Scope, *, single: bool) -> Query | None:
        kind = self._peek()
        if not isinstance(scope, TextField):
            return self._properties.read(scope, self._take())
        if kind is Kind.PHRASE:
            return self._phrase(scope, self._take())
        if kind is Kind.PREFIX:
            return self._prefix(scope, self._take())
        return self._near(scope) if self._peek(1) is Kind.NEAR else self._words(scope, single=single)

    def _group(self, scope: Scope) -> Query | None:
        opened = self._take()
        if self._depth >= MAX_DEPTH:
            self._note(opened.raw, Problem.TOO_DEEP)
            return None
        self._depth += 1
        part = self._either(scope)
        self._depth -= 1
        if self._peek() is Kind.CLOSE:
            self._take()
        else:
            self._note(opened.raw, Problem.UNBALANCED)
        if part is None:
            self._note("()", Problem.NOTHING_TO_SEARCH)
        return part

    def _field(self, scope: Scope) -> Query | None:
        lexeme = self._take()
        field = self._properties.field(lexeme)
        if self._peek() in {None, Kind.CLOSE, Kind.FIELD, *OPERATORS}:
            self._note(lexeme.raw, Problem.DANGLING)
            return None
        if field == "near":
            return self._near_phrase(scope if isinstance(scope, TextField) else TextField.ANY)
        return self._atom(scope if field is None else field, single=True)

    def _phrase(self, field: TextField, lexeme: Lexeme) -> Query | None:
        text = " ".join(lexeme.text.split())
        if lexeme.open:
            self._note(lexeme.raw, Problem.UNBALANCED)
        if not searchable(text):
            self._note(lexeme.raw, Problem.NOTHING_TO_SEARCH)
            return None
        if lexeme.number > MAX_SLOP:
            self._note(lexeme.raw, Problem.REDUCED)
        return Phrase(text, min(lexeme.number, MAX_SLOP), field, self._organisations(text, field))

    def _prefix(self, field: TextField, lexeme: Lexeme) -> Query | None:
        if not searchable(lexeme.text):
            self._note(lexeme.raw, Problem.NOTHING_TO_SEARCH)
            return None
        return Prefix(lexeme.text, field)

    def _words(self, field: TextField, *, single: bool) -> Query | None:
        """Read neighbouring words; of ``single`` ones only the first, with the Persian suffixes written apart."""
        taken = [self._take()]
        while self._continues(taken[-1], single=single):
            taken.append(self._take())
        if [lexeme.text for lexeme in taken] == ["*"]:
            return Everything()
        words = []
        for lexeme in taken:
            if lexeme.kind is Kind.AND or searchable(lexeme.text):
                words.append(lexeme.text)
            else:
                self._note(lexeme.raw, Problem.NOTHING_TO_SEARCH)
        self._terms += len(words) - 1
        if not words:
            return None
        return Words(tuple(words), field, self._organisations(" ".join(words), field))

    def _continues(self, last: Lexeme, *, single: bool) -> bool:
        """Tell whether the next token belongs to the same run of words; the Persian "and" within one is a word."""
        if self._terms + 1 > MAX_TERMS or self._next >= len(self._lexemes):
            return False
        following = self._lexemes[self._next]
        if single:
            return following.kind is Kind.WORD and absorbs(last.text, following.text)
        if following.kind is Kind.AND:
            return following.raw == "و" and self._peek(1) is Kind.WORD and self._peek(2) is not Kind.NEAR
        return following.kind is Kind.WORD and following.text != "*" and self._peek(1) is not Kind.NEAR

    def _near(self, field: TextField) -> Query | None:
        parts: list[Query] = []
        left = self._take()
        while self._peek() is Kind.NEAR:
            operator = self._take()
            if self._peek() is not Kind.WORD:
                self._note(operator.raw, Problem.DANGLING)
                break
            right = self._take()
            self._terms += 1
            part = self._near_pair(field, (left.text, right.text), operator)
            if part is not None:
                parts.append(part)
            left = right
        if parts:
            return conjoin(parts)
        return Words((left.text,), field, self._organisations(left.text, field)) if searchable(left.text) else None

    def _near_phrase(self, field: TextField) -> Query | None:
        lexeme = self._take()
        if lexeme.kind is not Kind.PHRASE:
            self._note(lexeme.raw, Problem.NOTHING_TO_SEARCH)
            return None
        return self._near_pair(field, tuple(lexeme.text.split()), lexeme)

    def _near_pair(self, field: TextField, words: tuple[str, ...], lexeme: Lexeme) -> Query | None:
        words = tuple(word for word in words if searchable(word))[:MAX_TERMS]
        if lexeme.number > MAX_DISTANCE:
            self._note(lexeme.raw, Problem.REDUCED)
        if len(words) > 1:
            return Near(words, min(lexeme.number, MAX_DISTANCE), field)
        if not words:
            self._note(lexeme.raw, Problem.NOTHING_TO_SEARCH)
            return None
        return Words(words, field)

    def _organisations(self, text: str, field: TextField) -> tuple[str, ...]:
        return self._vocabulary.organisations(text) if field is TextField.ANY else ()
