"""From the names in a clause to the parties of its act, each with a role, and the place where it happens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.events.definitions import Case
from pipelines.records import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nlp.events.clauses import Clause
    from nlp.events.definitions import EventFile
    from nlp.events.sides import Side
    from nlp.events.triggers import Sentence

_COMPOUND = 4
"""Words between a city and the event that is named after it, another city among them: "İzmir-Tabriz business forum"."""

_OWNING = frozenset({Case.AGENT, Case.OF, Case.OBJECT})
_CAPITALS = frozenset({"Ankara", "Tehran"})
LEADING = frozenset({Case.AGENT, Case.OF, Case.BY})
"""The cases of whoever does it."""


def parties_of(clause: Clause) -> tuple[Party, ...]:
    """Give the parties that a clause names; an act without a subject has that of the sentence."""
    roles, content = clause.roles, clause.content
    own = [_of_thing(side, clause) for side in clause.own]
    chosen = [side for side in own if side.case in roles and _takes_part(side, content)]
    if all(side.city and side.case is Case.AT for side in chosen):
        chosen = []
    if not any(side.case in LEADING for side in chosen):
        agents = (side for side in clause.sides if side.is_body and side.case is Case.AGENT)
        subject = next((side for side in agents if side.kind not in content.never), None)
        if subject is not None and subject not in chosen and not subject.weak and Case.AGENT in roles:
            chosen.insert(0, subject)
    return _distinct(chosen, roles)


def place_of(clause: Clause) -> Side | None:
    """Give the city where an act happens: one in the locative, its clause's before others, else where the type says."""
    own = [_of_thing(side, clause) for side in clause.own]
    cities = [side for side in (*own, *clause.sides) if side.city and not side.is_body]
    for case in (Case.AT, *clause.content.venues):
        found = [side for side in cities if side.case is case]
        if found and (case is Case.AT or len({side.city for side in found}) == 1):
            return min(found, key=lambda side: side.attributive)
    return next((side for side in clause.own if side.city and side.is_body and side.case is Case.AT), None)


def _of_thing(side: Side, clause: Clause) -> Side:
    """Give a name that stands bare before the thing the case of belonging: "Tebriz fuarı", "TÜBİTAK ödülü"."""
    thing = clause.act.thing
    if thing is None or side.case not in _OWNING:
        return side
    if _is_owner(side, thing, clause.scene.sentence):
        return replace(side, case=clause.content.owner)
    if side.case is not Case.AGENT or not side.city or side.is_body:
        return side
    return replace(side, case=Case.OF) if 0 < thing[0] - side.last <= _COMPOUND else side


def _is_owner(side: Side, thing: tuple[int, int], sentence: Sentence) -> bool:
    """Say whether the thing is an organisation's: "TÜBİTAK ödülü", at the end of its row "جایزه علمی توبیتاک را"."""
    if sentence.grammar.language == "tr":
        return side.organisation is not None and side.case is not Case.OBJECT and 0 < thing[0] - side.last <= 1
    is_chained = sentence.grammar.language == "fa" and 0 < side.first - thing[1] <= _COMPOUND
    return is_chained and side.case in {Case.OBJECT, Case.OF}


def _takes_part(side: Side, content: EventFile) -> bool:
    if (side.listed and not content.lists) or side.kind in content.never:
        return False
    if side.weak or (side.people and not side.is_body and not content.adjectives):
        return False
    if side.city and not side.is_body:
        speaks_for_country = side.city in _CAPITALS and side.case in {Case.WITH, Case.AGENT}
        return side.case in content.cities or (speaks_for_country and Case.WITH in content.roles)
    return side.is_body or side.case is not Case.AT or Case.AT in content.cities


def _distinct(sides: Sequence[Side], roles: Mapping[Case, str]) -> tuple[Party, ...]:
    """Make parties of names: an organisation once, and a bare country only where no body of it takes part."""
    named = {side.country for side in sides if side.organisation or (side.is_body and not side.people)}
    bodies = {side.country for side in sides if side.is_body}
    found: dict[str, Party] = {}
    for side in sides:
        is_registered = side.organisation is not None or (side.is_body and not side.people)
        if not is_registered and side.country in (named if side.is_body else bodies):
            continue
        key = side.organisation or (side.name if is_registered else str(side.country))
        role = roles[side.case]
        found.setdefault(key, Party(organisation=side.organisation, country=side.country, role=role, name=side.name))
    return tuple(found.values())
