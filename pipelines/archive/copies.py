"""Which articles are copies of which: resemblances between pairs, and the groups that follow from them.

A group is a connected component of the pairs that resemble each other. Pairs are a pure function of the two articles,
so groups and their originals do not depend on the order in which articles came in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipelines.archive.articles import article_of, dated
from pipelines.archive.documents import mark_changed
from pipelines.archive.store import advance
from pipelines.dedupe import Member, Window, original

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pipelines.archive.store import Archive
    from pipelines.dedupe import Resemblance
    from pipelines.records import Article

COMPARED = "copies"
# Articles further apart than this are never copies; the same number stands behind the relation itself.
REACH = timedelta(days=14)
# A window of this many articles takes some 150 MB; beyond it, far-off days are let go and read again when needed.
LARGEST_WINDOW = 100_000
# Pairs kept of each article. They serve to take a group apart when a member is edited; more would cost the square of
# the copies of a text that everybody carries.
MOST_PAIRS = 32


class Comparison:
    """Finds the copies of articles as they come in.

    Args:
        archive: open for writing.
        agencies: ids of the sources that are news agencies; theirs is the original when times tie.
    """

    def __init__(self, archive: Archive, agencies: Collection[str]) -> None:
        self.archive = archive
        self.agencies = frozenset(agencies)
        self._window = Window()
        self._loaded: dict[str, int] = {}
        self._days: set[int] = set()

    def run(self, articles: Sequence[Article], *, again: bool = False) -> None:
        """Compare articles with what is there, write pairs and groups and move the stage's cursor.

        Args:
            articles: the next articles of the archive, by ``seq``.
            again: they were compared before and were read anew since.
        """
        if len(self._loaded) > LARGEST_WINDOW:
            self._window, self._loaded, self._days = Window(), {}, set()
        found: list[Resemblance] = []
        for article in articles:
            self._cover(dated(article), article.seq)
            found.extend(self._add(article.seq))
        with self.archive.transaction() as connection:
            _ungroup(connection, [article.id for article in articles if again or article.revision > 1], self.agencies)
            connection.executemany(
                "INSERT OR REPLACE INTO resemblances VALUES (?, ?, ?)", [(p.a, p.b, p.similarity) for p in _kept(found)]
            )
            for group in _connected((pair.a, pair.b) for pair in found):
                _merge(connection, group, self.agencies)
            if articles:
                advance(connection, COMPARED, articles[-1].seq)

    def _cover(self, day: datetime, before: int) -> None:
        """Load the days around ``day`` as far as earlier articles fill them."""
        first, last = (int((day + step).timestamp()) // 86400 for step in (-REACH, REACH))
        for number in range(first, last + 1):
            if number in self._days:
                continue
            self._days.add(number)
            rows = self.archive.connection.execute(
                "SELECT max(seq) AS seq FROM articles WHERE dated >= ? AND dated < ? AND seq < ? GROUP BY id",
                (number * 86400, (number + 1) * 86400, before),
            ).fetchall()
            for row in rows:
                self._add(row["seq"])

    def _add(self, seq: int) -> list[Resemblance]:
        row = self.archive.connection.execute(
            "SELECT seq, record, signature FROM articles WHERE seq = ?", (seq,)
        ).fetchone()
        article = article_of(row)
        if self._loaded.get(article.id, 0) >= seq:
            return []
        self._loaded[article.id] = seq
        return self._window.add(article.id, article.title, row["signature"], dated(article), article.language)


def _kept(found: Iterable[Resemblance]) -> Iterator[Resemblance]:
    """Give the pairs to keep: of something that is copied all over, each copy's nearest ones."""
    kept: Counter[str] = Counter()
    for pair in sorted(found, key=lambda one: -one.similarity):
        if min(kept[pair.a], kept[pair.b]) < MOST_PAIRS:
            kept.update((pair.a, pair.b))
            yield pair


