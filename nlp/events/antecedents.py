"""What a reader knows from before: whom "the company", "iki taraf" and "دو طرف" mean, and who is left unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.events.clauses import Clause, Earlier
from nlp.events.definitions import Case
from nlp.events.parties import LEADING
from nlp.events.tenses import persian
from pipelines.records import Party
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.events.sides import Side
    from nlp.events.triggers import Sentence

_GOALS = {
    "tr": {Case.TO, Case.OBJECT},
    "fa": {Case.TO, Case.OBJECT, Case.OF},
    "en": {Case.TO, Case.OBJECT},
}
"""The cases of a city that something is done to; in Persian it ends a chain: "در نیروگاه خورشیدی تبریز"."""

PAIR = frozenset({"ir", "tr"})
"""The two countries whose interactions are followed: each completes the other where both are told of."""

_PASSIVE = frozenset({Case.AT, Case.OBJECT, Case.TO})
_BOTH = 2
_WE = re.compile(r"\w+(?:[dt][ıiuü]k|[ıiuü]yoruz|aca[gğ][ıi]z|ece[gğ]iz)")
_THIS = frozenset({"bu", "aynı", "anılan", "konusu"})
_RELATIVE = ("yan", "yen", "len", "lan", "ten", "tan", "ren", "ran", "ğı", "ği")
"""The ends of a Turkish relative clause, behind which a noun may be known: "yazılım geliştiren şirketin"."""

_QUOTES = frozenset('"“”«»')


@dataclass(frozen=True, slots=True)
class _Known:
    """The parties found so far and where the missing ones are looked for."""

    clause: Clause
    earlier: Earlier
    parties: tuple[Party, ...]

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(party.country for party in self.parties if party.country)

    @property
    def has_lead(self) -> bool:
        return any(side.case in LEADING and (side.is_body or not side.city) for side in self.clause.own)

    @property
    def has_doer(self) -> bool:
        """Whether somebody who does it is known, and not only where, with whom or to whom it is done."""
        others = {side.country for side in self.clause.own if side.case in _PASSIVE}
        return any(party.country not in others for party in self.parties)

    def plus(self, *more: Party) -> _Known:
        new = tuple(party for party in more if party.country not in self.countries)
        return _Known(self.clause, self.earlier, (*self.parties, *new))


def completed(parties: tuple[Party, ...], clause: Clause, earlier: Earlier, place: Side | None) -> tuple[Party, ...]:
    """Add the parties that a clause does not name but a reader knows: from before, from the place, from the source."""
    known = _Known(clause, earlier, parties)
    for step in (_with_both, _with_subject, _with_us):
        if len(known.countries) < _BOTH:
            known = step(known)
    if len(known.countries) < _BOTH:
        known = _by_contrast(known, place)
    for step in (_with_frame, _with_home):
        if len(known.countries) < _BOTH:
            known = step(known)
    return known.parties


def _with_both(known: _Known) -> _Known:
    """Resolve "iki taraf", "دو طرف", "the two sides": the two countries told of last."""
    if not known.clause.has("pairs"):
        return known
    role = known.clause.lead_role
    pair = _pair(known)
    return known.plus(*(_country(country, role) for country in pair)) if known.countries <= set(pair) else known


def _pair(known: _Known) -> Sequence[str]:
    heard: list[str] = []
    for sides in (known.clause.sides, *known.earlier.told):
        here = _distinct(side.country for side in sides if not (side.city and side.case is Case.AT))
        if len(here) == _BOTH:
            return here
        heard = _distinct([*heard, *here])
    home = known.clause.scene.setting.home
    if len(heard) == 1 and home and heard[0] != home:
        return [home, heard[0]]
    return heard if len(heard) == _BOTH else []


def _with_subject(known: _Known) -> _Known:
    """Resolve "the company", "Heyet", "این شرکت" and a call's unnamed issuer: whom the text told of last."""
    clause = known.clause
    is_anaphoric = not known.has_lead and _is_anaphoric(clause)
    is_same_news = not known.has_lead and known.earlier.opens and not (known.has_doer or _is_new(clause))
    is_said = is_anaphoric or is_same_news
    if not is_said and not (clause.content.issuer and not known.parties):
        return known
    subject = _topic(known.earlier.told) if is_said else _issuer(known.earlier.told)
    if subject is not None:
        return known.plus(_party(subject, clause.lead_role))
    home = clause.scene.setting.home
    is_ours = is_anaphoric or (is_same_news and not known.parties)
    return known.plus(_country(home, clause.lead_role)) if is_ours and home and known.countries - {home} else known


def _issuer(told: Sequence[Sequence[Side]]) -> Side | None:
    """Give the organisation told of last: who calls, where a text goes on about the dates only."""
    return next((side for sides in told for side in sides if side.country and side.organisation), None)


def _is_anaphoric(clause: Clause) -> bool:
    """Say whether a clause speaks of somebody told of before; a Turkish noun does so where nothing describes it."""
    sentence = clause.scene.sentence
    if sentence.grammar.language != "tr":
        return clause.has("anaphors")
    return any(
        clause.scope[0] <= first and last < clause.scope[1] and _is_bare(sentence, first)
        for first, last in sentence.cues.get("anaphors", ())
    )


