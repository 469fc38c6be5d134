"""How a name stands in its clause: by endings and postpositions in Turkish, by prepositions in Persian and English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.events.definitions import Case
from nlp.events.tenses import persian
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from nlp.events.triggers import Sentence

_TR_ENDINGS = (
    (Case.FROM, re.compile(r"(?:n?[dt][ae]n)(?:d[ıi]r)?$")),
    (Case.AT, re.compile(r"(?:n?[dt][ae])(?:ki\w*)?$")),
    (Case.WITH, re.compile(r"(?:y?l[ae])$")),
    (Case.OF, re.compile(r"(?:n?[ıiuü]n)$")),
    (Case.TO, re.compile(r"(?:[yn]?[ae])$")),
    (Case.OBJECT, re.compile(r"(?:[yn]?[ıiuü])$")),
)
_TR_AFTER = {
    "ile": Case.WITH,
    "tarafından": Case.BY,
    "arasında": Case.WITH,
    "arasındaki": Case.WITH,
    "birlikte": Case.WITH,
}
_TR_HEADS = re.compile(
    r"(?:bakanlığ|üniversite|kurum|kuruluş|başkanlığ|şirket|teknopark|teknokent|park|merkez|fon|vakf|derneğ|oda|ajans|"
    r"enstitü|müdürlüğ|holding|banka|grub|firma|kent|birliğ|konsey|valiliğ|belediye|fabrika|girişim|kulüb|meclis)\w*?i?"
    r"(?P<ending>n?[dt][ae]n?|n[ae]|n[ıiuü]n|yl[ae]|n[ıiuü])$"
)
_FA_PREPOSITIONS = {
    "با": Case.WITH, "میان": Case.WITH, "بین": Case.WITH, "مابین": Case.WITH, "فیمابین": Case.WITH, "همراه": Case.WITH,
    "به": Case.TO, "از": Case.FROM, "در": Case.AT, "توسط": Case.BY, "سوی": Case.BY, "طرف": Case.BY, "همت": Case.BY,
    "میزبانی": Case.AT, "میهمانی": Case.AT, "مقصد": Case.TO, "برای": Case.TO, "عازم": Case.TO, "راهی": Case.TO,
}  # fmt: skip
_FA_SKIPPED = frozenset(
    [
        "کشور",
        "شهر",
        "استان",
        "شرکت",
        "گروه",
        "دانشگاه",
        "هیات",
        "هیئت",
        "وزارت",
        "پارک",
        "مرکز",
        "سازمان",
        "شهرستان",
        "جمهوری",
        "طرف",
        "بازار",
        "بازارهای",
        "کشورهای",
        "شرکتهای",
        "دانشگاههای",
        "مقامات",
        "وزیر",
        "رئیس",
        "سفیر",
        "دو",
        "سه",
        "چند",
        "همکاری",
        "محل",
        "نمایشگاه",
        "پایتخت",
    ]
)
_EN_PREPOSITIONS = {
    "with": Case.WITH, "between": Case.WITH, "among": Case.WITH, "alongside": Case.WITH, "to": Case.TO, "into": Case.TO,
    "from": Case.FROM, "by": Case.BY, "of": Case.OF, "in": Case.AT, "at": Case.AT, "for": Case.TO, "against": Case.TO,
}  # fmt: skip
_EN_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "city",
        "province",
        "neighbouring",
        "neighboring",
        "northwestern",
        "western",
        "eastern",
        "capital",
        "major",
        "leading",
        "tech",
        "technology",
        "state-run",
        "company",
        "firm",
        "startup",
        "giant",
        "university",
        "ministry",
        "and",
    ]
)
_LOOK_BACK = 4
_ROW = 5
_QUOTES = frozenset("\"“”«»'‘’-–")


def case_of(sentence: Sentence, first: int, last: int, language: str, act: int) -> Case:
    """Give the case of the name between two tokens (inclusive); ``act`` is the first token of the act.

    A name without any mark is the agent; in English it is the object where it follows the act.
    """
    if language == "tr":
        return _turkish_case(sentence, last)
    if language == "fa":
        return _persian_case(sentence, first, last)
    return _english_case(sentence, first, last, act)


def is_joined(sentence: Sentence, last: int, following: int, language: str) -> bool:
    """Say whether only a comma or "and" stands between a name's last token and the next name's first."""
    joints = {"tr": {"ve"}, "fa": {"و"}, "en": {"and"}}.get(language, {"and"})
    if not 0 < following - last <= 3:  # noqa: PLR2004 - a suffix or quote, the joint, an article
        return False
    source, tokens = sentence.text.text, sentence.text.tokens
    between = [tokens[at] for at in range(last + 1, following) if tokens[at].kind is not TokenKind.SUFFIX]
    marks = {source[token.start : token.end] for token in between}
    words = {token.exact for token in between if token.kind is TokenKind.WORD}
    return bool(marks) and words <= joints and marks - words <= {",", "،", '"', "“", "”", "«", "»"}


def _turkish_case(sentence: Sentence, last: int) -> Case:
    tokens, source = sentence.text.tokens, sentence.text.text
    after = _after(sentence, last)
    if last + 1 < sentence.end and tokens[last + 1].kind is TokenKind.SUFFIX:
        ending = tokens[last + 1].exact.strip("'’‘ʼ´`")
        after = _after(sentence, last + 1)
        found = next(
            (case for case, pattern in _TR_ENDINGS if pattern.fullmatch(ending) or pattern.search(ending)), None
        )
    else:
        word = tokens[last].exact
        head = (
            _TR_HEADS.search(word)
            if source[tokens[last].start : tokens[last].end].islower() or len(word) > len(tokens[last].lemma)
            else None
        )
        ending = head["ending"] if head else ""
        found = next((case for case, pattern in _TR_ENDINGS if ending and pattern.fullmatch(ending)), None)
    if after in _TR_AFTER and found in {None, Case.OF, Case.WITH}:
        return _TR_AFTER[after]
    return found or Case.AGENT


def _after(sentence: Sentence, last: int) -> str:
    tokens = sentence.text.tokens
    for at in range(last + 1, min(sentence.end, last + 4)):
        if tokens[at].kind is TokenKind.WORD:
            return tokens[at].exact
        if sentence.text.text[tokens[at].start : tokens[at].end] not in '"”»)':
            return ""
    return ""


def _persian_case(sentence: Sentence, first: int, last: int) -> Case:
    tokens = sentence.text.tokens
    if _after(sentence, last) == "را":
        return Case.OBJECT
    for at in range(first - 1, max(sentence.first, first - _LOOK_BACK) - 1, -1):
        token = tokens[at]
        if token.kind is TokenKind.PUNCT:
            if sentence.text.text[token.start : token.end] in _QUOTES:
                continue
            break
        if token.exact in _FA_PREPOSITIONS:
            return _FA_PREPOSITIONS[token.exact]
        if token.exact not in _FA_SKIPPED and token.lemma not in _FA_SKIPPED:
            return _linked_case(sentence, at)
    return Case.AGENT


def _linked_case(sentence: Sentence, last: int) -> Case:
    """Give the case of a name that a row of nouns leads to, as in "با پارک علم و فناوری ازبکستان"."""
    tokens = sentence.text.tokens
    for at in range(last, max(sentence.first, last - _ROW) - 1, -1):
        token = tokens[at]
        if token.kind is TokenKind.PUNCT or persian(token.exact) is not None:
            break
        case = _FA_PREPOSITIONS.get(token.exact)
        if case is not None:
            return Case.OF if case is Case.AT else case
    return Case.OF


def _english_case(sentence: Sentence, first: int, last: int, act: int) -> Case:
    tokens = sentence.text.tokens
    for at in range(first - 1, max(sentence.first, first - _LOOK_BACK) - 1, -1):
        token = tokens[at]
        if token.exact in _EN_PREPOSITIONS:
            return _EN_PREPOSITIONS[token.exact]
        if token.kind is TokenKind.PUNCT or (token.exact not in _EN_SKIPPED and token.kind is not TokenKind.SUFFIX):
            break
    if last + 1 < sentence.end and tokens[last + 1].kind is TokenKind.SUFFIX:
        return Case.OF if first > act else Case.AGENT
    return Case.OBJECT if first > act else Case.AGENT
