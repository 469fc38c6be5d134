"""The command line says what is wrong in one sentence, with the right exit code, and loses nothing."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from rasad.cli import execute
from tests.commandline import Ran, run_rasad

Rasad = Callable[..., Ran]

LINE = (
    json.dumps({"url": "https://a.example/1", "title": "TÜBİTAK çağrı açtı", "text": "TÜBİTAK bir çağrı açtı."}) + "\n"
)


@pytest.fixture
def home(rasad: Rasad, tmp_path: Path) -> Path:
    """Give a home with one imported line."""
    (tmp_path / "in.jsonl").write_text(LINE, encoding="utf-8")
    assert rasad("import-jsonl", str(tmp_path / "in.jsonl")).code == 0
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command"),
        (["search"], "Missing argument"),
        (["--now", "gestern", "config"], "no ISO 8601 time"),
        (["crawl", "--source", "webrazi"], "did you mean webrazzi"),
        (["export", "weekly", "--week", "2026-W60"], "no ISO week"),
        (["export", "weekly", "--format", "docx2"], "There is no format"),
        (["import-warc", "missing.warc"], "does not exist"),
    ],
)
def test_wrong_use_is_exit_code_two(rasad: Rasad, home: Path, arguments: list[str], said: str) -> None:
    """Wrong arguments are named, with exit code 2 and no traceback."""
    assert home.exists()
    ran = rasad(*arguments)
    assert (ran.code, "Traceback" in ran.err) == (2, False)
    assert said in ran.err


@pytest.mark.parametrize(
    "arguments", [["search", "x"], ["export", "articles"], ["export", "rejections"], ["archive", "verify"]]
)
def test_an_empty_home_says_what_to_do(rasad: Rasad, arguments: list[str]) -> None:
    """Without an archive or an index, reading commands say so, with exit code 1."""
    ran = rasad(*arguments)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert ran.err.startswith("rasad: There is no")


def test_a_broken_source_stops_only_itself(rasad: Rasad, tmp_path: Path) -> None:
    """A broken YAML names file, key and reason; the others are listed; the exit code is 1."""
    folder = tmp_path / "home" / "sources"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        "title: Mine\nhome: https://mine.example/\ncountry: tr\nlanguage: tr\nkind: news\nfeeds: [https://mine.example/f]\n"
    )
    (folder / "broken.yaml").write_text(
        "title: Broken\nhome: https://b.example/\ncountry: tr\nlanguage: tr\nkindd: news\n"
    )
    (folder / "torn.yaml").write_text("title: [")
    ran = rasad("sources", "list", "--json")
    assert ran.code == 1
    assert "mine" in [json.loads(line)["id"] for line in ran.out.splitlines()]
    assert "broken.yaml" in ran.err
    assert "kindd" in ran.err
    assert "torn.yaml" in ran.err
    one = rasad("crawl", "--source", "broken")
    assert one.code == 1
    assert "broken.yaml" in one.err


@pytest.mark.parametrize(("lock", "command"), [("crawl", "crawl"), ("process", "process"), ("crawl", "import-jsonl")])
def test_a_second_process_is_refused(rasad: Rasad, home: Path, tmp_path: Path, lock: str, command: str) -> None:
    """While one process works on a home, a second one of the same kind says so and ends with 1."""
    more = {"crawl": ["--source", "webrazzi"], "process": [], "import-jsonl": [str(tmp_path / "in.jsonl")]}
    with FileLock(home / f"{lock}.lock"):
        ran = rasad(command, *more[command])
    assert ran.code == 1
    assert "Another process works on" in ran.err


def test_a_newer_archive_is_refused(rasad: Rasad, home: Path) -> None:
    """An archive that a newer version wrote is left as it is."""
    path = home / "archive" / "archive.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    ran = rasad("process")
    assert ran.code == 1
    assert "newer Rasad" in ran.err
    assert path.read_bytes() == before


def test_a_home_that_cannot_be_made_is_named() -> None:
    """A home where nothing can be written is one sentence with exit code 1."""
    ran = run_rasad(Path("/proc/rasad"), "import-jsonl", "-h")
    assert ran.code == 0
    ran = run_rasad(Path("/proc/rasad"), "process")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert "Traceback" not in ran.err


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from rasad.cli import execute
sys.exit(execute(sys.argv[2:]))
"""


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """An import that runs out of space says so with 1; run again with space it has everything, and nothing twice."""
    lines = [
        json.dumps({"url": f"https://a.example/{n}", "title": f"Haber {n}", "text": os.urandom(3000).hex()})
        for n in range(1000)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["--home", str(tmp_path / "home"), "import-jsonl", str(tmp_path / "in.jsonl")]
    full = subprocess.run(
        [sys.executable, "-c", LIMITED, "1500000", *arguments], capture_output=True, text=True, check=False
    )
    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert str(tmp_path / "home") in full.stderr
    again = run_rasad(tmp_path / "home", "import-jsonl", str(tmp_path / "in.jsonl"))
    assert again.code == 0, again.err
    with sqlite3.connect(tmp_path / "home" / "archive" / "archive.sqlite3") as connection:
        assert connection.execute("SELECT count(*), count(DISTINCT url) FROM pages").fetchone() == (1000, 1000)
    connection.close()
    assert run_rasad(tmp_path / "home", "archive", "verify").code == 0


def test_a_reader_that_leaves_is_no_error(home: Path) -> None:
    """`rasad ... | head` ends quietly."""
    command = f"{{ {sys.executable} -m rasad --home {home} export sources; echo $? >&2; }} | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("{")
    assert done.stderr.splitlines()[-1] == "0"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_the_configuration_is_printed(rasad: Rasad, tmp_path: Path) -> None:
    """`config` prints what is in force as TOML, `--default` the commented defaults."""
    import tomllib  # noqa: PLC0415 -- only here

    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "rasad.toml").write_text("[crawl]\ndelay = 9\n", encoding="utf-8")
    assert tomllib.loads(rasad("config").out)["crawl"]["delay"] == 9.0
    assert "# " in rasad("config", "--default").out


def test_version_and_help_answer_quickly() -> None:
    """Every command has a help text of its own."""
    begun = time.process_time()
    assert execute(["--version"]) == 0
    assert execute(["--help"]) == 0
    assert time.process_time() - begun < 5
