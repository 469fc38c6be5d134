"""Health: every alarm is raised where it should be, and none where nothing is wrong."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.health import Alarm, assess, judge
from crawlers.likelihood import binomial_at_least, binomial_at_most, poisson_at_least, poisson_at_most
from crawlers.vitals import Sample, Vitals
from pipelines.archive import articles, pages
from pipelines.archive.articles import Extracted
from pipelines.archive.crawl import Attempt, Channel, Link, Recorder
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from pipelines.records import Article, Expectation, Moment, Page, Precision, Purpose, Source, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
SOURCE = Source(
    id="ornek",
    title="Örnek",
    home="https://www.ornek.example/",
    country="tr",
    languages=("tr",),
    kind=SourceKind.NEWS,
    zone="Europe/Istanbul",
    feeds=("https://www.ornek.example/feed",),
)


def sample(count: int, *, dated: float = 1.0, full: float = 1.0, copied: int = 0, length: int = 2000) -> Sample:
    """Make a sample of equal articles; shares are of all."""
    return Sample(
        articles=count,
        dated=round(count * dated),
        authored=count,
        complete=round(count * full),
        copied=copied,
        tagged=count,
        lengths=(length,) * count,
    )


def vitals(week: Sample, history: Sample, *, weeks: float = 12.0, **more: Any) -> Vitals:
    """Make the vitals of a source that was visited for a while."""
    given_: dict[str, Any] = {
        "first": NOW - timedelta(weeks=weeks + 1),
        "last": NOW if week.articles else NOW - timedelta(days=8),
        "fetched": week.articles,
    }
    return Vitals(source="ornek", week=week, history=history, weeks=weeks, **given_ | more)


def alarms(found: Vitals, **expect: Any) -> set[Alarm]:
    """Give the alarms of some vitals."""
    source = replace(SOURCE, expect=Expectation(**expect))
    return {finding.alarm for finding in judge(source, found, NOW)}


def test_a_source_that_is_as_always_has_no_finding() -> None:
    """Big or small, a usual week is fine."""
    for count in (1, 2, 10, 200):
        assert alarms(vitals(sample(count), sample(count * 12))) == set()


def test_a_source_never_visited_or_just_begun_has_no_finding() -> None:
    """Nothing is known of it yet."""
    assert alarms(Vitals(source="ornek")) == set()
    assert alarms(vitals(sample(0), sample(0), weeks=0, first=NOW - timedelta(days=2), last=None)) == set()


@pytest.mark.parametrize(("per_week", "alarm"), [(20, Alarm.BLIND), (5, Alarm.BLIND)])
def test_a_busy_source_without_an_article_is_blind_this_week(per_week: int, alarm: Alarm) -> None:
    """Five a week are enough to miss them after one."""
    assert alarms(vitals(sample(0), sample(per_week * 12))) == {alarm}


def test_a_small_source_is_stale_only_after_long_silence() -> None:
    """Two articles a month may pause for three weeks, but not for three months."""
    quiet = sample(6)
    assert alarms(vitals(sample(0), quiet, last=NOW - timedelta(weeks=3))) == set()
    assert alarms(vitals(sample(0), quiet, last=NOW - timedelta(weeks=10))) == {Alarm.STALE}


def test_a_source_that_never_gave_anything_is_blind_after_a_week() -> None:
    """A new source has a week to show something."""
    assert alarms(vitals(sample(0), sample(0), weeks=1, last=None)) == {Alarm.BLIND}
    assert alarms(vitals(sample(0), sample(0), weeks=1, last=None), articles_per_week=(1, 5)) == set()
    assert alarms(vitals(sample(0), sample(0), weeks=1, last=None), articles_per_week=(9, 50)) == {Alarm.BLIND}


def test_amounts_are_judged_by_how_likely_they_are() -> None:
    """Half of a hundred is news, half of four is not; more than the file expects is, too."""
    assert alarms(vitals(sample(50), sample(1200))) == {Alarm.FEWER}
    assert alarms(vitals(sample(2), sample(48))) == set()
    assert alarms(vitals(sample(90), sample(600)), articles_per_week=(10, 60)) == {Alarm.MORE}


def test_vanished_fields_are_named() -> None:
    """Dates and texts that were there and are not any more raise their own alarms; one exception raises none."""
    assert alarms(vitals(sample(4, dated=0), sample(48))) == {Alarm.DATES}
    assert alarms(vitals(sample(6, full=0), sample(48))) == {Alarm.TEXT}
    assert alarms(vitals(sample(20, dated=0.95), sample(240))) == set()
    assert alarms(vitals(sample(6, dated=0), sample(0), weeks=0), published=0.98) == {Alarm.DATES}
    nobody = replace(sample(8), authored=0)
    assert alarms(vitals(nobody, sample(90))) == {Alarm.AUTHORS}
    assert alarms(vitals(nobody, replace(sample(90), authored=0))) == set()


def test_texts_that_shrink_and_weeks_of_copies_are_named() -> None:
    """A paywall that appears and an outlet that only repeats others are seen."""
    assert alarms(vitals(sample(5, length=300), sample(60))) == {Alarm.SHRANK}
    assert alarms(vitals(sample(5, length=1800), sample(60))) == set()
    assert alarms(vitals(sample(5, copied=5), sample(60, copied=6))) == {Alarm.DUPLICATES}
    assert alarms(vitals(sample(5, copied=5), sample(60, copied=58))) == set()


def test_pages_without_text_are_taken_for_scripts() -> None:
    """A site whose pages arrive empty is named as such beside being blind."""
    found = vitals(sample(0), sample(120), rejected={"empty": 8, "no-text": 1}, fetched=9)
    assert alarms(found) == {Alarm.BLIND, Alarm.SCRIPTS}


def test_channels_that_moved_fail_or_died_are_named() -> None:
    """What a channel's state says is passed on."""
    base = Channel(url="https://www.ornek.example/feed", source="ornek", purpose=Purpose.FEED, outcome="gone")
    for state, alarm in (
        (replace(base, moved_to="https://www.ornek.example/rss"), Alarm.MOVED),
        (replace(base, failures=0.5), Alarm.FAILING),
        (replace(base, failures=4.25), Alarm.DEAD),
    ):
        assert alarms(vitals(sample(5), sample(60), channels=(state,))) == {alarm}
        edited = replace(state, url="https://www.ornek.example/old-feed")
        assert alarms(vitals(sample(5), sample(60), channels=(edited,))) == set()


