"""The words of a field as the matcher compares them: keys, bare forms without ending, and their places."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nlp.organisations.spelling import is_joint, is_persian, key, mark_key
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nlp.fields import FieldTokens
    from pipelines.text import Token

# Turkish case, possessive, plural and copula endings, chained; vowels with and without their marks.
_V = "[ıiuü]"
_A = "[ae]"
_ENDINGS = (
    rf"(?:l{_A}r|n?{_V}n|[nsyş]?{_V}|{_V}?m{_V}z|[ny]?{_A}|[dt]{_A}n?|nd{_A}n?|yl{_A}|l{_A}|nc{_A}|"
    rf"c{_A}|k{_V}|[dt]{_V}r|[ys]{_A}|{_V}m)"
)
# The shortest stem that an ending may be taken from.
_STEM = 3
# The least length of a piece into which a glued Persian word is cut (the word و is shorter and never glued in names).
PIECE = 2
# Distinct words remembered; the news of a month has fewer.
_CAPACITY = 200_000


class Shape(NamedTuple):
    """What a folded word is compared by.

    ``key`` is compared with a name's word; ``bases`` are the forms without an ending, which only the last word of a
    name may bear; ``glued`` tells that it could be several Persian words; ``begins`` that a name may begin with it.
    """

    key: str
    bases: tuple[str, ...]
    glued: bool
    begins: bool


class Word(NamedTuple):
    """A word or a breaking mark of a field: its shape and the index of its token."""

    key: str
    bases: tuple[str, ...]
    glued: bool
    begins: bool
    token: int


class Shapes(dict[tuple[str, str], Shape]):
    """The shapes of the folded words met so far, by word and lemma."""

    def __init__(self, begins: Callable[[Shape], bool]) -> None:
        super().__init__()
        self._begins = begins

    def __missing__(self, form: tuple[str, str]) -> Shape:
        if len(self) >= _CAPACITY:
            self.clear()
        shape = _shape(*form)
        shape = shape._replace(begins=self._begins(shape))
        self[form] = shape
        return shape


def words(found: FieldTokens, shapes: Shapes) -> list[Word]:
    """Give the words and breaking marks of a field; marks that stand within a name (Ar-Ge) are passed over."""
    result: list[Word] = []
    tokens = found.tokens
    word = TokenKind.WORD
    for index, token in enumerate(tokens):
        if token.kind is word:
            result.append(Word(*shapes[token.exact, token.lemma], index))
        elif token.kind is not TokenKind.PUNCT:
            bare = token.kind is TokenKind.SUFFIX
            result.append(
                Word("'" * bare + key(token.exact.lstrip("'")), (), glued=False, begins=not bare, token=index)
            )
        elif not _joins(tokens, index):
            result.append(Word(mark_key(token.exact), (), glued=False, begins=False, token=index))
    return result


def _joins(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not is_joint(token.exact):
        return False
    before = index > 0 and tokens[index - 1].end == token.start
    return before and index + 1 < len(tokens) and tokens[index + 1].start == token.end


def _shape(exact: str, lemma: str) -> Shape:
    whole = key(exact)
    bases = dict.fromkeys(key(base) for base in (*_without_ending(exact), lemma))
    bases.pop(whole, None)
    glued = len(whole) > 2 * PIECE + 1 and is_persian(whole)
    return Shape(whole, tuple(bases), glued, begins=False)


def _without_ending(word: str) -> list[str]:
    """Give the word without each Turkish ending or chain of endings that it may bear, the longest stem first."""
    chain = _chain()
    return [word[:cut] for cut in range(len(word) - 1, _STEM - 1, -1) if chain.fullmatch(word, cut)]


@cache
def _chain() -> re.Pattern[str]:
    return re.compile(f"{_ENDINGS}+")
