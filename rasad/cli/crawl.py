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
@click.option("--due", "due_only", is_flag=True, help="Only what is due, for at most crawl.run_minutes.")
@click.pass_context
def command(context: click.Context, ids: tuple[str, ...], replay: Path | None, *, due_only: bool) -> int:
    """Visit sources and archive what they publish; nothing is processed yet."""
    from rasad import flow
    from rasad.duties import sources_to_visit
    from rasad.tables import crawl_table

    setup = setup_of(context)
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    sources = setup.sources(ids)
    if due_only:
        sources = sources_to_visit(setup, sources)
    if sources or not due_only:
        say(crawl_table(flow.crawl(setup, sources, replay, due_only=due_only)))
    return 1 if setup.catalogue.problems and not ids and not due_only else 0
