"""A home that is damaged, foreign, empty or not to be written to is named by every command, and left as it is."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commandline import call_rasad

ARTICLE = {"url": "https://a.example/1", "title": "TÜBİTAK çağrı açtı", "text": "TÜBİTAK bir çağrı açtı."}
READERS = (
    "archive verify", "export articles", "export events", "export rejections", "export weekly --week 2026-W46",
    "health", "index status",
)  # fmt: skip
WRITERS = ("import-jsonl IN", "import-warc IN", "index", "process", "reprocess", "retag", "run")
# What needs no archive.
ALONE = ("config", "export sources", "sources list", "sources export-opml")


@pytest.fixture
def call(tmp_path: Path) -> Callable[[str], tuple[int, str, str]]:
    """Give the command line on a home, where IN is a file of one article and OUT one that is not there yet."""
    (tmp_path / "in.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    places = {"IN": str(tmp_path / "in.jsonl"), "OUT": str(tmp_path / "out.jsonl")}

    def run(line: str) -> tuple[int, str, str]:
        ran = call_rasad(tmp_path / "home", *(places.get(word, word) for word in line.split()))
        return ran.code, ran.out, ran.err

    return run


Call = Callable[[str], tuple[int, str, str]]


def _database(home: Path) -> Path:
    path = home / "archive" / "archive.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _scrambled(home: Path) -> str:
    _database(home).write_bytes(os.urandom(9000))
    return "is damaged or no archive"


def _foreign(home: Path) -> str:
    with sqlite3.connect(_database(home)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('https://a.example/')")
    connection.close()
    return "is the database of another program"


def _newer(home: Path) -> str:
    with sqlite3.connect(_database(home)) as connection:
        connection.execute("CREATE TABLE pages (url TEXT)")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    return "was written by a newer Rasad"


def _folder(home: Path) -> str:
    _database(home).mkdir()
    return "cannot be opened"


@pytest.mark.parametrize("line", [*READERS, *WRITERS])
@pytest.mark.parametrize("damage", [_scrambled, _foreign, _newer, _folder])
def test_what_is_no_archive_is_named_and_left_alone(
    call: Call, tmp_path: Path, damage: Callable[[Path], str], line: str
) -> None:
    """A file that is no archive of this version is named in one sentence with exit code 1, and stays as it is."""
    path = _database(tmp_path / "home")
    said = damage(tmp_path / "home")
    before = path.read_bytes() if path.is_file() else b""
    code, out, err = call(line)
    assert (code, out) == (1, "")
    assert said in err
    assert str(path) in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("line", READERS)
def test_reading_an_empty_home_makes_nothing(call: Call, tmp_path: Path, line: str) -> None:
    """Where nothing was crawled yet, a reading command says so with exit code 1 and makes no archive."""
    code, out, err = call(line)
    assert (code, out) == (1, "")
    assert err.startswith("rasad: There is no")
    assert not (tmp_path / "home" / "archive").exists()


@pytest.mark.parametrize("line", ALONE)
@pytest.mark.parametrize("damage", [_scrambled, _foreign])
def test_what_needs_no_archive_works_beside_a_damaged_one(
    call: Call, tmp_path: Path, damage: Callable[[Path], str], line: str
) -> None:
    """Sources and configuration do not ask for the archive."""
    damage(tmp_path / "home")
    code, out, _ = call(line)
    assert code == 0
    assert out


@pytest.mark.parametrize("line", WRITERS)
def test_a_home_that_is_a_file_is_named(call: Call, tmp_path: Path, line: str) -> None:
    """A file where the home should be is named with exit code 1 and kept."""
    (tmp_path / "home").write_text("mine", encoding="utf-8")
    code, _, err = call(line)
    assert code == 1
    assert f"{tmp_path / 'home'} cannot be written" in err
    assert (tmp_path / "home").read_text(encoding="utf-8") == "mine"


def test_an_archive_damaged_in_the_middle_is_named(call: Call, tmp_path: Path) -> None:
    """Pages of the database that are overwritten are noticed where they are read, by every command."""
    assert call("import-jsonl IN")[0] == 0
    path = _database(tmp_path / "home")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: 2 * size] + b"\xff" * (len(whole) - 2 * size))
    for line in (*READERS[:-1], *WRITERS):
        code, _, err = call(line)
        assert code == 1, line
        assert "is damaged or no archive" in err or "failed" in err, line
        assert "Traceback" not in err, line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export sources -o /dev/full", "The disk that holds"),
        ("sources export-opml -o /dev/full", "The disk that holds"),
        ("export articles -o /dev/full/x", "choose another --output"),
        ("export weekly --week 2026-W46 -o /dev/null", "choose another --output"),
        ("export articles -o .", "choose another --output"),
        ("sources export-opml -o .", "choose another --output"),
    ],
)
def test_a_place_that_takes_no_output_is_named(call: Call, line: str, said: str) -> None:
    """A full disk, a folder and a path below a file are named with what to do, and exit code 1."""
    assert call("import-jsonl IN")[0] == 0
    code, _, err = call(line)
    assert code == 1
    assert said in err


@pytest.mark.parametrize("line", ["sources list", "export sources", "config", "--help", "sources export-opml"])
def test_standard_output_on_a_full_disk_is_named(tmp_path: Path, line: str) -> None:
    """Where standard output is a file that does not fit, a sentence says so, with exit code 1."""
    command = [sys.executable, "-m", "rasad", "--home", str(tmp_path), *line.split()]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("rasad: the output does not fit on its disk;")
    assert "Traceback" not in done.stderr


def test_files_that_are_none_are_named_and_nothing_of_them_is_printed(call: Call, tmp_path: Path) -> None:
    """Random bytes where a WARC, JSON Lines, OPML or labelled file is wanted give a sentence without those bytes."""
    junk = tmp_path / "junk"
    junk.write_bytes(b"\x1b]0;owned\x07\x9b31m" + bytes(range(128, 256)) * 20)
    for line in ("import-warc", "import-jsonl", "sources import-opml", "topics test --labelled"):
        code, out, err = call(f"{line} {junk}")
        assert code == 1, line
        assert str(junk) in err, line
        assert "Traceback" not in err, line
        assert "\x1b" not in err + out, line


def test_an_import_takes_what_is_right_and_names_the_rest(call: Call, tmp_path: Path) -> None:
    """Of a file with wrong lines the others are archived; the wrong ones are named with their numbers, exit code 1."""
    rows = [
        "{}",
        json.dumps(ARTICLE),
        "",
        "[1]",
        '{"url": 3, "title": "x", "text": "y"}',
        "\ufeffx",
        '{"url"',
        '{"a":NaN}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, _, err = call("import-jsonl IN")
    assert code == 1
    assert "archived 1 articles" in err
    named = [line.split(":")[1] for line in err.splitlines() if line.startswith(str(tmp_path))]
    assert named == ["1", "4", "5", "6", "7", "8"]
    again = call("import-jsonl IN")
    assert "archived 0 articles; skipped: already-there 1" in again[2]
