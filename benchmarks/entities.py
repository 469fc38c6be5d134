"""Names of organisations in texts that others marked: the register, the network, and both together.

The texts (``../shared/data/ner``) are scored by exact span. ``unseen`` is the recall of organisations whose name stands
in no training text of the same set.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.material.named import DATA, SETS, marked
from nlp.entities.joining import joined, outermost
from nlp.entities.recogniser import ORGANISATION, Recogniser
from nlp.fields import read_field
from nlp.organisations.judge import CUED
from nlp.organisations.matcher import Matcher
from nlp.organisations.register import Register
from pipelines.records import Field, Organisation

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from benchmarks.material.named import Marked
    from nlp.entities.recogniser import Entity
    from nlp.fields import FieldTokens

GOALS = {"wikiner": 0.69, "peyma": 0.77, "parstwiner": 0.64}
UNSEEN_GOAL = 0.6
RATE_GOAL = 15.0
# The size in bytes of the documents that rates are given for.
_DOCUMENT = 1800
_DOCUMENTS = 60
_HOMES = {"tr": "tr", "fa": "ir"}
_Places = set[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Score:
    """Names found rightly, names found, and names there are."""

    right: int
    found: int
    gold: int

    def __str__(self) -> str:
        """Write precision, recall and F1 in percent."""
        return f"{100 * self.precision:5.1f} {100 * self.recall:5.1f} {100 * self.f1:5.1f}"

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def main(arguments: list[str]) -> int:
    """Run the benchmark and print its table; 1 if a goal is missed, 2 without the marked texts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks entities", description=__doc__)
    parser.add_argument("--sentences", type=int, default=None, help="read only so many of each set")
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"The marked texts are not here ({DATA}).", file=sys.stderr)
        return 2
    finder = Finder()
    print("set          ORG   register P R F1     network P R F1     both P R F1       unseen   ALL F1")
    missed = [name for name in SETS if not _run(finder, name, options.sentences)]
    rate = _rate(finder)
    print(f"network, documents of 1.8 KB per second of processor time: {rate:.1f}")
    return 1 if missed or rate < RATE_GOAL else 0


class Finder:
    """Finds names with the register, the network, or both."""

    def __init__(self) -> None:
        self._matcher = Matcher(Register.load())
        self._recogniser = Recogniser.load()

    def register(self, fields: tuple[FieldTokens, ...]) -> tuple[Organisation, ...]:
        """Give the organisations of the register by name; a title of office implies its body and does not name it."""
        language = fields[0].language
        mentions = self._matcher.mentions(fields, language, _HOMES[language])
        return tuple(
            Organisation(
                id=one.entry.id,
                name=one.entry.id,
                kind=None,
                country=None,
                mentions=(one.span,),
                rule="register",
                score=one.score,
            )
            for one in mentions
            if one.score >= CUED
        )

    def network(self, fields: tuple[FieldTokens, ...]) -> list[Entity]:
        """Give all names that the network sees."""
        return self._recogniser.entities(fields)

    def both(
        self, fields: tuple[FieldTokens, ...], known: tuple[Organisation, ...], seen: list[Entity]
    ) -> list[tuple[int, int]]:
        """Give the places of organisations found by either; the longest where they overlap."""
        return outermost(joined(known, seen, fields, self._recogniser.version), Field.TEXT)


def _run(finder: Finder, name: str, limit: int | None) -> bool:
    """Score one set and print its row; say whether it reaches its goals."""
    language, _ = SETS[name]
    texts = marked(name, "dev")[:limit]
    gold, register, network, both = _Places(), _Places(), _Places(), _Places()
    everything: set[tuple[int, int, int, str]] = set()
    for number, text in enumerate(texts):
        fields = (read_field(Field.TEXT, text.text, language),)
        known, seen = finder.register(fields), finder.network(fields)
        gold |= {(number, start, end) for start, end, kind in text.names if kind == ORGANISATION}
        register |= {(number, *place) for place in outermost(known, Field.TEXT)}
        network |= {(number, e.span.start, e.span.end) for e in seen if e.kind == ORGANISATION}
        both |= {(number, *place) for place in finder.both(fields, known, seen)}
        everything |= {(number, e.span.start, e.span.end, e.kind) for e in seen}
    whole = {(number, *one) for number, text in enumerate(texts) for one in text.names}
    total = score(both, gold)
    unseen = _unseen(texts, {text.text[a:b] for text in marked(name, "train") for a, b, _ in text.names}, both)
    every = score(everything, whole)
    print(
        f"{name:11s} {len(gold):4d}   {score(register, gold)}   {score(network, gold)}   {total}"
        f"   {100 * unseen.recall:5.1f}   {100 * every.f1:5.1f}"
    )
    return total.f1 >= GOALS[name] and (language != "tr" or unseen.recall >= UNSEEN_GOAL)


def score(found: Collection[object], gold: Collection[object]) -> Score:
    """Compare what was found with what there is."""
    return Score(len(set(found) & set(gold)), len(found), len(gold))


def _unseen(texts: Sequence[Marked], known: set[str], found: _Places) -> Score:
    """Score the organisations whose name is in no training text."""
    gold = {
        (number, start, end)
        for number, text in enumerate(texts)
        for start, end, kind in text.names
        if kind == ORGANISATION and text.text[start:end] not in known
    }
    return Score(len(gold & found), len(found), len(gold))


def _rate(finder: Finder) -> float:
    """Give how many documents the network reads per second of processor time."""
    documents = [document for name in SETS for document in _documents(name)]
    finder.network(documents[0])
    begun = time.process_time()
    for document in documents:
        finder.network(document)
    return len(documents) / (time.process_time() - begun)


def _documents(name: str) -> list[tuple[FieldTokens, ...]]:
    """Join the sentences of a set to documents."""
    found: list[tuple[FieldTokens, ...]] = []
    waiting = ""
    for text in marked(name, "dev"):
        waiting += f"{text.text}\n"
        if len(waiting.encode()) >= _DOCUMENT:
            found.append((read_field(Field.TEXT, waiting, SETS[name][0]),))
            waiting = ""
    return found[: _DOCUMENTS // len(SETS)]
