"""What the archive knows of a source: this week, the weeks before, and how its channels stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipelines.archive.attempts import first_asked
from pipelines.archive.crawl import Channel, channels
from pipelines.archive.pages import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.archive.store import Archive

WEEK = timedelta(weeks=1)
# Long enough to know a source that writes twice a month, short enough to follow one that changes.
HISTORY = timedelta(weeks=12)

_ARTICLES = """
    SELECT pages.source AS source, pages.fetched_at AS at, articles.published IS NOT NULL AS dated,
        json_array_length(articles.record, '$.authors') > 0 AS authored,
        json_extract(articles.record, '$.complete') AS complete,
        length(json_extract(articles.record, '$.text')) AS length,
        coalesce(copies.original, articles.id) != articles.id AS copied,
        documents.id IS NOT NULL AS tagged
    FROM articles JOIN pages ON pages.seq = articles.page
        LEFT JOIN copies ON copies.id = articles.id
        LEFT JOIN documents ON documents.id = articles.id
    WHERE pages.fetched_at > ? AND pages.fetched_at <= ? AND articles.revision = 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The articles of some weeks: how many, how many have what, and the lengths of their texts in characters."""

    articles: int = 0
    dated: int = 0
    authored: int = 0
    complete: int = 0
    copied: int = 0
    tagged: int = 0
    lengths: tuple[int, ...] = ()

    def share(self, count: int) -> float | None:
        """Give a count as a share of the articles; ``None`` where there are none."""
        return count / self.articles if self.articles else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """A source's week beside its history of ``weeks`` weeks (at most twelve; less for a new source).

    ``discovered`` counts links and ``fetched`` pages of the week; ``outcomes`` its requests for channels and articles,
    ``rejected`` its pages that gave no article, by reason; ``last`` is when the last article came.
    """

    source: str
    week: Sample = Sample()
    history: Sample = Sample()
    weeks: float = 0.0
    discovered: int = 0
    fetched: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None
    channels: tuple[Channel, ...] = ()


def read(archive: Archive, sources: Iterable[str], now: datetime) -> dict[str, Vitals]:
    """Read the vitals of sources, by id, as they stood at ``now``."""
    start = now - WEEK
    weeks, histories = _samples(archive, start, now), _samples(archive, start - HISTORY, start)
    first, last = first_asked(archive), _last_articles(archive, now)
    discovered, fetched = _discovered(archive, start, now), _fetched(archive, start, now)
    outcomes, rejected = _outcomes(archive, start, now), _rejected(archive, start, now)
    states: dict[str, list[Channel]] = {}
    for state in channels(archive):
        states.setdefault(state.source, []).append(state)
    return {
        id_: Vitals(
            source=id_,
            week=weeks.get(id_, Sample()),
            history=histories.get(id_, Sample()),
            weeks=_weeks(first.get(id_), start),
            discovered=discovered.get(id_, 0),
            fetched=fetched.get(id_, 0),
            outcomes=outcomes.get(id_, {}),
            rejected=rejected.get(id_, {}),
            first=first.get(id_),
            last=last.get(id_),
            channels=tuple(states.get(id_, ())),
        )
        for id_ in sources
    }


def _weeks(first: datetime | None, start: datetime) -> float:
    return 0.0 if first is None else max(0.0, min(HISTORY, start - first) / WEEK)


def _samples(archive: Archive, start: datetime, end: datetime) -> dict[str, Sample]:
    rows: dict[str, list[tuple[int, ...]]] = {}
    for row in archive.connection.execute(_ARTICLES, (stamp(start), stamp(end))):
        counts = (row["dated"], row["authored"], row["complete"], row["copied"], row["tagged"])
        rows.setdefault(row["source"], []).append((*(int(count or 0) for count in counts), int(row["length"] or 0)))
    found = {}
    for source, each in rows.items():
        dated, authored, complete, copied, tagged, lengths = zip(*each, strict=True)
        found[source] = Sample(
            articles=len(each),
            dated=sum(dated),
            authored=sum(authored),
            complete=sum(complete),
            copied=sum(copied),
            tagged=sum(tagged),
            lengths=lengths,
        )
    return found


def _last_articles(archive: Archive, now: datetime) -> dict[str, datetime]:
    rows = archive.connection.execute(
        "SELECT pages.source AS source, max(pages.fetched_at) AS at FROM articles JOIN pages"
        " ON pages.seq = articles.page WHERE articles.revision = 1 AND pages.fetched_at <= ? GROUP BY pages.source",
        (stamp(now),),
    )
    return {row["source"]: _moment(row["at"]) for row in rows}


def _discovered(archive: Archive, start: datetime, end: datetime) -> dict[str, int]:
    rows = archive.connection.execute(
        "SELECT source, count(*) AS n FROM links WHERE discovered_at > ? AND discovered_at <= ? GROUP BY source",
        (stamp(start), stamp(end)),
    )
    return {row["source"]: row["n"] for row in rows}


def _fetched(archive: Archive, start: datetime, end: datetime) -> dict[str, int]:
    rows = archive.connection.execute(
        "SELECT source, count(*) AS n FROM pages WHERE outcome = 'ok' AND fetched_at > ? AND fetched_at <= ?"
        " GROUP BY source",
        (stamp(start), stamp(end)),
    )
    return {row["source"]: row["n"] for row in rows}


def _outcomes(archive: Archive, start: datetime, end: datetime) -> dict[str, Counter[str]]:
    rows = archive.connection.execute(
        "SELECT source, outcome, count(*) AS n FROM attempts WHERE purpose != 'robots' AND at > ? AND at <= ?"
        " GROUP BY source, outcome",
        (stamp(start), stamp(end)),
    )
    return _counted(rows, "outcome")


def _rejected(archive: Archive, start: datetime, end: datetime) -> dict[str, Counter[str]]:
    rows = archive.connection.execute(
        "SELECT rejections.source AS source, reason, count(*) AS n FROM rejections JOIN pages"
        " ON pages.seq = rejections.page WHERE pages.fetched_at > ? AND pages.fetched_at <= ?"
        " GROUP BY rejections.source, reason",
        (stamp(start), stamp(end)),
    )
    return _counted(rows, "reason")


def _counted(rows: Iterable[Mapping[str, object]], key: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(str(row["source"]), Counter())[str(row[key])] += int(str(row["n"]))
    return found


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
