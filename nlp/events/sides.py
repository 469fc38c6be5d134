"""Who takes part in an act: organisations, countries, and bodies that are called by their people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.events.bodies import BodyNouns
from nlp.events.cases import TOWNS, case_of, is_joined
from nlp.events.definitions import Case
from nlp.places import PlaceFound, PlaceKind
from nlp.places.demonyms import is_plural
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.events.field_names import Named
    from nlp.events.triggers import Sentence

LONG_LIST = 3
"""So many countries in a row are a list of examples, not parties, unless the text says "between" them."""

PLACE_REACH = 3
REPORTER_REACH = 5
ADDRESS_REACH = 2
_BORN = frozenset({"born", "doğumlu", "kökenli", "asıllı", "تبار", "الاصل"})
_BORN_IN = frozenset({"متولد", "زاده", "doğumlu"})
_SHARING = frozenset({Case.AGENT, Case.OF, Case.OBJECT})


@dataclass(frozen=True, slots=True)
class Side:
    """A name that may take part: an organisation of the register, a bare name, or a country.

    ``first`` and ``last`` are its tokens (inclusive). ``is_body`` is true of whatever can act by itself, ``people``
    of a body that is called by its people only ("a Turkish firm"); ``city`` is the English name of a city, which stands
    for its country. A ``weak`` side only completes a pair: what it is called speaks for a country (Teknokent);
    a ``listed`` one is one of many countries in a row. An ``attributive`` place belongs to a noun (Tebriz'deki).
    """

    first: int
    last: int
    country: str | None
    name: str
    organisation: str | None = None
    is_body: bool = False
    people: bool = False
    city: str = ""
    weak: bool = False
    listed: bool = False
    attributive: bool = False
    kind: str = ""
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
    named = [
        place
        for place in places
        if not any(first <= place.last and place.first <= last for first, last in taken)
        and not _is_origin(sentence, place)
    ]
    found = sorted([*bodies, *_countries(sentence, named, home)], key=lambda side: side.first)
    strong = [side for side in found if not side.weak]
    free = [side for side in found if not (side.weak and any(_overlap(side, other) for other in strong))]
    cased = [replace(side, case=case_of(sentence, side.first, side.last, act)) for side in free]
    return [side for side in _shared_cases(sentence, cased) if not _is_reporter(sentence, side)]


def _overlap(one: Side, other: Side) -> bool:
    return one.first <= other.last and other.first <= one.last


def _organisations(sentence: Sentence, organisations: Sequence[Named]) -> Iterator[Side]:
    tokens = sentence.text.tokens
    free = 0
    for start, end, organisation in organisations:
        covered = [
            at for at in range(sentence.first, sentence.end) if tokens[at].start < end and tokens[at].end > start
        ]
        if start >= free and covered:
            free = end
            place = (covered[0], covered[-1])
            named = Side(*place, organisation.country, organisation.name, organisation.id, is_body=True)
            yield replace(named, kind=organisation.kind or "")


def _countries(sentence: Sentence, places: Sequence[PlaceFound], home: str) -> Iterator[Side]:
    listed = _listed(sentence, places)
    nouns = BodyNouns(sentence)
    for number, place in enumerate(places):
        side = Side(place.first, place.last, place.place.country, sentence.text.text[place.start : place.end])
        if place.place.kind is not PlaceKind.COUNTRY:
            yield from _of_kind(sentence, place, side, nouns)
        elif number in listed:
            yield replace(side, listed=True)
        elif not _is_address(sentence, places, number):
            body = nouns.of_country(place)
            yield side if body is None else _body(sentence, side, body)
    if home:
        for first, last in sentence.cues.get("home", ()):
            if not any(first <= place.last <= last + 2 for place in places):
                yield Side(first, last, home, "")


def _is_origin(sentence: Sentence, place: PlaceFound) -> bool:
    """Say whether a place only tells where a person comes from: "İsfahan doğumlu", "Iranian-born engineer"."""
    tokens = sentence.text.tokens
    following = [token for token in tokens[place.last + 1 : place.last + 3] if token.kind is not TokenKind.PUNCT][:1]
    before = tokens[max(sentence.first, place.first - 1) : place.first]
    return any(token.exact in _BORN for token in following) or any(token.exact in _BORN_IN for token in before)


def _of_kind(sentence: Sentence, place: PlaceFound, side: Side, nouns: BodyNouns) -> Iterator[Side]:
    """Give the side that an adjective, a city or an institution makes."""
    kind = place.place.kind
    if kind is PlaceKind.INSTITUTION:
        yield replace(side, is_body=True, weak=True)
        return
    if kind is PlaceKind.CITY:
        city = replace(side, city=place.place.display("en"))
        body = nouns.of_city(place)
        following = sentence.text.tokens[place.last + 1 : place.last + 2]
        attributive = any(token.exact.endswith("ki") for token in following)
        yield replace(city, attributive=attributive) if body is None else _body(sentence, city, body)
        return
    is_people = kind is PlaceKind.PEOPLE
    body = nouns.of_adjective(place, is_people=is_people)
    if body is not None:
        yield _body(sentence, side, body, people=is_people)
    elif is_plural(sentence.text.tokens[place.last].exact, sentence.grammar.language):
        yield replace(side, is_body=True, people=True)
    elif is_people:
        yield replace(side, people=True)


def _is_reporter(sentence: Sentence, side: Side) -> bool:
    """Say whether a name only tells who reported: "به گزارش ...", "according to ...", "... haberine göre"."""
    tokens, source = sentence.text.tokens, sentence.text.text
    for first, last in sentence.cues.get("attribution", ()):
        low, high = (side.last, first) if sentence.grammar.language == "tr" else (last, side.first)
        if 0 < high - low <= REPORTER_REACH and not {",", "،", ":"} & set(source[tokens[low].end : tokens[high].start]):
            return True
    return False


def _body(sentence: Sentence, side: Side, body: int, *, people: bool | None = None) -> Side:
    first, last = min(side.first, body), max(side.last, body)
    start, end = sentence.text.tokens[first].start, sentence.text.tokens[last].end
    name = sentence.text.text[start:end]
    return replace(
        side, first=first, last=last, name=name, is_body=True, people=not side.city if people is None else people
    )


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
    if sentence.grammar.language == "tr" and _is_of_town(sentence, place):
        return True
    step = 1 if sentence.grammar.language == "tr" else -1
    neighbours = [places[number + step]] if 0 <= number + step < len(places) else []
    return any(
        other.place.kind is PlaceKind.CITY
        and other.place.country == place.place.country
        and 0 < max(place.first - other.last, other.first - place.last) <= ADDRESS_REACH
        for other in neighbours
    )


def _is_of_town(sentence: Sentence, place: PlaceFound) -> bool:
    """Say whether a Turkish genitive only says where a town lies that no table has: "İran'ın Ramsar şehri"."""
    following = sentence.text.tokens[place.last + 1 : place.last + 4]
    town = next((at for at, token in enumerate(following) if token.lemma in TOWNS), 0)
    return town == len(following) - 1 and following[0].exact.endswith("n")


def _shared_cases(sentence: Sentence, sides: list[Side]) -> list[Side]:
    """Let joined names share their case: the last of them carries it in Turkish, the first in Persian and English."""
    shared = list(sides)
    language = sentence.grammar.language
    order = range(len(sides) - 2, -1, -1) if language == "tr" else range(1, len(sides))
    for at in order:
        other = at + 1 if language == "tr" else at - 1
        low, high = sorted((at, other))
        is_pair = is_joined(sentence, shared[low].last, shared[high].first) and not _is_subject(sentence, shared, at)
        if is_pair and shared[at].case in _SHARING and _are_alike(sentence, shared[low], shared[high]):
            shared[at] = replace(shared[at], case=shared[other].case, is_body=_is_body_too(shared[at], shared[other]))
    return shared


def _is_subject(sentence: Sentence, sides: Sequence[Side], at: int) -> bool:
    """Say whether a Turkish name before a comma is the subject: a list has "ve" before its last name."""
    if sentence.grammar.language != "tr" or _has_joint(sentence, sides[at], sides[at + 1]):
        return False
    further = sides[at + 2 : at + 3]
    return sides[at + 1].case is Case.OF and not any(_has_joint(sentence, sides[at + 1], side) for side in further)


def _has_joint(sentence: Sentence, one: Side, other: Side) -> bool:
    return any(token.exact in sentence.grammar.joints for token in sentence.text.tokens[one.last + 1 : other.first])


def _are_alike(sentence: Sentence, one: Side, other: Side) -> bool:
    """Say whether two names with a comma between are joined: "Türk şirketi, İran'daki" are a subject and a place."""
    return one.is_body == other.is_body or _has_joint(sentence, one, other)


def _is_body_too(side: Side, other: Side) -> bool:
    """Say whether a name shares its neighbour's body: "the chambers of Tabriz and Van", "Türk ve İranlı uzmanlar"."""
    are_alike = (side.people and other.people) or bool(side.city and other.city)
    return side.is_body or (other.is_body and are_alike)
