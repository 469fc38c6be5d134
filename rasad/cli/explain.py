"""`rasad explain`: why an article is tagged as it is."""

import click

from rasad.cli import setup_of


@click.command("explain")
@click.argument("article", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, article: str, *, as_json: bool) -> None:
    """Print every tag of an article with its evidence, rule and version, and what nearly was a tag.

    ID is the article's id or its address.
    """
    from rasad.explaining import explain, explanation_json, explanation_text
    from rasad.jsonl import dump

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive:
        found = explain(setup, archive, article)
    if as_json:
        click.echo(dump(explanation_json(found)))
    else:
        for line in explanation_text(found):
            click.echo(line)
