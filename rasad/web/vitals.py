"""A source's figures as the source screens show them: articles per week, filled fields, alarms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rasad.web.cards import Link
from rasad.web.charts import sparkline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawlers.health import Finding, Health
    from crawlers.vitals import Sample
    from pipelines.archive.crawl import Channel
    from pipelines.archive.store import Archive
    from rasad.web.reader import Reader

# The alarms that say since when.
SILENT = ("blind", "stale")
WEEKS = 12
WEEK_SECONDS = 7 * 86400


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong with a source: its name and the details, in the reader's language."""

    label: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source in the list; ``bars`` is the path of its articles per week, ``counts`` says the same in words."""

    link: Link
    about: str
    visited: str
    articles: str
    bars: str
    counts: str
    fields: tuple[str, ...]
    alarms: tuple[Alarm, ...]


def weekly(archive: Archive, now: datetime) -> dict[str, Counter[int]]:
    """Give the articles of each source per week; week 0 is the oldest of those shown."""
    since = int((now - timedelta(weeks=WEEKS)).timestamp())
    rows = archive.connection.execute(
        "SELECT source, (dated - ?1) / ?2 AS week, count(DISTINCT id) AS n FROM articles"
        " WHERE dated >= ?1 AND dated < ?1 + ?2 * ?3 GROUP BY 1, 2",
        (since, WEEK_SECONDS, WEEKS),
    )
    found: dict[str, Counter[int]] = {}
    for row in rows:
        found.setdefault(row["source"], Counter())[row["week"]] = row["n"]
    return found


def row(reader: Reader, one: Health, given: Mapping[int, int]) -> Row:
    """Show a source in one line; ``given`` are its articles per week as of :func:`weekly`."""
    source, counts = one.source, [given.get(week, 0) for week in range(WEEKS)]
    return Row(
        link=Link(source.title, reader.link(f"sources/{source.id}")),
        about=" · ".join(
            (reader.named("kind", source.kind), reader.desk.labels.country(source.country, reader.language),
             reader.named("schedule", source.schedule))
        ),
        visited=reader.day(_visited(one.vitals.channels)) or "–",
        articles=reader.number(sum(counts)),
        bars=sparkline(counts),
        counts=reader.comma.join(reader.number(count) for count in counts),
        fields=tuple(reader.percent(share) for share in filled(one.vitals.week, one.vitals.history)),
        alarms=alarms(reader, one.findings),
    )  # fmt: skip


def alarms(reader: Reader, findings: tuple[Finding, ...]) -> tuple[Alarm, ...]:
    """Name what is wrong with a source."""
    return tuple(Alarm(reader.named("alarm", one.alarm), " ".join(_reasons(reader, one))) for one in findings)


def _reasons(reader: Reader, finding: Finding) -> Iterator[str]:
    """Say what an alarm is about; addresses keep their digits."""
    facts = finding.facts
    key = f"why_{finding.alarm}_usual" if "usual" in facts else ""
    text = reader.words.words.get(key) or reader.words.words[f"why_{finding.alarm}"]
    yield text.format(**{name: _written(reader, name, fact) for name, fact in facts.items()})
    if finding.alarm in SILENT:
        last = _written(reader, "last", facts.get("last", ""))
        yield reader.words("why_last", last=last) if last else reader.words("why_never")


def _written(reader: Reader, name: str, fact: object) -> str:
    if isinstance(fact, date):
        return reader.day(fact)
    if name == "outcome":
        return reader.named("outcome", str(fact))
    return fact if isinstance(fact, str) else reader.number(fact)


def _visited(channels: tuple[Channel, ...]) -> datetime | None:
    return max((channel.polled_at for channel in channels if channel.polled_at), default=None)


def filled(*samples: Sample) -> tuple[float | None, float | None, float | None]:
    """Give the shares of articles with a date, an author and a full text, over this week and the ones before."""
    count = sum(sample.articles for sample in samples)
    if not count:
        return None, None, None
    return (
        sum(sample.dated for sample in samples) / count,
        sum(sample.authored for sample in samples) / count,
        sum(sample.complete for sample in samples) / count,
    )
