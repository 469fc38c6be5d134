"""English: lemmas by simplemma, the possessive 's dropped; Turkish names within English keep their Turkish lemma."""

from __future__ import annotations

import re
from functools import cache

from pipelines.text import tr_lemmas
from pipelines.text.latin import Tongue
from pipelines.text.letters import lower
from pipelines.text.lexicon import lemmas

# Words of two letters are pronouns, verbs whose forms differ in all letters, and abbreviations: US is not we.
_SHORT = 2


def tongue() -> Tongue:
    """Give the way English reads Latin words."""
    return Tongue(read=read, is_ending=is_ending, decimal=".")


def read(word: str) -> tuple[str, str]:
    """Give the exact form and the lemma of a word."""
    if not word.isascii() and _turkish().search(word):
        exact = lower(word.replace("I", "ı"))
        return exact, tr_lemmas.lemmatise(exact)
    exact = lower(word)
    return exact, lemmatise(exact)


def lemmatise(word: str) -> str:
    """Give the lemma of a folded English word; unknown words, and short ones (us, is), stay as they are."""
    lemma = lemmas("en").get(word) if len(word) > _SHORT else None
    return word if lemma is None else lower(lemma)


def is_ending(tail: str) -> bool:
    """Tell whether a tail behind an apostrophe is the possessive."""
    return tail in {"s", "S"}


@cache
def _turkish() -> re.Pattern[str]:
    """Letters that only Turkish names bring into an English text."""
    return re.compile("[ğĞşŞıİ]")
