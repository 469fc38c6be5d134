"""Whether a source is well: tests that also hold for small ones, and findings that people can act on.

A mean minus some deviations turns negative for a source of two articles a week, and then nothing is ever wrong. So
counts are judged by how likely they are (Poisson), shares by the binomial distribution, and silence by its length.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from crawlers import vitals as archived
from crawlers.channels import DEAD, addresses
from crawlers.likelihood import binomial_at_least, binomial_at_most, poisson_at_least, poisson_at_most
from crawlers.vitals import WEEK, Vitals
from pipelines.records import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pipelines.archive.store import Archive

# A finding must be this unlikely where nothing is wrong. Silence is the plainest one and may be called a little sooner.
UNLIKELY = 0.002
SILENCE_UNLIKELY = 0.02
# Below this many articles a share says nothing.
FEW = 3
# A history shorter than this is no yardstick for counts.
LEAST_WEEKS = 3.0


class Alarm(StrEnum):
    """What can be wrong with a source."""

    BLIND = "blind"
    STALE = "stale"
    FEWER = "fewer-articles"
    MORE = "more-articles"
    DATES = "dates-vanished"
    AUTHORS = "authors-vanished"
    TEXT = "text-vanished"
    SHRANK = "text-shrank"
    DUPLICATES = "duplicates-only"
    SCRIPTS = "javascript-only"
    MOVED = "address-moved"
    FAILING = "channel-failing"
    DEAD = "channel-dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One alarm with what it is about: an English sentence, and the facts in it by name for other languages."""

    alarm: Alarm
    detail: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source's vitals and what was found in them."""

    source: Source
    vitals: Vitals
    findings: tuple[Finding, ...]


def assess(archive: Archive, sources: Iterable[Source], now: datetime) -> list[Health]:
    """Judge every source by what the archive knows of it at ``now``."""
    found = {source.id: source for source in sources}
    vitals = archived.read(archive, found, now)
    return [
        Health(source=source, vitals=vitals[id_], findings=tuple(judge(source, vitals[id_], now)))
        for id_, source in found.items()
    ]


def judge(source: Source, vitals: Vitals, now: datetime) -> Iterator[Finding]:
    """Give what is wrong with a source; nothing is wrong with one that was never visited."""
    if vitals.first is None:
        return
    yield from _silence(source, vitals, now)
    yield from _amount(source, vitals)
    yield from _fields(source, vitals)
    yield from _texts(vitals)
    yield from _copies(vitals)
    yield from _scripts(vitals)
    yield from _channels(source, vitals)


def _silence(source: Source, vitals: Vitals, now: datetime) -> Iterator[Finding]:
    if vitals.week.articles:
        return
    usual = _usual(source, vitals)
    since = f"its last article came on {vitals.last:%Y-%m-%d}" if vitals.last else "it has never given an article"
    facts = {"last": vitals.last.date()} if vitals.last else {}
    if usual is None:
        if vitals.first is not None and now - vitals.first >= WEEK:
            yield Finding(alarm=Alarm.BLIND, detail=f"No article this week; {since}.", facts=facts)
    elif poisson_at_most(0, usual) < SILENCE_UNLIKELY:
        detail = f"No article this week, where {usual:.0f} are usual; {since}."
        yield Finding(alarm=Alarm.BLIND, detail=detail, facts={**facts, "usual": round(usual)})
    elif vitals.last is not None and math.exp(-usual * ((now - vitals.last) / WEEK)) < SILENCE_UNLIKELY:
        detail = f"Silent for too long, where {usual:.1f} a week are usual; {since}."
        yield Finding(alarm=Alarm.STALE, detail=detail, facts={**facts, "usual": round(usual, 1)})


def _usual(source: Source, vitals: Vitals) -> float | None:
    """Give the articles per week that a source usually has: from its history, or else as its file expects."""
    if vitals.weeks >= LEAST_WEEKS and vitals.history.articles:
        return vitals.history.articles / vitals.weeks
    expected = source.expect.articles_per_week
    return float(expected[0]) if expected and expected[0] else None


