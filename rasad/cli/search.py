"""`rasad search`: find articles."""

from __future__ import annotations

import click

from rasad.cli import say, setup_of

PERIODS = ("day", "week", "month", "jalali_month")


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
@click.option(
    "--only",
    "chosen",
    multiple=True,
    metavar="FACET=VALUE",
    help="Only articles with this value, e.g. topic=startups; several of one facet mean any of them.",
)
@click.option("--facet", "facets", multiple=True, metavar="FACET", help="Count by this facet, e.g. org or place.")
@click.option("--histogram", type=click.Choice(PERIODS), help="Count by day, week or month, without gaps.")
@click.option("--why", is_flag=True, help="Say of each hit which words of the query stand where, and what they count.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 -- one parameter an option
    context: click.Context,
    query: str,
    sort: str,
    size: int,
    cursor: str | None,
    chosen: tuple[str, ...],
    facets: tuple[str, ...],
    histogram: str | None,
    *,
    as_json: bool,
    stories: bool,
    why: bool,
) -> None:
    """Find articles: words, OR, NOT, "phrases", prefix*, and fields such as org: topic: published:."""
    import json

    from rasad.finding import Finder
    from rasad.searching import Wish, answer_json, answer_text, filters_of, notes

    setup = setup_of(context)
    with Finder(setup) as finder:
        wish = Wish(query=query, filters=filters_of(finder, chosen), facets=facets, period=histogram or "", why=why)
        answer = finder.find(
            query,
            filters=wish.filters,
            sort=sort,
            size=size,
            cursor=cursor,
            stories=stories,
            facets=facets or as_json,
        )
        if as_json:
            found = answer_json(finder, answer, wish, setup.config.desk.language)
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for note in notes(finder, answer, wish):
            say(note)
        for line in answer_text(finder, answer, wish):
            click.echo(line)
