"""`rasad topics test`: scores on examples and labelled articles, and what an edit gains and loses in the archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commandline import call_rasad, run_rasad

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commandline import Ran

PARK, ROAD = "Teknoparkta yeni bina açıldı", "Belediye iki yolu yeniden yaptı"
ROWS = [
    {"url": "https://a.example/1", "language": "tr", "title": PARK, "text": "Ankara'daki teknopark büyüdü."},
    {"url": "https://a.example/2", "language": "tr", "title": ROAD, "text": "Kavşaklar yeniden düzenlendi."},
]
TOPIC = """title: {tr: Teknoparklar, fa: پارک‌ها, en: Parks}
definition: {tr: Parklar., fa: پارک‌ها., en: Parks.}
patterns:
  tr: {100: [PATTERN]}
examples:
  tr: {for: [Teknoparklar büyüyor], against: [Yeni yol açıldı]}
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose archive holds two tagged articles: one of a park, one of a road."""
    home = tmp_path_factory.mktemp("topics") / "home"
    source = home.parent / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    assert call_rasad(home, "import-jsonl", str(source)).code == 0
    assert run_rasad(home, "process").code == 0
    return home


def _edit(home: Path, pattern: str) -> Path:
    path = home / "topics" / "technoparks-incubators.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(TOPIC.replace("PATTERN", pattern), encoding="utf-8")
    return path


def _test(home: Path, *arguments: str) -> Ran:
    return call_rasad(home, "topics", "test", "technoparks-incubators", *arguments)


def test_the_bundled_rules_change_nothing(filled: Path) -> None:
    """What was tagged by the rules as they stand gains and loses nothing."""
    ran = _test(filled)
    assert ran.code == 0, ran.err
    assert "technoparks-incubators  1.00       1.00" in ran.out
    assert "would gain" not in ran.err


def test_a_bad_edit_shows_what_it_breaks_and_retag_applies_it(filled: Path) -> None:
    """A pattern that is too wide fails an example and gains articles, one that is too narrow loses them; with words."""
    wide = _edit(filled, "yol")
    ran = _test(filled)
    assert "technoparks-incubators: wrong: technoparks-incubators/tr/against/0 (score 200: yol)" in ran.err
    assert "technoparks-incubators: missed: technoparks-incubators/tr/for/0" in ran.err
    assert "would gain 1 and lose 1 articles; `rasad retag` applies it" in ran.err
    assert f"  + {ROAD}  https://a.example/2  (yolu)" in ran.err
    assert f"  - {PARK}  https://a.example/1  (Teknoparkta, teknopark)" in ran.err
    scores = [json.loads(line) for line in _test(filled, "--json").out.splitlines()]
    assert [(score["precision"], score["recall"]) for score in scores] == [(0.0, 0.0)]
    assert run_rasad(filled, "retag").code == 0
    assert "would gain" not in _test(filled).err
    wide.unlink()
    assert "would gain 1 and lose 1" in _test(filled).err


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(yol", r"line 4: patterns.tr.100.0: .*'(yol' has brackets"),
        ("y*", "line 4: patterns.tr.100.0: .*'y*' has fewer than 2 letters"),
        ("'..'", "line 4: patterns.tr.100.0: .*must begin and end with a word"),
    ],
)
def test_a_mistake_in_a_file_names_file_line_and_pattern(tmp_path: Path, pattern: str, reason: str) -> None:
    """The command ends with one sentence that leads to the place, and with the exit code 1."""
    tmp_path.joinpath("home").mkdir()
    path = _edit(tmp_path / "home", pattern)
    ran = _test(tmp_path / "home")
    assert ran.code == 1
    assert str(path) in ran.err
    assert all(part in ran.err for part in reason.split(".*"))
    assert "Traceback" not in ran.err


def test_labelled_articles_are_scored_with_the_words_of_what_went_wrong(tmp_path: Path) -> None:
    """Precision and recall on a desk's own labels, ids or objects; each wrong one shows its words."""
    labels = tmp_path / "labels.jsonl"
    rows = [{**ROWS[0], "topics": []}, {**ROWS[1], "topics": [{"id": "technoparks-incubators"}]}]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ran = _test(tmp_path / "home", "--labelled", str(labels), "--json")
    assert ran.code == 0, ran.err
    (score,) = (json.loads(line) for line in ran.out.splitlines())
    assert (score["right"], len(score["wrong"]), len(score["missed"])) == (0, 1, 1)
    assert score["wrong"][0]["words"] == ["Teknoparkta", "teknopark"]
    assert "technoparks-incubators: missed: https://a.example/2" in ran.err


@pytest.mark.parametrize("row", ["{", '{"url": "https://a.example/1", "title": "x", "text": "y", "language": "de"}'])
def test_a_wrong_labelled_line_is_named(tmp_path: Path, row: str) -> None:
    """A line that is no article or in another language leads to its number."""
    labels = tmp_path / "labels.jsonl"
    labels.write_text(row + "\n", encoding="utf-8")
    ran = _test(tmp_path / "home", "--labelled", str(labels))
    assert ran.code == 1
    assert f"{labels}:1:" in ran.err
