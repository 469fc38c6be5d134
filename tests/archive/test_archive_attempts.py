"""Old requests become daily sums, and nothing that health, schedule and accounts ask for is lost by that."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.archive import attempts, runs
from pipelines.archive.crawl import Attempt, Recorder
from pipelines.archive.store import Archive
from pipelines.records import Purpose

START = datetime(2026, 8, 1, tzinfo=UTC)
ATTEMPTS = st.builds(
    Attempt,
    source=st.sampled_from(("a", "b", "")),
    url=st.just("https://a.example/"),
    purpose=st.sampled_from((Purpose.FEED, Purpose.ARTICLE, Purpose.ROBOTS)),
    outcome=st.sampled_from(("ok", "unchanged", "timeout")),
    at=st.integers(0, 10 * 86400).map(lambda seconds: START + timedelta(seconds=seconds)),
    bytes=st.integers(0, 10**9),
)


def _write(archive: Archive, made: list[Attempt], run: int = 1) -> None:
    recorder = Recorder(archive, run, f"run-{run}")
    for one in made:
        recorder.attempt(one)
    recorder.close()


def _sums(archive: Archive) -> dict[tuple[str, ...], tuple[int, int]]:
    """Give requests and bytes by source, day, purpose and outcome, whether condensed or not."""
    rows = archive.connection.execute(
        "SELECT source, day, purpose, outcome, sum(n), sum(bytes) FROM"
        " (SELECT source, substr(at, 1, 10) AS day, purpose, outcome, 1 AS n, bytes FROM attempts"
        " UNION ALL SELECT source, day, purpose, outcome, requests, bytes FROM"
        " attempt_days) GROUP BY 1, 2, 3, 4"
    )
    return {tuple(row[:4]): (row[4], row[5]) for row in rows}


@settings(max_examples=15)
@given(made=st.lists(ATTEMPTS, max_size=30), first=st.integers(0, 11), then=st.integers(0, 11))
def test_sums_are_what_was_counted_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, made: list[Attempt], first: int, then: int
) -> None:
    """Whatever is condensed and how often, sums, first and last requests of a source stay the same."""
    with Archive(tmp_path_factory.mktemp("archive")) as archive:
        _write(archive, made)
        before = _sums(archive), attempts.first_asked(archive), attempts.last_asked(archive, "a")
        for days in (first, then):
            attempts.condense(archive, (START + timedelta(days=days)).date())
            assert (_sums(archive), attempts.first_asked(archive), attempts.last_asked(archive, "a")) == before
        kept = archive.connection.execute("SELECT count(*) FROM attempts").fetchone()[0]
        cut = START + timedelta(days=max(first, then))
        assert kept == sum(one.at >= cut for one in made)


def test_many_are_condensed_in_several_transactions(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one batch ends in the same sums, and the count says how many requests it were."""
    monkeypatch.setattr(attempts, "BATCH", 7)
    made = [
        Attempt(source="a", url="u", purpose=Purpose.FEED, outcome="ok", at=START + timedelta(minutes=n), bytes=n)
        for n in range(30)
    ]
    _write(archive, made)
    assert attempts.condense(archive, date(2026, 8, 2)) == 30
    assert attempts.condense(archive, date(2026, 8, 2)) == 0
    assert _sums(archive) == {("a", "2026-08-01", "feed", "ok"): (30, sum(range(30)))}
    assert attempts.oldest(archive) is None


def test_a_killed_condensation_counts_nothing_twice(archive: Archive) -> None:
    """A batch is summed and removed in one transaction; one that fails in between leaves all as it was."""
    made = [Attempt(source="a", url="u", purpose=Purpose.FEED, outcome="ok", at=START, bytes=5)] * 3
    _write(archive, made)
    archive.connection.execute("CREATE TRIGGER stop BEFORE DELETE ON attempts BEGIN SELECT RAISE(ABORT, 'killed'); END")
    with pytest.raises(Exception, match="killed"):
        attempts.condense(archive, date(2026, 9, 1))
    assert archive.connection.execute("SELECT count(*) FROM attempt_days").fetchone()[0] == 0
    archive.connection.execute("DROP TRIGGER stop")
    assert attempts.condense(archive, date(2026, 9, 1)) == 3
    assert _sums(archive) == {("a", "2026-08-01", "feed", "ok"): (3, 15)}


def test_old_runs_keep_sums_of_what_they_did(archive: Archive) -> None:
    """Of a run's account per source the sums stay, of a young one and of one that is not a crawl all stays."""
    one = {"discovered": 3, "fetched": 2, "failed": 1, "unchanged": 4, "outcomes": {"ok": 2}}
    detail = {"sources": {"a": one, "b": one}, "problems": ["p"]}
    old = runs.begin(archive, "crawl", START)
    runs.end(archive, old, START, "done", detail)
    young = runs.begin(archive, "crawl", START + timedelta(days=9))
    runs.end(archive, young, START, "done", detail)
    other = runs.begin(archive, "import", START)
    runs.end(archive, other, START, "done", {"file": "x"})
    attempts.condense(archive, (START + timedelta(days=5)).date())
    found = {run.id: json.loads(json.dumps(run.detail)) for run in runs.latest(archive)}
    assert found[old] == {"problems": ["p"], "discovered": 6, "fetched": 4, "failed": 2, "unchanged": 8}
    assert found[young] == detail
    assert found[other] == {"file": "x"}


def test_the_file_does_not_grow_with_the_years(tmp_path: Path) -> None:
    """A year of requests, condensed week by week, takes no more room than the weeks that are kept."""
    sizes = []
    with Archive(tmp_path / "archive") as archive:
        for week in range(16):
            at = START + timedelta(weeks=week)
            hours = (at + timedelta(minutes=10 * n) for n in range(1008))
            _write(archive, [
                Attempt(source="a", url="https://a.example/feed", purpose=Purpose.FEED, outcome="ok", at=hour)
                for hour in hours
            ], week)  # fmt: skip
            attempts.condense(archive, (at - timedelta(weeks=2)).date())
            pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
            sizes.append(pages)
    assert sizes[-1] <= sizes[5] * 1.1
    assert Counter(sizes).most_common(1)[0][1] > 4


def test_nothing_was_ever_asked_for(archive: Archive) -> None:
    """An empty account is no error."""
    assert attempts.condense(archive, date(2030, 1, 1)) == 0
    assert attempts.first_asked(archive) == {}
    assert attempts.last_asked(archive, "a") is None
    assert attempts.oldest(archive) is None
