"""`rasad sources`: what is crawled."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasad.cli import say, setup_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from rasad.sourcing import Wish

# Languages of sources; an empty one is found out.
READ = frozenset({"", "tr", "fa", "en"})
CODE = re.compile(r"[a-z]{2}")


@click.group("sources")
def command() -> None:
    """List and look after sources."""


def wishes(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what a new source is."""
    for option in (
        click.option("--language", default="", help="tr, fa or en; found out where it can be."),
        click.option("--country", default="", help="e.g. tr; found out where it can be."),
        click.option("--kind", default="news", show_default=True, help="news, agency, park, university ..."),
    ):
        function = option(function)
    return function


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.option("--country", help="Only sources of this country, e.g. tr.")
@click.pass_context
def show(context: click.Context, country: str | None, *, as_json: bool) -> int:
    """List the sources; broken files are named and left out."""
    from rasad.jsonl import dump
    from rasad.listing import source_json
    from rasad.tables import table

    setup = setup_of(context)
    found = [one for one in setup.catalogue.sources.values() if country in {None, one.country}]
    if as_json:
        for source in found:
            click.echo(dump(source_json(source)))
    else:
        rows = [
            (one.id, one.country, "/".join(one.languages), one.kind.value, one.schedule, one.verified or "-", one.title)
            for one in sorted(found, key=lambda one: (one.country, one.id))
        ]
        click.echo(table(("id", "country", "language", "kind", "schedule", "verified", "title"), rows))
        say(f"{len(found)} sources")
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    return 1 if setup.catalogue.problems else 0


@command.command("add")
@click.argument("url")
@click.option("--id", "id_", default="", help="Name of the source (default: from the host).")
@click.option("--yes", is_flag=True, help="Save without asking.")
@wishes
@click.pass_context
def add(context: click.Context, url: str, id_: str, kind: str, country: str, language: str, *, yes: bool) -> None:
    """Find a site's feeds, sitemaps or listings, show the next ten articles, and save it as a source."""
    from rasad.sourcing import offer, save

    setup = setup_of(context)
    found = offer(setup, url, _wish(id_, kind, country, language))
    click.echo(f"# {found.id}.yaml\n{found.text}")
    for entry in found.proposal.preview:
        say(f"  {entry.published or 'undated':32} {entry.title or entry.link}")
    if yes or click.confirm("Save this source?", err=True):
        say(f"saved {save(setup, found.id, found.text)}")


@command.command("check")
@click.argument("ids", nargs=-1)
@click.pass_context
def check(context: click.Context, ids: tuple[str, ...]) -> int:
    """Try the channels of sources on the live web and note the day in the files of those that passed."""
    from rasad import sourcing

    setup = setup_of(context)
    found = sourcing.check(setup, setup.sources(ids))
    click.echo(sourcing.check_table(found))
    failed = [one.source.id for one in found if not one.passed()]
    say(f"{len(found) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


@command.command("import-opml")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@wishes
@click.pass_context
def import_opml(context: click.Context, file: Path, kind: str, country: str, language: str) -> int:
    """Make a source of every feed of an OPML list; what is left out is named with the reason.

    Ends with 1 where nothing was saved, or where a feed was left out that no source has already.
    """
    from rasad.sourcing import import_opml as take

    taken = []
    for one in take(setup_of(context), file, _wish("", kind, country, language)):
        say(str(one))
        taken.append(one)
    saved = sum(one.path is not None for one in taken)
    say(f"{saved:,} saved, {len(taken) - saved:,} left out" if taken else f"{file} lists no feeds.")
    return 1 if not saved or any(one.reason and not one.known for one in taken) else 0


@command.command("export-opml")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file, not to stdout.")
@click.pass_context
def export_opml(context: click.Context, output: Path | None) -> None:
    """Write the feeds of all sources as an OPML list for other readers."""
    from crawlers.opml import write_opml
    from pipelines.archive.store import explained

    text = write_opml(setup_of(context).catalogue.sources.values())
    if output is None:
        click.echo(text)
        return
    with explained(output, "--output"):
        output.write_bytes(text)


def _wish(id_: str, kind: str, country: str, language: str) -> Wish:
    from pipelines.errors import UsageError
    from pipelines.records import SourceKind
    from rasad.sourcing import Wish

    if kind not in set(SourceKind):
        raise UsageError(f"There is no kind {kind!r}; there are {', '.join(SourceKind)}.")
    if language not in READ:
        raise UsageError(f"--language {language!r} is none that the desk reads; it is tr, fa or en.")
    if country and not CODE.fullmatch(country):
        raise UsageError(f"--country {country!r} is no code of a country; write two small letters, like tr.")
    return Wish(id=id_, kind=kind, country=country, language=language)
