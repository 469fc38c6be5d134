"""Responses lie in WARC files and come back byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive import warc
from pipelines.archive.warc import WarcFile, read_body
from pipelines.errors import ArchiveError
from pipelines.records import Body

AT = datetime(2026, 11, 12, 6, 0, tzinfo=UTC)
URL = "https://haber.example/1"


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_every_body_comes_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    """Whatever bytes a site sends, they are read back unchanged."""
    folder = tmp_path_factory.mktemp("warc")
    file = WarcFile(folder, "run")
    places = [file.add(URL, 200, [("Content-Type", "text/html")], body, AT) for body in bodies]
    file.sync()
    file.close()
    assert [read_body(folder, place) for place in places] == bodies


def test_other_tools_can_read_the_file(tmp_path: Path) -> None:
    """The file is a WARC of responses with date, address, status and headers, without transport headers."""
    file = WarcFile(tmp_path, "run")
    file.add(URL, 404, [("Content-Type", "text/html"), ("Content-Encoding", "br")], b"gone", AT)
    file.close()
    with (tmp_path / "run-00000.warc.gz").open("rb") as stream:
        (record,) = list(ArchiveIterator(stream))
    assert record.rec_headers.get_header("WARC-Target-URI") == URL
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-12T06:00:00Z"
    assert record.http_headers.get_statuscode() == "404"
    assert record.http_headers.get_header("Content-Encoding") is None


def test_no_file_is_written_twice(tmp_path: Path) -> None:
    """A second run of the same name gets the next number."""
    for _ in range(2):
        file = WarcFile(tmp_path, "run")
        file.add(URL, 200, [], b"x", AT)
        file.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run-00000.warc.gz", "run-00001.warc.gz"]


def test_a_large_file_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that has reached its size is closed at the next sync."""
    monkeypatch.setattr(warc, "LARGEST_FILE", 10)
    file = WarcFile(tmp_path, "run")
    first = file.add(URL, 200, [], b"one", AT)
    file.sync()
    second = file.add(URL, 200, [], b"two", AT)
    file.close()
    assert first.file != second.file
    assert [read_body(tmp_path, place) for place in (first, second)] == [b"one", b"two"]


def test_a_member_is_copied_as_it_is(tmp_path: Path) -> None:
    """A record of another file can be appended without unpacking it."""
    file = WarcFile(tmp_path, "a")
    place = file.add(URL, 200, [], b"body", AT)
    file.close()
    member = (tmp_path / place.file).read_bytes()
    other = WarcFile(tmp_path, "b")
    copied = other.add_member(member)
    other.close()
    assert read_body(tmp_path, copied) == b"body"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (Body(file="none.warc.gz", offset=0, length=5), "cannot be read"),
        (Body(file="torn.warc.gz", offset=0, length=5000), "ends before"),
        (Body(file="torn.warc.gz", offset=1, length=20), "cannot be read|is empty"),
    ],
)
def test_missing_and_torn_bytes_are_named(tmp_path: Path, body: Body, reason: str) -> None:
    """A missing file, a short file and broken bytes give a sentence with the file's name."""
    (tmp_path / "torn.warc.gz").write_bytes(b"\x1f\x8b" + b"garbage" * 10)
    with pytest.raises(ArchiveError, match=reason) as caught:
        read_body(tmp_path, body)
    assert body.file in str(caught.value)
