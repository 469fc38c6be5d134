"""The fields of an article as tokens and sentences: what every tagging component reads."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.lost_letters import mended
from nlp.vocabulary import Key, Vocabulary, vocabulary_of
from pipelines.records import Field
from pipelines.text import Token, TokenKind, sentences
from pipelines.text.pieces import cut_marks, cut_pieces

if TYPE_CHECKING:
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
    token, ``numbers`` their places in the words of the ``vocabulary``, ``marks`` the tokens that are punctuation, and
    ``following`` for each word the token of the next one within a phrase's reach (``NOWHERE``: none).
    """

    field: Field
    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    keys: tuple[Key, ...]
    marks: tuple[int, ...]
    following: tuple[int, ...]
    numbers: tuple[int, ...] = dataclasses.field(compare=False)
    vocabulary: Vocabulary = dataclasses.field(compare=False, repr=False)


def fields_of(article: Article) -> tuple[FieldTokens, ...]:
    """Tokenise title, lead and text of an article in this order; fields without text are left out."""
    found = ((Field.TITLE, article.title), (Field.LEAD, article.lead), (Field.TEXT, article.text))
    return tuple(read_field(field, text, article.language) for field, text in found if text.strip())


def read_field(field: Field, text: str, language: str) -> FieldTokens:
    """Tokenise one field and find its sentences; letters that a charset lost are put back, so that names are found."""
    text = mended(text, language)
    vocabulary = vocabulary_of(language)
    rows = _Rows()
    rows.read(text, vocabulary)
    return FieldTokens(
        field=field,
        text=text,
        language=language,
        tokens=tuple(rows.tokens),
        sentences=tuple(sentences(text, language)),
        keys=tuple(rows.keys),
        numbers=tuple(rows.numbers),
        vocabulary=vocabulary,
        marks=tuple(rows.marks),
        following=tuple(rows.following),
    )


class _Rows:
    """What is known of each token, one row a kind of knowledge, all of them filled in one pass over the text."""

    __slots__ = ("following", "keys", "marks", "numbers", "tokens")

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.keys: list[Key] = []
        self.numbers: list[int] = []
        self.marks: list[int] = []
        self.following: list[int] = []

    def read(self, text: str, vocabulary: Vocabulary) -> None:
        """Fill the rows."""
        tokens, keys, numbers, following = self.tokens, self.keys, self.numbers, self.following
        new, find, suffix = tuple.__new__, text.find, TokenKind.SUFFIX
        at = place = 0
        last = NOWHERE
        for piece in cut_pieces(text):
            # What is skipped between two pieces has no letter, so that a piece is found where it was cut.
            at = find(piece, at)
            for (start, end, exact, lemma, stem, kind), key, number in vocabulary[piece]:
                begin = at + start
                is_wide = begin - place > 1 or (begin > place and text[place] != " ")
                if is_wide and self._read_gap(text, place, begin, vocabulary):
                    last = NOWHERE
                place = at + end
                if kind is not suffix:
                    if last >= 0:
                        following[last] = len(tokens)
                    last = len(tokens)
                tokens.append(new(Token, (begin, place, exact, lemma, stem, kind)))
                keys.append(key)
                numbers.append(number)
                following.append(NOWHERE)
            at += len(piece)
        self._read_gap(text, place, len(text), vocabulary)

    def _read_gap(self, text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
        """Fill in the marks that stand between two tokens, and tell whether a phrase ends there."""
        is_break = text.find("\n", start, end) >= 0
        for at, sign in cut_marks(text, start, end):
            part, key, number = vocabulary.mark(sign)
            self.marks.append(len(self.tokens))
            self.tokens.append(Token(at, at + 1, *part[2:]))
            self.keys.append(key)
            self.numbers.append(number)
            self.following.append(NOWHERE)
            is_break = is_break or sign in BREAKS
        return is_break
