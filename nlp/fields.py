"""The fields of an article as tokens and sentences: what every tagging component reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.lost_letters import mended
from pipelines.records import Field
from pipelines.text import Token, TokenKind, sentences, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.records import Article

BREAKS = frozenset(".!?;:,،؛؟()[]{}…|/\n")
"""Punctuation that a phrase does not reach across; hyphens, quotes and dashes within names it does."""

NOWHERE = -1
"""What follows the last word before a break."""


@dataclass(frozen=True, slots=True)
class FieldTokens:
    """One field of an article, tokenised once for all components.

    ``tokens`` include punctuation and ascend without overlap; ``sentences`` are half-open character ranges of
    ``text``; all offsets are Python character offsets into ``text``. ``keys`` are the folded form and the lemma of each
    token, ``marks`` the tokens that are punctuation, and ``following`` for each word the token of the next one within
    a phrase's reach (``NOWHERE``: none).
    """

    field: Field
    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    keys: tuple[tuple[str, str], ...]
    marks: tuple[int, ...]
    following: tuple[int, ...]


def fields_of(article: Article) -> tuple[FieldTokens, ...]:
    """Tokenise title, lead and text of an article in this order; fields without text are left out."""
    found = ((Field.TITLE, article.title), (Field.LEAD, article.lead), (Field.TEXT, article.text))
    return tuple(read_field(field, text, article.language) for field, text in found if text.strip())


def read_field(field: Field, text: str, language: str) -> FieldTokens:
    """Tokenise one field and find its sentences; letters that a charset lost are put back, so that names are found."""
    text = mended(text, language)
    found = tokens(text, language, punctuation=True)
    return FieldTokens(
        field=field,
        text=text,
        language=language,
        tokens=tuple(found),
        sentences=tuple(sentences(text, language)),
        keys=tuple([(token.exact, token.lemma) for token in found]),
        marks=tuple([at for at, token in enumerate(found) if token.kind is TokenKind.PUNCT]),
        following=tuple(_following(text, found)),
    )


def _following(text: str, found: Sequence[Token]) -> list[int]:
    """Give for each word the next one, over endings and marks that are no break; other tokens have none."""
    following = [NOWHERE] * len(found)
    last, end, broken = NOWHERE, 0, True
    mark, suffix = TokenKind.PUNCT, TokenKind.SUFFIX
    for at, token in enumerate(found):
        kind = token.kind
        if kind is mark:
            broken = broken or token.exact in BREAKS
        elif kind is suffix:
            end = token.end
        else:
            if not broken and text.find("\n", end, token.start) < 0:
                following[last] = at
            last, end, broken = at, token.end, False
    return following
