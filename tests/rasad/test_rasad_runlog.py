"""The log of runs tells on the command line and on the desk what became of what each run found."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml.html import document_fromstring

from pipelines.archive import runs
from pipelines.archive.crawl import Attempt, Recorder
from pipelines.records import Purpose
from rasad.duties import condense_due, keep_from
from rasad.runlog import indexed_upto, read
from rasad.setup import Setup
from tests.commandline import Demo, call_rasad
from tests.web.reading import texts
from tests.web.served import served

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)


def _rows(demo: Demo, *arguments: str) -> list[dict[str, Any]]:
    ran = call_rasad(demo.home, "runs", *arguments, "--json")
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def test_every_page_of_a_run_ends_somewhere(demo: Demo) -> None:
    """Pages that a run archived are articles, known texts or rejections, and what was extracted can be searched."""
    rows = _rows(demo, "--limit", "1000")
    assert len({(row["run"], row["source"]) for row in rows}) == len(rows) > 20
    for row in rows:
        ends = row["extracted"] + row["same_text"] + sum(row["rejected"].values()) + row["waiting"]
        assert row["fetched"] + row["failed"] == ends
        assert row["indexed"] == row["extracted"]
    assert sum(row["found"] for row in rows) > 200
    articles = call_rasad(demo.home, "export", "articles").out.count("\n")
    assert 0 < articles <= sum(row["extracted"] for row in rows)


def test_the_table_has_a_line_for_each_run_and_for_each_source_of_one(demo: Demo) -> None:
    """Runs come newest first; a named one is told by source, with the reasons of its rejections."""
    lines = call_rasad(demo.home, "runs").out.splitlines()
    numbers = [int(line.split()[0]) for line in lines[2:]]
    assert numbers == sorted(numbers, reverse=True)
    rows = _rows(demo)
    refused = next(row for row in rows if row["rejected"])
    one = call_rasad(demo.home, "runs", str(refused["run"])).out
    assert len(one.splitlines()) - 2 == sum(row["run"] == refused["run"] for row in rows)
    assert next(iter(refused["rejected"])) in one
    assert refused["source"] in one


def test_an_article_names_the_run_that_made_it(demo: Demo) -> None:
    """From an article the log leads to its runs, and that run extracted something from its source."""
    hit = json.loads(call_rasad(demo.home, "search", "teknopark", "--size", "1", "--json").out)["hits"][0]
    rows = [row for row in _rows(demo, "--article", hit["url"]) if row["source"] == hit["source"]]
    assert rows
    assert all(row["extracted"] for row in rows)
    assert {row["source"] for row in _rows(demo, "--source", hit["source"])} == {hit["source"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["999"], "There is no run 999"),
        (["x"], "not a valid integer"),
        (["--source", "nowhere"], "There is no source 'nowhere'"),
        (["--article", "nothing"], "no tagged article 'nothing'"),
    ],
)
def test_what_is_not_in_the_log_is_wrong_use(demo: Demo, arguments: list[str], said: str) -> None:
    """Unknown runs, sources and articles are named, with exit code 2."""
    ran = call_rasad(demo.home, "runs", *arguments)
    assert (ran.code, said in ran.err) == (2, True), ran.err


def _ask(home: Path, at: datetime, outcome: str = "ok") -> None:
    with Setup.load(home).home.open() as archive:
        run = runs.begin(archive, "crawl", at)
        recorder = Recorder(archive, run, f"run-{run}")
        recorder.attempt(Attempt(source="webrazzi", url="u", purpose=Purpose.FEED, outcome=outcome, at=at))
        recorder.close()
        account = {"webrazzi": {"discovered": 7, "fetched": 0, "failed": 0, "unchanged": 1}}
        runs.end(archive, run, at, "done", {"sources": account})


def test_an_older_account_still_says_what_was_found(tmp_path: Path) -> None:
    """Where links do not tell their run, the count of found ones comes from the run's own account; no index is no 1."""
    _ask(tmp_path, NOW, "unchanged")
    setup = Setup.load(tmp_path, NOW)
    assert indexed_upto(setup) == 0
    with setup.home.open(readonly=True) as archive:
        (logged,) = read(archive, [1], indexed_upto(setup))
        assert (logged.whole.found, logged.whole.unmodified, logged.whole.indexed) == (7, 1, 0)
        assert read(archive, [], 0) == []
        assert read(archive, [1], 0, "ntv")[0].parts == ()


def test_old_requests_are_condensed_as_the_configuration_says(tmp_path: Path) -> None:
    """It is due when a whole day is too old, the command does it, 0 days keep all, and the source was visited still."""
    for days in (100, 91, 90, 0):
        _ask(tmp_path, NOW - timedelta(days=days))
    setup = Setup.load(tmp_path, NOW)
    assert keep_from(NOW, 90).isoformat() == "2026-08-18"
    assert condense_due(setup)
    ran = call_rasad(tmp_path, "--now", NOW.isoformat(), "archive", "condense")
    assert (ran.code, ran.err) == (0, "condensed 2 requests into daily sums\n")
    assert not condense_due(setup)
    (tmp_path / "rasad.toml").write_text("[crawl]\nattempts_days = 0\n", encoding="utf-8")
    later = Setup.load(tmp_path, NOW + timedelta(days=400))
    assert not condense_due(later)
    assert "every request is kept" in call_rasad(tmp_path, "archive", "condense").err
    assert "2" in call_rasad(tmp_path, "health", "--json").err


@pytest.mark.parametrize("language", ["fa", "tr", "en"])
def test_the_desk_shows_the_funnel_of_each_run(demo: Demo, language: str) -> None:
    """The source screens have a line for each run with the same counts as the command line."""
    rows = _rows(demo, "--source", "teknogundem")
    with served(Setup.load(demo.home, NOW)) as where, httpx.Client(base_url=where, timeout=60) as client:
        one = client.get(f"/{language}/sources/teknogundem").text
        every = client.get(f"/{language}/sources").text
    digits = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    cells = [text.translate(digits) for text in texts(document_fromstring(one), "table.runs tbody tr")]
    assert len(cells) == min(8, len(rows))
    assert all(cell.startswith(str(row["run"])) for cell, row in zip(cells, rows, strict=False))
    assert len(texts(document_fromstring(every), "table.runs tbody tr")) > 3
