"""`rasad health`: how sources are, and what is wrong with which."""

import click

from rasad.cli import say, setup_of


@click.command("health")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.option("--all", "every", is_flag=True, help="Also list the sources that are well or were never visited.")
@click.pass_context
def command(context: click.Context, *, as_json: bool, every: bool) -> None:
    """Judge every source by what it gave: articles per week, filled fields, channels, alarms."""
    from crawlers.health import assess
    from rasad.health import health_json, health_table
    from rasad.jsonl import dump

    setup = setup_of(context)
    with setup.home.open(readonly=True) as archive:
        found = assess(archive, setup.catalogue.sources.values(), setup.now)
    visited = [one for one in found if one.vitals.first is not None]
    ill = [one for one in visited if one.findings]
    if as_json:
        for one in found if every else visited:
            click.echo(dump(health_json(one)))
    else:
        click.echo(health_table(found if every else visited))
    for one in ill:
        for finding in one.findings:
            say(f"{one.source.id}: {finding.alarm.value}: {finding.detail}")
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    say(f"{len(found)} sources, {len(visited)} visited, {len(ill)} with findings")
