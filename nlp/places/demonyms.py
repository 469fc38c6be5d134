"""What people and firms of a place are called: Tebrizli, تبریزی, ترک‌ها, Iranians."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HARMONY = {"a": "lı", "ı": "lı", "e": "li", "i": "li", "o": "lu", "u": "lu", "ö": "lü", "ü": "lü"}
_PLURAL = {"a": "lar", "ı": "lar", "o": "lar", "u": "lar", "e": "ler", "i": "ler", "ö": "ler", "ü": "ler"}
_VOWEL = re.compile("[aıeioöuü]")
_LOWER = str.maketrans("Iİ", "ıi")
_WORDS = frozenset({"Ağrılı"})
"""Forms that are words of their own ("painful")."""

_LEAST = 3
"""Letters of a Persian name below which its adjective is a common word."""


def demonyms(name: str, language: str) -> Iterator[str]:
    """Give the adjectives of a city's people in Turkish and Persian; English says them with the name itself."""
    if language == "tr" and all(word[0].isupper() for word in name.split()):
        form = name + _HARMONY[_last_vowel(name)]
        yield from () if form in _WORDS else (form,)
    elif language == "fa" and len(name) > _LEAST and name.isalpha() and not name.endswith("ی"):
        adjective = f"{name}‌ای" if name.endswith("ه") else f"{name}{'یی' if name[-1] in 'او' else 'ی'}"
        yield adjective
        yield from plurals(adjective, language)


def plurals(adjective: str, language: str) -> Iterator[str]:
    """Give the plurals that make a people of an adjective: "ترک‌ها", "İranlılar", "Iranians"."""
    if language == "tr":
        yield adjective + _PLURAL[_last_vowel(adjective)]
    elif language == "fa":
        yield from (f"{adjective}‌ها", f"{adjective}‌های")
    elif adjective.endswith("ian"):
        yield f"{adjective}s"


def is_plural(form: str, language: str) -> bool:
    """Say whether a folded form of an adjective names a people by itself."""
    ends = {"tr": ("lar", "ler"), "fa": ("ها", "های"), "en": ("ians",)}
    return form.endswith(ends.get(language, ()))


def _last_vowel(name: str) -> str:
    found: list[str] = _VOWEL.findall(name.translate(_LOWER).lower())
    return found[-1] if found else "e"
