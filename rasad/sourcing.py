"""Adding, checking and exchanging sources."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawlers.check import check_all
from crawlers.discovery import Proposal, propose
from crawlers.opml import read_opml
from crawlers.outcomes import Failed
from crawlers.sourcefiles import conflict, file_of, id_of, set_verified, text_of
from crawlers.sources import BUNDLED
from pipelines.archive.store import explained
from pipelines.errors import RasadError, SourceError, UsageError
from pipelines.records import SourceKind
from rasad.crawling import settings
from rasad.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawlers.check import SourceCheck
    from crawlers.model import SourceFile
    from pipelines.records import Source
    from rasad.setup import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user says of a new source; empty texts are found out."""

    id: str = ""
    kind: str = "news"
    country: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A new source that could be saved: its id, its file's text, and the articles it would give next."""

    id: str
    text: str
    proposal: Proposal


def offer(setup: Setup, url: str, wish: Wish) -> Offer:
    """Look at a site and offer a source for it; nothing is saved.

    Raises:
        UsageError: the address is not one of the web.
        RasadError: the site does not answer, offers nothing to follow, or is a known source already.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a site; write it in full, like https://www.example.com/.")
    try:
        proposal = asyncio.run(propose(url, settings(setup, None)))
    except Failed as failed:
        raise RasadError(f"{url} cannot be read ({failed.outcome}: {failed.detail}).") from failed
    if not proposal.found():
        tried = ", ".join(f"{one.url} ({one.outcome})" for one in proposal.tried)
        raise RasadError(f"No feed, sitemap or list of articles was found at {url}; tried: {tried}.")
    file = file_of(proposal, SourceKind(wish.kind), country=wish.country, language=wish.language)
    if known := conflict(setup.catalogue, file):
        raise RasadError(known)
    return Offer(_free(setup, wish.id or id_of(proposal.home)), text_of(file), proposal)


def _free(setup: Setup, id_: str) -> str:
    if id_ in setup.catalogue.sources:
        raise RasadError(f"There is a source {id_} already; give the new one another name with --id.")
    return id_


def save(setup: Setup, id_: str, text: str) -> Path:
    """Write a source file into the home and give its path."""
    path = setup.home.sources / f"{id_}.yaml"
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path


def check(setup: Setup, sources: Sequence[Source]) -> list[SourceCheck]:
    """Try every channel of sources on the live web, and write the day into the files of those that passed."""

    async def gather() -> list[SourceCheck]:
        return [one async for one in check_all(sources, settings(setup, None))]

    found = asyncio.run(gather())
    for one in found:
        path = path_of(setup, one.source.id)
        if one.passed() and path:
            set_verified(path, setup.now.date())
    return sorted(found, key=lambda one: one.source.id)


def path_of(setup: Setup, id_: str) -> Path | None:
    """Give the file of a source: the desk's own, else the bundled one."""
    own = setup.home.sources / f"{id_}.yaml"
    return own if own.exists() else next(BUNDLED.rglob(f"{id_}.yaml"), None)


def check_table(found: Sequence[SourceCheck]) -> str:
    """Align what a check found: one row per channel, and the proposed edit of a source that did not answer."""
    rows = [
        (one.source.id, channel.outcome, channel.entries, channel.dated, channel.url)
        for one in found
        for channel in one.channels
    ]
    lines = [table(("source", "outcome", "entries", "dated", "address"), rows)]
    for one in found:
        if one.proposal:
            addresses = [*one.proposal.feeds, *one.proposal.sitemaps, *(each.url for each in one.proposal.listings)]
            lines.append(f"{one.source.id}: found from its home instead: {', '.join(addresses)}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one feed of a list: where its source was saved, or why it was left out.

    A feed that a source ``known`` here has already is no failure.
    """

    feed: str
    path: Path | None = None
    reason: str = ""
    known: bool = False

    def __str__(self) -> str:
        return f"saved {self.path}" if self.path else f"left out {self.feed}: {self.reason}"


def import_opml(setup: Setup, path: Path, wish: Wish) -> Iterator[Taken]:
    """Make a source of every feed of a list; known ones are named and left out.

    Raises:
        SourceError: the file is no list of feeds.
    """
    for outline in read_opml(path.read_bytes(), str(path)):
        parts = urlsplit(outline.feed)
        home = outline.home or f"{parts.scheme}://{parts.netloc}/"
        proposal = Proposal(home=home, title=outline.title, country=_country(home), feeds=(outline.feed,))
        try:
            file = file_of(proposal, SourceKind(wish.kind), country=wish.country, language=wish.language)
        except SourceError as error:
            yield Taken(outline.feed, reason=str(error))
            continue
        yield _take(setup, file, outline.feed, home)


def _take(setup: Setup, file: SourceFile, feed: str, home: str) -> Taken:
    if known := conflict(setup.catalogue, file):
        return Taken(feed, reason=known, known=True)
    id_, number = id_of(home), 2
    while path_of(setup, id_):
        id_, number = f"{id_of(home)}-{number}", number + 1
    return Taken(feed, save(setup, id_, text_of(file)))


def _country(home: str) -> str:
    ending = (urlsplit(home).hostname or "").rpartition(".")[2]
    return ending if ending in {"tr", "ir"} else ""
