"""`rasad search`: find articles."""

import click

from rasad.cli import say, setup_of


@click.command("search")
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: total, hits, facets, ignored, next.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date", "-date"]),
    default="relevance",
    show_default=True,
    help="Order of the hits; -date puts the newest first.",
)
@click.option("--size", type=click.IntRange(0, 1000), default=10, show_default=True, help="Hits on a page.")
@click.option("--cursor", help="The `next` of the page before.")
@click.option("--stories", is_flag=True, help="One hit per story.")
@click.pass_context
def command(
    context: click.Context, query: str, sort: str, size: int, cursor: str | None, *, as_json: bool, stories: bool
) -> None:
    """Find articles: words, OR, NOT, "phrases", prefix*, and fields such as org: topic: published:."""
    import json

    from rasad.finding import Finder

    setup = setup_of(context)
    with Finder(setup) as finder:
        answer = finder.find(query, sort=sort, size=size, cursor=cursor, stories=stories)
        if as_json:
            click.echo(json.dumps(finder.to_json(answer, setup.config.desk.language), ensure_ascii=False, indent=1))
            return
        for note in answer.ignored:
            say(f"ignored: {note}")
        say(f"{answer.result.total:,} found")
        for line in finder.to_text(answer):
            click.echo(line)
