"""`rasad crawl`: visit sources and archive what they publish."""

from pathlib import Path

import click

from rasad.cli import say, setup_of


@click.command("crawl")
@click.option("--source", "ids", multiple=True, metavar="ID", help="Only this source; can be given several times.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Answer from this WARC file instead of the network.",
)
@click.pass_context
def command(context: click.Context, ids: tuple[str, ...], replay: Path | None) -> int:
    """Visit sources and archive what they publish; nothing is processed yet."""
    from rasad import flow
    from rasad.tables import crawl_table

    setup = setup_of(context)
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    result = flow.crawl(setup, setup.sources(ids), replay)
    say(crawl_table(result))
    return 1 if setup.catalogue.problems and not ids else 0
