"""The issue as JSON Lines: one row per line of the issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasad.jsonl import dump
from rasad.reports.rows import rows

if TYPE_CHECKING:
    from rasad.labels import Labels
    from rasad.reports.issue import Issue

SUFFIX = "jsonl"


def write(issue: Issue, labels: Labels, language: str) -> str:
    """Write an issue as JSON Lines."""
    return "".join(f"{dump(row)}\n" for row in rows(issue, labels, language))
