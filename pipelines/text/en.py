"""English: lemmas by simplemma, the possessive 's dropped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.text.latin import Tongue
from pipelines.text.letters import lower

if TYPE_CHECKING:
    from collections.abc import Mapping


def tongue() -> Tongue:
    """Give the way English reads Latin words."""
    return Tongue(read=read, is_ending=is_ending, decimal=".")


def read(word: str) -> tuple[str, str]:
    """Give the exact form and the lemma of a word."""
    exact = lower(word)
    return exact, lower(_lemmas().get(exact, exact))


def is_ending(tail: str) -> bool:
    """Tell whether a tail behind an apostrophe is the possessive."""
    return tail in {"s", "S"}


@cache
def _lemmas() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY  # noqa: PLC0415 - heavy

    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")
