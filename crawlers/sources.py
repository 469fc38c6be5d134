"""Loads source files: the bundled ones, and those of a desk, which override bundled ones of the same id.

A broken file is a problem that names the file, the key and the reason, and stops only that source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ValidationError

from crawlers.filter import Filter
from crawlers.model import FamilyFile, SourceFile, WordsFile, problems_of
from pipelines.records import Source
from pipelines.urls import canonical, host

if TYPE_CHECKING:
    from collections.abc import Iterable

BUNDLED = Path(__file__).parent / "sources"
FAMILIES = Path(__file__).parent / "families"
FILTERS = Path(__file__).parent / "filters"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
File = TypeVar("File", bound=BaseModel)
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sources that can be crawled, and what is wrong with the others.

    ``files`` holds each source's file as it stands, ``filters`` the filters of those that have one, and ``hosts`` the
    sources by host, as :func:`owner` reads them.
    """

    sources: Mapping[str, Source]
    problems: tuple[str, ...]
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    hosts: Mapping[str, Sequence[Source]] = field(default_factory=dict)


class _BrokenError(Exception):
    """A file cannot be read; the text says why."""


class _Loader(yaml.CSafeLoader):
    """The safe loader, except that a key written twice is an error and not silently the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002 -- PyYAML's signature
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.MarkedYAMLError(problem=f"the key {twice} stands twice", problem_mark=node.start_mark)
        mapping: dict[object, object] = super().construct_mapping(node, deep=deep)
        return mapping


def load(*folders: Path, families: Path = FAMILIES, filters: Path = FILTERS) -> Catalogue:
    """Load all ``*.yaml`` under some folders; a later folder overrides an earlier one by id (the file's name)."""
    problems: list[str] = []
    shared = _Shared(_load_all(families, FamilyFile, problems), _load_all(filters, WordsFile, problems))
    files: dict[str, tuple[Path, SourceFile]] = {}
    for folder in folders:
        files |= _load_folder(folder, problems)
    sources: dict[str, Source] = {}
    chosen: dict[str, Filter] = {}
    taken: dict[str, str] = {}
    for id_, (path, file) in files.items():
        try:
            source, filter_ = shared.complete(id_, file)
            _claim(id_, file, taken)
        except _BrokenError as broken:
            problems.append(f"{path}: {broken}")
            continue
        sources[id_] = source
        chosen |= {id_: filter_} if filter_.keywords or filter_.sections else {}
    kept = {id_: files[id_][1] for id_ in sources}
    return Catalogue(
        MappingProxyType(sources),
        tuple(problems),
        files=MappingProxyType(kept),
        filters=MappingProxyType(chosen),
        hosts=MappingProxyType(hosts_of(sources.values())),
    )


def source_of(catalogue: Catalogue, url: str) -> Source | None:
    """Find the source an address belongs to: by its host, a subdomain of it, or the same host with ``www``."""
    return owner(catalogue.hosts or hosts_of(catalogue.sources.values()), url)


def hosts_of(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Give which sources each host belongs to, those with a home deeper in its paths first."""
    found: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: -len(_home_path(source))):
        for name in dict.fromkeys(_bare(each) for each in (host(source.home), *source.hosts)):
            found.setdefault(name, []).append(source)
    return found


def owner(hosts: Mapping[str, Sequence[Source]], url: str) -> Source | None:
    """Find the source whose host is nearest to an address's, and of several the one whose home is above it."""
    name = _bare(host(url))
    while name:
        if name in hosts:
            path = _path(url)
            above = (source for source in hosts[name] if path.startswith(_home_path(source)))
            return next(above, hosts[name][-1])
        name = name.partition(".")[2]
    return None


def _home_path(source: Source) -> str:
    return _path(source.home)


def _path(url: str) -> str:
    return urlsplit(canonical(url)).path.rstrip("/") + "/"


def _bare(name: str) -> str:
    return name.partition(":")[0].removeprefix("www.")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What source files refer to by name."""

    families: Mapping[str, FamilyFile]
    filters: Mapping[str, WordsFile]

    def complete(self, id_: str, file: SourceFile) -> tuple[Source, Filter]:
        family = None if file.family is None else _named("family", file.family, self.families)
        for name in file.filter.lists:
            _named("filter.lists", name, self.filters)
        return file.record(id_, family), file.filter.record(self.filters)


def _named(key: str, name: str, known: Mapping[str, Named]) -> Named:
    if name not in known:
        raise _BrokenError(f"{key}: there is no {name}; known are {', '.join(sorted(known))}")
    return known[name]


def _load_all(folder: Path, kind: type[File], problems: list[str]) -> dict[str, File]:
    found: dict[str, File] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = _read(path, kind)
        except _BrokenError as broken:
            problems.append(f"{path}: {broken}")
    return found


def _load_folder(folder: Path, problems: list[str]) -> dict[str, tuple[Path, SourceFile]]:
    found: dict[str, tuple[Path, SourceFile]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        try:
            _name(path, found)
            found[path.stem] = (path, _read(path, SourceFile))
        except _BrokenError as broken:
            problems.append(f"{path}: {broken}")
    return found


def _name(path: Path, found: Mapping[str, tuple[Path, SourceFile]]) -> None:
    if path.stem in found:
        raise _BrokenError(f"{found[path.stem][0]} has the same name; rename one of them")
    if not _ID.fullmatch(path.stem):
        raise _BrokenError("the file's name is the source's id: use only a-z, 0-9 and hyphens")


def read_file(path: Path) -> SourceFile | tuple[str, ...]:
    """Read one source file: the file, or what is wrong with it."""
    try:
        return _read(path, SourceFile)
    except _BrokenError as broken:
        return (f"{path}: {broken}",)


def _read(path: Path, kind: type[File]) -> File:
    try:
        found = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 -- a subclass of the safe loader
    except (OSError, UnicodeError) as error:
        raise _BrokenError(f"cannot be read ({error})") from error
    except yaml.YAMLError as error:
        raise _BrokenError(f"is not YAML ({' '.join(str(error).split())})") from error
    except RecursionError as error:
        raise _BrokenError("is nested too deeply") from error
    if not isinstance(found, dict):
        raise _BrokenError("must be a list of keys and values, such as title: Webrazzi")
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        raise _BrokenError("; ".join(problems_of(error))) from error


def _claim(id_: str, file: SourceFile, taken: dict[str, str]) -> None:
    """Take a source's addresses for it, so that no address is polled for two sources."""
    keys = {canonical(address): address for address in file.addresses()}
    for key, address in keys.items():
        if key in taken:
            raise _BrokenError(f"{address} already belongs to the source {taken[key]}")
    taken |= dict.fromkeys(keys, id_)
