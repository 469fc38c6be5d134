"""`rasad export`: give data and issues to others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasad.cli import say, setup_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, not to stdout.")


@click.group("export")
def command() -> None:
    """Write articles, events, sources, rejections or the weekly issue."""


@command.command("articles")
@click.option("--no-duplicates", is_flag=True, help="Leave copies of other articles out.")
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="Format of the file."
)
@OUTPUT
@click.pass_context
def articles(context: click.Context, form: str, output: Path | None, *, no_duplicates: bool) -> None:  # noqa: ARG001 -- one format so far
    """Write every article with its tags as JSON Lines, in the order of the ingest sequence."""
    from pipelines.archive import documents
    from pipelines.archive.copies import chain
    from rasad.jsonl import document_json

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive:
        rows = (
            document_json(document, chain(archive, document.original, setup.agencies))
            for document in documents.every(archive)
            if not (no_duplicates and document.duplicate_of)
        )
        _write(rows, output)


@command.command("events")
@click.option("--interactions", is_flag=True, help="Only those with an Iranian and a Turkish side.")
@click.option("--merged", is_flag=True, help="One row for a happening that several articles of a story tell of.")
@OUTPUT
@click.pass_context
def events(context: click.Context, output: Path | None, *, interactions: bool, merged: bool) -> None:
    """Write every event with its article's address as JSON Lines."""
    from pipelines.archive import documents
    from rasad.happenings import event_rows, merged_rows

    with setup_of(context).home.open(readonly=True) as archive:
        told = (
            (document, event)
            for document in documents.every(archive)
            if not document.duplicate_of
            for event in document.events
            if event.interaction or not interactions
        )
        _write(merged_rows(told) if merged else event_rows(told), output)


@command.command("rejections")
@OUTPUT
@click.pass_context
def rejections(context: click.Context, output: Path | None) -> None:
    """Write every page that gave no article: url, source, reason, detail, time."""
    from pipelines.archive.articles import rejections as refused

    with setup_of(context).home.open(readonly=True) as archive:
        rows = (
            {"url": r.url, "source": r.source, "reason": r.reason.value, "detail": r.detail, "time": r.at.isoformat()}
            for r in refused(archive)
        )
        _write(rows, output)


@command.command("sources")
@OUTPUT
@click.pass_context
def sources(context: click.Context, output: Path | None) -> None:
    """Write every source as JSON Lines."""
    from rasad.listing import source_json

    _write((source_json(source) for source in setup_of(context).catalogue.sources.values()), output)


@command.command("weekly")
@click.option("--week", help="ISO week such as 2026-W46 (default: the last whole week).")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["fa", "tr", "en", "all"]),
    default="all",
    show_default=True,
    help="Language of the issue.",
)
@click.option("--format", "formats", multiple=True, metavar="NAME", help="html, jsonl, csv, rss (default: all).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder (default: issues/ in the home).")
@click.pass_context
def weekly(
    context: click.Context, week: str | None, language: str, formats: tuple[str, ...], output: Path | None
) -> None:
    """Write the weekly issue; the paths of its files go to stdout."""
    from rasad.reports.publish import publish

    setup = setup_of(context)
    languages = setup.config.report.languages if language == "all" else (language,)
    for path in publish(setup, week, languages, formats, output or setup.home.issues):
        click.echo(path)


def _write(rows: Iterable[Mapping[str, object]], output: Path | None) -> None:
    from pipelines.archive.store import explained
    from rasad.jsonl import dump

    if output is None:
        for row in rows:
            click.echo(dump(row))
        return
    with explained(output, "--output"), output.open("w", encoding="utf-8") as stream:
        count = 0
        for row in rows:
            stream.write(dump(row) + "\n")
            count += 1
    say(f"{count:,} rows in {output}")
