"""Date strings as a page of one fetch has them, and how they are read."""

from __future__ import annotations

from datetime import UTC, datetime

from pipelines.dates import parse
from pipelines.records import Moment

FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
ZONES = {"tr": "Europe/Istanbul", "fa": "Asia/Tehran", "en": "Europe/London"}


def read(raw: str, language: str = "tr", *, zone: str = "", origin: str = "") -> Moment | None:
    """Read a date string of a page in a language, fetched at a fixed time."""
    return parse(raw, zone=zone or ZONES[language], languages=(language,), fetched_at=FETCHED, origin=origin)


def written(raw: str, language: str = "tr", *, zone: str = "", origin: str = "") -> str | None:
    """Read a date string and give it as it is exported, or nothing."""
    moment = read(raw, language, zone=zone, origin=origin)
    return moment.isoformat() if moment else None
