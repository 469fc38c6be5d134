"""The words of a field as the matcher compares them: keys, bare forms without ending, and their places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from nlp.organisations.spelling import is_joint, is_persian, key, mark_key
from pipelines.text import TokenKind
from pipelines.text.chains import Chains
from pipelines.text.forgetting import forget

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

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
# Distinct words remembered: what is met again and again in a day's news of three languages.
_CAPACITY = 50_000


class Word(NamedTuple):
    """What a word or a breaking mark of a text is compared by.

    ``key`` is compared with a name's word; ``bases`` are the forms without an ending, which only the last word of a
    name may bear; ``glued`` tells that it could be several Persian words; ``begins`` that a name may begin with it;
    ``heads`` that it may be a plural head that several names share.
    """

    key: str
    bases: tuple[str, ...] = ()
    glued: bool = False
    begins: bool = False
    heads: bool = False


class Words(dict[str, Word]):
    """The words met so far by their folded form; each is looked at once."""

    def __init__(self, begins: Callable[[Word], bool], heads: Callable[[Word], bool]) -> None:
        super().__init__()
        self._begins = begins
        self._heads = heads

    def of(self, found: FieldTokens) -> tuple[list[Word], list[int]]:
        """Give the words and breaking marks of a field and the index of each one's token.

        Marks that stand within a name (Ar-Ge, San. ve Tic.) are passed over.
        """
        ends = {end for _, end in found.sentences}
        passed = {mark for mark in found.marks if _is_passed(found.tokens, mark, ends)}
        places = [at for at in range(len(found.keys)) if at not in passed] if passed else list(range(len(found.keys)))
        forms = [found.keys[at][0] for at in places] if passed else [form for form, _ in found.keys]
        words = list(map(self.get, forms))
        if None in words:
            words = [self.get(form) or self._learn(found.tokens[at]) for form, at in zip(forms, places, strict=True)]
        return words, places  # type: ignore[return-value]  # none of them is missing

    def _learn(self, token: Token) -> Word:
        if len(self) >= _CAPACITY:
            forget(self)
        word = _word(token)
        word = word._replace(begins=self._begins(word), heads=self._heads(word))
        self[token.exact] = word
        return word


def _is_passed(tokens: Sequence[Token], mark: int, ends: Collection[int]) -> bool:
    """Tell whether a mark breaks no name: a joint within one, or a full stop that ends no sentence but abbreviates."""
    if _joins(tokens, mark):
        return True
    token = tokens[mark]
    return token.exact == "." and mark > 0 and tokens[mark - 1].end == token.start and token.end not in ends


def _joins(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not is_joint(token.exact):
        return False
    before = index > 0 and tokens[index - 1].end == token.start
    return before and index + 1 < len(tokens) and tokens[index + 1].start == token.end


def _word(token: Token) -> Word:
    if token.kind is TokenKind.PUNCT:
        return Word(mark_key(token.exact))
    if token.kind is TokenKind.SUFFIX:
        return Word("'" + key(token.exact.lstrip("'")))
    whole = key(token.exact)
    if token.kind is TokenKind.NUMBER:
        return Word(whole)
    bases = dict.fromkeys(key(base) for base in (*_without_ending(token.exact), token.lemma))
    bases.pop(whole, None)
    return Word(whole, tuple(bases), glued=len(whole) > 2 * PIECE + 1 and is_persian(whole))


def _without_ending(word: str) -> list[str]:
    """Give the word without each Turkish ending or chain of endings that it may bear, the longest stem first."""
    return [word[:cut] for cut in _chain().starts(word) if cut >= _STEM]


@cache
def _chain() -> Chains:
    return Chains(f"{_ENDINGS}{_ENDINGS}*")
