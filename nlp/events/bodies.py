"""Which noun a country, a city or an adjective belongs to: "Tebrizli ilaç üreticisi", "a maker in Kayseri"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.events.cases import case_of, is_partitive
from nlp.events.definitions import Case
from nlp.events.tenses import persian
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from nlp.events.triggers import Sentence
    from nlp.places import PlaceFound

BODY_REACH = 3
CHAIN_REACH = 5
"""Words between a noun and the name at the end of its Persian chain: "پارک علم و فناوری تبریز"."""

_BASED = frozenset({"based", "merkezli"})
_AND = "و"
_SEATED = frozenset({"bulunan", "olan"})
_OF_BODY = {
    "tr": {Case.FROM, Case.AGENT, Case.OF},
    "fa": {Case.OF, Case.AGENT, Case.WITH, Case.BY, Case.FROM, Case.TO},
    "en": {Case.FROM, Case.OF, Case.AGENT},
}
"""The cases of a city that belongs to a body beside it: "Tebriz heyeti", "شرکت‌های تبریز", "companies from Tabriz"."""

_TRADE = re.compile(r"\w{2,}(?:[cç][ıiuü])(?:s[ıiuü])?(?:l[ae]r[ıi]?)?(?:n?[dt][ae]n?|n?[ıiuü]n?|[yn][ae]|yl[ae])?")
"""Turkish nouns of trades, whatever their ending: makineci, tekstilciler, yazılımcının."""

_LEADS = frozenset({"from", "in", "of", "based"})
_LIGHT = frozenset({"the", "a", "an", "-"})


class BodyNouns:
    """The nouns of a sentence that, beside a name, make something that can act; each belongs to one name only."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._language = sentence.grammar.language
        self._ends = [last for _, last in sentence.cues.get("bodies", ())]
        self._taken: set[int] = set()

    def of_adjective(self, place: PlaceFound, *, is_people: bool) -> int | None:
        """Find the noun that an adjective belongs to: after it, in Persian before it.

        A city's adjective may be a surname, so it needs a noun close by, in Turkish any noun in lower case.
        """
        body = self._beside(place, CHAIN_REACH if is_people else BODY_REACH)
        if body is None and not is_people and self._language == "tr":
            body = self._trade(place) or (place.last if self._is_attribute(place) else None)
        return self._take(body)

    def of_country(self, place: PlaceFound) -> int | None:
        """Find the noun right behind a country's bare name in Turkish: "İran heyeti"; others use a preposition."""
        if self._language != "tr" or self._is_marked(place):
            return None
        return self._take(next((last for last in self._ends if last == place.last + 1), None))

    def of_city(self, place: PlaceFound) -> int | None:
        """Find the noun of a city that names a body: "the Tabriz delegation", "Tebriz'den gelen heyet"."""
        body = self._beside(place, CHAIN_REACH)
        if body is not None and (self._names_body(place) or self._is_headline(body)):
            return self._take(body)
        return self._take(self._located(place))

    def _take(self, body: int | None) -> int | None:
        if body is not None:
            self._taken.add(body)
        return body

    def _beside(self, place: PlaceFound, chain: int) -> int | None:
        if self._language == "fa":
            before = [last for last in self._ends if 0 < place.first - last <= chain]
            return max(before, default=None)
        after = [last for last in self._ends if 0 < self._words_to(place.last, last) <= BODY_REACH]
        return min(after, default=None)

    def _words_to(self, at: int, other: int) -> int:
        """Count the words from one token to another behind it: "start-up" and "Ankara'daki" are one step each."""
        between = self._sentence.text.tokens[at + 1 : other + 1]
        return sum(token.kind not in {TokenKind.PUNCT, TokenKind.SUFFIX} for token in between)

    def _names_body(self, place: PlaceFound) -> bool:
        following = self._sentence.text.tokens[place.last + 1 : place.last + 3]
        if any(token.exact in _BASED or token.exact.endswith("ki") for token in following):
            return True
        if self._is_seat(place) or (self._language == "en" and self._before(place) in {"a", "an"}):
            return True
        if self._language == "fa" and self._before(place) in self._sentence.grammar.cases:
            return is_partitive(self._sentence, place.first - 1)
        return case_of(self._sentence, place.first, place.last, self._sentence.end) in _OF_BODY[self._language]

    def _is_headline(self, body: int) -> bool:
        """Say whether a noun ends an English headline, which has no articles: "Fund invests in Ankara start-up"."""
        return self._language == "en" and self._sentence.is_title and body == self._sentence.end - 1

    def _is_seat(self, place: PlaceFound) -> bool:
        """Say whether a Turkish place is where a body has its seat: "merkezi Londra'da bulunan grup"."""
        following = self._sentence.text.tokens[place.last + 1 : place.last + 3]
        return self._before(place) == "merkezi" and any(token.exact in _SEATED for token in following)

    def _located(self, place: PlaceFound) -> int | None:
        """Find the noun of a body that is told by where it is: "founders from Tehran", "با شرکتی در قیصریه"."""
        if self._language == "en":
            return self._english_located(place)
        return self._persian_located(place) if self._language == "fa" else None

    def _english_located(self, place: PlaceFound) -> int | None:
        tokens = self._sentence.text.tokens
        at = place.first - 1
        while at > self._sentence.first and tokens[at].exact in _LIGHT:
            at -= 1
        if tokens[at].exact not in _LEADS:
            return None
        free = [last for last in self._ends if last not in self._taken]
        if at - 1 in free:
            return at - 1
        # "a maker of workwear in Kayseri": one noun with "of" between
        return at - 3 if at - 3 in free and tokens[at - 2].exact == "of" else None

    def _persian_located(self, place: PlaceFound) -> int | None:
        """Find a body behind "با" that a city behind "در" belongs to; elsewhere the city is where it happens."""
        tokens = self._sentence.text.tokens
        if self._before(place) != "در":
            return None
        near = range(max(self._sentence.first, place.first - 2 - CHAIN_REACH), place.first - 1)
        if any(persian(tokens[at].exact) is not None for at in near):
            return None
        for at in reversed(near):
            if at in self._ends and at not in self._taken and self._is_somebody(at, place):
                return at
        return None

    def _is_somebody(self, at: int, place: PlaceFound) -> bool:
        """Say whether a Persian noun before "در" is a body there: one of two, one with whom, or "شرکتی در تبریز"."""
        tokens = self._sentence.text.tokens
        if _AND in {tokens[at - 1].exact, tokens[at - 2].exact}:
            return True
        is_indefinite = tokens[at].exact.endswith("ی") and tokens[at].exact != tokens[at].lemma
        case = case_of(self._sentence, at, at, at)
        return case is Case.WITH or (case is Case.AGENT and is_indefinite and place.first - at <= CHAIN_REACH)

    def _trade(self, place: PlaceFound) -> int | None:
        tokens = self._sentence.text.tokens
        for at in range(place.last + 1, min(self._sentence.end, place.last + 1 + BODY_REACH)):
            if tokens[at].kind is TokenKind.PUNCT:
                return None
            if _TRADE.fullmatch(tokens[at].exact):
                return at
        return None

    def _is_attribute(self, place: PlaceFound) -> bool:
        """Say whether a Turkish adjective of a city stands before a noun and is no surname."""
        tokens, source = self._sentence.text.tokens, self._sentence.text.text
        before, after = place.first - 1, place.last + 1
        if after >= self._sentence.end or not source[tokens[after].start].islower():
            return False
        return before < self._sentence.first or not source[tokens[before].start].isupper()

    def _before(self, place: PlaceFound) -> str:
        at = place.first - 1
        return self._sentence.text.tokens[at].exact if at >= self._sentence.first else ""

    def _is_marked(self, place: PlaceFound) -> bool:
        following = place.last + 1
        return following < self._sentence.end and self._sentence.text.tokens[following].kind is TokenKind.SUFFIX
