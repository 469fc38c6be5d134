"""How a name stands in its clause: by endings and postpositions in Turkish, by prepositions in Persian and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from nlp.events.definitions import Case
from nlp.events.tenses import persian
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from nlp.events.definitions import Cues
    from nlp.events.triggers import Sentence
    from pipelines.text import Token

_ENDINGS = (
    (Case.FROM, re.compile(r"n?[dt][ae]n(?:d[ıi]r)?")),
    (Case.AT, re.compile(r"n?[dt][ae](?:ki\w*)?")),
    (Case.WITH, re.compile(r"(?:s[ıiuü])?y?l[ae]")),
    (Case.OF, re.compile(r"(?:s[ıiuü])?n?[ıiuü]n")),
    (Case.TO, re.compile(r"(?:s[ıiuü])?[yn]?[ae]")),
    (Case.OBJECT, re.compile(r"(?:s[ıiuü])?[yn]?[ıiuü]")),
)
_HEADS = re.compile(
    r"(?:bakanlığ|üniversite|kurum|kuruluş|başkanlığ|şirket|teknopark|teknokent|park|merkez|fon|vakf|derneğ|oda|ajans|"
    r"enstitü|müdürlüğ|holding|banka|grub|firma|kent|birliğ|konsey|valiliğ|belediye|fabrika|girişim|kulüb|meclis|heyet|delegasyon|ekib|ortağ|üretici|stüdyo|müşteri|taraf|temsilci)\w*?i?"
    r"(?P<ending>n?[dt][ae]n?|n[ae]|n[ıiuü]n|yl[ae]|n[ıiuü])$"
)
"""Nouns at the end of names that carry their ending without an apostrophe; the names of firms and cities do not."""

_NOUN = re.compile(
    r"(?:l[ae]r)?(?:[ıiuü]m[ıiuü]z|s?[ıiuü])?(?P<ending>n?[dt][ae]n?|y?l[ae]|n[ıiuü]n|[yn][ae]|n[ıiuü])?"
)
"""The endings of a common noun that stands for a body: "distribütörüyle", "üreticilerine"."""

TOWNS = frozenset({"şehir", "kent", "il", "ilçe", "eyalet", "kasaba"})
"""Turkish nouns that follow the name of a town and carry its ending: "Tebriz kentinde"."""

_THAT = "که"
"""The Persian word behind which a clause has a subject of its own."""

_LOOK_BACK = 4
_ROW = 5
_JOINED = 3
_QUOTES = frozenset("\"“”«»'‘’-–)")
_NOUNS = 1
_TOWN_NOUNS = frozenset({"city", "town", "port", "province", "district"})
_BOUNDS = frozenset({"and", "or", "that", "which", "who", "when", "where", "is", "was", "has", "have", "will"})
_LIST_MARKS = frozenset({",", "،", '"', "“", "”", "«", "»"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """The little words of a language that say how names stand in a clause."""

    language: str
    cases: Mapping[str, Case]
    transparent: frozenset[str]
    joints: frozenset[str]

    @classmethod
    def of(cls, language: str, cues: Cues) -> Self:
        """Take them from a language's cues."""
        cases = {word: case for case, words in cues.cases.items() for word in words}
        return cls(language, cases, frozenset(cues.transparent), frozenset(cues.joints))


def case_of(sentence: Sentence, first: int, last: int, act: int) -> Case:
    """Give the case of the name between two tokens (inclusive); ``act`` is the first token of the act.

    A name without any mark is the agent; in English it is the object where it follows the act.
    """
    if sentence.grammar.language == "tr":
        return _turkish_case(sentence, last)
    if sentence.grammar.language == "fa":
        return _persian_case(sentence, first, last)
    return _english_case(sentence, first, last, act)


def is_joined(sentence: Sentence, last: int, following: int) -> bool:
    """Say whether only a comma or "and" stands between a name's last token and the next name's first."""
    if not 0 < following - last <= _JOINED:
        return False
    between = [token for token in sentence.text.tokens[last + 1 : following] if token.kind is not TokenKind.SUFFIX]
    words = {token.exact for token in between if token.kind is not TokenKind.PUNCT}
    marks = {_surface(sentence, token) for token in between if token.kind is TokenKind.PUNCT}
    return bool(between) and words <= sentence.grammar.joints and marks <= _LIST_MARKS


def _turkish_case(sentence: Sentence, last: int) -> Case:
    tokens = sentence.text.tokens
    last = _named_end(sentence, last)
    has_suffix = last + 1 < sentence.end and tokens[last + 1].kind is TokenKind.SUFFIX
    if not has_suffix and last + 1 < sentence.end and tokens[last + 1].lemma in TOWNS:
        last += 1
    ending = tokens[last + 1].exact.strip("'’‘ʼ´`") if has_suffix else _bare_ending(sentence, tokens[last])
    found = next((case for case, pattern in _ENDINGS if ending and pattern.fullmatch(ending)), None)
    after = sentence.grammar.cases.get(_following(sentence, last + has_suffix))
    if after is not None and found in {None, Case.OF, Case.WITH}:
        return after
    return found or Case.AGENT


