"""`rasad similar`: articles like another one."""

import click

from rasad.cli import say, setup_of


@click.command("similar")
@click.argument("article", metavar="ID")
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True, help="Most articles to give.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: hits, as in `search --json`.")
@click.pass_context
def command(context: click.Context, article: str, size: int, *, as_json: bool) -> None:
    """Find articles of other stories that share rare words and a tag with one.

    ID is the article's id or its address.
    """
    import json

    from rasad.explaining import named
    from rasad.finding import Finder
    from search.index import Result
    from search.jsonview import to_json

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive:
        document = named(archive, article)
    with Finder(setup) as finder:
        found = finder.similar(document, size)
        if as_json:
            hits = to_json(Result(total=len(found), hits=tuple(found)))["hits"]
            click.echo(json.dumps({"hits": hits}, ensure_ascii=False, indent=1))
            return
        say(f"{len(found):,} found")
        for hit in found:
            click.echo("\n".join([*finder.lines(hit), ""]))
