"""The archive is opened, versioned and written in whole transactions, and says clearly what is wrong."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.archive.schema import VERSION
from pipelines.archive.store import Archive, advance
from pipelines.errors import ArchiveError


def test_a_new_archive_is_made_where_there_is_none(tmp_path: Path) -> None:
    """Opening makes the folder, the tables and the WARC folder."""
    with Archive(tmp_path / "deep" / "archive") as archive:
        assert archive.warc.is_dir()
        assert archive.connection.execute("PRAGMA user_version").fetchone()[0] == VERSION


def test_reading_needs_an_archive(tmp_path: Path) -> None:
    """Opening for reading where nothing is says what to do."""
    with pytest.raises(ArchiveError, match="crawl or import something first"):
        Archive(tmp_path / "nothing", readonly=True)


def test_a_newer_archive_is_left_alone(tmp_path: Path) -> None:
    """An archive of a newer schema is refused with both numbers."""
    Archive(tmp_path).close()
    with sqlite3.connect(tmp_path / "archive.sqlite3") as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(ArchiveError, match=f"schema {VERSION + 1}, this one knows {VERSION}"):
        Archive(tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """A file that is no database is named, and that a backup helps."""
    (tmp_path / "archive.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(ArchiveError, match="restore it from a backup"):
        Archive(tmp_path)


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    """A home that is a file gives a sentence, not a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="choose another --home"):
        Archive(tmp_path / "file" / "archive")


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/self").exists(), reason="needs /proc to deny writing")
def test_an_unwritable_place_is_named() -> None:
    """A folder where nothing can be made is named (nobody can write to /proc, not even root)."""
    with pytest.raises(ArchiveError) as caught:
        Archive(Path("/proc/rasad-home"))
    assert "rasad-home" in str(caught.value)


def test_a_transaction_keeps_all_or_nothing(archive: Archive) -> None:
    """An error inside a transaction undoes what was written in it."""

    def fail() -> None:
        with archive.transaction() as connection:
            advance(connection, "stage", 5)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert archive.cursor("stage") == 0
    with archive.transaction() as connection:
        advance(connection, "stage", 5)
    assert archive.cursor("stage") == 5


def test_a_cursor_never_goes_back(archive: Archive) -> None:
    """A smaller number leaves the cursor where it is."""
    for seq in (7, 3):
        with archive.transaction() as connection:
            advance(connection, "stage", seq)
    assert archive.cursor("stage") == 7


FILL = """
import resource, sys
from pathlib import Path
from pipelines.archive.store import Archive
from pipelines.errors import ArchiveError
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
archive = Archive(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
written = 0
try:
    for number in range(10_000):
        with archive.transaction() as connection:
            connection.execute("INSERT INTO unchanged VALUES (?, ?)", (number, "x" * 2000))
        written += 1
except ArchiveError as error:
    print(written, error)
"""


def test_a_full_disk_is_one_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """When a file may not grow any more, the error is explained and every acknowledged row is still there."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    written, _, sentence = done.stdout.partition(" ")
    assert "archive" in sentence
    assert "Traceback" not in done.stderr
    with Archive(tmp_path) as archive:
        assert archive.connection.execute("SELECT count(*) FROM unchanged").fetchone()[0] == int(written) > 0
        assert archive.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
