"""Documents with all their tags per second and core: topics, organisations and events, beside spaCy's own EntityRuler.

``python -m benchmarks tagging [--documents N] [--memory N]``. The documents are sentences of real news put together
anew to 1.8 KB each (``../shared/data`` beside the checkout; without it invented words). Times are processor time of one
process, so that other load on the machine counts little. With ``--memory`` a fresh process tags so many documents and
says how its memory grows; the goal is 600 MB at most, and flat.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from benchmarks.material import zipf
from nlp.organisations.register import Register
from nlp.tagger import Tagger
from pipelines.records import Article
from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DATA = Path(__file__).parents[1] / "../shared/data"
LANGUAGES = ("tr", "fa", "en")
BYTES = 1800
_WARM_UP, _STEPS, _BATCH = 3000, 5, 256
_GOALS = {"documents per second and core": 300, "start, seconds": 4.0, "memory of a worker, MB": 600}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    what: str
    value: float

    def __str__(self) -> str:
        goal = _GOALS.get(self.what)
        return f"| {self.what} | {self.value:,.2f} | {'' if goal is None else f'{goal:g}'} |"


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a goal that does not depend on the machine's load is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks tagging", description=__doc__)
    parser.add_argument("--documents", type=int, default=3000, help="documents to time")
    parser.add_argument("--memory", type=int, default=0, help="documents to tag for the memory's sake")
    parser.add_argument("--grow", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.grow:
        return _grow(chosen.grow)
    print("| what | measured | goal |\n|---|---|---|")
    for row in _speeds(chosen.documents):
        print(row, flush=True)
    print(Row("start, seconds", _started()), flush=True)
    return _watch(chosen.memory) if chosen.memory else 0


def _speeds(count: int) -> Iterator[Row]:
    tagger = Tagger.load()
    made = list(articles(_WARM_UP + count))
    _run(tagger.pipe, made[:_WARM_UP])
    seconds = _run(tagger.pipe, made[_WARM_UP:])
    yield Row("documents per second and core", count / seconds)
    again = _run(tagger.pipe, made[_WARM_UP:])
    yield Row("the same documents once more (every word known)", count / again)
    peer = Ruler()
    _run(peer.pipe, made[:_WARM_UP])
    ruled = _run(peer.pipe, made[_WARM_UP:])
    yield Row("spaCy EntityRuler with the register's names, documents per second and core", count / ruled)
    yield Row("all tags beside the EntityRuler alone, ratio of times", seconds / ruled)


def _run(pipe: Callable[[list[Article]], Iterable[object]], made: list[Article]) -> float:
    """Give the processor time that a pipe takes over articles, in seconds."""
    begin = time.process_time()
    for _ in pipe(made):
        pass
    return time.process_time() - begin


class Ruler:
    """What spaCy offers for names out of the box: one EntityRuler a language, with all names of the register."""

    def __init__(self) -> None:
        self._pipelines = {language: spacy.blank(language) for language in LANGUAGES}
        for language, nlp in self._pipelines.items():
            ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
            names = {name for entry in Register.load() for name in entry.names.get(language, ())}
            ruler.add_patterns([{"label": "ORG", "pattern": name} for name in sorted(names)])  # type: ignore[attr-defined]  # a factory gives its component untyped

    def pipe(self, made: list[Article]) -> Iterator[object]:
        """Find the names in articles, batch by batch as the tagger does it."""
        for language, nlp in self._pipelines.items():
            texts = [f"{article.title}\n{article.text}" for article in made if article.language == language]
            for begin in range(0, len(texts), _BATCH):
                with nlp.memory_zone():
                    yield from (len(doc.ents) for doc in nlp.pipe(texts[begin : begin + _BATCH]))


def articles(count: int, seed: int = 1405) -> Iterator[Article]:
    """Put sentences of a language together anew: a third of the articles in each language."""
    chance = random.Random(seed)
    stock = {language: list(_sentences(language)) for language in LANGUAGES}
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        words: list[str] = []
        size = 0
        while size < BYTES:
            words.append(chance.choice(stock[language]))
            size += len(words[-1].encode()) + 1
        yield Article(
            id=f"{number:016x}",
            url=f"https://example.org/{number}",
            fetched_url=f"https://example.org/{number}",
            source="benchmark",
            country="tr",
            language=language,
            title=words[0][:90],
            text=" ".join(words[1:]),
            extractor="benchmark",
        )


def _sentences(language: str) -> Iterator[str]:
    """Give sentences of 20 to 400 characters of real news where it is to be had, of invented words elsewhere."""
    for text in _texts(language):
        for begin, end in sentences(text, language):
            if 20 <= end - begin <= 400:
                yield " ".join(text[begin:end].split())


def _texts(language: str) -> Iterator[str]:
    if not DATA.exists():
        yield from (made.article.text for made in zipf.documents(3000) if made.article.language == language)
    elif language == "fa":
        for path in sorted((DATA / "text/fars_news").glob("*.json")):
            yield from ("\n".join(story["paragraphs"]) for story in json.loads(path.read_text(encoding="utf-8")))
    elif language == "tr":
        yield from (path.read_text(encoding="utf-8-sig") for path in sorted((DATA / "text/ttc3600").glob("*/*.txt")))
    else:
        yield (DATA / "parallel/ntrex/newstest2019-src.eng.txt").read_text(encoding="utf-8")
        for path in sorted((DATA / "parallel/sib200/eng_Latn").glob("*.tsv")):
            yield "\n".join(line.split("\t")[-1] for line in path.read_text(encoding="utf-8").splitlines()[1:])


def _started() -> float:
    """Give the processor time from a process's beginning to its first tagged document in each language, in seconds."""
    code = (
        "from benchmarks.tagging import articles; from nlp.tagger import Tagger; import resource;"
        "made = list(articles(3)); before = resource.getrusage(resource.RUSAGE_SELF);"
        "list(Tagger.load().pipe(made)); after = resource.getrusage(resource.RUSAGE_SELF);"
        "print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _watch(count: int) -> int:
    command = [sys.executable, "-m", "benchmarks", "tagging", "--grow", str(count)]
    return subprocess.run(command, check=False).returncode


def _grow(count: int) -> int:
    """Tag documents and print the memory of this process in equal steps; 1 where the last step passes the goal."""
    tagger = Tagger.load()
    for done, _ in enumerate(tagger.pipe(articles(count)), 1):
        if done % max(1, count // _STEPS) == 0:
            print(Row(f"memory after {done:,} documents, MB", _resident()), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(Row("memory of a worker, MB", peak))
    return int(peak > _GOALS["memory of a worker, MB"])


def _resident() -> float:
    """Give the memory that this process holds now, in MB (Linux counts pages of 4 KB)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20
