"""`rasad tag`: tag articles of a file, without any archive."""

from pathlib import Path

import click

from rasad.cli import say, setup_of


@click.command("tag")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.pass_context
def command(context: click.Context, source: Path, target: Path) -> int:
    """Tag the articles of a JSON Lines file; rows and their order are kept, a given language is obeyed."""
    from rasad.progress import Progress
    from rasad.tagging import tag_file

    setup = setup_of(context)
    with Progress() as progress:
        result = tag_file(setup, source, target, progress.step)
    for problem in result.problems[:20]:
        say(f"rasad: {problem}")
    say(f"{result.rows:,} rows, {result.rejected:,} in another language, {len(result.problems):,} wrong")
    return 1 if result.problems else 0
