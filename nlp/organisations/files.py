"""Register files: strict YAML of hand-kept entries, one group of any size a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from nlp.organisations.entry import Entry, Kind
from nlp.organisations.reading import loader
from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Names = tuple[Text, ...]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Reference = Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2}|int)/[a-z0-9]+(?:-[a-z0-9]+)*$")]
Country = Annotated[str, StringConstraints(pattern=r"^(?:[a-z]{2}|int)$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Organisation(_Strict):
    """One entry as it is written; the keys of ``Entry`` with a key per language for the names."""

    kind: Kind | None = None
    city: str = ""
    tr: Names = ()
    fa: Names = ()
    en: Names = ()
    acronyms: Names = ()
    former: Names = ()
    cued: Names = ()
    offices: Names = ()
    parents: tuple[Reference, ...] = ()
    website: str = ""
    cue: bool = False
    national: bool | None = None
    unless: tuple[Slug, ...] = ()
    not_before: Names = ()
    not_after: Names = ()
    regions: Names = ()


class _Group(_Strict):
    """A file: what its entries share, and the entries by slug."""

    country: Country
    kind: Kind
    city: str = ""
    national: bool = False
    parents: tuple[Reference, ...] = ()
    unless: tuple[Slug, ...] = ()
    local: Names = ()
    organisations: dict[Slug, _Organisation] = Field(min_length=1)


def read_group(path: Path) -> Iterator[Entry]:
    """Read one register file.

    Raises:
        DataError: The file is no YAML or breaks the form; the text names file, key and reason.
    """
    group = _parse(path)
    for slug, written in group.organisations.items():
        yield _entry(group, slug, written)


def _parse(path: Path) -> _Group:
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_duplicates(path, yaml.compose(text, loader()))
        return _Group.model_validate(yaml.load(text, loader()))  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise DataError(f"{path}: the file is no YAML: {' '.join(str(error).split())}.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: the file is not written in UTF-8 (byte {error.start}).") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise DataError(f"{path}: {place}: {first['msg']}.") from error


def _refuse_duplicates(path: Path, node: yaml.Node | None) -> None:
    """YAML readers keep the last of two equal keys, so an entry written twice would vanish silently."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise DataError(f"{path}, line {key.start_mark.line + 1}: the key {key.value!r} stands there twice.")
        seen.add(key.value)
        _refuse_duplicates(path, value)


def _entry(group: _Group, slug: str, written: _Organisation) -> Entry:
    return Entry(
        id=f"{group.country}/{slug}",
        kind=written.kind or group.kind,
        country=group.country,
        city=written.city or group.city,
        names={code: names for code, names in _names(written) if names},
        acronyms=written.acronyms,
        former=written.former,
        cued=written.cued,
        offices=written.offices,
        parents=written.parents or group.parents,
        website=written.website,
        cue=written.cue,
        national=group.national if written.national is None else written.national,
        unless=written.unless or group.unless,
        not_before=written.not_before,
        not_after=written.not_after,
        local=group.local,
        regions=written.regions,
    )


def _names(written: _Organisation) -> tuple[tuple[str, Names], ...]:
    return (("tr", written.tr), ("fa", written.fa), ("en", written.en))
