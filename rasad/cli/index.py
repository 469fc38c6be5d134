"""`rasad index`: look after the search index."""

import click

from rasad.cli import say, setup_of


@click.group("index", invoke_without_command=True)
@click.option("--rebuild", is_flag=True, help="Build it anew from the archive, beside the one in use; then swap.")
@click.option("--verify", is_flag=True, help="Compare archive and index article by article, and repair what differs.")
@click.pass_context
def command(context: click.Context, *, rebuild: bool, verify: bool) -> int:
    """Bring the index up to the archive, or build it anew, or compare the two."""
    if context.invoked_subcommand:
        return 0
    from rasad import flow
    from rasad.indexing import compare, renew

    setup = setup_of(context.find_root())
    if not (rebuild or verify):
        say(f"indexed {flow.index(setup):,}")
        return 0
    with setup.home.lock("index"), setup.home.open() as archive:
        if rebuild:
            say(f"built anew with {renew(setup, archive):,} articles")
        if verify:
            found = compare(setup, archive)
            say(f"{len(found.missing):,} missing, {len(found.stale):,} out of date, {len(found.surplus):,} too many")
            say("repaired" if found.count else "archive and index agree")
    return 0


@command.command("status")
@click.pass_context
def status(context: click.Context) -> None:
    """Say which engine serves, how many articles it holds, and how far behind the archive it is."""
    from pipelines.archive import documents
    from search.query import Everything

    setup = setup_of(context.find_root())
    with setup.home.open(readonly=True) as archive:
        last = documents.last_change(archive)
        index = setup.index(writable=False)
        try:
            held, cursor = index.count(Everything()), index.cursor()
        finally:
            index.close()
    click.echo(f"engine    {setup.config.index.engine}")
    click.echo(f"articles  {held:,}")
    click.echo(f"behind    {max(0, last - cursor):,} changes (at {cursor:,} of {last:,})")
