"""The issue as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from rasad.reports.rows import COLUMNS, rows

if TYPE_CHECKING:
    from rasad.labels import Labels
    from rasad.reports.issue import Issue

SUFFIX = "csv"
# Spreadsheets take a file for UTF-8 only if it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins with one of these is run as a formula by spreadsheets; titles come from the web (OWASP).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(issue: Issue, labels: Labels, language: str) -> str:
    """Write an issue as CSV (RFC 4180) with a byte order mark; lists are joined by semicolons."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in rows(issue, labels, language):
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return BYTE_ORDER_MARK + stream.getvalue()


def cell(value: object) -> str:
    """Write one value so that no spreadsheet takes it for a formula."""
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
