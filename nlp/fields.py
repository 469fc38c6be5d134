"""The fields of an article as tokens and sentences: what every tagging component reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.records import Field
from pipelines.text import Token, sentences, tokens

if TYPE_CHECKING:
    from pipelines.records import Article


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """One field of an article, tokenised once for all components.

    ``tokens`` include punctuation and ascend without overlap; ``sentences`` are half-open character ranges of
    ``text``; all offsets are Python character offsets into ``text``.
    """

    field: Field
    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]


def fields_of(article: Article) -> tuple[FieldTokens, ...]:
    """Tokenise title, lead and text of an article in this order; fields without text are left out."""
    found = ((Field.TITLE, article.title), (Field.LEAD, article.lead), (Field.TEXT, article.text))
    return tuple(read_field(field, text, article.language) for field, text in found if text.strip())


def read_field(field: Field, text: str, language: str) -> FieldTokens:
    """Tokenise one field and find its sentences."""
    return FieldTokens(
        field, text, language, tuple(tokens(text, language, punctuation=True)), tuple(sentences(text, language))
    )
