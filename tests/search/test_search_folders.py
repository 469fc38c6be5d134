"""The folders of an index: what older schemas left goes, and what cannot be written is said."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.index import open_embedded
from search.query import Everything
from search.schema import VERSION
from search.state import Generations

if TYPE_CHECKING:
    from pipelines.records import Document

# A user without rights, for tests that root runs.
_NOBODY = 65534


@pytest.fixture
def shelf(documents: dict[str, Document]) -> list[Document]:
    """The library in the order of ingestion."""
    return list(documents.values())


def test_a_rebuild_removes_what_older_schemas_left(tmp_path: Path, shelf: list[Document]) -> None:
    """Once the new index stands, folders of older versions go; newer ones, those in use and other folders stay."""
    for name in ("embedded-v0", "embedded-v1", "embedded-v99", "embedded-vx", "notes-v1"):
        (tmp_path / name / "gold").mkdir(parents=True)
    used = Generations.of_version(tmp_path, 1)
    used.lock()
    index = open_embedded(tmp_path, writable=True)
    index.rebuild([(shelf, 16)])
    assert index.count(Everything()) == 16
    here = {path.name for path in tmp_path.iterdir()}
    assert here == {"embedded-v1", "embedded-v99", "embedded-vx", "notes-v1", f"embedded-v{VERSION}"}
    used.unlock()
    index.rebuild([(shelf, 16)])
    assert not (tmp_path / "embedded-v1").exists()
    index.close()


def test_a_rebuild_that_fails_leaves_older_schemas(tmp_path: Path) -> None:
    """Nothing is removed for an index that did not come about."""
    (tmp_path / "embedded-v0" / "gold").mkdir(parents=True)
    index = open_embedded(tmp_path, writable=True)
    with pytest.raises(ZeroDivisionError):
        index.rebuild(([], 1 // number) for number in (1, 0))
    assert (tmp_path / "embedded-v0" / "gold").is_dir()
    index.close()


_READ = """
import os, sys
from pathlib import Path
import search.embedded
from search.index import SearchError, open_embedded
from search.query import Everything
os.setuid(int(sys.argv[3])) if os.getuid() == 0 else None
try:
    index = open_embedded(Path(sys.argv[1]), writable=sys.argv[2] == "write")
    index.count(Everything())
except SearchError as error:
    print(error)
"""


def _said(folder: Path, doing: str) -> str:
    """Give what a user without rights is told."""
    command = [sys.executable, "-c", _READ, str(folder), doing, str(_NOBODY)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("doing", ["read", "write"])
def test_a_home_that_is_read_only_is_said(shelf: list[Document], doing: str) -> None:
    """Where no file can be made the folder is named and what to do, in the words of no library."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder, shelf)
        _protect(folder, 0o555, 0o444)
        said = _said(folder, doing)
        _protect(folder, 0o755, 0o644)
    assert str(folder / f"embedded-v{VERSION}") in said
    assert "right to" in said
    assert "Lockfile" not in said
    assert "--rebuild" not in said


def test_files_of_another_user_are_no_damage(shelf: list[Document]) -> None:
    """An index that this user may not read is not said to be broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder, shelf)
        _protect(folder, 0o755, 0o644)
        meta = next(folder.glob("*/g*/meta.json"))
        meta.chmod(0)
        said = _said(folder, "read")
    assert f"{meta} of the search index cannot be read (Permission denied)" in said


def _fill(folder: Path, shelf: list[Document]) -> None:
    index = open_embedded(folder, writable=True)
    index.apply(shelf, 16)
    index.close()


def _protect(folder: Path, folders: int, files: int) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(folders if path.is_dir() else files)
