"""Large WARC files come in as a stream: only what is wanted, in little memory, and from where a killed import was."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.store import Archive
from rasad.imports import Importer
from rasad.warcs import Captured, captures, name_of
from tests.commandline import Ran, run_rasad

Rasad = Callable[..., Ran]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
LARGEST = 100_000


def record(url: str, body: bytes, *, packed: bool = True, head: str = "", date: str = "2026-11-13T06:00:00Z") -> bytes:
    """Write one response as a record of its own."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    lines = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
    plain = f"{lines}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n".encode()
    whole = plain + http + b"\r\n\r\n"
    return gzip.compress(whole, 1, mtime=0) if packed else whole


def page(number: int) -> bytes:
    """Give a page that no other one resembles."""
    return f"<html><title>Haber {number}</title><p>{random.Random(number).randbytes(2000).hex()}</p></html>".encode()


def read(path: Path, start: int = 0) -> list[tuple[int, str]]:
    """Read a file to its end: offsets, and addresses or reasons."""
    found = captures(path, start, LARGEST, lambda url: "unknown-host" if "fremd" in url else None)
    return [(offset, each.url if isinstance(each, Captured) else each) for offset, each in found]


@pytest.mark.parametrize("packed", [True, False])
def test_reading_can_begin_at_every_record(tmp_path: Path, *, packed: bool) -> None:
    """From the offset of any record on, exactly it and what follows is read."""
    path = tmp_path / "x.warc"
    path.write_bytes(b"".join(record(f"https://a.example/{n}", page(n), packed=packed) for n in range(9)))
    whole = read(path)
    assert [url for _, url in whole] == [f"https://a.example/{n}" for n in range(9)]
    for place, (offset, _) in enumerate(whole):
        assert read(path, offset) == whole[place:]
    assert read(path, path.stat().st_size) == []


@pytest.mark.parametrize("packed", [True, False])
def test_only_records_packed_by_themselves_have_a_member(tmp_path: Path, *, packed: bool) -> None:
    """It is the record's own bytes, and unpacks to it."""
    path = tmp_path / "x.warc"
    written = [record(f"https://a.example/{n}", page(n), packed=packed) for n in range(3)]
    path.write_bytes(b"".join(written))
    members = [each.member for _, each in captures(path, 0, LARGEST, lambda _: None) if isinstance(each, Captured)]
    assert members == (written if packed else [None] * 3)


def test_what_is_no_page_of_a_wanted_host_has_a_reason(tmp_path: Path) -> None:
    """Strangers, giants, bombs and records without an address or a time are named and left out."""
    bomb = gzip.compress(bytes(50_000_000), 9, mtime=0)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(
        record("https://a.example/1", b"<html>1</html>")
        + record("https://fremd.example/1", b"<html>2</html>")
        + record("https://a.example/2", b"x" * (LARGEST + 1))
        + record("https://a.example/3", bomb, head="Content-Encoding: gzip\r\n")
        + record("", b"<html>3</html>")
        + record("https://a.example/4", b"<html>4</html>", date="gestern")
        + record("https://a.example/5", b"y" * LARGEST)
    )
    assert [found for _, found in read(path)] == [
        "https://a.example/1",
        "unknown-host",
        "too-large",
        "too-large",
        "no-response",
        "broken-record",
        "https://a.example/5",
    ]


def test_a_file_that_breaks_off_in_what_is_left_out_is_noticed(tmp_path: Path) -> None:
    """Even a record that nobody wants must be whole; else the file is not."""
    path = tmp_path / "x.warc"
    path.write_bytes(
        (
            record("https://a.example/1", page(1), packed=False)
            + record("https://fremd.example/1", page(2), packed=False)
        )[:-900]
    )
    with pytest.raises(EOFError, match="breaks off"):
        read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3))
def test_anything_may_stand_in_a_file(tmp_path: Path, junk: bytes, place: int) -> None:
    """Junk between records is an error of few kinds, and what stands before it is read."""
    parts = [record(f"https://a.example/{n}", page(n)) for n in range(3)]
    path = tmp_path / "junk.warc.gz"
    path.write_bytes(b"".join([*parts[:place], junk, *parts[place:]]))
    found: list[str] = []
    try:
        for _, each in captures(path, 0, LARGEST, lambda _: None):
            found.append(each.url if isinstance(each, Captured) else each)
    except (ArchiveLoadFailed, zlib.error, EOFError):
        pass
    assert found[:place] == [f"https://a.example/{n}" for n in range(place)]


