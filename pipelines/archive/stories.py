"""Which articles tell of the same happening: kinships between pairs, and the stories that follow from them.

A story is a connected component of kin articles and of copies. Articles are added one by one in the order in which they
are tagged, in the transaction that writes their tags; so neither a kill nor the size of a batch changes a story's id.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.archive import documents
from pipelines.archive.articles import article_of, dated
from pipelines.archive.codec import decode, encode
from pipelines.archive.copies import members_of
from pipelines.archive.store import advance
from pipelines.dedupe import Member
from pipelines.stories import SPAN, Headline, Stories, Traits, best_title, story_id, traits_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from pipelines.archive.store import Archive
    from pipelines.dedupe import Resemblance
    from pipelines.records import Article, Document

CAUGHT_UP = "stories"
# Traits take some 3 kB in memory; beyond this many the window lets far-off days go and reads them again when needed.
LARGEST_WINDOW = 30_000
# Kinships kept of each article, its nearest; they serve to take a story apart when a member is edited.
MOST_PAIRS = 32
# Titles that are weighed against one another; a story that everybody tells has more, and they say the same.
MOST_TITLES = 50
_DAY = 86400


class Grouping:
    """Writes tagged articles and finds their stories.

    Args:
        archive: open for writing.
        agencies: ids of the sources that are news agencies; theirs comes first when times tie.
    """

    def __init__(self, archive: Archive, agencies: Collection[str]) -> None:
        self.archive = archive
        self.agencies = frozenset(agencies)
        self._window = Stories()
        self._days: set[int] = set()
        self._largest = LARGEST_WINDOW

    def commit(self, tagged: Sequence[tuple[Document, Traits]], upto: int | None) -> None:
        """Write documents as changes, with the stories they belong to, in one transaction.

        Args:
            tagged: documents with their ``article.seq``, in its order, and what the articles are recognised by.
            upto: the article row up to which tagging is complete with them; ``None`` when retagging.
        """
        self._cover([dated(document.article) for document, _ in tagged])
        with self.archive.transaction() as connection:
            documents.write(connection, [document for document, _ in tagged], upto)
            for document, article in tagged:
                self._place(connection, document, article)

    def _cover(self, moments: Sequence[datetime]) -> None:
        """Load the articles around some moments, as far as they are not loaded."""
        full = len(self._window) > self._largest
        if full:
            self._window, self._days = Stories(), set()
        for number in sorted({day for moment in moments for day in _around(moment)} - self._days):
            self._days.add(number)
            rows = self.archive.connection.execute(
                "SELECT id, dated, record FROM traits WHERE dated >= ? AND dated < ? ORDER BY dated, id",
                (number * _DAY, (number + 1) * _DAY),
            )
            for row in rows.fetchall():
                self._window.load(row["id"], decode(Traits, row["record"]), datetime.fromtimestamp(row["dated"], UTC))
        if full:
            # A window that the days at hand alone fill must not be dropped with every batch.
            self._largest = max(LARGEST_WINDOW, 2 * len(self._window))

    def _place(self, connection: sqlite3.Connection, document: Document, article: Traits) -> None:
        id_, when = document.article.id, int(dated(document.article).timestamp())
        copied = connection.execute("SELECT original FROM copies WHERE id = ?", (id_,)).fetchone()
        row = (id_, when, copied["original"] if copied else id_, encode(article))
        old = connection.execute("SELECT * FROM traits WHERE id = ?", (id_,)).fetchone()
        if old and tuple(old) == row:
            return
        parts: set[str] = set()
        if old:
            parts = self._take_out(connection, id_)
        else:
            connection.execute("INSERT INTO stories VALUES (?, ?)", (id_, id_))
        connection.execute("INSERT OR REPLACE INTO traits VALUES (?, ?, ?, ?)", row)
        found = self._window.add(id_, article, datetime.fromtimestamp(when, UTC))
        _keep(connection, found)
        kin = {pair.a if pair.b == id_ else pair.b for pair in found} | _copies(connection, id_)
        stories = _stories(connection, kin)
        if stories:
            # An edited article that comes back to those that were named after it keeps its name for them.
            self._join(connection, stories | {id_}, {id_} if stories & parts else stories)

    def _take_out(self, connection: sqlite3.Connection, id_: str) -> set[str]:
        """Take an edited article out of its story; what it held together falls into its parts.

        Returns the names of the parts where the story was named after the article.
        """
        story = _story(connection, id_)
        connection.execute("DELETE FROM kinships WHERE a = ?1 OR b = ?1", (id_,))
        _move(connection, {id_}, "")
        left, names = _members(connection, story), set()
        while left:
            part = _component(connection, next(iter(left)), without=id_)
            left -= part
            name = story_id(members_of(connection, part, self.agencies), {story})
            _move(connection, part, name)
            names.add(name)
        _move(connection, {id_}, id_)
        return names if story == id_ else set()

    def _join(self, connection: sqlite3.Connection, stories: set[str], named: set[str]) -> None:
        """Make one of several stories under the first of some of their names; each is that of a member."""
        first = story_id(members_of(connection, named, self.agencies), named)
        for story in stories - {first}:
            _move(connection, _members(connection, story), first)


def _around(moment: datetime) -> range:
    first, last = (int((moment + step).timestamp()) // _DAY for step in (-SPAN, SPAN))
    return range(first, last + 1)


def _keep(connection: sqlite3.Connection, found: Sequence[Resemblance]) -> None:
    nearest = sorted(found, key=lambda pair: -pair.similarity)[:MOST_PAIRS]
    connection.executemany(
        "INSERT OR REPLACE INTO kinships VALUES (?, ?, ?)", [(pair.a, pair.b, pair.similarity) for pair in nearest]
    )


def _story(connection: sqlite3.Connection, id_: str) -> str:
    row = connection.execute("SELECT story FROM stories WHERE id = ?", (id_,)).fetchone()
    return row["story"] if row else id_


def _stories(connection: sqlite3.Connection, ids: set[str]) -> set[str]:
    """Give the stories of some articles; one that is in none yet is its own."""
    query = "SELECT id, story FROM stories WHERE id IN (SELECT value FROM json_each(?))"
    known = {row["id"]: row["story"] for row in connection.execute(query, (json.dumps(sorted(ids)),))} if ids else {}
    return {known.get(id_, id_) for id_ in ids}


def _members(connection: sqlite3.Connection, story: str) -> set[str]:
    return {row["id"] for row in connection.execute("SELECT id FROM stories WHERE story = ?", (story,))}


def _move(connection: sqlite3.Connection, ids: Collection[str], story: str) -> None:
    """Give articles another story; consumers are told, since it changes their documents."""
    moved = [id_ for id_ in sorted(ids) if _story(connection, id_) != story]
    connection.executemany("UPDATE stories SET story = ? WHERE id = ?", [(story, id_) for id_ in moved])
    if story:
        documents.mark_changed(connection, moved)


def _copies(connection: sqlite3.Connection, id_: str) -> set[str]:
    """Give the copies of an article that have a story."""
    rows = connection.execute(
        "SELECT s.id FROM copies c JOIN copies o ON o.original = c.original JOIN stories s ON s.id = o.id"
        " WHERE c.id = ?1 AND s.id != ?1",
        (id_,),
    )
    return {row["id"] for row in rows}


def _component(connection: sqlite3.Connection, start: str, without: str) -> set[str]:
    part, open_ = {start}, [start]
    while open_:
        id_ = open_.pop()
        rows = connection.execute(
            "SELECT b AS other FROM kinships WHERE a = ?1 UNION SELECT a FROM kinships WHERE b = ?1", (id_,)
        )
        new = {row["other"] for row in rows} | _copies(connection, id_)
        new -= part | {without}
        part |= new
        open_.extend(new)
    return part


def told(archive: Archive, story: str) -> list[Article]:
    """Give the articles of a story as they are now, by date."""
    rows = archive.connection.execute(
        "SELECT a.seq, a.record FROM stories s JOIN documents d ON d.id = s.id JOIN articles a ON a.seq = d.article"
        " WHERE s.story = ? ORDER BY a.dated, s.id",
        (story,),
    )
    return [article_of(row) for row in rows]


def title_of(articles: Sequence[Article], agencies: Collection[str] = ()) -> str:
    """Give the title of a story that says most of what its other titles say.

    Raises:
        ValueError: there are no articles.
    """
    headlines = [
        Headline(Member(article.id, dated(article), article.source in agencies), article.title)
        for article in articles[:MOST_TITLES]
    ]
    return best_title(headlines, articles[0].language if articles else "")


def catch_up(archive: Archive, grouping: Grouping, batch: int) -> int:
    """Find the stories of documents that were tagged before there were stories; gives how many those are."""
    count, last = 0, ""
    while not archive.cursor(CAUGHT_UP):
        found = documents.page(archive, last, batch)
        if found:
            grouping.commit([(document, traits_of(document)) for document in found], upto=None)
            count, last = count + len(found), found[-1].article.id
            continue
        with archive.transaction() as connection:
            advance(connection, CAUGHT_UP, 1)
    return count
