"""The archive itself: one SQLite file and a folder of WARC files under the home."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from pipelines.archive.schema import STEPS, VERSION
from pipelines.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

# A crawl and a processing run may write at once; the longest transaction seen is well under this many seconds.
BUSY_SECONDS = 60.0


class Archive:
    """The store of record of one home; use it as a context manager.

    Args:
        folder: the archive's own folder, made if it is not there.
        readonly: open it for reading only; it must exist then.

    Raises:
        ArchiveError: the folder cannot be written, the file is no archive, or a newer Rasad wrote it.
    """

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.folder = folder
        self.warc = folder / "warc"
        self.path = folder / "archive.sqlite3"
        with explained(self.path):
            if readonly and not self.path.exists():
                raise ArchiveError(f"There is no archive at {folder}; crawl or import something first.")
            self.warc.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self.connection.row_factory = sqlite3.Row
            try:
                self._prepare()
            except BaseException:
                self.connection.close()
                raise

    def _prepare(self) -> None:
        run = self.connection.execute
        run("PRAGMA busy_timeout = 60000")
        run("BEGIN")
        found, tables = (
            run(text).fetchone()[0] for text in ("PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        )
        run("COMMIT")
        if found > VERSION:
            raise ArchiveError(
                f"The archive {self.path} was written by a newer Rasad (schema {found}, this one knows {VERSION}); "
                "install that version or use another home."
            )
        if tables and not found:
            raise ArchiveError(f"{self.path} is the database of another program; use another home.")
        run("PRAGMA journal_mode = WAL")
        # FULL makes a committed transaction survive a power cut, not only a killed process.
        run("PRAGMA synchronous = FULL")
        if found < VERSION:
            with self.transaction():
                # Another process may have done it in the meantime.
                for step in STEPS[run("PRAGMA user_version").fetchone()[0] :]:
                    for statement in step.split(";\n"):
                        run(statement)
                run(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one write transaction: all of it is kept, or nothing.

        Raises:
            ArchiveError: the disk is full or the archive cannot be written.
        """
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def cursor(self, name: str) -> int:
        """Give how far the consumer or stage ``name`` has come; 0 at first."""
        row = self.connection.execute("SELECT seq FROM cursors WHERE name = ?", (name,)).fetchone()
        return row[0] if row else 0

    def close(self) -> None:
        """Close the connection; committed work is already durable."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def advance(connection: sqlite3.Connection, name: str, seq: int) -> None:
    """Move a stage's cursor within the transaction that writes its results."""
    connection.execute(
        "INSERT INTO cursors VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = max(seq, excluded.seq)", (name, seq)
    )


@contextmanager
def explained(path: Path, option: str = "--home") -> Iterator[None]:
    """Turn what the system says of a full disk or a forbidden folder into one clear sentence.

    Args:
        path: what is written.
        option: how the user says where it is to be.

    Raises:
        ArchiveError: with the path and what to do.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(_sentence(path, str(error))) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise ArchiveError(_full(path)) from error
        if error.errno in {
            errno.EACCES,
            errno.EPERM,
            errno.EROFS,
            errno.ENOTDIR,
            errno.EEXIST,
            errno.ENOENT,
            errno.EISDIR,
        }:
            place = path.parent if option == "--home" else path
            raise ArchiveError(f"{place} cannot be written ({error.strerror}); choose another {option}.") from error
        raise


def _full(path: Path) -> str:
    return (
        f"The disk that holds {path.parent} is full; free some space and run the same command again: nothing is lost."
    )


def _sentence(path: Path, reason: str) -> str:
    if "full" in reason:
        return _full(path)
    if "locked" in reason:
        return f"The archive {path} is being written by another process; run the command again when that has ended."
    if "readonly" in reason or "unable to open" in reason:
        return (
            f"{path} cannot be opened for writing ({reason}); check its owner and permissions or choose another --home."
        )
    if "not a database" in reason or "malformed" in reason:
        return f"{path} is damaged or no archive ({reason}); restore it from a backup."
    return f"The archive {path} failed: {reason}."
