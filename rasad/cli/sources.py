"""`rasad sources`: what is crawled."""

import click

from rasad.cli import say, setup_of


@click.group("sources")
def command() -> None:
    """List and look after sources."""


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