def test_a_move_proposes_the_edit() -> None:
    """Which address to write into which file is said in the finding."""
    state = Channel(url=SOURCE.feeds[0], source="ornek", purpose=Purpose.FEED, moved_to="https://yeni.example/rss")
    (finding,) = judge(SOURCE, vitals(sample(5), sample(60), channels=(state,)), NOW)
    assert finding.detail == (
        "https://www.ornek.example/feed has moved for good; "
        "write https://yeni.example/rss into ornek.yaml in its place."
    )


def test_healthy_sources_of_all_sizes_raise_few_false_alarms() -> None:
    """Over simulated weeks of sources that only vary by chance, fewer than 1 in 100 has a finding."""
    dice = random.Random(5)

    def draw(mean: float) -> int:
        level, count, product = math.exp(-mean), 0, dice.random()
        while product > level:
            count, product = count + 1, product * dice.random()
        return count

    found = 0
    for _ in range(3000):
        rate = dice.choice([0.5, 1, 2, 5, 20, 100])
        week, history = draw(rate), sum(draw(rate) for _ in range(12))
        if history:
            last = NOW if week else NOW - timedelta(weeks=1 + dice.expovariate(rate))
            found += bool(alarms(vitals(sample(week), sample(history), last=last)))
    assert found < 30


@given(st.integers(0, 300), st.floats(0, 300))
def test_poisson_tails_are_probabilities_that_add_up(count: int, mean: float) -> None:
    """Both tails lie in [0, 1], together cover everything, and grow with the count."""
    most, least = poisson_at_most(count, mean), poisson_at_least(count + 1, mean)
    assert 0 <= most <= 1
    assert 0 <= least <= 1
    assert math.isclose(most + least, 1, abs_tol=1e-9)
    assert most <= poisson_at_most(count + 1, mean) + 1e-12


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0, 1))
def test_binomial_tails_are_probabilities_that_add_up(count: int, trials: int, share: float) -> None:
    """The same for shares."""
    most, least = binomial_at_most(count, trials, share), binomial_at_least(count + 1, trials, share)
    assert 0 <= most <= 1
    assert math.isclose(most + least, 1, abs_tol=1e-9)


def test_tails_agree_with_known_values() -> None:
    """Some numbers from the definitions."""
    assert math.isclose(poisson_at_most(0, 5), math.exp(-5))
    assert math.isclose(binomial_at_most(0, 3, 0.5), 0.125)
    assert math.isclose(binomial_at_least(3, 3, 0.1), 0.001)


def keep(archive: Archive, number: int, at: datetime, *, dated: bool) -> None:
    """Archive one page and its article."""
    run = begin(archive, "crawl", at)
    url = f"https://www.ornek.example/{number}"
    page = Page(source="ornek", url=url, fetched_url=url, fetched_at=at, status=200, outcome="ok")
    channel = Channel(url="https://www.ornek.example/feed", source="ornek", purpose=Purpose.FEED)
    recorder = Recorder(archive, run, f"r{number}")
    recorder.discover([Link(url=url, source="ornek", found=channel.url, discovered_at=at)], channel)
    recorder.attempt(Attempt(source="ornek", url=url, purpose=Purpose.ARTICLE, outcome="ok", at=at, status=200))
    recorder.page(page, b"<html></html>")
    recorder.close()
    (stored,) = archived_after(archive, run)
    moment = Moment(instant=at, zone="Europe/Istanbul", precision=Precision.MINUTE)
    article = Article(
        id=f"{number:016x}",
        url=url,
        fetched_url=url,
        source="ornek",
        country="tr",
        language="tr",
        title=f"Haber {number}",
        text="Metin. " * 50,
        authors=("Ayşe Örnek",),
        published=moment if dated else None,
        extractor="test",
        fetched_at=at,
    )
    articles.commit(archive, [Extracted(page=stored.seq, result=article)])


def archived_after(archive: Archive, run: int) -> list[Page]:
    """Give the pages of one run."""
    first = archive.connection.execute("SELECT min(seq) FROM pages WHERE run = ?", (run,)).fetchone()[0]
    return pages.after(archive, first - 1, 10)


def test_vitals_are_read_from_a_real_archive(tmp_path: Path) -> None:
    """Twelve good weeks and one without dates: the funnel is counted, and the dates are missed."""
    with Archive(tmp_path / "archive") as archive:
        for week in range(12, 0, -1):
            keep(archive, week, NOW - timedelta(weeks=week, days=1), dated=True)
        for number in range(4):
            keep(archive, 100 + number, NOW - timedelta(days=number + 1), dated=False)
        (health,) = assess(archive, [SOURCE], NOW)
    found = health.vitals
    assert (found.week.articles, found.week.dated, found.history.articles) == (4, 0, 12)
    assert (found.discovered, found.fetched, found.outcomes) == (4, 4, {"ok": 4})
    assert found.week.share(found.week.authored) == 1.0
    assert found.last == NOW - timedelta(days=1)
    assert 11 < found.weeks <= 12
    assert [finding.alarm for finding in health.findings] == [Alarm.DATES]
