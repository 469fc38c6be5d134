"""The language layer: one way to fold, cut and lemmatise for tagging, search, deduplication and highlighting.

Arabic letters are read as Persian in a text of any language, and Latin letters as the text's language; so a word has
one stem wherever it stands. The canonical form is split: ``دانش‌بنیان``, ``دانش بنیان`` and ``دانشبنیان`` are the same
two tokens, while affixes belong to their word: ``شرکت‌های``, ``شرکت های`` and ``شرکتهای`` are the same one token.
"""

from __future__ import annotations

import re
from functools import cache, partial

from pipelines.text import en, fa, runs, tr
from pipelines.text import sentences as _sentences
from pipelines.text.letters import WORD
from pipelines.text.pieces import Cutter, punctuate
from pipelines.text.tokens import Token, TokenKind

__all__ = ["LANGUAGES", "Token", "TokenKind", "fold", "joined", "keys", "reader", "sentences", "stem", "tokens"]

LANGUAGES = ("tr", "fa", "en")


def tokens(text: str, language: str, *, punctuation: bool = False) -> list[Token]:
    """Give the tokens of a text: ascending, without overlap, with offsets into the text as it stands.

    Args:
        text: Any text.
        language: One of ``LANGUAGES``; another one is read as English.
        punctuation: Whether punctuation and symbols come, too, one token a character.
    """
    found = _cutter(language).tokens(text)
    return punctuate(text, found) if punctuation else found


def keys(text: str, language: str) -> tuple[list[str], list[str]]:
    """Give the exact and the stem keys of the indexed tokens: those of ``tokens``, several times faster."""
    return _cutter(language).keys(text)


def joined(text: str, language: str) -> tuple[str, str]:
    """Give the same keys as text, joined by blanks, which is faster still."""
    return _cutter(language).joined(text)


def reader(language: str) -> Cutter:
    """Give what reads texts of a language, for those who look at single pieces or hand on what has been learnt."""
    return _cutter(language)


def fold(text: str, language: str) -> str:
    """Fold every word of a text; blanks and punctuation stay, ZWNJ becomes a blank. Offsets are not preserved."""
    cutter = _cutter(language)
    return _word().sub(lambda match: " ".join(part.exact for part in cutter.parts(match[0])), text)


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Give the start and end offset of each sentence of a text."""
    return _sentences.sentences(text, language)


def stem(word: str, language: str) -> str:
    """Give the recall key of a word (of several: joined by blanks); the empty string where nothing is indexed."""
    return " ".join(keys(word, language)[1])


@cache
def _cutter(language: str) -> Cutter:
    tongue = {"tr": tr, "fa": fa}.get(language, en).tongue()
    return Cutter(partial(runs.analyse, tongue=tongue))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"{WORD}+")
