"""What every screen works with: one home, its index, its registers and its health, as they are now."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.archive import documents
from pipelines.errors import RasadError
from rasad.explaining import explained
from rasad.finding import Answer, Finder
from rasad.labels import Labels
from rasad.reports.build import build
from rasad.setup import Setup
from rasad.suggesting import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from crawlers.health import Health
    from nlp.nearmisses import Rules
    from pipelines.archive.store import Archive
    from pipelines.records import Document
    from rasad.explaining import Explanation
    from rasad.home import Home
    from rasad.reasons import Reasons
    from rasad.reports.issue import Issue
    from rasad.suggesting import Suggestion
    from search.index import FacetCount, Hit

# Folders of a desk's own files; what is put there shows without a restart.
OWN = ("sources", "register", "topics", "events")
# Issues kept built: turning pages between a few weeks is quick, and memory stays small.
KEPT_ISSUES = 8
# Questions that make every language layer and register load.
WARMING = ("", "yapay zekâ", "دانش بنیان", "startup", "org:tübitak topic:startups")


class Desk:
    """One home as the desk shows it; requests come in many threads."""

    def __init__(self, setup: Setup) -> None:
        self._lock = threading.RLock()
        self._stamp = _stamp(setup.home)
        self._open(setup)

    def _open(self, setup: Setup) -> None:
        self.setup = setup
        self.labels = Labels(setup)
        self._finder: Finder | None = None
        self._rules: tuple[Rules, str] | None = None
        self._issues: dict[tuple[str, int], Issue] = {}
        self._health: tuple[tuple[object, ...], list[Health]] = ((), [])

    def renew(self) -> None:
        """Read sources and registers again if the home's own files have changed since."""
        stamp = _stamp(self.setup.home)
        if stamp == self._stamp:
            return
        with self._lock:
            self._stamp = stamp
            self.close()
            self._open(Setup(self.setup.home, self.setup.config, self.setup.clock))

    @property
    def zone(self) -> str:
        """The zone of displayed times."""
        return self.setup.config.desk.zone

    @property
    def today(self) -> date:
        """The present day in the desk's zone."""
        return self.setup.now.astimezone(ZoneInfo(self.zone)).date()

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """Open the archive for one request; SQLite connections belong to one thread.

        Raises:
            ArchiveError: there is none yet.
        """
        with self.setup.home.open(readonly=True) as archive:
            yield archive

    @contextmanager
    def _finding(self) -> Iterator[Finder]:
        """Hold the finder; the index is opened when it is first asked and reads what others write by itself."""
        with self._lock:
            if self._finder is None:
                self._finder = Finder(self.setup)
            yield self._finder

    def find(
        self,
        query: str,
        *,
        filters: Mapping[str, tuple[str, ...]] | None = None,
        sort: str = "relevance",
        size: int = 20,
        cursor: str | None = None,
        stories: bool = False,
        facets: bool = True,
    ) -> Answer:
        """Search; see :meth:`rasad.finding.Finder.find`.

        Raises:
            UsageError: the cursor is damaged or belongs to another search.
            RasadError: there is no index yet, it is damaged, or the cluster does not answer.
        """
        with self._finding() as finder:
            return finder.find(
                query, filters=filters or {}, sort=sort, size=size, cursor=cursor, stories=stories, facets=facets
            )

    def spread(
        self, query: str, filters: Mapping[str, tuple[str, ...]], facets: tuple[str, ...]
    ) -> Mapping[str, tuple[FacetCount, ...]]:
        """Count what a query finds by further facets, all values of each, such as weeks."""
        with self._finding() as finder:
            return finder.spread(query, filters, facets)

    def similar(self, document: Document, size: int, without: Collection[str]) -> list[Hit]:
        """Give articles that share rare words and a tag with one; none while there is no index."""
        with suppress(RasadError), self._finding() as finder:
            return finder.similar(document, size, without)
        return []

    def suggestions(self, typed: str, language: str) -> list[Suggestion]:
        """Give what may be meant; none rather than an error while somebody is typing, which the search itself tells."""
        with suppress(RasadError), self._finding() as finder:
            return list(suggest(finder, typed, language))
        return []

    def reasons(self, query: str, id_: str) -> Reasons | None:
        """Say why a query finds an article; ``None`` where there is no such article."""
        with self._finding() as finder:
            return finder.reasons_of(query, id_)

    def spellings(self, word: str, size: int = 3) -> tuple[str, ...]:
        """Give words of the index that resemble one which it does not hold."""
        with self._finding() as finder:
            return finder.index.spellings(word, size)

    def to_json(self, answer: Answer, language: str) -> dict[str, object]:
        """Give an answer as the documented JSON object."""
        with self._finding() as finder:
            return finder.to_json(answer, language)

    def indexed(self) -> int:
        """Give the ingest sequence up to which the index is complete; 0 while there is none."""
        with suppress(RasadError), self._finding() as finder:
            return finder.index.cursor()
        return 0

    def explain(self, document: Document) -> Explanation:
        """Say by which rules an article is tagged, and what nearly was a tag by the rules as they are now."""
        with self._lock:
            if self._rules is None:
                from nlp.nearmisses import Rules  # noqa: PLC0415 -- brings in the whole of tagging
                from nlp.tagger import tagger_version  # noqa: PLC0415 -- the same

                labels = self.labels
                rules = Rules.of(labels.topics, labels.register, labels.events)
                self._rules = rules, tagger_version(self.setup.home.folder)
            return explained(document, *self._rules)

    def issue(self, week: str) -> Issue:
        """Build the issue of a week, or give it as built before if nothing has changed since.

        Raises:
            UsageError: there is no such week.
            ArchiveError: there is no archive yet.
        """
        with self.archive() as archive:
            key = (week.upper(), documents.last_change(archive))
            found = self._issues.get(key)
            if found is None:
                found = build(archive, self.setup, week)
                with self._lock:
                    while len(self._issues) >= KEPT_ISSUES:
                        self._issues.pop(next(iter(self._issues)))
                    self._issues[key] = found
        return found

    def health(self, archive: Archive) -> list[Health]:
        """Judge every source, or give the judgement of this hour if nothing was crawled since."""
        from crawlers.health import assess  # noqa: PLC0415 -- brings in Scrapy, which only these screens need

        row = archive.connection.execute(
            "SELECT (SELECT max(seq) FROM attempts), (SELECT max(seq) FROM articles)"
        ).fetchone()
        key = (*row, self.setup.now.strftime("%Y%m%d%H"))
        if self._health[0] != key:
            self._health = (key, assess(archive, self.setup.catalogue.sources.values(), self.setup.now))
        return self._health[1]

    def warm(self) -> None:
        """Load everything that the first question would wait for; what cannot be had yet is left alone."""
        with suppress(RasadError):
            for query in WARMING:
                self.find(query, size=1)
            self.labels.beginning("a", "en", 1)
        with suppress(RasadError), self.archive() as archive:
            self.health(archive)
            for document in documents.page(archive, "", 1):
                self.explain(document)

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._finder is not None:
                self._finder.close()
                self._finder = None


def _stamp(home: Home) -> tuple[tuple[str, int], ...]:
    folders = (home.folder / name for name in OWN)
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for each in folders for path in each.rglob("*.yaml")))
