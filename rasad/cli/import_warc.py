"""`rasad import-warc`: take pages that others collected."""

from pathlib import Path

import click

from rasad.cli import say, setup_of


@click.command("import-warc")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--known-only", is_flag=True, help="Skip pages of hosts that no source file names.")
@click.pass_context
def command(context: click.Context, files: tuple[Path, ...], *, known_only: bool) -> None:
    """Archive the HTML responses of WARC files, our own or Common Crawl's, as if they had been crawled.

    Files are read as a stream. An import that was ended goes on where it was when the command is run again.
    """
    import hashlib

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
            known_only=known_only,
            choice=hashlib.sha256(" ".join(sorted(setup.catalogue.hosts)).encode()).hexdigest()[:16],
            largest=setup.config.crawl.max_body,
            report=lambda count: progress.step("import", count),
        )
        result = run(importer, importer.warc, files)
    say(f"archived {result.taken:,} pages; skipped: {counts(result.skipped)}; now run `rasad process`")
    require(result)
