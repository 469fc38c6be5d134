"""The names under which an entry is found, and how strictly each of them is taken."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nlp.organisations import lexicon
from nlp.organisations.entry import Entry, Kind
from nlp.organisations.spelling import COMMA, is_persian, language_of, name_keys
from pipelines.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator


# An acronym of so few letters means several things.
_SHORT = 3


class Role(StrEnum):
    """How a name stands for its organisation, from the surest to the least sure."""

    NAME = "name"
    ACRONYM = "acronym"
    OFFICE = "office"
    LOCAL = "local"
    CUED = "cued"


class Alias(NamedTuple):
    """One name of an entry: the text as written in the register, its word keys and its role.

    ``spoken`` are the languages of the texts in which it is looked for: all, but for short acronyms, which mean other
    things elsewhere (AB is the European Union in Turkish and a Swedish company form in English).
    """

    entry: Entry
    text: str
    language: str
    role: Role
    keys: tuple[str, ...]
    spoken: tuple[str, ...] = LANGUAGES

    @property
    def latin(self) -> bool:
        """Whether capitals can be asked for."""
        return self.language != "fa"


def aliases(entry: Entry) -> Iterator[Alias]:
    """Give every name of an entry once per sequence of keys, the surest role first."""
    seen: set[tuple[str, ...]] = set()
    for role, language, name in written(entry):
        own = language_of(name, language)
        for keys in _keys(entry, name, own):
            if keys and keys not in seen:
                seen.add(keys)
                yield Alias(entry, name, own, role, keys, _spoken(entry, name, role))


def _spoken(entry: Entry, name: str, role: Role) -> tuple[str, ...]:
    if role is not Role.ACRONYM or len(name) > _SHORT or name in (*entry.acronyms, *entry.former):
        return LANGUAGES
    return ("fa", *(code for code, names in entry.names.items() if name in names))


def _keys(entry: Entry, name: str, language: str) -> Iterator[tuple[str, ...]]:
    """Give the key sequences of a name; a shared one also without its country (İran Adalet Bakanlığı)."""
    for keys in spellings(name, language):
        yield keys
        if entry.national:
            bare = lexicon.countries().without(keys, entry.country)
            if len(bare) > 1:
                yield bare


def written(entry: Entry) -> Iterator[tuple[Role, str, str]]:
    """Give the names of an entry as the register has them, each with its role and language."""
    free = Role.CUED if entry.cue else Role.NAME
    for language, names in entry.names.items():
        for name in names:
            yield (free if not is_acronym(name) or entry.cue else Role.ACRONYM), language, name
    for name in entry.former:
        yield free, "tr", name
    for name in entry.acronyms:
        yield Role.ACRONYM, "tr", name
    for name in entry.cued:
        yield Role.CUED, "tr", name
    for name in entry.local:
        yield Role.LOCAL, "tr", name
    for name in entry.offices:
        yield Role.OFFICE, "tr", name
    yield from _ministers(entry)


def is_acronym(name: str) -> bool:
    """Tell whether a name is one Latin word in capitals."""
    return " " not in name and len(name) > 1 and name.upper() == name and not is_persian(name) and name.lower() != name


def _ministers(entry: Entry) -> Iterator[tuple[Role, str, str]]:
    """Give the titles of those who head a ministry: what they do in office, the ministry does."""
    if entry.kind is not Kind.MINISTRY:
        return
    former = [(language_of(name), (name,)) for name in entry.former]
    for language, names in (*entry.names.items(), *former):
        for name in names:
            for title in _titles(name, language):
                yield (Role.OFFICE if " " in title else Role.CUED), language, title


def _titles(name: str, language: str) -> Iterator[str]:
    if language == "tr" and name.endswith(" Bakanlığı"):
        body = name.removesuffix(" Bakanlığı")
        yield f"{body} Bakanı"
        yield f"{body} Bakan Yardımcısı"
    elif language == "fa" and name.startswith("وزارت "):
        yield f"وزیر {name.removeprefix('وزارت ')}"
    elif language == "en" and name.startswith("Ministry of "):
        body = name.removeprefix("Ministry of ")
        yield f"Minister of {body}"
        yield f"{body} Minister"


def spellings(name: str, language: str) -> Iterator[tuple[str, ...]]:
    """Give the key sequences of a name: with and without its commas, and its habitual variants."""
    for variant in _variants(name, language):
        keys = name_keys(variant, language)
        yield keys
        if COMMA in keys:
            yield tuple(word for word in keys if word != COMMA)
        if language == "fa":
            yield from _cut(keys)


# What a Persian name of a saint bears behind it, often left out: "peace be upon him" and the like.
_HONORIFIC = re.compile(r" *\((?:ع|عج|س|ص|ره|رض)\)")


def _variants(name: str, language: str) -> Iterator[str]:
    yield name
    bare = _HONORIFIC.sub("", name)
    if bare != name:
        yield bare
    if language == "en" and name.startswith("Ministry of "):
        yield f"{name.removeprefix('Ministry of ')} Ministry"
    if language == "en" and name.endswith(_PARK):
        yield f"{_PARK.strip()} of {name.removesuffix(_PARK)}"
        yield f"{name.removesuffix(_PARK)} STP"
    if language == "tr" and name.endswith(" Üniversitesi"):
        yield f"{name.removesuffix(' Üniversitesi')} Üni"
        yield f"{name.removesuffix(' Üniversitesi')} Ünv"


_PARK = " Science and Technology Park"
# A Persian name of one word from here on is also looked for in two pieces (توبی تاک); shorter pieces are words.
_LONG = 6


def _cut(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(keys) != 1 or len(keys[0]) < _LONG or not is_persian(keys[0]):
        return
    word = keys[0]
    for place in range(2, len(word) - 1):
        yield word[:place], word[place:]
