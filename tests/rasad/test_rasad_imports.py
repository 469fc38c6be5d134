"""What others collected comes in as if it had been crawled, once, and what is wrong is named."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.commandline import Ran

Rasad = Callable[..., Ran]

PAGE = (
    "<!doctype html><html lang=tr><head><meta charset=utf-8><title>{title}</title>"
    '<meta property="article:published_time" content="2026-11-12T14:35:00+03:00"></head><body><article><h1>{title}</h1>'
    "<p>Lodos Yazılım, gemilerin yakıt tüketimini hesaplayan programını üç limanda denemeye başladı; ilk "
    "sonuçlara göre tüketim yüzde dokuz azaldı.</p><p>Şirketin genel müdürü, denemenin mart ayına kadar süreceğini ve "
    "ardından yurt dışındaki iki limana taşınacağını söyledi.</p></article></body></html>"
)


def write_warc(path: Path, *records: tuple[str, str, str, bytes], packed: bool = True) -> Path:
    """Write responses (address, status, content type, body) to a WARC file."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, status, kind, body in records:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                "response",
                io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2026-11-13T06:00:00Z"},
            )
            writer.write_record(record)
            record.raw_stream.close()
    return path


def page(title: str) -> bytes:
    """Give an article's page."""
    return PAGE.format(title=title).encode()


RECORDS = (
    ("https://webrazzi.com/2026/11/lodos", "200 OK", "text/html; charset=utf-8", page("Lodos limanlarda denendi")),
    ("https://bilinmeyen.com.tr/haber/1", "200 OK", "text/html", page("Bilinmeyen bir yayından haber")),
    ("https://webrazzi.com/yok", "404 Not Found", "text/html", b"yok"),
    ("https://webrazzi.com/logo.png", "200 OK", "image/png", b"png"),
)


@pytest.mark.parametrize("packed", [True, False])
def test_html_responses_of_a_warc_become_articles(rasad: Rasad, tmp_path: Path, *, packed: bool) -> None:
    """Pages of known and unknown hosts come in, errors and images do not, packed or not, and only once."""
    warc = write_warc(tmp_path / "x.warc.gz", *RECORDS, packed=packed)
    first = rasad("import-warc", str(warc))
    assert first.code == 0, first.err
    assert "archived 2 pages" in first.err
    assert "not-200 1" in first.err
    assert "not-html 1" in first.err
    assert "archived 0 pages" in rasad("import-warc", str(warc)).err
    assert rasad("process").code == 0
    rows = {row["title"]: row for row in map(json.loads, rasad("export", "articles").out.splitlines())}
    assert {title: row["source"] for title, row in rows.items()} == {
        "Lodos limanlarda denendi": "webrazzi",
        "Bilinmeyen bir yayından haber": "external",
    }
    assert rows["Lodos limanlarda denendi"]["published"] == "2026-11-12T14:35:00+03:00"
    assert rows["Bilinmeyen bir yayından haber"]["country"] == "tr"
    assert rasad("archive", "verify").code == 0


def test_known_only_leaves_strangers_out(rasad: Rasad, tmp_path: Path) -> None:
    """With --known-only pages of hosts without a source file are skipped and counted."""
    ran = rasad("import-warc", "--known-only", str(write_warc(tmp_path / "x.warc.gz", *RECORDS)))
    assert "archived 1 pages" in ran.err
    assert "unknown-host 1" in ran.err


def test_a_torn_warc_gives_what_it_has(rasad: Rasad, tmp_path: Path) -> None:
    """A file that breaks off is read as far as it goes, named, and the exit code is 1."""
    whole = write_warc(tmp_path / "x.warc.gz", *RECORDS).read_bytes()
    (tmp_path / "torn.warc.gz").write_bytes(whole[: len(whole) * 2 // 3])
    ran = rasad("import-warc", str(tmp_path / "torn.warc.gz"))
    assert ran.code == 1
    assert "torn.warc.gz" in ran.err
    assert "archived 1 pages" in ran.err


@pytest.mark.parametrize(
    "content", [b"", b"not a warc at all\n", gzip.compress(b"neither", mtime=0), b"WARC/1.0\r\n\r\n"]
)
def test_no_warc_is_no_crash(rasad: Rasad, tmp_path: Path, content: bytes) -> None:
    """Files that are no WARC give no article and no traceback."""
    (tmp_path / "bad.warc").write_bytes(content)
    ran = rasad("import-warc", str(tmp_path / "bad.warc"))
    assert ran.code in {0, 1}
    assert "Traceback" not in ran.err
    assert "archived 0 pages" in ran.err


LINES = (
    {"url": "https://haber.example/1", "title": "Kısa haber", "text": "Bir cümle.", "published": "2019-05-06"},
    {
        "url": "https://aa.com.tr/tr/x/2",
        "title": "TÜBİTAK çağrı açtı",
        "text": "TÜBİTAK yeni bir çağrı açtı. Başvurular 30 Kasım'a kadar sürecek.",
        "published": "2026-11-12T09:00:00+03:00",
        "language": "tr",
    },
    {"url": "https://haber.example/3", "title": "خبر", "text": "پارک علم و فناوری", "source": "dost"},
)


def test_lines_become_articles(rasad: Rasad, tmp_path: Path) -> None:
    """Short texts and unknown sources are taken, given dates and languages kept, and a second import adds nothing."""
    path = tmp_path / "in.jsonl"
    path.write_text("\ufeff" + "\n".join(json.dumps(line) for line in LINES) + "\n\n", encoding="utf-8")
    assert "archived 3 articles" in rasad("import-jsonl", str(path)).err
    assert "already-there 3" in rasad("import-jsonl", str(path)).err
    assert rasad("process").code == 0
    rows = {row["fetched_url"]: row for row in map(json.loads, rasad("export", "articles").out.splitlines())}
    assert [rows[line["url"]]["source"] for line in LINES] == ["external", "aa", "dost"]
    assert [rows[line["url"]]["published"] for line in LINES] == ["2019-05-06", "2026-11-12T09:00:00+03:00", None]
    assert [rows[line["url"]]["language"] for line in LINES] == ["tr", "tr", "fa"]


def test_wrong_lines_are_named_and_the_rest_taken(rasad: Rasad, tmp_path: Path) -> None:
    """Each wrong line is named with its number; the exit code is 1."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"url": 3}\nnonsense\n' + json.dumps(LINES[0]) + "\n", encoding="utf-8")
    ran = rasad("import-jsonl", str(path))
    assert ran.code == 1
    assert "archived 1 articles" in ran.err
    assert "in.jsonl:1: url" in ran.err
    assert "in.jsonl:2" in ran.err
