"""The demo's run: six weekly crawls of the mini web by replay, then everything that follows from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from pipelines.archive import documents
from pipelines.archive.store import explained
from pipelines.errors import RasadError
from rasad import flow
from rasad.demo.web import CAPTURES, build
from rasad.reports.publish import publish
from rasad.setup import Setup
from rasad.tables import counts, crawl_table, tally_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pipelines.records import Source

WEEK = "2026-W46"
WARC = "demo.warc.gz"
OFFLINE = """[desk]
# This home is for looking around; without this line `rasad serve` would begin to crawl the real sources.
crawl = false
"""


def tour(setup: Setup) -> Iterator[str]:
    """Run the demo in a home and give what happened, line by line.

    Raises:
        RasadError: the home holds articles of real sources, or cannot be written.
    """
    setup = prepare(setup)
    sources = [source for source in setup.catalogue.sources.values() if source.demo]
    warc = setup.home.folder / WARC
    with explained(warc):
        written = build(warc)
    yield f"The mini web: {sum(written.values()):,} responses ({counts(written)})"
    for day in CAPTURES:
        at = replace(setup, clock=morning(day))
        yield f"\nCrawl of {day.isoformat()}\n{crawl_table(flow.crawl(at, sources, warc))}"
    last = replace(setup, clock=morning(CAPTURES[-1]))
    yield f"\n{tally_table(*flow.work(last))}"
    yield from _sums(last, sources)
    yield f"\nThe weekly issue of {WEEK}:"
    for path in publish(last, WEEK, last.config.report.languages, (), last.home.issues):
        yield f"  {path}"
    yield _what_next(setup)


def prepare(setup: Setup) -> Setup:
    """Put the demo's source files into the home, so that every command there knows them."""
    _refuse_real_articles(setup)
    with explained(setup.home.sources), as_file(files(__package__) / "sources") as bundled:
        setup.home.sources.mkdir(parents=True, exist_ok=True)
        for path in sorted(bundled.glob("*.yaml")):
            (setup.home.sources / path.name).write_bytes(path.read_bytes())
        if not (own := setup.home.folder / "rasad.toml").exists():
            own.write_text(OFFLINE, encoding="utf-8")
    # The sources are read once per setup; a new one sees the files just written.
    return Setup(setup.home, setup.config, setup.clock)


def _refuse_real_articles(setup: Setup) -> None:
    if not setup.home.archive.exists():
        return
    demo = {path.name.removesuffix(".yaml") for path in (files(__package__) / "sources").iterdir()}
    with setup.home.open() as archive:
        found = {row["source"] for row in archive.connection.execute("SELECT DISTINCT source FROM pages")}
    if found - demo:
        raise RasadError(
            f"{setup.home.folder} holds articles of real sources ({', '.join(sorted(found - demo)[:3])} ...); "
            "run the demo in a home of its own: rasad --home demo-home demo"
        )


def morning(day: date) -> datetime:
    """Give six o'clock in Istanbul of a day."""
    return datetime.combine(day, time(6), timezone(timedelta(hours=3)))


def _sums(setup: Setup, sources: list[Source]) -> Iterator[str]:
    with setup.home.open() as archive:
        found = list(documents.every(archive))
    languages = Counter(document.article.language for document in found)
    topics = Counter(topic.id for document in found for topic in document.topics)
    events = Counter(event.type for document in found for event in document.events)
    linked = sum(any(event.interaction for event in document.events) for document in found)
    copied = sum(document.duplicate_of is not None for document in found)
    yield f"{len(found):,} articles of {len(sources)} sources ({counts(languages)}), {copied:,} of them copies"
    yield f"topics: {counts(topics)}"
    yield f"events: {counts(events)}; articles with an interaction between Iran and Türkiye: {linked:,}"
    yield f"organisations named: {len({o.id for document in found for o in document.organisations if o.id}):,}"


def _what_next(setup: Setup) -> str:
    home = setup.home.folder
    return f"\nNow look at it:\n  rasad --home {home} serve\n  rasad --home {home} search 'girişim OR \"دانش بنیان\"'"
