"""Open word lists as the language modules need them, loaded on first use and kept for the life of the process."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

from pipelines.text.letters import fold_letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    class _Trie(Protocol):
        """What is asked of a trie of the ``marisa_trie`` package, which brings no types."""

        def __contains__(self, key: object) -> bool: ...
        def get(self, key: str) -> list[bytes] | None: ...
        def iterkeys(self, prefix: str) -> Iterable[str]: ...


class Lemmas:
    """The lemma of every inflected form that simplemma's dictionary of a language knows, kept as a trie.

    Asking the trie itself takes a third of the time of asking through simplemma, for a word that it lacks a quarter.
    """

    __slots__ = ("_forms",)

    def __init__(self, forms: _Trie) -> None:
        self._forms = forms

    def __contains__(self, form: object) -> bool:
        return form in self._forms

    def get(self, form: str) -> str | None:
        """Give the lemma of a form, if it is known."""
        found = self._forms.get(form)
        return found[0].decode() if found else None

    def continues(self, beginning: str) -> bool:
        """Tell whether any form begins so."""
        return next(iter(self._forms.iterkeys(beginning)), None) is not None


@cache
def lemmas(language: str) -> Lemmas:
    """Give the lemmas of a language.

    They are kept as tries in the user's cache folder: 1.2 million Turkish forms take 6 MB instead of 108, and 0.01 s
    instead of 0.9 from the second start on; 180,000 English ones 1.3 MB.
    """
    from simplemma.strategies.dictionaries import trie_dictionary_factory as tries  # noqa: PLC0415 - heavy

    dictionary = cast("tries.TrieWrapDict", tries.TrieDictionaryFactory().get_dictionary(language))
    return Lemmas(dictionary._trie)  # noqa: SLF001 - what is wrapped around it is slow


@cache
def frequencies(language: str) -> dict[str, float]:
    """Give the share of each word in running text: wordfreq's lists of tr (63,000 words), fa (31,000) and en (30,000).

    Words are folded, so that spellings with Arabic and Persian letters count together.
    """
    from wordfreq import get_frequency_dict  # noqa: PLC0415 - heavy

    found: dict[str, float] = {}
    for word, share in get_frequency_dict(language, "small" if language == "en" else "best").items():
        folded = word if word.isascii() else fold_letters(word)
        found[folded] = found.get(folded, 0.0) + share
    return found


def read_rows(name: str) -> list[list[str]]:
    """Read a table of ``data``: one row a line, cells divided by tabs, ``#`` starts a comment line."""
    text = resources.files("pipelines.text").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
