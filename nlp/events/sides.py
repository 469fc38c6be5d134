"""Who takes part in an act: organisations, countries, and bodies that are called by their people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.events.cases import case_of, is_joined
from nlp.events.definitions import Case
from nlp.places import PlaceFound, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.events.field_names import Named
    from nlp.events.triggers import Sentence

LONG_LIST = 3
"""So many countries in a row are a list of examples, not parties, unless the text says "between" them."""

BODY_REACH = 3
CHAIN_REACH = 5
"""Words between a noun and the name at the end of its Persian chain: "پارک علم و فناوری تبریز"."""

PLACE_REACH = 3
REPORTER_REACH = 5
ADDRESS_REACH = 2


_BASED = frozenset({"based", "merkezli"})
_OF_BODY = {
    "tr": {Case.FROM, Case.AGENT},
    "fa": {Case.OF, Case.AGENT, Case.WITH, Case.BY, Case.FROM, Case.TO},
    "en": {Case.FROM, Case.OF, Case.AGENT},
}
"""The cases of a city that belongs to a body beside it: "Tebriz heyeti", "شرکت‌های تبریز", "companies from Tabriz"."""


@dataclass(frozen=True, slots=True)
class Side:
    """A name that may take part: an organisation of the register, a bare name, or a country.

    ``first`` and ``last`` are its tokens (inclusive). ``is_body`` is true of whatever can act by itself, ``people``
    of a body that is called by its people only ("a Turkish firm"); ``city`` is the English name of a city, which stands
    for its country.
    """

    first: int
    last: int
    country: str | None
    name: str
    organisation: str | None = None
    is_body: bool = False
    people: bool = False
    city: str = ""
    case: Case = Case.AGENT


def sides_of(
    sentence: Sentence,
    organisations: Sequence[Named],
    places: Sequence[PlaceFound],
    home: str,
    act: int,
) -> list[Side]:
    """Give the sides of a sentence in order, each with its case; ``act`` is the first token of the act.

    ``home`` is the country that "our country" means.
    """
    bodies = list(_organisations(sentence, organisations))
    taken = [(side.first, side.last) for side in bodies]
    named = [place for place in places if not any(first <= place.last and place.first <= last for first, last in taken)]
    found = sorted([*bodies, *_countries(sentence, named, home)], key=lambda side: side.first)
    cased = [replace(side, case=case_of(sentence, side.first, side.last, act)) for side in found]
    return [side for side in _shared_cases(sentence, cased) if not _is_reporter(sentence, side)]


def _organisations(sentence: Sentence, organisations: Sequence[Named]) -> Iterator[Side]:
    tokens = sentence.text.tokens
    free = 0
    for start, end, organisation in organisations:
        covered = [
            at for at in range(sentence.first, sentence.end) if tokens[at].start < end and tokens[at].end > start
        ]
        if start >= free and covered:
            free = end
            yield Side(covered[0], covered[-1], organisation.country, organisation.name, organisation.id, is_body=True)


def _countries(sentence: Sentence, places: Sequence[PlaceFound], home: str) -> Iterator[Side]:
    listed = _listed(sentence, places)
    for number, place in enumerate(places):
        kind = place.place.kind
        side = Side(place.first, place.last, place.place.country, sentence.text.text[place.start : place.end])
        body = _body_beside(sentence, place)
        if kind is PlaceKind.COUNTRY and number not in listed and not _is_address(sentence, places, number):
            yield side
        elif kind is PlaceKind.PEOPLE:
            yield _body(sentence, side, body) if body is not None else replace(side, people=True)
        elif kind is PlaceKind.CITY:
            city = replace(side, city=place.place.display("en"))
            yield _body(sentence, city, body) if body is not None and _is_of_body(sentence, place) else city
    if home:
        for first, last in sentence.cues.get("home", ()):
            yield Side(first, last, home, "")


def _is_of_body(sentence: Sentence, place: PlaceFound) -> bool:
    """Say whether a city names a body, as in "the Tabriz delegation" and "Tebriz'den gelen heyet"."""
    following = sentence.text.tokens[place.last + 1 : place.last + 3]
    if any(token.exact in _BASED or token.exact.endswith("ki") for token in following):
        return True
    return case_of(sentence, place.first, place.last, sentence.end) in _OF_BODY[sentence.grammar.language]


def _is_reporter(sentence: Sentence, side: Side) -> bool:
    """Say whether a name only tells who reported: "به گزارش ...", "according to ...", "... haberine göre"."""
    tokens, source = sentence.text.tokens, sentence.text.text
    for first, last in sentence.cues.get("attribution", ()):
        low, high = (side.last, first) if sentence.grammar.language == "tr" else (last, side.first)
        if 0 < high - low <= REPORTER_REACH and not {",", "،", ":"} & set(source[tokens[low].end : tokens[high].start]):
            return True
    return False


def _body(sentence: Sentence, side: Side, body: int) -> Side:
    first, last = min(side.first, body), max(side.last, body)
    start, end = sentence.text.tokens[first].start, sentence.text.tokens[last].end
    name = sentence.text.text[start:end]
    return replace(side, first=first, last=last, name=name, is_body=True, people=not side.city)


def _body_beside(sentence: Sentence, place: PlaceFound) -> int | None:
    """Find the noun that an adjective of a people belongs to: after it, in Persian before it."""
    ends = [last for _, last in sentence.cues.get("bodies", ())]
    if sentence.grammar.language == "fa":
        before = [last for last in ends if 0 < place.first - last <= CHAIN_REACH]
        return max(before, default=None)
    after = [last for last in ends if 0 < last - place.last <= BODY_REACH]
    return min(after, default=None)


def _listed(sentence: Sentence, places: Sequence[PlaceFound]) -> set[int]:
    """Give the numbers of the countries that stand in a long list and so are no parties."""
    runs: list[list[int]] = []
    for number, place in enumerate(places):
        if place.place.kind is not PlaceKind.COUNTRY:
            continue
        previous = runs[-1][-1] if runs else None
        if previous is not None and is_joined(sentence, places[previous].last, place.first):
            runs[-1].append(number)
        else:
            runs.append([number])
    long = [run for run in runs if len(run) >= LONG_LIST]
    return {
        number
        for run in long
        if not sentence.has("between", places[run[0]].first - PLACE_REACH, places[run[-1]].last + PLACE_REACH)
        for number in run
    }


def _is_address(sentence: Sentence, places: Sequence[PlaceFound], number: int) -> bool:
    """Say whether a country only says where a city lies: "İran'ın Tebriz kenti", "Tabriz, Iran"."""
    place = places[number]
    step = 1 if sentence.grammar.language == "tr" else -1
    neighbours = [places[number + step]] if 0 <= number + step < len(places) else []
    return any(
        other.place.kind is PlaceKind.CITY
        and other.place.country == place.place.country
        and 0 < max(place.first - other.last, other.first - place.last) <= ADDRESS_REACH
        for other in neighbours
    )


def _shared_cases(sentence: Sentence, sides: list[Side]) -> list[Side]:
    """Let joined names share their case: the last of them carries it in Turkish, the first in Persian and English."""
    shared = list(sides)
    language = sentence.grammar.language
    order = range(len(sides) - 2, -1, -1) if language == "tr" else range(1, len(sides))
    for at in order:
        other = at + 1 if language == "tr" else at - 1
        low, high = sorted((at, other))
        if is_joined(sentence, shared[low].last, shared[high].first) and shared[at].case in {
            Case.AGENT,
            Case.OF,
            Case.OBJECT,
        }:
            shared[at] = replace(shared[at], case=shared[other].case)
    return shared