def _named_end(sentence: Sentence, last: int) -> int:
    """Give the end of the proper name that a body's noun is told with, which bears its ending: "girişimi Kalkan'a"."""
    tokens = sentence.text.tokens
    if sentence.is_title or not _surface(sentence, tokens[last])[:1].islower():
        return last
    for at in range(last + 1, min(sentence.end - 1, last + 1 + _JOINED)):
        if tokens[at].kind is not TokenKind.WORD or not _surface(sentence, tokens[at])[:1].isupper():
            return last
        if tokens[at + 1].kind is TokenKind.SUFFIX:
            return at
    return last


def _bare_ending(sentence: Sentence, token: Token) -> str:
    if token.exact.startswith(token.lemma) and sentence.text.text[token.start].islower():
        found = _NOUN.fullmatch(token.exact[len(token.lemma) :])
        return found["ending"] or "" if found else ""
    head = _HEADS.search(token.exact) if len(token.exact) > len(token.lemma) else None
    return head["ending"] if head else ""


def _following(sentence: Sentence, last: int) -> str:
    """Give the folded word after a token, over closing quotes and brackets; an empty string where a mark stops it."""
    for token in sentence.text.tokens[last + 1 : min(sentence.end, last + 1 + _LOOK_BACK)]:
        if token.kind is not TokenKind.PUNCT:
            return token.exact
        if _surface(sentence, token) not in _QUOTES:
            return ""
    return ""


def _persian_case(sentence: Sentence, first: int, last: int) -> Case:
    grammar, tokens = sentence.grammar, sentence.text.tokens
    if _following(sentence, last) == "را" and not _is_led(sentence, first):
        return Case.OBJECT
    for at in range(first - 1, max(sentence.first, first - _LOOK_BACK) - 1, -1):
        token = tokens[at]
        if token.kind is TokenKind.PUNCT:
            if _surface(sentence, token) not in _QUOTES:
                break
        elif token.exact == _THAT or is_partitive(sentence, at):
            return Case.AGENT
        elif token.exact in grammar.cases:
            return grammar.cases[token.exact]
        elif token.exact not in grammar.transparent and token.lemma not in grammar.transparent:
            return _linked_case(sentence, at)
    return Case.AGENT


def is_partitive(sentence: Sentence, at: int) -> bool:
    """Say whether a Persian "from" only says whose body it is: "هیئتی از وان", "گروهی از شرکت‌های تبریز"."""
    tokens = sentence.text.tokens
    if tokens[at].exact != "از" or at == sentence.first or not tokens[at - 1].exact.endswith("ی"):
        return False
    return any(last == at - 1 for _, last in sentence.cues.get("bodies", ()))


def _is_led(sentence: Sentence, first: int) -> bool:
    """Say whether a preposition stands right before a name: "خبر تفاهم با ترکیه را" is no object "ترکیه"."""
    return first > sentence.first and sentence.text.tokens[first - 1].exact in sentence.grammar.cases


def _linked_case(sentence: Sentence, last: int) -> Case:
    """Give the case of a name that a row of nouns leads to, as in "با پارک علم و فناوری ازبکستان"."""
    for at in range(last, max(sentence.first, last - _ROW) - 1, -1):
        token = sentence.text.tokens[at]
        if token.kind is TokenKind.PUNCT or persian(token.exact) is not None:
            break
        if token.exact == _THAT:
            return Case.AGENT
        case = sentence.grammar.cases.get(token.exact)
        if case is not None:
            return Case.OF if case is Case.AT else case
    return Case.OF


def _english_case(sentence: Sentence, first: int, last: int, act: int) -> Case:
    grammar, tokens = sentence.grammar, sentence.text.tokens
    first = _town_name(sentence, first)
    nouns = 0
    for at in range(first - 1, max(sentence.first, first - _LOOK_BACK) - 1, -1):
        token = tokens[at]
        if token.exact in grammar.cases:
            return grammar.cases[token.exact]
        if token.kind is not TokenKind.SUFFIX and token.exact not in grammar.transparent:
            nouns += 1
            if nouns > _NOUNS or not _is_noun(sentence, token):
                break
    is_owner = last + 1 < sentence.end and tokens[last + 1].kind is TokenKind.SUFFIX
    if first < act:
        return Case.AGENT
    return Case.OF if is_owner else Case.OBJECT


def _town_name(sentence: Sentence, first: int) -> int:
    """Give the first word of a town that is told with its kind and country: "the Iranian city of Khoy"."""
    tokens = sentence.text.tokens
    at = first - 2
    if at < sentence.first or tokens[at].exact not in _TOWN_NOUNS or tokens[at + 1].exact != "of":
        return first
    while at > sentence.first and _surface(sentence, tokens[at - 1])[:1].isupper():
        at -= 1
    return at


def _is_noun(sentence: Sentence, token: Token) -> bool:
    """Say whether an English word may belong to the name behind it: "to a food group"."""
    is_word = token.kind is TokenKind.WORD and sentence.text.text[token.start].islower()
    return is_word and token.exact not in _BOUNDS and not token.exact.endswith("ed")


def _surface(sentence: Sentence, token: Token) -> str:
    return sentence.text.text[token.start : token.end]
