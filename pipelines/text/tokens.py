"""What the language layer gives: tokens with offsets into the original text."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class TokenKind(StrEnum):
    """What a token is; only words and numbers are indexed."""

    WORD = "word"
    NUMBER = "number"
    SUFFIX = "suffix"
    PUNCT = "punct"


class Token(NamedTuple):
    """One token: ``text[start:end]`` of the original text, and the forms it is compared by.

    ``exact`` is the folded form (for quoted phrases), ``lemma`` the folded lemma with Turkish letters kept (for
    tagging), ``stem`` the recall key: the lemma with the ASCII key; empty for tokens that are not indexed.
    """

    start: int
    end: int
    exact: str
    lemma: str
    stem: str
    kind: TokenKind


class Part(NamedTuple):
    """A token within a piece of text; the offsets are relative to the piece."""

    start: int
    end: int
    exact: str
    lemma: str
    stem: str
    kind: TokenKind
