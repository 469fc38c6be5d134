"""Where the index of this machine lies: generations of files, of which one is current, and its cursor.

A folder of one schema version holds a folder for each generation and the file ``current`` that names one of them. An
index is built anew in a new generation, which then becomes current in one step; the one before is kept meanwhile.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from search.index import SearchError

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "build it anew with `rasad index --rebuild`"
_CURRENT = "current"
_STATE = "rasad.json"
_LOCK = "writer.lock"
_KIND = "embedded"


class Generations:
    """The generations of one index folder."""

    @classmethod
    def of_version(cls, folder: Path, version: int) -> Self:
        """Give those of one version of the schema, in a folder of its own."""
        return cls(folder / f"{_KIND}-v{version}")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(str(folder / _LOCK), timeout=0)

    def lock(self) -> None:
        """Keep other writers away until ``unlock``, or until this process ends.

        Raises:
            SearchError: another process writes, or the folder cannot be made.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise SearchError(
                f"another process is writing to the search index in {self._folder}; wait until it is done, or stop it"
            ) from error
        except OSError as error:
            raise SearchError(
                f"the search index in {self._folder} cannot be written ({error.strerror}); give this user the right to"
                " write to that folder, or set another home"
            ) from error

    def unlock(self) -> None:
        """Let other writers in."""
        self._lock.release()

    def current(self) -> Path | None:
        """Give the folder of the current generation, or nothing where no index was ever built.

        Raises:
            SearchError: there are generations, but none is current.
        """
        try:
            name = (self._folder / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            if any(map(_finished, self._all())):
                raise SearchError(f"the search index in {self._folder} has lost its file `current`; {ANEW}") from None
            return None
        except (OSError, ValueError) as error:
            raise SearchError(f"the search index in {self._folder} cannot be read; {ANEW}") from error
        path = self._folder / name
        if not name or not path.is_dir():
            raise SearchError(f"the search index in {self._folder} has lost its current generation {name!r}; {ANEW}")
        return path

    def fresh(self) -> Path:
        """Make the folder of a new generation, with the cursor at 0."""
        path = self._folder / f"g{uuid.uuid4().hex[:12]}"
        path.mkdir()
        write_cursor(path, 0)
        return path

    def promote(self, path: Path) -> None:
        """Make a generation the current one in one step; of the others only the one before is kept."""
        pointer = self._folder / _CURRENT
        before = pointer.read_bytes().decode(errors="replace") if pointer.exists() else ""
        _write(pointer, path.name)
        for other in self._all():
            if other.name not in {path.name, before.strip()}:
                shutil.rmtree(other, ignore_errors=True)

    def discard(self, path: Path) -> None:
        """Remove a generation that did not come about."""
        shutil.rmtree(path, ignore_errors=True)

    def supersede(self) -> None:
        """Remove the folders of older versions, which no program of this version reads; one in use is left."""
        number = _version(self._folder)
        for other in self._folder.parent.glob("*-v*"):
            if other.is_dir() and 0 <= _version(other) < number:
                older = Generations(other)
                with suppress(SearchError):
                    older.lock()
                    older.unlock()
                    shutil.rmtree(other, ignore_errors=True)

    def _all(self) -> list[Path]:
        return [path for path in self._folder.glob("g*") if path.is_dir()]


def _finished(generation: Path) -> bool:
    """Tell whether a generation was ever in use; that of a first writer which was killed while it began was not."""
    try:
        return read_cursor(generation) > 0
    except SearchError:
        return any(path.suffix != ".new" for path in generation.iterdir())


def _version(folder: Path) -> int:
    """Give the number of the schema that a folder is named after; -1 for other folders."""
    name, _, number = folder.name.rpartition("-v")
    return int(number) if name == _KIND and number.isascii() and number.isdecimal() else -1


def read_cursor(generation: Path) -> int:
    """Read the ingest sequence up to which a generation is complete.

    Raises:
        SearchError: the file is missing or damaged.
    """
    path = generation / _STATE
    try:
        return int(json.loads(path.read_bytes())["cursor"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SearchError(f"{path} of the search index is missing or damaged; {ANEW}") from error


def write_cursor(generation: Path, cursor: int) -> None:
    """Write the cursor so that a crash leaves the old or the new one."""
    _write(generation / _STATE, json.dumps({"cursor": cursor}))


def _write(path: Path, text: str) -> None:
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise SearchError(f"{path} of the search index cannot be written: {error.strerror}") from error
