"""`rasad topics`: test topics before and after an edit."""

from pathlib import Path

import click

from rasad.cli import say, setup_of


@click.group("topics")
def command() -> None:
    """Test topics."""


@command.command("test")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.option(
    "--labelled",
    "labels",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Score on these articles (JSON Lines with their topics), not on the examples in the topic files.",
)
@click.pass_context
def test(context: click.Context, ids: tuple[str, ...], labels: Path | None, *, as_json: bool) -> None:
    """Score topics, show what went wrong with its evidence, and what an edit gains and loses in the archive."""
    from nlp.topics.evaluation import evaluate
    from rasad import topictest
    from rasad.jsonl import dump
    from rasad.tables import table

    setup = setup_of(context)
    topics, wanted = topictest.topic_set(setup.home.folder, ids)
    scores = evaluate(topics, topictest.labelled(labels)) if labels else topictest.score_examples(topics)
    scores = [score for score in scores if score.topic in wanted]
    if as_json:
        for score in scores:
            click.echo(dump(topictest.score_json(score)))
    else:
        rows = [
            (s.topic, f"{s.precision:.2f}", f"{s.recall:.2f}", s.right, len(s.wrong), len(s.missed)) for s in scores
        ]
        click.echo(table(("topic", "precision", "recall", "right", "wrong", "missed"), rows))
    for line in topictest.told(scores):
        say(line)
    if setup.home.archive.exists():
        with setup.home.open(readonly=True) as archive:
            for line in topictest.edited(archive, topics, wanted):
                say(line)
    total = topictest.totals(scores)
    say(f"{total['right']:,} right, {total['wrong']:,} wrong, {total['missed']:,} missed")
