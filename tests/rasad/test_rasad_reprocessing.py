"""Reading the archive again names what it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commandline import call_rasad, run_rasad


def test_pages_whose_bytes_are_gone_are_named(tmp_path: Path) -> None:
    """Where the bytes of pages are missing, nothing is changed, each is named, and the exit code is 1."""
    rows = [
        {"url": f"https://a.example/{n}", "title": f"Haber {n}", "text": "Metin.", "language": "tr"} for n in (1, 2)
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    home = tmp_path / "home"
    assert call_rasad(home, "import-jsonl", str(tmp_path / "in.jsonl")).code == 0
    assert run_rasad(home, "process").code == 0
    assert run_rasad(home, "reprocess").code == 0
    before = call_rasad(home, "export", "articles").out
    for path in (home / "archive" / "warc").iterdir():
        path.unlink()
    ran = run_rasad(home, "reprocess", "--accept")
    assert ran.code == 1
    assert "0 pages read again, 0 changes, 0 accepted" in ran.err
    assert "2 pages cannot be read again" in ran.err
    assert all(row["url"] in ran.err for row in rows)
    assert "Traceback" not in ran.err
    assert call_rasad(home, "export", "articles").out == before
