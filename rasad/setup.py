"""What every command works with: a home, its configuration, its sources and its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from pipelines.errors import RasadError, UsageError
from rasad import config
from rasad.config import Config
from rasad.home import Home
from rasad.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawlers.sources import Catalogue
    from pipelines.records import Source
    from rasad.stages import Bench
    from search.index import Index


@dataclass(frozen=True)
class Setup:
    """A home with its configuration; ``clock`` replaces the real time where it is set (aware)."""

    home: Home
    config: Config
    clock: datetime | None = None

    @classmethod
    def load(cls, folder: Path | None, clock: datetime | None = None) -> Setup:
        """Read the configuration of ``folder``, or of the default home.

        Raises:
            UsageError: the configuration is wrong.
        """
        home = Home(folder or config.default_home())
        return cls(home, config.load(home.folder), clock)

    @property
    def now(self) -> datetime:
        """The present instant in UTC, as far as this run is concerned."""
        return (self.clock or datetime.now(UTC)).astimezone(UTC)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The sources: bundled ones, then the desk's own, which win; broken files are named in its problems."""
        from crawlers.sources import BUNDLED, load  # noqa: PLC0415 -- YAML and pydantic, only when sources matter

        return load(*((BUNDLED,) if self.config.crawl.bundled_sources else ()), self.home.sources)

    @cached_property
    def agencies(self) -> frozenset[str]:
        """The ids of the sources that are news agencies."""
        from pipelines.records import SourceKind  # noqa: PLC0415 -- only where chains of copies are told

        return frozenset(one.id for one in self.catalogue.sources.values() if one.kind is SourceKind.AGENCY)

    def sources(self, ids: Sequence[str]) -> list[Source]:
        """Give the named sources, or all.

        Raises:
            UsageError: there is no such source; names the nearest ones.
            RasadError: the named source's file is broken.
        """
        known = self.catalogue.sources
        for id_ in ids:
            if id_ not in known:
                broken = [problem for problem in self.catalogue.problems if f"/{id_}.yaml" in problem]
                if broken:
                    raise RasadError(broken[0])
                raise UsageError(f"There is no source {id_!r}{nearest(id_, known)}; `rasad sources list` has them all.")
        return [known[id_] for id_ in ids] if ids else list(known.values())

    def bench(self) -> Bench:
        """Give what worker processes work with."""
        from rasad.stages import Bench  # noqa: PLC0415 -- brings in the archive's reader

        return Bench(dict(self.catalogue.sources), self.home.archive / "warc", self.home.folder)

    def index(self, *, writable: bool) -> Index:
        """Open the index that the configuration names."""
        from rasad.indexing import open_index  # noqa: PLC0415 -- tantivy or the Elasticsearch client

        return open_index(self, writable=writable)
