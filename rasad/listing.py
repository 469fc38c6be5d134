"""Sources as rows, for `sources list` and the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.records import Source


def source_json(source: Source) -> dict[str, object]:
    """Give a source as one JSON line."""
    return {
        "id": source.id,
        "title": source.title,
        "home": source.home,
        "country": source.country,
        "languages": list(source.languages),
        "kind": source.kind.value,
        "feeds": list(source.feeds),
        "sitemaps": list(source.sitemaps),
        "listings": [{"url": listing.url, "links": listing.links} for listing in source.listings],
        "schedule": source.schedule,
        "family": source.family,
        "demo": source.demo,
        "verified": source.verified.isoformat() if source.verified else None,
    }
