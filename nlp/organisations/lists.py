"""Lists of organisations taken over from open sources: tab-separated, each with its source and licence in its head.

Such lists lie: most of their short names are common words. So a name that is one counts beside a cue only, Latin names
need their capitals throughout, and persons, tickers and legal forms were left out when the lists were made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.organisations.entry import Entry, Kind
from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = 7
_LANGUAGES = ("tr", "fa", "en")
_KINDS = {kind.value: kind for kind in Kind}


def read_list(path: Path) -> Iterator[Entry]:
    """Read a list: id, kind, city, names in Turkish, Persian and English, names that need a cue (``;`` between names).

    Raises:
        DataError: A row has not seven columns, no name, an unknown kind or an id without a country; the text names
            file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield _read_row(line.split("\t"), f"{path}, line {number}", path.stem)


def _read_row(row: list[str], place: str, origin: str) -> Entry:
    if len(row) != _COLUMNS:
        raise DataError(f"{place}: {len(row)} columns instead of {_COLUMNS}.")
    identifier, kind, city, *columns, cued = row
    country, _, slug = identifier.partition("/")
    if not (country and slug):
        raise DataError(f"{place}: {identifier!r} is no id of the form country/slug.")
    if kind not in _KINDS:
        raise DataError(f"{place}: {kind!r} is no kind of organisation.")
    names = {code: _split(column) for code, column in zip(_LANGUAGES, columns, strict=True) if column}
    if not names and not cued:
        raise DataError(f"{place}: {identifier} has no name.")
    return Entry(
        id=identifier, kind=_KINDS[kind], country=country, city=city, names=names, cued=_split(cued), origin=origin
    )


def _split(column: str) -> tuple[str, ...]:
    if ";" not in column:
        name = column.strip()
        return (name,) if name else ()
    return tuple(name.strip() for name in column.split(";") if name.strip())
