"""The configuration is typed, layered, and says where a mistake is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import UsageError
from rasad import config


def test_the_defaults_are_valid(tmp_path: Path) -> None:
    """A home without a file has the defaults."""
    loaded = config.load(tmp_path, {})
    assert loaded.crawl.delay == 5.0
    assert loaded.index.engine == "embedded"
    assert loaded.process.count() >= 1


def test_the_file_overrides_and_the_environment_wins(tmp_path: Path) -> None:
    """rasad.toml overrides the defaults, RASAD_* overrides both, lists are separated by commas."""
    (tmp_path / "rasad.toml").write_text("[crawl]\ndelay = 7\ntimeout = 9\n", encoding="utf-8")
    environment = {
        "RASAD_CRAWL_DELAY": "11",
        "RASAD_CRAWL_ALLOW_PRIVATE_HOSTS": "127.0.0.1:80, localhost:81",
        "RASAD_TEST_REQUIRE": "x",
    }
    loaded = config.load(tmp_path, environment)
    assert (loaded.crawl.delay, loaded.crawl.timeout) == (11.0, 9.0)
    assert loaded.crawl.allow_private_hosts == ("127.0.0.1:80", "localhost:81")


def test_the_clusters_address_chooses_the_engine(tmp_path: Path) -> None:
    """RASAD_ELASTICSEARCH_URL alone is enough to use Elasticsearch."""
    loaded = config.load(tmp_path, {"RASAD_ELASTICSEARCH_URL": "http://127.0.0.1:9200"})
    assert (loaded.index.engine, loaded.index.elasticsearch_url) == ("elasticsearch", "http://127.0.0.1:9200")


@pytest.mark.parametrize(
    ("text", "environment", "parts"),
    [
        ("[crawl]\ndelya = 3\n", {}, ["rasad.toml", "crawl.delya", "no such key"]),
        ("[crwal]\ndelay = 3\n", {}, ["rasad.toml", "crwal", "no such key"]),
        ("[crawl]\ndelay = -1\n", {}, ["rasad.toml", "crawl.delay", "greater than or equal to 0"]),
        ("[crawl\n", {}, ["rasad.toml", "TOML"]),
        ("crawl = 3\n", {}, ["rasad.toml", "crawl"]),
        ("[desk]\nzone = 'Asia/Tabriz'\n", {}, ["desk.zone", "no time zone"]),
        ("", {"RASAD_CRAWL_DELYA": "3"}, ["RASAD_CRAWL_DELYA", "no such key"]),
        ("", {"RASAD_PROCESS_WORKERS": "many"}, ["RASAD_PROCESS_WORKERS", "integer"]),
    ],
)
def test_mistakes_name_place_and_key(tmp_path: Path, text: str, environment: dict[str, str], parts: list[str]) -> None:
    """An unknown key, a wrong value and a broken file are errors that name the file or variable and the key."""
    (tmp_path / "rasad.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        config.load(tmp_path, environment)
    for part in parts:
        assert part in str(caught.value)


@given(st.text(max_size=200))
def test_no_file_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in rasad.toml, the outcome is a configuration or a usage error."""
    home = tmp_path_factory.mktemp("home")
    (home / "rasad.toml").write_text(text, encoding="utf-8", errors="replace")
    with suppress(UsageError):
        assert config.load(home, {}).crawl.delay >= 0


def test_the_home_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """RASAD_HOME names the home; without it the platform's data folder does."""
    monkeypatch.setenv("RASAD_HOME", str(tmp_path))
    assert config.default_home() == tmp_path.resolve()
    monkeypatch.delenv("RASAD_HOME")
    assert config.default_home().name == "rasad"
