"""What is wrong with a source is said in the reader's language, digits and calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawlers.health import Alarm, Finding, judge
from crawlers.vitals import Sample, Vitals
from pipelines.archive.crawl import Channel
from pipelines.records import Expectation, Purpose, Source, SourceKind
from rasad.setup import Setup
from rasad.texts import LANGUAGES
from rasad.web.desk import Desk
from rasad.web.reader import Reader
from rasad.web.vitals import alarms

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
FEED = "https://www.ornek.example/feed/12"
SOURCE = Source(id="ornek", title="Örnek", home="https://www.ornek.example/", country="tr", languages=("tr",),
                kind=SourceKind.NEWS, zone="Europe/Istanbul", feeds=(FEED,))  # fmt: skip
CHANNEL = Channel(url=FEED, source="ornek", purpose=Purpose.FEED, outcome="gone")


def sample(count: int, filled: int | None = None, length: int = 2000, copied: int = 0) -> Sample:
    """Make a sample of equal articles, of which some have all fields."""
    has = count if filled is None else filled
    return Sample(articles=count, dated=has, authored=has, complete=has, copied=copied, tagged=count,
                  lengths=(length,) * count)  # fmt: skip


USUAL = Vitals(source="ornek", week=sample(20), history=sample(240), weeks=12.0, first=NOW - timedelta(weeks=13),
               last=NOW, fetched=20)  # fmt: skip
SILENT = replace(USUAL, week=sample(0), last=NOW - timedelta(days=9))
CASES = [
    SILENT,
    replace(SILENT, history=sample(0), last=None),
    replace(SILENT, history=sample(12), last=NOW - timedelta(days=60)),
    replace(USUAL, week=sample(3)),
    replace(USUAL, week=sample(90)),
    replace(USUAL, week=sample(20, 2, 300)),
    replace(USUAL, week=sample(20, copied=20)),
    replace(USUAL, week=sample(20, 0), rejected={"no-text": 18}),
    replace(USUAL, channels=(replace(CHANNEL, moved_to="https://www.ornek.example/rss"),)),
    replace(USUAL, channels=(replace(CHANNEL, failures=0.5),)),
    replace(USUAL, channels=(replace(CHANNEL, failures=4.25),)),
]


def found() -> list[Finding]:
    """Give findings of every kind, as the judge makes them."""
    source = replace(SOURCE, expect=Expectation(articles_per_week=(10, 30)))
    return [finding for vitals in CASES for finding in judge(source, vitals, NOW)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give a desk without articles."""
    return Desk(Setup.load(tmp_path_factory.mktemp("alarms")))


def test_the_cases_raise_every_alarm() -> None:
    """None of the alarms is left out of these tests."""
    assert {finding.alarm for finding in found()} == set(Alarm)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alarm_says_why(desk: Desk, language: str) -> None:
    """Each finding becomes a sentence without a gap, in the language's digits; addresses stay what they are."""
    for finding, alarm in zip(found(), alarms(Reader(desk, language), tuple(found())), strict=True):
        assert alarm.detail.endswith(".")
        assert "{" not in alarm.detail
        url = finding.facts.get("url")
        assert url is None or str(url) in alarm.detail
        words = alarm.detail.replace(str(url), "")
        assert language != "fa" or not any("0" <= letter <= "9" for letter in words)
        assert language == "en" or "articles" not in words


def test_silence_says_since_when(desk: Desk) -> None:
    """The last article's day stands in the reader's calendar; a source without any says so."""
    one, never = (alarms(Reader(desk, "fa"), tuple(judge(SOURCE, vitals, NOW)))[0].detail for vitals in CASES[:2])
    assert "۱۶ آبان ۱۴۰۵" in one
    assert never == "این هفته هیچ خبری نیامد. تاکنون هیچ خبری نیامده است."
