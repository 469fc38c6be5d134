"""`rasad archive`: look after the store of record."""

from pathlib import Path

import click

from rasad.cli import say, setup_of


@click.group("archive")
def command() -> None:
    """Look after the archive, the store of record."""


@command.command("verify")
@click.pass_context
def verify(context: click.Context) -> int:
    """Prove that every row's bytes are there and are what they were."""
    from pipelines.archive.verify import verify as check
    from rasad.progress import Progress

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive, Progress() as progress:
        verdict = check(archive, lambda _: progress.step("verify", 500))
    for problem in verdict.problems:
        say(problem)
    say(f"{verdict.pages:,} pages and {verdict.articles:,} articles checked, {len(verdict.problems):,} problems")
    return 1 if verdict.problems else 0


@command.command("snapshots")
@click.option("--source", "ids", multiple=True, metavar="ID", help="Only this source; may be given several times.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def snapshots(context: click.Context, folder: Path, ids: tuple[str, ...]) -> None:
    """Write the last good page of every failing source beside the first one that failed, into FOLDER."""
    from rasad.snapshots import write

    setup = setup_of(context)
    sources = [source.id for source in setup.sources(ids)]
    with setup.home.open(readonly=True) as archive:
        written = write(archive, sources, folder)
    for line in written:
        click.echo(line)
    say(f"{len(written):,} of {len(sources):,} sources have pages that fail")


@command.command("condense")
@click.pass_context
def condense(context: click.Context) -> None:
    """Put daily sums in place of the single requests that are older than crawl.attempts_days."""
    from pipelines.archive.attempts import condense as shorten
    from rasad.duties import keep_from

    setup = setup_of(context)
    days = setup.config.crawl.attempts_days
    if not days:
        say("crawl.attempts_days is 0: every request is kept.")
        return
    with setup.home.open() as archive:
        say(f"condensed {shorten(archive, keep_from(setup.now, days)):,} requests into daily sums")