def _connected(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = groups.get(a, {a}) | groups.get(b, {b})
        groups.update(dict.fromkeys(joined, joined))
    return [group for id_, group in groups.items() if id_ == min(group)]


def _ungroup(connection: sqlite3.Connection, ids: Iterable[str], agencies: frozenset[str]) -> None:
    """Take edited articles out of their groups; what they held together falls into its parts."""
    for id_ in ids:
        row = connection.execute("SELECT original FROM copies WHERE id = ?", (id_,)).fetchone()
        connection.execute("DELETE FROM resemblances WHERE a = ?1 OR b = ?1", (id_,))
        if row is None:
            continue
        left = {one["id"] for one in connection.execute("SELECT id FROM copies WHERE original = ?", (row["original"],))}
        while left:
            group = _component(connection, left.pop())
            left -= group
            first = original(members_of(connection, group, agencies)) if len(group) > 1 else next(iter(group))
            for member in sorted(group):
                _assign(connection, member, first)


def _merge(connection: sqlite3.Connection, group: set[str], agencies: frozenset[str]) -> None:
    """Make one group of articles that were found to resemble each other and of the groups they are in already."""
    found = (connection.execute("SELECT id, original FROM copies WHERE id = ?", (id_,)).fetchone() for id_ in group)
    rows = [row for row in found if row]
    originals = {row["original"] for row in rows}
    candidates = originals | (group - {row["id"] for row in rows})
    # The original of a union is one of the originals of its parts.
    first = original(members_of(connection, candidates, agencies))
    moved = {
        row["id"]
        for other in originals - {first}
        for row in connection.execute("SELECT id FROM copies WHERE original = ?", (other,))
    }
    for id_ in sorted(moved | candidates):
        _assign(connection, id_, first)


def _component(connection: sqlite3.Connection, start: str) -> set[str]:
    group, open_ = {start}, [start]
    while open_:
        id_ = open_.pop()
        rows = connection.execute(
            "SELECT b AS other FROM resemblances WHERE a = ?1 UNION SELECT a FROM resemblances WHERE b = ?1", (id_,)
        )
        new = {row["other"] for row in rows} - group
        group |= new
        open_.extend(new)
    return group


def members_of(connection: sqlite3.Connection, group: Collection[str], agencies: Collection[str]) -> list[Member]:
    """Give what decides which of some articles is the original."""
    members = []
    for id_ in group:
        row = connection.execute(
            "SELECT source, dated FROM articles WHERE id = ? ORDER BY revision DESC LIMIT 1", (id_,)
        ).fetchone()
        published = datetime.fromtimestamp(row["dated"], UTC)
        members.append(Member(id=id_, published=published, agency=row["source"] in agencies))
    return members


def _assign(connection: sqlite3.Connection, id_: str, first: str) -> None:
    row = connection.execute("SELECT original FROM copies WHERE id = ?", (id_,)).fetchone()
    if row is None or row["original"] != first:
        connection.execute("INSERT OR REPLACE INTO copies VALUES (?, ?)", (id_, first))
    # Without a row an article is its own original; what consumers see changed only if that differs.
    seen = row["original"] if row else id_
    if seen != first and connection.execute("SELECT 1 FROM documents WHERE id = ?", (id_,)).fetchone():
        mark_changed(connection, [id_])


@dataclass(frozen=True, slots=True)
class Chain:
    """Who carries an article: (article id, source id) of each copy, the agency's first, then by date.

    ``agency`` is the id of the source that is a news agency, or else the name of the agency that the outlets credit.
    """

    copies: tuple[tuple[str, str], ...]
    agency: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources, each once."""
        return tuple(dict.fromkeys(source for _, source in self.copies))


def chain(archive: Archive, original: str, agencies: Collection[str]) -> Chain:
    """Give the chain in which an article and its copies stand; of an article without copies it has one link.

    Args:
        archive: the archive.
        original: the id of the original.
        agencies: ids of the sources that are news agencies.
    """
    rows = archive.connection.execute(
        "SELECT a.id, a.source, json_extract(a.record, '$.agency') AS credit FROM articles a"
        " WHERE a.id IN (SELECT ?1 UNION SELECT id FROM copies WHERE original = ?1)"
        " AND a.revision = (SELECT max(revision) FROM articles WHERE id = a.id) ORDER BY a.dated, a.id",
        (original,),
    ).fetchall()
    ordered = sorted(rows, key=lambda row: row["source"] not in agencies)
    first = ordered[0]["source"] if ordered and ordered[0]["source"] in agencies else None
    credit = Counter(row["credit"] for row in rows if row["credit"]).most_common(1)
    return Chain(
        copies=tuple((row["id"], row["source"]) for row in ordered), agency=first or (credit[0][0] if credit else None)
    )
