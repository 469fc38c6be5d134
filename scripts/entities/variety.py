"""What training changes in its sentences, so that the network also reads headlines, lost letters and glued words."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from nlp.entities.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.material.named import Marked

_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_LOWER = str.maketrans({"İ": "i", "I": "ı"})
_ASCII = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")
_ZWNJ = "\u200c"
# Shares of sentences that are changed, and of organisations that are replaced by one of the register.
_CAPITALS, _SMALL, _BARE, _TITLES, _GLUED, _REPLACED = 0.1, 0.12, 0.04, 0.04, 0.15, 0.08


class Token(NamedTuple):
    """A word with its label; ``joined`` tells that a ZWNJ is before it."""

    form: str
    spaced: bool
    label: str
    joined: bool = False


def tokens(marked: Marked) -> list[Token]:
    """Cut a marked text into labelled words."""
    found: list[Token] = []
    before, end = None, 0
    for word in words(marked.text):
        name = next((name for name in marked.names if word.start < name[1] and name[0] < word.end), None)
        label = "O" if name is None else f"{'I' if name == before else 'B'}-{name[2]}"
        found.append(Token(word.form, word.spaced, label, _ZWNJ in marked.text[end : word.start]))
        before, end = name, word.end
    return found


def changed(sentence: Sequence[Token], language: str, names: Sequence[str]) -> list[Token]:
    """Give a sentence as another writer may have written it."""
    result = _replaced(sentence, names)
    if language == "fa":
        return _glued(result) if random.random() < _GLUED else result
    change = _spelling(random.random())
    return [token._replace(form=change(token.form)) for token in result] if change else result


def _spelling(chance: float) -> Callable[[str], str] | None:
    for share, change in ((_CAPITALS, _upper), (_SMALL, _lower), (_BARE, _bare), (_TITLES, _title)):
        if chance < share:
            return change
        chance -= share
    return None


def _upper(word: str) -> str:
    return word.translate(_UPPER).upper()


def _lower(word: str) -> str:
    return word.translate(_LOWER).lower()


def _bare(word: str) -> str:
    return word.translate(_ASCII)


def _title(word: str) -> str:
    return _upper(word[:1]) + word[1:]


def _glued(sentence: Sequence[Token]) -> list[Token]:
    """Lose every ZWNJ."""
    result: list[Token] = []
    for token in sentence:
        if token.joined and result:
            result[-1] = result[-1]._replace(form=result[-1].form + token.form)
        else:
            result.append(token)
    return result


def _replaced(sentence: Sequence[Token], names: Sequence[str]) -> list[Token]:
    """Put other organisations in the place of some."""
    result: list[Token] = []
    replacing = False
    for token in sentence:
        if token.label == "B-ORG":
            replacing = random.random() < _REPLACED
            if replacing:
                result += _name(random.choice(names), spaced=token.spaced)
        elif token.label != "I-ORG":
            replacing = False
        if not replacing:
            result.append(token)
    return result


def _name(name: str, *, spaced: bool) -> list[Token]:
    found = [Token(word.form, word.spaced, "I-ORG") for word in words(name)]
    return [found[0]._replace(label="B-ORG", spaced=spaced), *found[1:]] if found else []
