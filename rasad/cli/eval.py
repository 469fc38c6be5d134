"""`rasad eval`: how good tagging is on what ships with it."""

import click

from rasad.cli import say, setup_of


@click.command("eval")
@click.pass_context
def command(context: click.Context) -> None:
    """Score topics on their examples and the register on its own names; a desk's own files are included."""
    from rasad.evaluation import own_names, topic_figures
    from rasad.tables import table

    setup = setup_of(context)
    f1, count = topic_figures(setup)
    rows: list[tuple[str, int, str]] = [("topics, macro F1 on their examples", count, f"{f1:.3f}")]
    for language, found in own_names(setup).items():
        share = found.found / found.names if found.names else 1.0
        rows.append((f"register, recall of its own names ({language})", found.names, f"{share:.3f}"))
        for missed in found.missed[:20]:
            say(f"not found: {missed}")
    click.echo(table(("figure", "cases", "value"), rows))
