"""`rasad retag`: apply new topics, organisations and events to the past."""

import click

from rasad.cli import say, setup_of


@click.command("retag")
@click.option(
    "--entities",
    is_flag=True,
    help="Instead, look for organisations outside the register in articles that have a topic and were not read yet.",
)
@click.pass_context
def command(context: click.Context, *, entities: bool) -> None:
    """Tag again every article that another version of the rules tagged, and bring the index up to date."""
    if entities:
        _recognise(context)
    else:
        _retag(context)


def _retag(context: click.Context) -> None:
    from nlp.tagger import tagger_version
    from rasad import flow, process
    from rasad.progress import Progress

    setup = setup_of(context)
    version = tagger_version(setup.home.folder)
    with setup.home.lock("process"), setup.home.open() as archive, Progress() as progress:
        count, changed = process.retag(archive, setup.bench(), setup.config.process.count(), version, progress.step)
    indexed = flow.index(setup)
    say(f"tagged again {count:,} articles, {changed:,} of them differently; indexed {indexed:,}")


def _recognise(context: click.Context) -> None:
    from dataclasses import replace

    from pipelines.errors import RasadError
    from rasad import flow
    from rasad.progress import Progress
    from rasad.recognising import recognise

    setup = setup_of(context)
    bench = replace(setup.bench(), entities=True)
    # Crawling and processing go on meanwhile; half of the machine is left to them.
    workers = max(1, setup.config.process.count() // 2)
    with setup.home.lock("entities"), setup.home.open() as archive, Progress() as progress:
        count, naming = recognise(archive, bench, workers, progress.step)
    say(f"read {count:,} articles with a topic; {naming:,} name organisations outside the register")
    try:
        say(f"indexed {flow.index(setup):,}")
    except RasadError as error:
        # Whoever holds the index brings it up to the archive's end before letting it go.
        say(str(error))
