"""Where an event type is spoken of: an act, and the thing near it, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp.events.cases import Grammar
from nlp.events.definitions import Frame
from nlp.fields import FieldTokens
from nlp.topics.phrases import PhraseBook
from pipelines.records import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nlp.events.definitions import Cues, EventFile

MOST_TOKENS = 250
"""Where a text has no sentence ends it is cut, so that the work grows with its length and not with its square."""

_PARTICIPLES = ("an", "en")
"""The ends of Turkish participles, which stand before the noun that they describe."""

Place = tuple[int, int]
"""The first and last token of a phrase, both inclusive."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of an event type in a sentence; ``first`` and ``last`` also cover the ``thing`` it is done to."""

    type: str
    frame: Frame
    place: Place
    first: int
    last: int
    thing: Place | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence as tokens ``first`` to ``end`` (exclusive) with the phrases found in it: cues, parts of frames."""

    text: FieldTokens
    first: int
    end: int
    grammar: Grammar
    cues: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[int, dict[str, list[Place]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def has(self, cue: str, first: int, last: int) -> bool:
        """Say whether a cue lies within the tokens ``first`` to ``last``, both inclusive."""
        return any(first <= place[0] and place[1] <= last for place in self.cues.get(cue, ()))

    @property
    def is_title(self) -> bool:
        """Whether it stands in the title, where verbs are often left out."""
        return self.text.field is Field.TITLE


class ActFinder:
    """Finds the acts of all event types in one language in one walk along each field."""

    def __init__(self, language: str, types: Mapping[str, EventFile], cues: Cues) -> None:
        self.language = language
        self._grammar = Grammar.of(language, cues)
        self._book = PhraseBook(language)
        self._slots: list[tuple[int, str]] = []
        self._frames: list[tuple[str, Frame]] = []
        for id_, content in types.items():
            self._add(content.without.in_language(language), -1, f"no {id_}")
            for frame in content.frames.in_language(language):
                self._frames.append((id_, frame))
                for part in ("acts", "things", "without"):
                    self._add(getattr(frame, part), len(self._frames) - 1, part)
        for name, phrases in cues.phrases():
            self._add(phrases, -1, name)

    def sentences(self, text: FieldTokens) -> list[Sentence]:
        """Cut a field into sentences, each with the phrases found in it."""
        found = _cut(text, self._grammar)
        at = 0
        for hit in self._book.find(text):
            while at < len(found) - 1 and hit.first >= found[at].end:
                at += 1
            if not found or hit.last >= found[at].end:
                continue
            frame, part = self._slots[hit.value]
            place = (hit.first, hit.last)
            (found[at].cues if frame < 0 else found[at].parts[frame])[part].append(place)
        return found

    def acts(self, sentence: Sentence) -> list[Act]:
        """Give the acts of a sentence in order; one place gives one act of a type."""
        found = [act for number in sentence.parts for act in self._framed(number, sentence)]
        told = [act for act in _closest(found) if not _is_outspoken(act, found, sentence)]
        return list(_distinct(sorted(told, key=lambda act: (act.place[0], -act.place[1], act.first))))

    def vetoed(self, sentence: Sentence) -> Iterator[tuple[str, Place, Place]]:
        """Give the types whose act stands in a sentence with words that forbid them: type, act and those words."""
        for number, parts in sentence.parts.items():
            id_, frame = self._frames[number]
            forbidding = [*parts.get("without", []), *sentence.cues.get(f"no {id_}", [])]
            if forbidding and parts.get("acts") and (parts.get("things") or not frame.things):
                yield id_, parts["acts"][0], forbidding[0]

    def _add(self, phrases: list[str], frame: int, part: str) -> None:
        for phrase in phrases:
            self._slots.append((frame, part))
            self._book.add(phrase, len(self._slots) - 1)

    def _framed(self, number: int, sentence: Sentence) -> Iterator[Act]:
        id_, frame = self._frames[number]
        parts = sentence.parts[number]
        if parts.get("without") or sentence.cues.get(f"no {id_}") or (frame.headline and not sentence.is_title):
            return
        for place in _longest(parts.get("acts", [])):
            if not frame.things:
                yield Act(id_, frame, place, *place)
                continue
            things = [thing for thing in parts.get("things", []) if not _is_cut_off(sentence, place, thing)]
            thing = _nearest(things, place, frame.within)
            if thing is not None:
                yield Act(id_, frame, place, min(thing[0], place[0]), max(thing[1], place[1]), thing)


def _cut(text: FieldTokens, grammar: Grammar) -> list[Sentence]:
    sentences: list[Sentence] = []
    starts = [token.start for token in text.tokens]
    at = 0
    for _, end in text.sentences:
        first, at = at, bisect_left(starts, end, at)
        cuts = [*range(first, at, MOST_TOKENS), at]
        sentences += [Sentence(text, low, high, grammar) for low, high in pairwise(cuts)]
    return sentences


def _longest(places: list[Place]) -> list[Place]:
    """Leave out places that lie within or overlap a longer or earlier one."""
    kept: list[Place] = []
    for place in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or place[0] > kept[-1][1]:
            kept.append(place)
    return kept


def _is_cut_off(sentence: Sentence, act: Place, thing: Place) -> bool:
    """Say whether a Turkish thing stands behind its act and a comma, where the verb ends its clause: "sattığı, ..."."""
    if sentence.grammar.language != "tr" or thing[0] <= act[1]:
        return False
    between = sentence.text.tokens[act[1] + 1 : thing[0]]
    return any(sentence.text.text[token.start : token.end] == "," for token in between)


def _nearest(things: list[Place], act: Place, within: int) -> Place | None:
    """Give the thing nearest to an act and not part of it, the one before it on a tie."""
    near = [(distance, thing) for thing in things if 0 < (distance := _distance(thing, act)) <= within + 1]
    return min(near, key=lambda found: (found[0], found[1][0] > act[0]))[1] if near else None


def _distance(thing: Place, act: Place) -> int:
    """Count the steps between two places; 0 where they overlap."""
    return max(act[0] - thing[1], thing[0] - act[1], 0)


def _closest(acts: list[Act]) -> list[Act]:
    """Of several types that read the same act keep the one whose thing is nearest: a centre opens, a call opens."""
    best: dict[Place, int] = {}
    for act in acts:
        best[act.place] = min(best.get(act.place, act.last - act.first), act.last - act.first)
    return [act for act in acts if act.last - act.first == best[act.place]]


def _is_outspoken(act: Act, acts: list[Act], sentence: Sentence) -> bool:
    """Say whether another act says more of the same thing: a main verb than a participle, a near one than a far one.

    "Kurulan laboratuvar hizmete girecek", "agreed to exchange samples under a protocol that they signed".
    """
    rivals = [other for other in acts if other.type == act.type and act.thing is not None and other.thing == act.thing]
    if sentence.grammar.language == "tr":
        ending = sentence.text.tokens[act.place[1]].exact
        is_participle = ending.endswith(_PARTICIPLES) and act.thing is not None and act.place[1] < act.thing[0]
        return (is_participle or ending.endswith(("mek", "mak"))) and any(
            other.place[0] > act.place[1] for other in rivals
        )
    if sentence.grammar.language == "en":
        return any(_gap(other) < _gap(act) for other in rivals)
    return False


def _gap(act: Act) -> int:
    return 0 if act.thing is None else _distance(act.thing, act.place)


def _distinct(acts: list[Act]) -> Iterator[Act]:
    """Keep one act of a type where several overlap: the first and longest."""
    taken: dict[str, int] = {}
    for act in acts:
        if act.place[0] > taken.get(act.type, -1):
            taken[act.type] = act.place[1]
            yield act
