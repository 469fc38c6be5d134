"""`rasad import-jsonl`: take articles that somebody else has extracted."""

from pathlib import Path

import click

from rasad.cli import say, setup_of


@click.command("import-jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...]) -> None:
    """Archive articles from JSON Lines; a line needs url, title and text, and keeps a published date it has."""
    from crawlers.sources import source_of
    from rasad.imports import Importer, require, run
    from rasad.progress import Progress
    from rasad.tables import counts

    setup = setup_of(context)
    with setup.home.lock("crawl"), setup.home.open() as archive, Progress() as progress:
        importer = Importer(
            archive,
            setup.now,
            lambda url: source_of(setup.catalogue, url),
            report=lambda count: progress.step("import", count),
        )
        result = run(importer, importer.jsonl, files)
    say(f"archived {result.taken:,} articles; skipped: {counts(result.skipped)}; now run `rasad process`")
    require(result)
