"""From the names in a clause to the parties of its act, each with a role, and the place where it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.events.definitions import Case
from pipelines.records import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nlp.events.definitions import EventFile
    from nlp.events.sides import Side

_CAPITALS = frozenset({"Ankara", "Tehran"})
_LEADING = frozenset({Case.AGENT, Case.OF, Case.BY})


def parties_of(
    own: Sequence[Side], sentence: Sequence[Side], content: EventFile, language: str, home: str
) -> tuple[Party, ...]:
    """Give the parties of an act.

    Args:
        own: The names of its clause.
        sentence: Those of the whole sentence: an act without a subject has that of the sentence.
        content: The event type, for roles by case.
        language: That of the text.
        home: The country of the source: the unnamed side of "signed with a Turkish firm".
    """
    roles = content.roles_in(language)
    chosen = [side for side in own if side.case in roles and _takes_part(side, content)]
    if all(side.city and side.case is Case.AT for side in chosen):
        chosen = []
    if not any(side.case in _LEADING for side in chosen):
        subject = next((side for side in sentence if side.is_body and side.case is Case.AGENT), None)
        if subject is not None and subject not in chosen and Case.AGENT in roles:
            chosen.insert(0, subject)
    parties = _distinct(chosen, roles)
    unnamed = _unnamed(chosen, roles, home)
    return (*parties, unnamed) if unnamed else parties


def place_of(own: Sequence[Side], sentence: Sequence[Side]) -> str | None:
    """Give the city, by its English name, where an act happens: one in the locative, its clause's before others."""
    cities = [side for side in (*own, *sentence) if side.city and side.case is Case.AT]
    return cities[0].city if cities else None


def _takes_part(side: Side, content: EventFile) -> bool:
    if side.people and not side.is_body and not content.adjectives:
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


def _unnamed(sides: Sequence[Side], roles: Mapping[Case, str], home: str) -> Party | None:
    """Give the home side of "a deal was signed with a Turkish firm", where nobody of another country signs."""
    countries = {side.country for side in sides}
    is_open = len(countries) == 1 and None not in countries and home not in countries
    if not home or not is_open or any(side.case is not Case.WITH for side in sides):
        return None
    return Party(organisation=None, country=home, role=roles.get(Case.AGENT, "party"))
