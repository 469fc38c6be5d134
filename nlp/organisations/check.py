"""What is wrong with a register: collisions, missing languages, dead parents, names that are common words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nlp.organisations.alias import Role, aliases
from nlp.organisations.lexicon import context_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.organisations.entry import Entry
    from nlp.organisations.register import Register

_LANGUAGES = ("tr", "fa", "en")
# Zipf frequency from which on a lone word is too common to be a name without a cue.
_COMMON = 4.0


def problems(register: Register) -> list[str]:
    """Give each fault of a register as a sentence that names the entry; an empty list for a sound one."""
    found: list[str] = []
    for entry in register:
        found.extend(_entry_problems(entry, register))
    found.extend(_collisions(register))
    return found


def _entry_problems(entry: Entry, register: Register) -> Iterator[str]:
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
    yield from _common_words(entry)


def _common_words(entry: Entry) -> Iterator[str]:
    from wordfreq import zipf_frequency  # noqa: PLC0415 - only the check needs the word lists

    for alias in aliases(entry):
        if alias.role is Role.NAME and len(alias.keys) == 1:
            frequency = zipf_frequency(alias.text, alias.language)
            if frequency >= _COMMON:
                yield f"{entry.id}: {alias.text!r} is a common word ({frequency}); move it to cued."


def _collisions(register: Register) -> Iterator[str]:
    """Two entries may share a name only where both are national bodies, or the name is a local one or needs a cue."""
    owners: dict[tuple[str, ...], dict[str, Entry]] = defaultdict(dict)
    for entry in register:
        for alias in aliases(entry):
            if alias.role in {Role.NAME, Role.ACRONYM, Role.OFFICE}:
                owners[alias.keys].setdefault(entry.id, entry)
    for keys, entries in owners.items():
        countries = {entry.country for entry in entries.values()}
        if len(entries) > 1 and not (all(e.national for e in entries.values()) and len(countries) == len(entries)):
            yield f"{' and '.join(sorted(entries))}: both are called {' '.join(keys)!r}."
