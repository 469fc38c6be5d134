"""The last good page of a source beside the first one that failed after it: what a change of template looks like.

The archive keeps every response, so that both are there for as long as the archive is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.archive import pages
from pipelines.records import Page, Reason

if TYPE_CHECKING:
    from pipelines.archive.store import Archive

# What a page itself is to blame for; errors of HTTP and pages in other languages say nothing about its template.
_FAULTS = (
    *(Reason.EMPTY, Reason.NO_TITLE, Reason.NO_TEXT, Reason.NOT_AN_ARTICLE),
    *(Reason.BROKEN, Reason.TIMEOUT, Reason.CRASHED, Reason.TOO_LARGE),
)


@dataclass(frozen=True, slots=True)
class Snapshots:
    """A source's last good page (``None`` where it never had one) and the first that failed after it, with why."""

    good: Page | None
    failing: Page
    reason: str


def snapshots(archive: Archive, source: str) -> Snapshots | None:
    """Give the pages to compare where the newest pages of a source fail, or ``None`` where they do not.

    A page fails if it gives no article, or one that has only the feed's words though the page was there.
    """
    good = _last_good(archive, source)
    first = archive.connection.execute(
        "SELECT page, reason FROM rejections"
        " WHERE source = ? AND page > ? AND reason IN (SELECT value FROM json_each(?))"
        " UNION ALL SELECT a.page, 'incomplete' FROM articles a JOIN pages p ON p.seq = a.page"
        " WHERE a.source = ? AND a.page > ? AND p.status = 200 AND json_extract(a.record, '$.complete') = 0"
        " ORDER BY page LIMIT 1",
        (source, good, json.dumps(_FAULTS), source, good),
    ).fetchone()
    failing = pages.get(archive, first["page"]) if first else None
    return Snapshots(pages.get(archive, good), failing, first["reason"]) if failing else None


def _last_good(archive: Archive, source: str) -> int:
    row = archive.connection.execute(
        "SELECT page FROM articles WHERE source = ? AND json_extract(record, '$.complete') = 1"
        " ORDER BY seq DESC LIMIT 1",
        (source,),
    ).fetchone()
    return row["page"] if row else 0
