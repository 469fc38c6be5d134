"""What a text says about dates, as the tests write it."""

from __future__ import annotations

from datetime import date

from pipelines.dates import DateRole, mentions

ANCHOR = date(2026, 11, 10)
Said = tuple[str, str, str | None, DateRole]


def found(text: str, language: str, anchor: date = ANCHOR) -> list[Said]:
    """Give the surface, value, end and role of each date in a text."""
    return [
        (text[mention.start : mention.end], mention.value, mention.until, mention.role)
        for mention in mentions(text, language, anchor=anchor)
    ]