def _amount(source: Source, vitals: Vitals) -> Iterator[Finding]:
    count, usual = vitals.week.articles, _usual(source, vitals)
    if not count:
        return
    if usual is not None and poisson_at_most(count, usual) < UNLIKELY:
        detail = f"{count} articles this week, where {usual:.0f} are usual."
        yield Finding(alarm=Alarm.FEWER, detail=detail, facts={"count": count, "usual": round(usual)})
    expected = source.expect.articles_per_week
    if expected and count > expected[1] and poisson_at_least(count, expected[1]) < UNLIKELY:
        detail = f"{count} articles this week, where at most {expected[1]} are expected."
        yield Finding(alarm=Alarm.MORE, detail=detail, facts={"count": count, "usual": expected[1]})


def _fields(source: Source, vitals: Vitals) -> Iterator[Finding]:
    week, history, expect = vitals.week, vitals.history, source.expect
    for alarm, name, has, had, expected in (
        (Alarm.DATES, "a date", week.dated, history.dated, expect.published),
        (Alarm.AUTHORS, "an author", week.authored, history.authored, expect.authors),
        (Alarm.TEXT, "a full text", week.complete, history.complete, expect.text),
    ):
        usual = history.share(had) if history.articles >= FEW else expected
        if usual is None or week.articles < FEW:
            continue
        # A share of 1 would make the first exception an alarm; one article in a hundred may always lack something.
        if binomial_at_most(has, week.articles, min(usual, 0.99)) < UNLIKELY:
            facts = {"has": has, "count": week.articles, "usual": round(usual * 100)}
            detail = f"{has} of {week.articles} articles have {name}; {usual:.0%} are usual."
            yield Finding(alarm=alarm, detail=detail, facts=facts)


def _texts(vitals: Vitals) -> Iterator[Finding]:
    """Compare lengths with the lowest tenth of the history: a tenth of the texts is usually below it."""
    week, history = vitals.week.lengths, sorted(vitals.history.lengths)
    if len(week) < FEW or len(history) < 4 * FEW:
        return
    tenth = history[len(history) // 10]
    below = sum(length < tenth for length in week)
    if median(week) < median(history) / 2 and binomial_at_least(below, len(week), 0.1) < UNLIKELY:
        facts = {"count": round(median(week)), "usual": round(median(history))}
        detail = "Texts have {count} characters, where {usual} are usual.".format(**facts)
        yield Finding(alarm=Alarm.SHRANK, detail=detail, facts=facts)


def _copies(vitals: Vitals) -> Iterator[Finding]:
    week, history = vitals.week, vitals.history
    if week.articles < FEW or week.copied < week.articles:
        return
    usual = history.share(history.copied) if history.articles >= FEW else 0.0
    if binomial_at_least(week.copied, week.articles, min(usual or 0.0, 0.99)) < UNLIKELY:
        detail = f"All {week.articles} articles are copies of earlier ones."
        yield Finding(alarm=Alarm.DUPLICATES, detail=detail, facts={"count": week.articles})


def _scripts(vitals: Vitals) -> Iterator[Finding]:
    empty = sum(vitals.rejected.get(reason, 0) for reason in ("empty", "no-text"))
    if empty >= FEW and not vitals.week.complete and empty >= vitals.fetched / 2:
        detail = f"{empty} pages came without a text; scripts may have to write it."
        yield Finding(alarm=Alarm.SCRIPTS, detail=detail, facts={"count": empty})


def _channels(source: Source, vitals: Vitals) -> Iterator[Finding]:
    """Judge the channels that the source's file names; one that was edited away is no concern any more."""
    named = set(addresses(source))
    for channel in vitals.channels:
        if channel.url not in named:
            continue
        if channel.moved_to:
            facts = {"url": channel.url, "to": channel.moved_to, "file": f"{source.id}.yaml"}
            detail = "{url} has moved for good; write {to} into {file} in its place.".format(**facts)
            yield Finding(alarm=Alarm.MOVED, detail=detail, facts=facts)
        if channel.failures:
            alarm = Alarm.DEAD if channel.failures >= DEAD else Alarm.FAILING
            told = (
                "is dead ({}); it is asked rarely now" if alarm is Alarm.DEAD else "does not answer as it should ({})"
            )
            yield Finding(
                alarm=alarm,
                detail=f"{channel.url} {told.format(channel.outcome)}.",
                facts={"url": channel.url, "outcome": channel.outcome},
            )
