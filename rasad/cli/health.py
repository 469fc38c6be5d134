"""`rasad health`: how sources are, and what is wrong with which."""

import click

from rasad.cli import say, setup_of


@click.command("health")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.option("--all", "every", is_flag=True, help="Also list the sources that are well or were never visited.")
@click.option("--notify", is_flag=True, help="Note what changed since the last time, and tell whom the config names.")
@click.pass_context
def command(context: click.Context, *, as_json: bool, every: bool, notify: bool) -> None:
    """Judge every source by what it gave: articles per week, filled fields, channels, alarms."""
    from crawlers.health import assess
    from rasad.health import health_json, health_table
    from rasad.jsonl import dump

    setup = setup_of(context)
    if notify:
        tell(context)
        return
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


def tell(context: click.Context) -> None:
    """Note what changed in the health of sources and tell it; the changes go to standard output."""
    from crawlers.health import assess
    from rasad.delivery import tell as tell_all
    from rasad.message import line
    from rasad.notices import note

    setup = setup_of(context)
    with setup.home.lock("health"), setup.home.open() as archive:
        judged = assess(archive, setup.catalogue.sources.values(), setup.now)
        for notice in note(archive, judged, setup.now):
            click.echo(f"{'+' if notice.raised else '-'} {line(notice, 'en')}")
        for name, count in tell_all(archive, setup.config).items():
            if count:
                say(f"told {count} changes: {name}")
