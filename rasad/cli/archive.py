"""`rasad archive`: look after the store of record."""

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
