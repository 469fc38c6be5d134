"""Texts that were cut in the middle of a character stop nothing and reach every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.wellformed import loads
from tests.commandline import Ran, call_rasad, run_rasad

CUT = '{"url": "https://a.example/%d", "title": "Kesik \\ud83d başlık", "text": "Metin \\udc00.", "language": "tr"}\n'
WHOLE = (
    '{"url": "https://a.example/9", "title": "Bütün \\ud83d\\ude80", "text": "TÜBİTAK çağrı açtı.", "language": "tr"}\n'
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec=None)), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.booleans())
def test_what_is_read_can_be_written(value: object, ascii_only: bool) -> None:  # noqa: FBT001 -- either way of writing
    """Any JSON, with halves of pairs escaped, is read as a value that UTF-8 holds, and is unchanged without halves."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    found = loads(text)
    json.dumps(found, ensure_ascii=False).encode()
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    assert found == value


@pytest.mark.parametrize("text", ["", "{", "nul", '"\\ud800', "[1,]", "\ufeff1"])
def test_what_is_no_json_is_still_refused(text: str) -> None:
    """Only halves of pairs are forgiven."""
    with pytest.raises(ValueError, match=r"."):
        loads(text)


def test_a_cut_text_is_imported_and_exported(tmp_path: Path) -> None:
    """A line with half a character is archived with a question mark for it, and the lines after it, too."""
    (tmp_path / "in.jsonl").write_text(CUT % 1 + WHOLE, encoding="utf-8")
    ran = call_rasad(tmp_path / "home", "import-jsonl", str(tmp_path / "in.jsonl"))
    assert (ran.code, "archived 2 articles" in ran.err) == (0, True), ran.err
    assert run_rasad(tmp_path / "home", "process").code == 0
    rows = [json.loads(line) for line in call_rasad(tmp_path / "home", "export", "articles").out.splitlines()]
    assert [(row["title"], row["text"]) for row in rows] == [
        ("Kesik ? başlık", "Metin ?."),
        ("Bütün 🚀", "TÜBİTAK çağrı açtı."),
    ]
    assert call_rasad(tmp_path / "home", "archive", "verify").code == 0


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, list[dict[str, object]]]:
    """Tag a file with a cut text, a whole one, and bytes that are no UTF-8."""
    folder = tmp_path_factory.mktemp("tag")
    (folder / "in.jsonl").write_bytes((CUT % 1 + WHOLE).encode() + b'{"url": "\xff"\n')
    ran = run_rasad(folder / "home", "tag", str(folder / "in.jsonl"), str(folder / "out.jsonl"))
    return ran, [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_cut_text_is_tagged(tagged: tuple[Ran, list[dict[str, object]]]) -> None:
    """A row with half a character comes back tagged; a line of other bytes is named, and keeps its place."""
    ran, rows = tagged
    assert ran.code == 1
    assert ":3:" in ran.err
    assert "Traceback" not in ran.err
    assert [row.get("title") for row in rows] == ["Kesik ? başlık", "Bütün 🚀", None]
    assert rows[1]["organisations"]
    assert "\ufffd" in str(rows[2]["line"])
