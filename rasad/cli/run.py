"""`rasad run`: crawl what is due, process, index."""

from pathlib import Path

import click

from rasad.cli import say, setup_of

# How soon a loop notices that it is told to end.
GLANCE_SECONDS = 0.25


@click.command("run")
@click.option("--loop", is_flag=True, help="Go on until stopped: crawl, process and export whenever something is due.")
@click.option("--every", type=click.FloatRange(min=0.1), help="Seconds between two looks of a loop (default: 60).")
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Answer from this WARC file instead of the network.",
)
@click.pass_context
def command(context: click.Context, *, loop: bool, every: float | None, replay: Path | None) -> int:
    """Crawl the sources that are due, process what came in, and bring the index up to date."""
    if not loop:
        return once(context, replay)
    if replay is not None or context.obj[1] is not None:
        raise click.UsageError("--loop works with the network and the real time; leave out --replay and --now.")
    work(context, every)
    return 0


def once(context: click.Context, replay: Path | None) -> int:
    """Do one round and give its exit code."""
    from rasad import flow
    from rasad.duties import sources_to_visit
    from rasad.tables import crawl_table, tally_table

    setup = setup_of(context)
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    waiting = sources_to_visit(setup, setup.catalogue.sources.values())
    if waiting:
        say(crawl_table(flow.crawl(setup, waiting, replay, due_only=True)))
    say(tally_table(*flow.work(setup)))
    return 1 if setup.catalogue.problems else 0


def work(context: click.Context, every: float | None) -> None:
    """Let the clockwork run until SIGTERM or Ctrl-C."""
    import signal
    import time

    from rasad.clockwork import LOOK_SECONDS, Clockwork

    setup = setup_of(context)
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: told.append(number))
    clockwork = Clockwork(setup.home, say, every=every or LOOK_SECONDS)
    for problem in setup.catalogue.problems:
        say(f"rasad: {problem}")
    clockwork.start()
    say(f"working on {setup.home.folder} (Ctrl-C ends it)")
    # An event that a signal sets while it is being waited for can block for ever.
    while not told:
        time.sleep(GLANCE_SECONDS)
    clockwork.stop()
    say("stopped; what was done is kept.")
