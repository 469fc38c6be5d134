"""The register of organisations: stable ids, names in three languages, and the look-up of a typed name."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.organisations.alias import written
from nlp.organisations.entry import INTERNATIONAL, Entry, Kind
from nlp.organisations.files import read_group
from nlp.organisations.lists import read_list
from nlp.organisations.spelling import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["INTERNATIONAL", "Entry", "Kind", "Register"]

_BUNDLED = Path(__file__).parent / "register"
_LISTS = Path(__file__).parent / "lists"
_FOLDER = "register"
# Similarity in percent from which on a name is suggested for a mistyped one.
_SIMILAR = 75
_SUGGESTIONS = 5


class Register:
    """All entries by id; entries of an overlay replace bundled ones of the same id."""

    def __init__(self, entries: Iterable[Entry], version: str = "") -> None:
        self._entries: dict[str, Entry] = {entry.id: entry for entry in entries}
        self.version = version

    @classmethod
    def load(cls, overlay: Path | None = None) -> Register:
        """Read the bundled lists and groups and the files of ``overlay/register`` (YAML groups, TSV lists).

        Raises:
            DataError: A file breaks the form.
        """
        files = register_files(overlay)
        entries = [entry for path in files for entry in (read_list if path.suffix == ".tsv" else read_group)(path)]
        return cls(entries, digest(files))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, identifier: str) -> Entry | None:
        """Give an entry by its id; ``None`` where there is none."""
        return self._entries.get(identifier)

    def display_name(self, identifier: str, language: str) -> str:
        """Give the name to show in a language; the id where the register does not know it."""
        entry = self._entries.get(identifier)
        if entry is None:
            return identifier
        order = (language, *(("en", "tr", "fa") if language != "fa" else ("en", "tr")))
        shown = [entry.names[code][0] for code in order if code in entry.names]
        return next(iter((*shown, *entry.acronyms, *entry.cued)), identifier)

    def resolve(self, text: str) -> tuple[str, ...]:
        """Give the ids of a name typed in any language and spelling (or of an id); nothing for an unknown name."""
        typed = text.strip()
        if typed in self._entries:
            return (typed,)
        return tuple(self._names.get(squeeze(typed), ()))

    def suggest(self, text: str, limit: int = _SUGGESTIONS) -> tuple[str, ...]:
        """Give the ids whose names are nearest to a mistyped one, the nearest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistyped query needs it

        found: dict[str, float] = {}
        names = process.extract(
            squeeze(text), self._names.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=limit
        )
        for name, similarity, _ in names:
            for identifier in self._names[name]:
                found[identifier] = max(similarity, found.get(identifier, 0.0))
        return tuple(sorted(found, key=lambda identifier: (-found[identifier], self._is_listed(identifier))))[:limit]

    def _is_listed(self, identifier: str) -> bool:
        """Tell whether an entry comes from a list; hand-kept ones are offered first."""
        return bool(self._entries[identifier].origin)

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        names: dict[str, list[str]] = {}
        for entry in self:
            for _, _, name in written(entry):
                owners = names.setdefault(squeeze(name), [])
                if entry.id not in owners:
                    owners.append(entry.id)
        return names


def register_files(overlay: Path | None) -> list[Path]:
    """Give the register's files in the order in which they are read: lists, hand-kept groups, the desk's own."""
    folders = [_LISTS, _BUNDLED] if overlay is None else [_LISTS, _BUNDLED, overlay / _FOLDER]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".yaml", ".tsv"}]


def digest(files: Iterable[Path]) -> str:
    """Give a short digest of the contents of files; it changes when any of them does."""
    total = hashlib.sha256()
    for path in files:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]
