"""Every key of the configuration refuses what it cannot be, in file and environment, and is named."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import UsageError
from rasad import config

DEFAULTS: dict[str, dict[str, object]] = tomllib.loads(config.default_text())
KEYS = [(section, key) for section, keys in DEFAULTS.items() for key in keys]
NUMBERS = [(section, key) for section, key in KEYS if type(DEFAULTS[section][key]) in {int, float}]
TEXTS = [(section, key) for section, key in KEYS if isinstance(DEFAULTS[section][key], str)]
LISTS = [(section, key) for section, key in KEYS if isinstance(DEFAULTS[section][key], list)]
SWITCHES = [(section, key) for section, key in KEYS if isinstance(DEFAULTS[section][key], bool)]


def _load(home: Path, section: str, key: str, value: str) -> config.Config:
    (home / "rasad.toml").write_text(f"[{section}]\n{key} = {value}\n", encoding="utf-8")
    return config.load(home, {})


def _refused(home: Path, section: str, key: str, value: str) -> str:
    with pytest.raises(UsageError) as caught:
        _load(home, section, key, value)
    told = str(caught.value)
    assert f"{home / 'rasad.toml'}: {section}.{key}: " in told, told
    assert "\n" not in told
    return told


def test_there_are_keys_of_every_type() -> None:
    """The tables below leave no key out."""
    assert sorted({*NUMBERS, *TEXTS, *LISTS, *SWITCHES}) == sorted(KEYS)
    assert len(KEYS) > 15


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_the_default_can_be_written_into_the_file(tmp_path: Path, section: str, key: str) -> None:
    """What `default.toml` has for a key is what a desk's own file may have, too."""
    value = json.dumps(DEFAULTS[section][key], ensure_ascii=False)
    assert _load(tmp_path, section, key, value) == config.load(tmp_path / "none", {})


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_a_table_or_a_date_is_no_value(tmp_path: Path, section: str, key: str) -> None:
    """No key takes a table of its own or a date."""
    _refused(tmp_path, section, key, "{ a = 1 }")
    _refused(tmp_path, section, key, "2026-11-12")


@pytest.mark.parametrize(("section", "key"), NUMBERS)
@pytest.mark.parametrize("value", ['"many"', "[1]", "-1", "nan", '""', "true"])
def test_a_number_is_a_number_within_bounds(tmp_path: Path, section: str, key: str, value: str) -> None:
    """Words, lists, negative numbers, truths and what is no number at all are refused."""
    _refused(tmp_path, section, key, value)


@pytest.mark.parametrize(("section", "key"), TEXTS)
@pytest.mark.parametrize("value", ["3", "true", '["a"]'])
def test_a_text_is_a_text(tmp_path: Path, section: str, key: str, value: str) -> None:
    """Numbers, truths and lists are refused where a text is wanted."""
    _refused(tmp_path, section, key, value)


@pytest.mark.parametrize(("section", "key"), LISTS)
@pytest.mark.parametrize("value", ["3", '"fa"', "[3]", "[[]]", "true"])
def test_a_list_is_a_list_of_texts(tmp_path: Path, section: str, key: str, value: str) -> None:
    """A single text, a number and a list of other things are refused where a list of texts is wanted."""
    with pytest.raises(UsageError, match=rf"rasad\.toml: {section}\.{key}"):
        _load(tmp_path, section, key, value)


@pytest.mark.parametrize(("section", "key"), SWITCHES)
@pytest.mark.parametrize("value", ["3", '"maybe"', "[true]"])
def test_a_switch_is_true_or_false(tmp_path: Path, section: str, key: str, value: str) -> None:
    """Other numbers, words and lists are refused where yes or no is wanted."""
    _refused(tmp_path, section, key, value)


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_a_misspelt_key_is_told_with_the_right_one(tmp_path: Path, section: str, key: str) -> None:
    """A key with a letter too many is an error that names the key that may be meant."""
    told = _refused(tmp_path, section, f"{key}s", json.dumps(DEFAULTS[section][key]))
    assert "no such key" in told
    assert f"{section}.{key}" in told.partition("did you mean")[2]


@pytest.mark.parametrize("section", DEFAULTS)
def test_a_misspelt_section_is_told_with_the_right_one(tmp_path: Path, section: str) -> None:
    """A section that does not exist is an error that names the one that may be meant."""
    (tmp_path / "rasad.toml").write_text(f"[{section}x]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=rf"rasad\.toml: {section}x: no such key \(did you mean {section}"):
        config.load(tmp_path, {})


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_every_key_has_a_variable(tmp_path: Path, section: str, key: str) -> None:
    """RASAD_SECTION_KEY sets a key; a value that it cannot be is an error that names the variable."""
    name = f"RASAD_{section}_{key}".upper()
    value = DEFAULTS[section][key]
    written = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    assert config.load(tmp_path, {name: written}) == config.load(tmp_path, {})
    if (section, key) in NUMBERS:
        with pytest.raises(UsageError, match=rf"the variable {name}: "):
            config.load(tmp_path, {name: "many"})


def test_variables_of_others_are_left_alone(tmp_path: Path) -> None:
    """Only what begins with RASAD_ is looked at, and what the tests ask for is none of the desk's business."""
    others = {"CRAWL_DELAY": "x", "XRASAD_CRAWL_DELAY": "x", "RASAD_TEST_REQUIRE": "x", "RASAD_HOME": "x"}
    assert config.load(tmp_path, others) == config.load(tmp_path, {})


@settings(max_examples=50)
@given(st.dictionaries(st.from_regex("[A-Z][A-Z_]{0,20}", fullmatch=True), st.text(max_size=20), max_size=4))
def test_no_environment_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, more: Mapping[str, str]) -> None:
    """Whatever variables there are, the outcome is a configuration or an error that names one of them."""
    variables = {f"RASAD_{name}": value for name, value in more.items()}
    home = tmp_path_factory.getbasetemp()
    try:
        found = config.load(home, variables)
    except UsageError as error:
        assert "the variable RASAD_" in str(error)  # noqa: PT017 -- either outcome is right
    else:
        assert found.crawl.delay >= 0
