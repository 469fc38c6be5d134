"""Tagging the rows of a JSON Lines file in worker processes, order and rows kept."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from pipelines.archive.store import explained
from pipelines.errors import DataError
from pipelines.records import Article, Document
from pipelines.wellformed import loads
from rasad.jsonl import EXTERNAL, Json, article_json, dump, read_article, tags_json
from rasad.stages import Bench, Worker, tag_articles
from rasad.workers import Failure, Finished, Workers, batched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

    from rasad.setup import Setup

TOGETHER = 16
# A task loads the models at first and then takes well under a second for each of its articles.
SECONDS = 120.0


@dataclass(slots=True)
class Tagged:
    """What tagging a file did."""

    rows: int = 0
    rejected: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input: its number, what it decoded to, and its article or what is wrong with it."""

    number: int
    row: Json
    article: Article | None
    problem: str = ""


def tag_file(setup: Setup, source: Path, target: Path, report: Callable[[str, int], None]) -> Tagged:
    """Tag every row of ``source`` into ``target``; ``-`` stands for the standard streams.

    Raises:
        RasadError: the target cannot be written.
    """
    result = Tagged()
    bench = Bench({}, setup.home.archive / "warc", setup.home.folder)
    with ExitStack() as stack:
        stack.enter_context(explained(target, "OUT"))
        lines = _open(stack, source, "r")
        out = _open(stack, target, "w")
        pool = stack.enter_context(Workers(setup.config.process.count(), Worker.start, (bench,)))
        groups = batched((_line(number, text) for number, text in enumerate(lines, 1) if text.strip()), TOGETHER)
        for done in pool.map(tag_lines, groups, SECONDS):
            for line, row in _rows(done, pool):
                out.write(dump(row) + "\n")
                result.rows += 1
                result.rejected += row.get("rejected") == "language"
                if line.problem or "error" in row:
                    result.problems.append(f"{source}:{line.number}: {line.problem or row['error']}.")
            report("tag", len(done.task))
    return result


def _open(stack: ExitStack, path: Path, mode: str) -> TextIO:
    if str(path) == "-":
        return sys.stdin if mode == "r" else sys.stdout
    return cast(
        "TextIO",
        stack.enter_context(path.open(mode, encoding="utf-8-sig" if mode == "r" else "utf-8", errors="replace")),
    )


def _line(number: int, text: str) -> Line:
    try:
        row = loads(text)
        article = read_article(row, country="", zone="UTC", source=EXTERNAL)
    except (DataError, ValueError, RecursionError) as error:
        kept: Json = {"line": text.rstrip("\n")}
        return Line(number, kept, None, str(error))
    return Line(number, row, article)


def tag_lines(lines: tuple[Line, ...]) -> tuple[Json, ...]:
    """Tag lines inside a worker; each gives one row."""
    from nlp.language import ACCEPTED, identify  # noqa: PLC0415 -- loads a model

    articles: dict[int, Article] = {}
    for line in lines:
        if line.article:
            text = f"{line.article.lead}\n{line.article.text}".strip()
            language = line.article.language or identify(line.article.title, text)
            articles[line.number] = replace(line.article, language=language)
    fit = tuple(article for article in articles.values() if article.language in ACCEPTED)
    tagged = iter(tag_articles(fit))
    documents = {
        number: next(tagged) if article.language in ACCEPTED else Document(article=article)
        for number, article in articles.items()
    }
    return tuple(_row(line, documents.get(line.number)) for line in lines)


def _row(line: Line, document: Document | None) -> Json:
    if document is None:
        return {**line.row, "error": line.problem}
    row = {**article_json(document.article), **line.row, "language": document.article.language, **tags_json(document)}
    return row if document.tagger else {**row, "rejected": "language"}


def _rows(done: Finished[tuple[Line, ...], tuple[Json, ...]], pool: Workers) -> Iterator[tuple[Line, Json]]:
    if not isinstance(done.result, Failure):
        yield from zip(done.task, done.result, strict=True)
        return
    for single in pool.map(tag_lines, [(line,) for line in done.task], SECONDS):
        line = single.task[0]
        if isinstance(single.result, Failure):
            yield line, {**line.row, "error": f"could not be tagged ({single.result.kind}: {single.result.detail})"}
        else:
            yield line, single.result[0]
