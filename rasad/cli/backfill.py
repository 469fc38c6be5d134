"""`rasad backfill`: fetch what sources published in the past."""

from datetime import datetime

import click

from rasad.cli import Clock, say, setup_of


@click.command("backfill")
@click.argument("ids", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--since", type=Clock(), required=True, metavar="DATE", help="How far to go back, e.g. 2025-01-01.")
@click.option(
    "--minutes", type=click.FloatRange(min=0), default=0.0, help="End after so long (default: when all is done)."
)
@click.pass_context
def command(context: click.Context, ids: tuple[str, ...], since: datetime, minutes: float) -> int:
    """Fetch what sources published since a date: through sitemaps, pages of listings, and WordPress feeds.

    It can be ended and run again at any time: no article is fetched twice, and the links that were found wait in the
    archive, where `rasad run` takes them up as well.
    """
    from pipelines.errors import UsageError
    from rasad.crawling import crawl, settings
    from rasad.progress import Progress
    from rasad.tables import crawl_table

    setup = setup_of(context)
    sources = setup.sources(ids)
    if since >= setup.now:
        raise UsageError(f"--since {since:%Y-%m-%d} lies in the future.")
    with Progress() as progress:
        result = crawl(setup, sources, settings(setup, None, most_seconds=minutes * 60, since=since), progress)
    say(crawl_table(result))
    waiting = _waiting(context, ids)
    if waiting:
        say(f"{waiting:,} links wait still; run the same command again, or let `rasad run` fetch them.")
    return 1 if result.problems else 0


def _waiting(context: click.Context, ids: tuple[str, ...]) -> int:
    from pipelines.archive.crawl import frontier

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive:
        return sum(len(frontier(archive, id_, setup.now)) for id_ in ids)
