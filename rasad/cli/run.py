"""`rasad run`: crawl what is due, process, index."""

import time
from pathlib import Path

import click

from rasad.cli import say, setup_of

# How often a loop looks whether a source is due.
LOOK_SECONDS = 60


@click.command("run")
@click.option("--loop", is_flag=True, help="Go on until stopped; each round crawls what is due then.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Answer from this WARC file instead of the network.",
)
@click.pass_context
def command(context: click.Context, *, loop: bool, replay: Path | None) -> int:
    """Crawl the sources that are due, process what came in, and bring the index up to date."""
    failed = once(context, replay)
    while loop:
        time.sleep(LOOK_SECONDS)
        failed = once(context, replay)
    return failed


def once(context: click.Context, replay: Path | None) -> int:
    """Do one round and give its exit code."""
    from rasad import flow
    from rasad.schedule import to_visit
    from rasad.tables import crawl_table, tally_table

    setup = setup_of(context)
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    with setup.home.open() as archive:
        waiting = to_visit(archive, setup.catalogue.sources.values(), setup.now)
    if waiting:
        say(crawl_table(flow.crawl(setup, waiting, replay, due_only=True)))
    say(tally_table(*flow.work(setup)))
    return 1 if setup.catalogue.problems else 0
