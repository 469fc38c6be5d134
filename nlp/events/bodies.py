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
    from pipelines.text import Token

BODY_REACH = 3
CHAIN_REACH = 5
"""Words between a noun and the name at the end of its Persian chain: "پارک علم و فناوری تبریز"."""

_BASED = frozenset({"based", "merkezli"})
_OF_PEOPLE = ("lı", "li", "lu", "lü")
"""The ends of Turkish adjectives that only people and bodies have: "İranlı distribütör", but "Türk ürünleri"."""

_AND = "و"
_SEATED = frozenset({"bulunan", "olan"})
_WHERE = frozenset({"در", "از"})
_ARTICLES = frozenset({"a", "an"})
_PARTS = frozenset({"district", "quarter", "neighbourhood", "neighborhood", "airport", "port", "street", "province"})
_NO_BODIES = frozenset(
    {"fair", "summit", "forum", "conference", "meeting", "visit", "trip", "court", "hotel", "ceremony", "event"}
)
"""English nouns that with a city before them name where or when something is, and nobody who does it."""

_OF_BODY = {
    "tr": {Case.FROM, Case.AGENT, Case.OF},
    "fa": {Case.OF, Case.AGENT, Case.WITH, Case.BY, Case.FROM, Case.TO},
    "en": {Case.FROM, Case.OF, Case.AGENT, Case.BY, Case.WITH},
}
"""The cases of a city that belongs to a body beside it: "Tebriz heyeti", "شرکت‌های تبریز", "companies from Tabriz"."""

_TRADE = re.compile(r"\w{2,}(?:[cç][ıiuü])(?:s[ıiuü])?(?:l[ae]r[ıi]?)?(?:n?[dt][ae]n?|n?[ıiuü]n?|[yn][ae]|y?l[ae])?")
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
        if body is None and self._language == "tr":
            body = self._trade(place)
        if body is None and self._language == "tr" and self._is_attribute(place):
            is_of_people = self._sentence.text.tokens[place.last].exact.endswith(_OF_PEOPLE)
            body = (place.last + 1 if is_of_people else None) if is_people else place.last
        return self._take(body)

    def of_country(self, place: PlaceFound) -> int | None:
        """Find the noun right behind a country's bare name in Turkish: "İran heyeti"; others use a preposition."""
        if self._language == "fa" and self._is_seated(place):
            before = [last for last in self._ends if 0 < place.first - last <= CHAIN_REACH + 1]
            return self._take(max(before, default=None))
        if self._language != "tr" or self._is_marked(place):
            return None
        return self._take(next((last for last in self._ends if last == place.last + 1), None))

    def of_city(self, place: PlaceFound) -> int | None:
        """Find the noun of a city that names a body: "the Tabriz delegation", "Tebriz'den gelen heyet"."""
        body = self._beside(place, CHAIN_REACH)
        if body is None:
            body = self._introduced(place)
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

    def _introduced(self, place: PlaceFound) -> int | None:
        """Find whatever an English city introduces, known as a body or not: "a Konya foundry", "Bursa's Otoparça"."""
        at = place.last + 1
        if self._language != "en" or at >= self._sentence.end:
            return None
        if self._before(place) not in _ARTICLES:
            return self._owned(place)
        token = self._sentence.text.tokens[at]
        is_noun = token.kind is TokenKind.WORD and self._sentence.text.text[token.start].islower()
        return at if is_noun and token.exact not in _NO_BODIES else None

    def _owned(self, place: PlaceFound) -> int | None:
        """Find the name that an English city's genitive or "-based" leads to: "Istanbul's Köprü Ventures"."""
        tokens = self._sentence.text.tokens[place.last + 1 : self._sentence.end]
        lead = next((at for at, token in enumerate(tokens) if token.kind is not TokenKind.PUNCT), len(tokens))
        is_owner = lead < len(tokens) and (tokens[lead].kind is TokenKind.SUFFIX or tokens[lead].exact in _BASED)
        last = lead
        while is_owner and last + 1 < len(tokens) and self._is_capital(tokens[last + 1]):
            last += 1
        is_part = last + 1 < len(tokens) and tokens[last + 1].exact in _PARTS
        return place.last + 1 + last if last > lead and not is_part else None

    def _is_capital(self, token: Token) -> bool:
        return token.kind is TokenKind.WORD and self._sentence.text.text[token.start].isupper()

    def _words_to(self, at: int, other: int) -> int:
        """Count the words from one token to another behind it: "start-up" and "Ankara'daki" are one step each."""
        between = self._sentence.text.tokens[at + 1 : other + 1]
        return sum(token.kind not in {TokenKind.PUNCT, TokenKind.SUFFIX} for token in between)

    def _names_body(self, place: PlaceFound) -> bool:
        following = self._sentence.text.tokens[place.last + 1 : place.last + 3]
        if any(token.exact in _BASED or token.exact.endswith("ki") for token in following):
            return True
        if self._is_seat(place) or (self._language == "en" and self._before(place) in _ARTICLES):
            return True
        if self._language == "en" and self._owned(place) is not None:
            return True
        if self._language == "fa" and self._before(place) in self._sentence.grammar.cases:
            return is_partitive(self._sentence, place.first - 1)
        return case_of(self._sentence, place.first, place.last, self._sentence.end) in _OF_BODY[self._language]

    def _is_headline(self, body: int) -> bool:
        """Say whether a noun ends an English headline, which has no articles: "Fund invests in Ankara start-up"."""
        return self._language == "en" and self._sentence.is_title and body == self._sentence.end - 1

    def _is_seated(self, place: PlaceFound) -> bool:
        """Say whether a Persian country is where a body has its seat: "صندوق مستقر در ترکیه"."""
        before = [token.exact for token in self._sentence.text.tokens[place.first - 2 : place.first]]
        return before in (["مستقر", "در"], ["واقع", "در"])

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
        """Find a body behind "با" that a city behind "در" or "از" belongs to; elsewhere it is where it happens."""
        tokens = self._sentence.text.tokens
        if self._before(place) not in _WHERE:
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
