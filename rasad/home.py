"""The home folder: everything a desk owns, in one place that can be backed up by copying it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipelines.archive.store import Archive, explained
from pipelines.errors import RasadError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Home:
    """A home folder and the places in it; ``folder`` need not be there yet."""

    folder: Path

    @property
    def archive(self) -> Path:
        """The store of record: SQLite and WARC files."""
        return self.folder / "archive"

    @property
    def index(self) -> Path:
        """The embedded search index; it can be deleted at any time and is built again."""
        return self.folder / "index"

    @property
    def sources(self) -> Path:
        """Source files of the desk's own."""
        return self.folder / "sources"

    @property
    def issues(self) -> Path:
        """Where weekly issues are written unless told otherwise."""
        return self.folder / "issues"

    def open(self, *, readonly: bool = False) -> Archive:
        """Open the archive; see :class:`~pipelines.archive.store.Archive` for what it raises."""
        with explained(self.archive):
            if not readonly:
                self.folder.mkdir(parents=True, exist_ok=True)
        return Archive(self.archive, readonly=readonly)

    @contextmanager
    def lock(self, what: str) -> Iterator[None]:
        """Hold one kind of work (``crawl``, ``process``, ``index``) of this home for one process.

        Raises:
            RasadError: another process is at it.
        """
        with explained(self.archive):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / f"{what}.lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise RasadError(
                    f"Another process works on {self.folder} already ({what}); wait until it has ended, or stop it."
                ) from None
        try:
            yield
        finally:
            lock.release()
