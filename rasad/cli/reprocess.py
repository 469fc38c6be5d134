"""`rasad reprocess`: see what the current code would make of the archive, and accept it."""

import click

from rasad.cli import say, setup_of


@click.command("reprocess")
@click.option("--accept", is_flag=True, help="Write the changes, tag what changed again and update the index.")
@click.pass_context
def command(context: click.Context, *, accept: bool) -> int:
    """Read every archived page again and report, per source and field, what would change."""
    from nlp.tagger import tagger_version
    from rasad import flow, process
    from rasad.progress import Progress
    from rasad.reprocessing import reprocess
    from rasad.tables import table

    setup = setup_of(context)
    chosen = setup.config.process
    with setup.home.lock("process"), setup.home.open() as archive, Progress() as progress:
        found = reprocess(archive, setup.bench(), chosen.count(), chosen.page_seconds, progress.step, accept=accept)
        if accept:
            process.retag(archive, setup.bench(), chosen.count(), tagger_version(setup.home.folder), progress.step)
    rows = [(source, name, count) for (source, name), count in sorted(found.changes.items())]
    click.echo(table(("source", "field", "changes"), rows))
    for sample in found.samples:
        click.echo(f"\n{sample.source}  {sample.field}  {sample.url}\n  - {sample.before}\n  + {sample.after}")
    say(f"{found.pages:,} pages read again, {sum(found.changes.values()):,} changes, {found.accepted:,} accepted")
    if accept:
        flow.index(setup)
    elif rows:
        say("nothing was changed; `rasad reprocess --accept` writes it")
    for line in found.failed[:20]:
        say(f"rasad: {line}")
    if found.failed:
        say(f"rasad: {len(found.failed):,} pages cannot be read again; `rasad archive verify` names what is missing.")
    return 1 if found.failed else 0
