"""The values of fields: sources, countries, topics, organisations, days."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from search.fields import PUBLISHED, field_of, keyword_value, known_values, nearest, nearest_field
from search.lexer import Kind, Lexeme
from search.nodes import Keyword, KeywordField, Published, Query, Tag, TagField, TextField
from search.problems import Problem
from search.ranges import parse_range

if TYPE_CHECKING:
    from datetime import date

    from search.vocabulary import Vocabulary

Note: TypeAlias = Callable[[str, Problem, str], None]
Field: TypeAlias = TextField | KeywordField | TagField | str

_ORGANISATION_ID = re.compile(r"[a-z]{2}/[a-z0-9-]+")
_TOPIC_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PropertyReader:
    """Reads what stands behind ``field:``, and notes unknown fields and values."""

    def __init__(self, today: date, vocabulary: Vocabulary, note: Note) -> None:
        self._today = today
        self._vocabulary = vocabulary
        self._note = note

    def field(self, lexeme: Lexeme) -> Field | None:
        """Give the field of a name; an unknown one is noted, and what it resembles suggested."""
        field = field_of(lexeme.text)
        if field is None:
            self._note(lexeme.raw, Problem.UNKNOWN_FIELD, nearest_field(lexeme.text))
        return field

    def read(self, field: Field, lexeme: Lexeme) -> Query | None:
        """Read one value of a field that holds no text."""
        text = f"{lexeme.text}*" if lexeme.kind is Kind.PREFIX else " ".join(lexeme.text.split())
        if not text:
            self._note(lexeme.raw, Problem.NOTHING_TO_SEARCH, "")
            return None
        if field == PUBLISHED:
            return self._published(text)
        if isinstance(field, KeywordField):
            return self._keyword(field, text, quoted=lexeme.kind is Kind.PHRASE)
        return self._tag(TagField(field), text)

    def _published(self, text: str) -> Query | None:
        days = parse_range(text, self._today)
        if days is None:
            self._note(text, Problem.NOT_A_RANGE, "")
            return None
        return Published(*days)

    def _keyword(self, field: KeywordField, text: str, *, quoted: bool) -> Query | None:
        pieces = [text] if quoted else [piece for piece in re.split("[,،]", text) if piece]
        values = tuple(dict.fromkeys(keyword_value(field, piece) for piece in pieces))
        if not values:
            self._note(text, Problem.NOTHING_TO_SEARCH, "")
            return None
        for value in values:
            self._check(field, value)
        return Keyword(field, values)

    def _check(self, field: KeywordField, value: str) -> None:
        if fixed := known_values(field):
            if value not in fixed:
                self._note(value, Problem.UNKNOWN_VALUE, nearest(value, fixed))
            return
        known = self._vocabulary.suggest(field, value)
        if known and value not in known:
            self._note(value, Problem.UNKNOWN_VALUE, known[0])

    def _tag(self, field: TagField, text: str) -> Query:
        ids, is_id = (
            (self._vocabulary.topics(text), _TOPIC_ID.fullmatch(text))
            if field is TagField.TOPIC
            else (self._vocabulary.organisations(text), _ORGANISATION_ID.fullmatch(text))
        )
        if not ids:
            known = self._vocabulary.suggest(field, text)
            if not (is_id and (not known or text in known)):
                self._note(text, Problem.UNKNOWN_VALUE, known[0] if known else "")
            ids = (text,) if is_id else ()
        return Tag(field, text, tuple(sorted(set(ids))))
