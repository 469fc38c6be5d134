"""`rasad retag`: apply new topics, organisations and events to the past."""

import click

from rasad.cli import say, setup_of


@click.command("retag")
@click.pass_context
def command(context: click.Context) -> None:
    """Tag again every article that another version of the rules tagged, and bring the index up to date."""
    from nlp.tagger import tagger_version
    from rasad import flow, process
    from rasad.progress import Progress

    setup = setup_of(context)
    version = tagger_version(setup.home.folder)
    with setup.home.lock("process"), setup.home.open() as archive, Progress() as progress:
        count, changed = process.retag(archive, setup.bench(), setup.config.process.count(), version, progress.step)
    indexed = flow.index(setup)
    say(f"tagged again {count:,} articles, {changed:,} of them differently; indexed {indexed:,}")
