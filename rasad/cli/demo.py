"""`rasad demo`: the whole job on a mini web of our own, without any network."""

import click

from rasad.cli import say, setup_of


@click.command("demo")
@click.pass_context
def command(context: click.Context) -> None:
    """Run the whole job offline on a bundled mini web: crawl, process, index, weekly issue, and what to look at."""
    from rasad.demo.tour import tour

    for line in tour(setup_of(context)):
        say(line)
