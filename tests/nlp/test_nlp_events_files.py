"""A desk adds event types of its own, and a mistake in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.events import load
from pipelines.errors import DataError
from tests.nlp.happenings import happenings

GOOD = """title: {tr: Nöbet, fa: کشیک, en: Watch}
definition: {tr: Nöbet., fa: کشیک., en: Watch.}
stage: carried-out
roles: {agent: party}
frames:
  en:
    - acts: [kept watch]
"""


def _overlay(folder: Path, content: str) -> Path:
    (folder / "events").mkdir(exist_ok=True)
    path = folder / "events" / "watch.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_an_overlay_adds_a_type_and_changes_the_version(tmp_path: Path) -> None:
    """A desk's own file adds a type; labels are there in three languages and English for others."""
    bundled = load()
    _overlay(tmp_path, GOOD)
    own = load(tmp_path)
    assert len(own) == len(bundled) + 1 == 13
    assert {found.id for found in own} - {found.id for found in bundled} == {"watch"}
    assert own.version != bundled.version
    assert (own.labels("fa")["watch"], own.labels("de")["watch"]) == ("کشیک", "Watch")
    assert [event.type for event in happenings(own, "Türkiye kept watch.", "en")] == ["watch"]
    assert own.get("watch").rule.startswith("watch@")
    with pytest.raises(DataError, match="'naps'"):
        own.get("naps")


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (("kept watch", "kept (watch"), r"line 7: frames\.en\.0\.acts\.0: .*brackets"),
        (("carried-out", "done"), r"line 3: stage: "),
        (("agent:", "ergative:"), r"line 4: roles\.ergative"),
        (("acts:", "deeds:"), r"frames\.en\.0"),
    ],
)
def test_a_mistake_in_a_type_names_file_line_and_key(tmp_path: Path, edit: tuple[str, str], reason: str) -> None:
    """A wrong phrase, stage, case or key is one sentence that leads to its place."""
    path = _overlay(tmp_path, GOOD.replace(*edit))
    with pytest.raises(DataError, match=reason) as caught:
        load(tmp_path)
    assert str(path) in str(caught.value)
