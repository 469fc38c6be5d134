"""A session for a spider that is run by hand (``scrapy crawl feed -a source=webrazzi``): nothing is kept."""

from __future__ import annotations

from crawlers.session import CrawlSettings, Session
from crawlers.sources import BUNDLED, load
from pipelines.errors import UsageError


def lone_session(source: str) -> Session:
    """Make a session for some bundled sources, named by id with commas.

    Raises:
        UsageError: there is no such source.
    """
    catalogue = load(BUNDLED)
    names = [name.strip() for name in source.split(",") if name.strip()]
    unknown = [name for name in names if name not in catalogue.sources]
    if unknown or not names:
        what = f"there is no source {unknown[0]}" if unknown else "no source is named"
        raise UsageError(f"Say which sources to poll, such as -a source=webrazzi: {what}.")
    return Session(CrawlSettings(filters=catalogue.filters), [catalogue.sources[name] for name in names])
