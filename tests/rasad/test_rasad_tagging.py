"""`rasad tag` keeps rows and their order, obeys a given language, and names what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.commandline import Ran

Rasad = Callable[..., Ran]

ROWS: list[dict[str, Any]] = [
    {
        "url": "https://a.example/1",
        "title": "TÜBİTAK'tan yapay zekâ çağrısı",
        "text": "TÜBİTAK, yapay zekâ projeleri için yeni bir çağrı açtı.",
        "extra": 7,
    },
    {
        "url": "https://a.example/2",
        "title": "Azərbaycanda yeni texnopark açıldı",
        "text": "Bakıda yeni texnopark açıldı və şirkətlər üçün güzəştlər tətbiq edildi.",
    },
    {"url": "https://a.example/3", "title": "TÜBİTAK", "text": "TÜBİTAK", "language": "en"},
    {
        "url": "https://a.example/4",
        "title": "پارک علم و فناوری",
        "text": "پارک علم و فناوری آذربایجان شرقی هاب ترکیه را گشود.",
    },
]


def test_rows_come_back_tagged_in_order(rasad: Rasad, tmp_path: Path) -> None:
    """Every row comes back with its own keys and its tags; another language is rejected without tags."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS * 12), encoding="utf-8")
    ran = rasad("tag", str(source), str(target))
    assert ran.code == 0, ran.err
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [row["url"] for row in rows] == [row["url"] for row in ROWS * 12]
    first, azeri, given, persian = rows[:4]
    assert (first["language"], first["extra"]) == ("tr", 7)
    assert [one["id"] for one in first["organisations"]] == ["tr/tubitak"]
    assert first["organisations"][0]["mentions"][0] == {"field": "title", "start": 0, "end": 7}
    assert "artificial-intelligence" in [topic["id"] for topic in first["topics"]]
    assert azeri["language"] == "az"
    assert azeri["rejected"] == "language"
    assert azeri["topics"] == azeri["organisations"] == azeri["events"] == []
    assert given["language"] == "en"
    assert [one["id"] for one in persian["organisations"]] == ["ir/eastp"]


def test_a_wrong_row_keeps_its_place(rasad: Rasad, tmp_path: Path) -> None:
    """A row that is no article comes back with its error, and the exit code is 1."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"url": "x"}\n' + json.dumps(ROWS[0]) + "\nnot json\n", encoding="utf-8")
    ran = rasad("tag", str(source), str(target))
    assert ran.code == 1
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert ["error" in row for row in rows] == [True, False, True]
    assert "in.jsonl:1" in ran.err


def test_standard_streams_are_a_dash(rasad: Rasad) -> None:
    """A dash reads from standard input and writes to standard output."""
    ran = rasad("tag", "-", "-", stdin=json.dumps(ROWS[0]) + "\n")
    assert ran.code == 0
    assert json.loads(ran.out)["organisations"][0]["id"] == "tr/tubitak"


def test_an_unwritable_target_is_named(rasad: Rasad, tmp_path: Path) -> None:
    """A target that cannot be written is one sentence and exit code 1."""
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(ROWS[0]), encoding="utf-8")
    ran = rasad("tag", str(source), str(tmp_path / "no" / "such" / "folder" / "out.jsonl"))
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "out.jsonl" in ran.err or "folder" in ran.err
