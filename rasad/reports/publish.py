"""Writing an issue to files, in the languages and formats asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.archive.store import explained
from rasad.calendars import week_of
from rasad.labels import Labels
from rasad.reports.build import build
from rasad.reports.exporters import exporter, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rasad.setup import Setup


def publish(
    setup: Setup, week: str | None, languages: Sequence[str], formats: Sequence[str], folder: Path
) -> Iterator[Path]:
    """Build the issue of a week once and write it in every language and format.

    Args:
        setup: the home and its clock.
        week: an ISO week such as ``2026-W46``; ``None`` for the last whole one.
        languages: interface languages.
        formats: names of exporters; empty for all.
        folder: made if it is not there; files are called ``rasad-2026-W46.fa.html`` and so on.

    Raises:
        UsageError: there is no such week or format.
        RasadError: there is no archive, or the folder cannot be written.
    """
    exporters = [exporter(name) for name in formats or names()]
    with setup.home.open(readonly=True) as archive:
        issue = build(archive, setup, week_of(setup.now, setup.config.desk.zone) if week is None else week)
    labels = Labels(setup)
    with explained(folder, "--output"):
        folder.mkdir(parents=True, exist_ok=True)
        for language in languages:
            for each in exporters:
                path = folder / f"rasad-{issue.week}.{language}.{each.SUFFIX}"
                path.write_text(each.write(issue, labels, language), encoding="utf-8", newline="")
                yield path
