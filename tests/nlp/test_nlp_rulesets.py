"""Sets of rule files: order, overrides, versions, titles and the message for an id that there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nlp import events, topics
from nlp.rulesets import RuleSet, read_rule_files
from nlp.topics.definitions import ContextFile
from pipelines.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path


def _folder(tmp_path: Path, name: str, **titles: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    for id_, title in titles.items():
        content = f"title: {{tr: {title}, fa: {title}, en: {title}}}\n"
        (folder / f"{id_}.yaml").write_text(content, encoding="utf-8")
    return folder


def test_an_overlay_adds_and_overrides_and_the_order_is_that_of_the_ids(tmp_path: Path) -> None:
    """Files of both folders are one set; of the same id the overlay's counts, with a version of its own."""
    bundled, own = _folder(tmp_path, "bundled", b="two", d="four"), _folder(tmp_path, "own", a="one", d="own")
    rules = RuleSet("context", read_rule_files(ContextFile, bundled, own))
    assert rules.labels("en") == {"a": "one", "b": "two", "d": "own"}
    assert [rule.id for rule in rules] == ["a", "b", "d"]
    assert len(rules) == 3
    assert rules.get("d").path == own / "d.yaml"
    assert rules.get("d").rule != read_rule_files(ContextFile, bundled, None)[1].rule


def test_an_unknown_id_is_named_with_those_there_are(tmp_path: Path) -> None:
    """The message says what kind of rule was asked for and which there are."""
    rules = RuleSet("context", read_rule_files(ContextFile, _folder(tmp_path, "bundled", a="one", b="two"), None))
    with pytest.raises(DataError, match="there is no context 'c'; known are a, b"):
        rules.get("c")


def test_an_empty_folder_is_an_empty_set(tmp_path: Path) -> None:
    """No files are no rules, and no error."""
    assert read_rule_files(ContextFile, tmp_path / "missing", tmp_path / "missing too") == []


def test_topics_and_events_are_read_the_same_way() -> None:
    """Both sets give titles in every language, and versions that begin with the id."""
    for rules in (topics.load(), events.load()):
        for rule in rules:
            assert rule.rule.startswith(f"{rule.id}@")
            assert rule.path.stem == rule.id
            assert all(rule.title(language) for language in ("tr", "fa", "en"))
            assert rule.title("de") == rule.title("en")
