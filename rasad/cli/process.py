"""`rasad process`: turn archived pages into tagged, searchable articles."""

import click

from rasad.cli import say, setup_of


@click.command("process")
@click.pass_context
def command(context: click.Context) -> None:
    """Extract, compare and tag what was archived, and bring the index up to date."""
    from rasad import flow
    from rasad.tables import tally_table

    setup = setup_of(context)
    say(tally_table(*flow.work(setup)))
