"""`rasad suggest`: what may be meant while one is still typing."""

import click

from rasad.cli import setup_of


@click.command("suggest")
@click.argument("text")
@click.option("--lang", "language", type=click.Choice(["fa", "tr", "en"]), help="Language of the names.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: kind, value, label, query.")
@click.pass_context
def command(context: click.Context, text: str, language: str | None, *, as_json: bool) -> None:
    """Complete TEXT: organisations and topics that have a word beginning so, then titles, each with its query."""
    from dataclasses import asdict

    from rasad.finding import Finder
    from rasad.jsonl import dump
    from rasad.suggesting import suggest

    setup = setup_of(context)
    with Finder(setup) as finder:
        for one in suggest(finder, text, language or setup.config.desk.language):
            click.echo(dump(asdict(one)) if as_json else f"{one.kind:5}  {one.label}  [{one.query}]")
