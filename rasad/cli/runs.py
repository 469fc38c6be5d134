"""`rasad runs`: the log of runs, and what became of what each one found."""

import click

from rasad.cli import say, setup_of


@click.command("runs")
@click.argument("ids", metavar="[RUN]...", nargs=-1, type=int)
@click.option("--source", default="", metavar="ID", help="Only what runs did for this source.")
@click.option("--article", default="", metavar="ID", help="The runs that made an article (id or address).")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Most runs to show.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one for each run and source.")
@click.pass_context
def command(
    context: click.Context, ids: tuple[int, ...], source: str, article: str, limit: int, *, as_json: bool
) -> None:
    """Show the last runs, or those that are named: found, fetched, not modified, rejected, extracted, indexed."""
    from pipelines.archive import funnels, runs
    from pipelines.errors import UsageError
    from rasad import runlog
    from rasad.explaining import named
    from rasad.jsonl import dump

    setup = setup_of(context)
    if source:
        setup.sources((source,))
    with setup.home.open(readonly=True) as archive:
        if article:
            ids = (*ids, *funnels.runs_of_article(archive, named(archive, article).article.id))
        elif source and not ids:
            ids = tuple(funnels.runs_of_source(archive, source, limit))
        wanted = tuple(dict.fromkeys(ids)) or tuple(run.id for run in runs.latest(archive, limit))
        logged = runlog.read(archive, wanted, runlog.indexed_upto(setup), source)
    if missing := set(ids) - {one.run.id for one in logged}:
        raise UsageError(f"There is no run {min(missing)}; `rasad runs` lists the last ones.")
    if as_json:
        for one in logged:
            for part in one.parts or (one.whole,):
                click.echo(dump(runlog.row_json(one.run, part)))
        return
    click.echo(runlog.run_table(logged, by_source=bool(ids or source)))
    say(f"{len(logged):,} runs")
