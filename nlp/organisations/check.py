"""What is wrong with a register: collisions, missing languages, dead parents; and names that are common words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nlp.organisations.alias import Alias, Role, aliases
from nlp.organisations.lexicon import context_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.organisations.entry import Entry
    from nlp.organisations.register import Register

_LANGUAGES = ("tr", "fa", "en")
_SURE = frozenset({Role.NAME, Role.ACRONYM, Role.OFFICE})
# Zipf frequency from which on a lone word of news is so common that it deserves a second look.
_COMMON = 4.0


def problems(register: Register) -> list[str]:
    """Give each fault of a register as a sentence that names the entry; an empty list for a sound one."""
    found = [fault for entry in register for fault in _faults(entry, register)]
    return [*found, *_collisions(register)]


def doubts(register: Register) -> list[str]:
    """Give the names of one word that are frequent in their language (wordfreq): brands, or words that need a cue."""
    return [doubt for entry in register for doubt in _common_words(entry)]


def _faults(entry: Entry, register: Register) -> Iterator[str]:
    if not entry.origin:
        yield from (f"{entry.id}: no name in {code}." for code in _LANGUAGES if code not in entry.names)
    for parent in entry.parents:
        if register.get(parent) is None:
            yield f"{entry.id}: the parent {parent} is not in the register."
    if entry.id in entry.parents:
        yield f"{entry.id}: the entry is its own parent."
    for name in entry.unless:
        if name not in context_names():
            yield f"{entry.id}: there is no context {name}."


def _common_words(entry: Entry) -> Iterator[str]:
    from wordfreq import zipf_frequency  # noqa: PLC0415 - only the check needs the word lists

    for alias in aliases(entry):
        if alias.role is Role.NAME and len(alias.keys) == 1:
            frequency = zipf_frequency(alias.text, alias.language)
            if frequency >= _COMMON:
                yield f"{entry.id}: {alias.text!r} is a frequent word ({frequency}); does it need a cue?"


def _collisions(register: Register) -> Iterator[str]:
    owners: dict[tuple[str, ...], list[Alias]] = defaultdict(list)
    for entry in register:
        for alias in aliases(entry):
            if alias.role in _SURE:
                owners[alias.keys].append(alias)
    for found in owners.values():
        if len({alias.entry.id for alias in found}) > 1 and not _told_apart(found):
            identifiers = sorted({alias.entry.id for alias in found})
            yield f"{' and '.join(identifiers)}: both are called {found[0].text!r}."


def _told_apart(found: Sequence[Alias]) -> bool:
    """Entries may share a name where the country tells them apart, or the Turkish letters do (İTÜ, ITU)."""
    countries = {alias.entry.country for alias in found}
    national = all(alias.entry.national for alias in found) and len(countries) == len(found)
    return national or len({alias.text.casefold() for alias in found}) == len(found)
