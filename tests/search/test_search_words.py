"""Words that were learnt while an index was made are known to a search, and never known wrongly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from benchmarks.material.zipf import KINDS, documents
from pipelines.text import LANGUAGES, reader
from search.embedded import Embedded
from search.index import Request
from search.lexicon import Lexicon, lexicon
from search.query import parse
from search.reading import Reading
from search.words import FILE, Word, Words, rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.records import Document
    from search.index import Result

TURKISH = (
    "Sanayiciler toplandı; GİRİŞİMLER anlatıldı, kitabı okundu, Ankara'nın yolları, değerlendirmelerden çıkarılanlar "
    "incelendi, yazılımlar ve donanımlar sergilendi, üreticilerimiz ödüllendirildi, bakanlıklar konuştu."
)
PERSIAN = (
    "شرکت‌های دانش‌بنیان گفت و گو کردند، اخبار کتابخانه‌ها نمی‌رسد و دانشگاه های شهر برمی‌گردند؛ "
    "پژوهشگران پروژه‌هایشان را نوشتند و سرمایه گذاران آمدند."
)


@pytest.fixture(autouse=True)
def _ignorance() -> Iterator[None]:
    """Begin and end without a memory of words, as a new process does."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for language in LANGUAGES:
        reader(language).memory.clear()
    lexicon.cache_clear()


def _readings() -> list[Reading]:
    return [Reading(TURKISH, "tr"), Reading(PERSIAN, "fa")]


def _learnt() -> list[Word]:
    """Learn the words of two texts."""
    found = Lexicon()
    found.joined(TURKISH, "tr")
    found.joined(PERSIAN, "fa")
    return found.news(1)


def _keep(folder: Path, news: list[Word]) -> None:
    with Words(folder) as words:
        words.keep(news)


def _known(language: str) -> dict[str, tuple[str, str]]:
    return dict(reader(language).memory)


def test_what_was_learnt_is_known_again(tmp_path: Path) -> None:
    """A process that has met no word knows from the file what another one found by analysis."""
    _keep(tmp_path, _learnt())
    assert all(reading.stems for reading in _readings())
    analysed = {language: _known(language) for language in ("tr", "fa")}
    _forget()
    Words(tmp_path).recall(_readings())
    assert {language: _known(language) for language in ("tr", "fa")} == analysed
    assert all(analysed.values())


def test_nothing_is_asked_of_the_file_for_a_few_words(tmp_path: Path) -> None:
    """What is analysed sooner than a file is opened is analysed."""
    _keep(tmp_path, _learnt())
    _forget()
    Words(tmp_path).recall([Reading("Sanayiciler toplandı", "tr")])
    assert _known("tr") == {}


def test_words_of_other_rules_are_not_believed(tmp_path: Path) -> None:
    """A file made by other rules is not read, and the next change makes it new."""
    _keep(tmp_path, [Word(0, "Sanayiciler", "wrong", "wrong")])
    with closing(sqlite3.connect(tmp_path / FILE)) as file:
        file.execute(f"PRAGMA user_version = {rules() - 1}")
    Words(tmp_path).recall(_readings())
    assert _known("tr") == {}
    _keep(tmp_path, _learnt())
    _forget()
    Words(tmp_path).recall(_readings())
    assert reader("tr").memory["Sanayiciler"] == ("sanayiciler", "sanayici")


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 99])
def test_a_missing_or_damaged_file_costs_time_alone(tmp_path: Path, content: bytes | None) -> None:
    """Without a readable file words are analysed, and what is learnt is lost without harm."""
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    Words(tmp_path).recall(_readings())
    assert _known("tr") == {}
    assert "sanayici" in Reading(TURKISH, "tr").stems
    _keep(tmp_path / "nowhere", [Word(0, "a", None, None)])
    _keep(tmp_path, _learnt())


def test_the_memory_of_a_search_stays_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the words of some texts have no room left, those of earlier ones make place."""
    _keep(tmp_path, _learnt())
    monkeypatch.setattr("search.words.CAPACITY", 40)
    for number in range(30):
        assert Reading(f"sözcük{'abcdefghijklmnopqrstuvwxyzabcd'[number]}", "tr").stems
    Words(tmp_path).recall(_readings())
    assert 15 < len(_known("tr")) <= 40
    assert "Sanayiciler" in _known("tr")


def test_the_rules_have_a_number() -> None:
    """The number of the rules fits into the head of a database, and is the same for every process."""
    command = "from search.words import rules; print(rules())"
    printed = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True).stdout
    assert 0 < rules() == int(printed) < 1 << 31


def _found(folder: Path, text: str) -> Result:
    index = Embedded(folder, writable=False, kinds=KINDS)
    try:
        return index.search(Request(query=parse(text, today=date(2026, 11, 24)).query, size=20))
    finally:
        index.close()


@pytest.mark.parametrize("through", ["rebuild", "apply"])
def test_a_search_shows_the_same_with_and_without_the_words(tmp_path: Path, through: str) -> None:
    """Marks and passages are the same whether words come from the file beside the index or from analysis."""
    made = list(documents(2000 if through == "rebuild" else 300, size=400))
    _index(tmp_path, made, through)
    words = next(tmp_path.glob(f"*/g*/{FILE}"))
    texts = [made[number].article.text.split()[number] for number in range(6)]
    queries = [f"{one} OR {two}" for one, two in pairwise(texts)] + [f'"{texts[0]}" OR {texts[5][:3]}*']
    _forget()
    known = [_found(tmp_path, query) for query in queries]
    words.unlink()
    _forget()
    analysed = [_found(tmp_path, query) for query in queries]
    assert [result.hits for result in known] == [result.hits for result in analysed]
    assert any(hit.snippet.spans for result in known for hit in result.hits)


def _index(folder: Path, made: list[Document], through: str) -> None:
    index = Embedded(folder, writable=True, kinds=KINDS)
    if through == "rebuild":
        index.rebuild([(made, len(made))])
    else:
        index.apply(made, len(made))
    index.close()
    with closing(sqlite3.connect(next(folder.glob(f"*/g*/{FILE}")))) as file:
        assert file.execute("SELECT count(*) FROM words").fetchone()[0] > 500
