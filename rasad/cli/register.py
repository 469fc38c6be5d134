"""`rasad register`: look after the register of organisations."""

import click

from rasad.cli import say, setup_of


@click.group("register")
def command() -> None:
    """Look after the register of organisations."""


@command.command("check")
@click.option("--doubts", "doubtful", is_flag=True, help="Also name what may be meant, such as names of two entries.")
@click.pass_context
def check(context: click.Context, *, doubtful: bool) -> int:
    """Find collisions, missing languages and parents that are not there; a desk's own files are included."""
    from nlp.organisations.check import doubts, problems
    from nlp.organisations.register import Register

    register = Register.load(setup_of(context).home.folder)
    found = problems(register)
    for line in [*found, *(doubts(register) if doubtful else ())]:
        click.echo(line)
    say(f"{len(register):,} organisations, {len(found):,} problems")
    return 1 if found else 0