def test_a_file_keeps_its_name_when_it_is_moved(tmp_path: Path) -> None:
    """It is known by its first bytes."""
    for name, number in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).write_bytes(record("https://a.example/", page(number)))
    assert name_of(tmp_path / "a") == name_of(tmp_path / "b") != name_of(tmp_path / "c")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an empty archive."""
    with Archive(tmp_path / "archive") as found:
        yield found


def test_an_import_that_was_ended_goes_on_where_it_was(
    tmp_path: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a stop in the midst the second run reads the rest alone; a third one reads nothing."""
    monkeypatch.setattr("rasad.imports.BATCH", 10)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(record(f"https://a.example/{n}", page(n)) for n in range(95)))
    stopped = Importer(archive, NOW, lambda _: None, report=lambda _: None)

    def stop(count: int) -> None:
        if stopped.result.taken >= 50:
            raise KeyboardInterrupt(count)

    stopped.report = stop
    with pytest.raises(KeyboardInterrupt):
        stopped.warc(path)
    stopped._file.close()
    again = Importer(archive, NOW, lambda _: None)
    again.warc(path)
    assert (stopped.result.taken, again.close().taken) == (50, 45)
    # The record at which the first one stopped stands before the mark that was kept, and is known by its digest.
    assert again.result.skipped["already-there"] <= 1
    third = Importer(archive, NOW, lambda _: None)
    third.warc(path)
    assert dict(third.close().skipped) == {"file-read-before": 1}
    assert archive.connection.execute("SELECT count(*), count(DISTINCT url) FROM pages").fetchone()[:] == (95, 95)


def test_other_sources_want_another_part_of_the_same_file(tmp_path: Path, archive: Archive) -> None:
    """A file that was filtered by hosts is read again when the hosts are others."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(record("https://a.example/1", page(1)))
    for choice, reason in (("one", "unknown-host"), ("one", "file-read-before"), ("two", "unknown-host")):
        importer = Importer(archive, NOW, lambda _: None, known_only=True, choice=choice)
        importer.warc(path)
        assert dict(importer.close().skipped) == {reason: 1}


@pytest.mark.parametrize("beyond", [5, 200])
def test_a_torn_file_that_was_fetched_again_is_read_from_the_tear(
    tmp_path: Path, archive: Archive, beyond: int
) -> None:
    """What came in before is not read again, even where only the head of the next member is there."""
    whole = b"".join(record(f"https://a.example/{n}", page(n)) for n in range(60))
    path = tmp_path / "x.warc.gz"
    path.write_bytes(whole[: len(whole) * 2 // 3 + beyond])
    torn = Importer(archive, NOW, lambda _: None)
    torn.warc(path)
    assert torn.close().problems
    path.write_bytes(whole)
    rest = Importer(archive, NOW, lambda _: None)
    rest.warc(path)
    assert torn.result.taken + rest.close().taken == 60
    assert rest.result.skipped.total() <= 1


MEASURED = """
import sys
from rasad.cli import execute
code = execute(sys.argv[1:])
# The system's other figure, that of getrusage, begins with the memory of the process that started this one.
print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(code)
"""


def common_crawl(path: Path, records: int, *, wanted: int) -> None:
    """Write a file like CC-NEWS: one record in ``wanted`` is of a known host, all others are strangers'."""
    filler = [record("https://fremd.example/x", os.urandom(20_000).hex().encode()) for _ in range(50)]
    with path.open("wb") as stream:
        for number in range(records):
            mine = number % wanted == 0
            stream.write(record(f"https://webrazzi.com/{number}", page(number)) if mine else filler[number % 50])


def test_a_large_file_costs_little_memory_and_kills_cost_nothing(tmp_path: Path) -> None:
    """A file of 60 MB with a page of 20 MB, killed several times: each page once, under 200 MB, the archive sound."""
    path, home = tmp_path / "cc.warc.gz", tmp_path / "home"
    common_crawl(path, 3000, wanted=10)
    with path.open("ab") as stream:
        stream.write(record("https://webrazzi.com/giant", os.urandom(10_000_000).hex().encode()))
    command = [sys.executable, "-m", "rasad", "--home", str(home), "import-warc", "--known-only", str(path)]
    dice = random.Random(5)
    for _ in range(4):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(dice.uniform(0.3, 0.9))
            process.kill()
    arguments = ["--home", str(home), "import-warc", "--known-only", str(path)]
    done = subprocess.run([sys.executable, "-c", MEASURED, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "too-large 1" in done.stderr
    assert int(done.stdout) < 200
    with Archive(home / "archive", readonly=True) as archive:
        assert archive.connection.execute("SELECT count(*), count(DISTINCT url) FROM pages").fetchone()[:] == (300, 300)
    assert run_rasad(home, "archive", "verify").code == 0
    moved = shutil.move(path, tmp_path / "other-name.warc.gz")
    again = run_rasad(home, "import-warc", "--known-only", str(moved))
    assert "archived 0 pages; skipped: file-read-before 1" in again.err