def _is_new(clause: Clause) -> bool:
    """Say whether a Turkish clause tells of somebody new by a noun that something describes: "yeni kurulan firma"."""
    is_turkish = clause.scene.sentence.grammar.language == "tr"
    return is_turkish and clause.has("anaphors") and not _is_anaphoric(clause)


def _is_bare(sentence: Sentence, at: int) -> bool:
    if at == sentence.first:
        return True
    before = sentence.text.tokens[at - 1]
    return before.kind is TokenKind.PUNCT or before.exact in _THIS or before.exact.endswith(_RELATIVE)


def _topic(told: Sequence[Sequence[Side]]) -> Side | None:
    """Give the one that earlier sentences are about: the nearest subject, else the nearest body."""
    for sides in told:
        bodies = [side for side in sides if side.country and side.is_body]
        leading = [side for side in bodies if side.case in LEADING]
        found = next((side for side in leading or bodies if not side.weak), None) or next(iter(leading), None)
        if found is not None:
            return found
    return next((side for sides in told for side in sides if side.country and side.case in LEADING), None)


def _with_us(known: _Known) -> _Known:
    """Take "ağırladık", "کردیم" and "we" for the source's country, unless somebody else is quoted."""
    sentence, home = known.clause.scene.sentence, known.clause.scene.setting.home
    tokens = sentence.text.tokens[slice(*known.clause.scope)]
    if not home or known.has_lead or not _QUOTES.isdisjoint(sentence.text.text[tokens[0].start : tokens[-1].end]):
        return known
    if sentence.has("saying", sentence.first, sentence.end):
        return known
    words = [token.exact for token in tokens]
    ours = {
        "tr": lambda: any(token.exact != token.lemma and _WE.fullmatch(token.exact) for token in tokens),
        "fa": lambda: any(word.endswith("یم") and persian(word) is not None for word in words),
        "en": lambda: "we" in words,
    }
    return known.plus(_country(home, known.clause.lead_role)) if ours[sentence.grammar.language]() else known


def _by_contrast(known: _Known, place: Side | None) -> _Known:
    """Complete one of the two countries by the other's institutions or by the place in it where something is done."""
    clause = known.clause
    weak = {side.country: side for side in clause.own if side.weak and side.case in clause.roles}
    hosts = _hosts(known, place) if clause.content.host else ()
    heard = (known.countries & PAIR) or (weak.keys() if len(weak) == 1 else frozenset())
    if len(heard) != 1:
        return known
    missing = next(iter(PAIR - heard), "")
    if missing in weak:
        known = known.plus(_party(weak[missing], clause.roles[weak[missing].case]))
    elif missing in hosts:
        known = known.plus(_country(missing, str(clause.content.host)))
    else:
        return known
    subject = next(iter(heard))
    return known.plus(_party(weak[subject], clause.roles[weak[subject].case])) if subject in weak else known


def _hosts(known: _Known, place: Side | None) -> Sequence[str]:
    """Give the country of the place where an act happens; "there" is the place told of last."""
    if place is not None:
        return [str(place.country)]
    cases = _GOALS[known.clause.scene.sentence.grammar.language]
    cities = [side for side in known.clause.own if side.city and not side.is_body and side.case in cases]
    if not cities and known.clause.has("there"):
        cities = [side for sides in known.earlier.told for side in sides if side.city and not side.is_body][:1]
    return [str(side.country) for side in cities]


def _with_frame(known: _Known) -> _Known:
    """Complete a mutual act by the other side of title, lead and the sentence before, where they tell of just two."""
    is_mutual = known.clause.content.mutual or known.clause.has("joint")
    if not is_mutual:
        return known
    heard = _distinct(
        [
            *(known.countries if known.earlier.opens else ()),
            *(side.country for sides in known.earlier.told for side in sides if _acts(side)),
        ]
    )
    just_told = {side.country for side in next(iter(known.earlier.told), ()) if _acts(side)}
    is_told = bool(known.countries) or known.earlier.opens or just_told == PAIR
    if len(heard) != _BOTH or not known.countries <= set(heard) or not is_told:
        return known
    return known.plus(*(_country(country, known.clause.lead_role) for country in heard))


def _with_home(known: _Known) -> _Known:
    """Give the home side of "a deal was signed with a Turkish firm", where nobody of another country signs."""
    clause, home = known.clause, known.clause.scene.setting.home
    is_open = len(known.countries) == 1 and home not in known.countries
    named = [side for side in clause.own if side.case in clause.roles and side.country in known.countries]
    if not home or not is_open or not named or any(side.case is not Case.WITH for side in named):
        return known
    return known.plus(_country(home, clause.lead_role))


def _acts(side: Side) -> bool:
    return (side.is_body or not (side.city or side.people)) and not side.listed and not side.weak


def _distinct(countries: Iterator[str | None] | Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(country for country in countries if country))


def _country(country: str, role: str) -> Party:
    return Party(organisation=None, country=country, role=role)


def _party(side: Side, role: str) -> Party:
    return Party(organisation=side.organisation, country=side.country, role=role, name=side.name)
