"""`rasad register`: look after the register of organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rasad.cli import say, setup_of

if TYPE_CHECKING:
    from nlp.organisations.candidates import Candidate


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


@command.command("candidates")
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, help="Articles it must stand in.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many to list at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_context
def candidates(context: click.Context, *, least: int, limit: int, as_json: bool) -> None:
    """List names of organisations that articles hold and the register does not, with counts and contexts."""
    from dataclasses import asdict

    from nlp.organisations import candidates as names
    from nlp.organisations.register import Register
    from pipelines.archive import documents
    from rasad.jsonl import dump

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive:
        found = names.candidates(documents.every(archive), Register.load(setup.home.folder), least)
    for one in found[:limit]:
        click.echo(dump(asdict(one)) if as_json else _shown(one))
    say(
        f"{len(found):,} candidates; add one that is an organisation to register/*.yaml in the home"
        if found
        else "no candidates; `rasad retag --entities` reads articles that were not read yet"
    )


def _shown(one: Candidate) -> str:
    """Write a candidate as a line with its counts, and one line for each context."""
    within = f", within {', '.join(one.parents)}" if one.parents else ""
    counts = f"{one.mentions:,} mentions in {one.articles:,} articles of {one.sources:,} sources"
    head = f"{one.name} ({one.language}): {counts}, certainty {one.score:.2f}{within}"
    return "\n".join([head, *(f"    {context.article} {context.source}: {context.words}" for context in one.contexts)])
