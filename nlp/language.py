"""Which language an article is in, and which languages go on.

A statistical model (py3langid, naive Bayes over byte n-grams) restricted to the languages of the region gives the first
guess for each stretch of text; letters and function words that only one of them has correct it, since headlines are
short and full of foreign names. Azerbaijani in Arabic letters and Sorani, which the model does not know, are told by
their letters and endings.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.text.lexicon import frequencies

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ACCEPTED = ("tr", "fa", "en")
UNKNOWN = "und"
_REGION = ("tr", "fa", "en", "az", "ar", "ku")
# A stretch is judged as a whole; longer ones than this are cut, and at most so many are looked at, spread evenly: each
# costs the model 0.2 ms, and more of them changed no verdict on the sets that the tests hold.
_STRETCH, _STRETCHES = 400, 5
# After so many stretches an article that has been this much in one language is not read on.
_FIRST, _CLEAR = 3, 0.95
# What one cue adds to the logarithm of a probability, and how many cues count: set on sentences of SIB-200 and NTREX.
_CUE, _MOST_CUES = 1.2, 8
# Two languages whose shares of the text differ by less than this are a near tie.
_NEAR = 0.15
# Azerbaijani has a schwa or a word of its own every so many characters; elsewhere they stand in quotations only.
_SCHWA = 60
# From this share of Arabic letters on, the Latin ones of a stretch are names.
_ARABIC = 0.2
# So many letters let the model name a language of another region, if it is this sure.
_LONG, _SURE = 120, 0.97
# What all cues together (e to the 9.6th) cannot lift to a thousandth of the first.
_HOPELESS = 1e-8
# What stands for a probability that the model's floats cannot hold.
_NONE = 1e-45
# Azerbaijani words in a stretch of Arabic letters that outvote Persian; one letter pair such as گؤ is enough.
_AZERBAIJANI_WORDS = 2

_PERSIAN_WORD = r"\b(?:از|در|به|که|را|این|با|است|برای|شد|می|های|ها|آن|تا|کرد|شود|نیز|خود|هم|یک|بر)\b"
# Letters and function words of each language, in lower case.
_CUES = {
    "tr": r"[ğışĞŞİ]|(?<=\w)['’](?:[ıiuüae]|[nd][aeıiuü]n?|y[aeıiuü]|l[aeıiuü]|t[ae]n?|s[ıiuü])\w{0,3}\b"
    r"|\b(?:ve|ile|bir|bu|için|olan|daha|çok|gibi|kadar|sonra|yeni|oldu|eden|değil|en|de|da|mi|mı)\b",
    "en": r"\b(?:the|of|and|to|in|for|with|on|at|by|from|is|are|was|has|have|had|will|as|an|that|it|its|he|his|her|you"
    r"|i|how|why|what|over|after|new|not)\b|(?<=\w)['’]s\b",
    "az": r"\b\w*[qQ](?!u)\w*|\b(?:üçün|olan|bir|edib|olub|yeni|onun)\b",
    "ku": r"[êÊ]|\b(?:û|li|ji|di|ku|bi|ev|yên|xwe|kir|dike|hat|bo|jî)\b",
    "fa": rf"[پچژگ]|{_PERSIAN_WORD}",
    "ar": r"ة|\b(?:في|من|على|إلى|الى|أن|عن|التي|الذي|هذا|هذه|بعد|مع|كان|قال|بين|خلال|ان|لا|ما)\b|\b[وبل]?ال\w{3,}",
}
# Turkish and English headlines are told apart by their words, too: those of at least this share of running text in one
# language and so many times less in the other.
_RIVALS = {"tr": "en", "en": "tr"}
_USUAL, _FARTHER = 1e-6, 10.0
_AZERBAIJANI_ONLY = r"\b(?:üçün|haqqında|olunub|edilib|qazanıb|açılıb|başlayıb|yaradılıb)\b"
_SORANI = "[ێۆڕڵە]"
_AZERBAIJANI_LETTERS = r"گؤ|[کچبد]ؤ|\b(?:اؤ|ائ(?!تلاف|مه|تلافی)|یئ|دئ|وئر|گئ(?!ورگ))|[اوی]ْ"
_AZERBAIJANI_WORD = (
    r"\b(?:ایله|اوچون|اولان|اولدو|اولور|اولوب|اولموش|اولاراق|ائتدی|ائدیر|ائدیب|بیر|بو|سونرا|چوخ|داها|گؤره|یئنی|هانسی"
    r"|نئجه|حاققیندا|قارشی|آراسیندا|طرفیندن|گلدی|وئردی|دئدی|بوتون|ایکی|اوچ|یاخشی|بؤیوک|ایلده|ایلین|آپاریلیب|قویولدو"
    r"|آچیلدی|ایمضالاندی|دیر|دی|کی|نین|نون|اوز|اونون|اونلار|بیزیم|سیزین|تورک|شهرینده|ایرانین|بیلیم|گئجه|گون)\b"
    r"|\w{3,}(?:یلدی|یلیب|ولدو|ولوب|دیلار|دیلر|اجاق|جاقدیر|یلان)\b|\w*(?<!د)(?<!سا)(?<!تا)لار\b|\w{2,}لر\b"
    r"|\w{2,}(?:لاری|لری|لارین|لرین|لاردا|لرده|لاردان|لردن|لارا|لره|سیندا|سینده|لینده|یندا|یندن|ماسی|میشدیر|دیر|لیق|لوق)\b"
)
_URDU, _PASHTO = "[ٹڈڑںے]", "[ټډړښځڅ]"


def identify(title: str, text: str, *, hint: str | None = None) -> str:
    """Name the language of an article by the greater part of its text.

    Args:
        title: The headline; it decides between languages that share the text evenly, and where there is no text.
        text: The body.
        hint: The language that the source usually writes; it decides near ties only.

    Returns:
        An ISO 639 code (``azb`` is Azerbaijani in Arabic letters, ``ckb`` Sorani); the hint, or ``und`` without one,
        where there are no letters.
    """
    shares = _shares(text) or _shares(title)
    if not shares:
        return hint or UNKNOWN
    if _is_tie(shares):
        shares = _with_title(shares, title)
    best = max(shares, key=lambda code: (shares[code], code))
    if hint is not None and shares[best] - shares.get(hint, 0.0) < _NEAR * sum(shares.values()):
        return hint
    return best


def _is_tie(shares: dict[str, float]) -> bool:
    first, second = (*sorted(shares.values(), reverse=True), 0.0)[:2]
    return first - second < _NEAR * (first + second)


def _shares(text: str) -> dict[str, float]:
    """Give each language's share of a text in letters."""
    found: dict[str, float] = {}
    for number, stretch in enumerate(_stretches(text)):
        if number == _FIRST and found and max(found.values()) >= _CLEAR * sum(found.values()):
            break
        for line in stretch.splitlines():
            if size := sum(map(str.isalpha, line)):
                for code, probability in _probabilities(line, size).items():
                    found[code] = found.get(code, 0.0) + size * probability
    return found


def _with_title(shares: dict[str, float], title: str) -> dict[str, float]:
    """Let the headline weigh as much as the difference that makes a near tie."""
    extra = _shares(title)
    weight = _NEAR * sum(shares.values()) / (sum(extra.values()) or 1.0)
    return {code: shares.get(code, 0.0) + weight * extra.get(code, 0.0) for code in {*shares, *extra}}


def _stretches(text: str) -> list[str]:
    """Cut a text after ``_STRETCH`` characters, and take some of the parts, spread evenly, also the first of them."""
    whole = -(-len(text) // _STRETCH)
    taken = min(whole, _STRETCHES)
    starts = [number * whole // taken * _STRETCH for number in range(taken)]
    return [text[start : start + _STRETCH] for start in starts[::2] + starts[1::2]]


def _probabilities(stretch: str, size: int) -> dict[str, float]:
    stretch = _script(stretch)
    own = _by_letters(stretch)
    if own:
        return {own: 1.0}
    ranked: list[tuple[str, float]] = _model().rank(stretch)
    first, probability = ranked[0]
    if first not in _REGION and probability > _SURE and (size >= _LONG or not _of_region().search(stretch)):
        return {first: 1.0}
    of_region = [(code, share or _NONE) for code, share in ranked if code in _REGION]
    hopeless = of_region[0][1] * _HOPELESS
    weights = {code: share * 2.718 ** (_CUE * _cues(code, stretch)) for code, share in of_region if share > hopeless}
    total = sum(weights.values())
    return {code: value / total for code, value in weights.items()}


def _by_letters(stretch: str) -> str:
    """Name the languages that letters of their own betray: Azerbaijani, and those the model does not know."""
    if len(_pattern("[əƏ]|" + _AZERBAIJANI_ONLY).findall(stretch)) * _SCHWA > len(stretch):
        return "az"
    if _pattern(_SORANI).search(stretch):
        return "ckb"
    if _pattern(_URDU).search(stretch):
        return "ur"
    if _pattern(_PASHTO).search(stretch):
        return "ps"
    words = len(_pattern(_AZERBAIJANI_WORD).findall(stretch))
    persian = len(_pattern(_PERSIAN_WORD).findall(stretch))
    if _pattern(_AZERBAIJANI_LETTERS).search(stretch):
        words += _AZERBAIJANI_WORDS
    return "azb" if words >= _AZERBAIJANI_WORDS and words >= persian else ""


def _cues(code: str, stretch: str) -> int:
    """Count the cues of a language; words with a capital are names, in the middle of whatever language."""
    shown = stretch.lower() if stretch.isupper() else stretch
    return min(_MOST_CUES, len(_pattern(_CUES[code]).findall(shown)) + _own_words(code, shown))


def _own_words(code: str, shown: str) -> int:
    """Count the words that are usual in Turkish and not in English, or the reverse."""
    other = _RIVALS.get(code)
    if other is None or len(shown) > _LONG:
        return 0
    mine, others = frequencies(code), frequencies(other)
    words = (word for word in _pattern(r"(?<!['’])\b[^\W\d_]+").findall(shown) if word.islower())
    return sum(mine.get(word, 0.0) > max(_USUAL, _FARTHER * others.get(word, 0.0)) for word in words)


def _script(stretch: str) -> str:
    """Leave out the Latin letters where Arabic ones are a good part: Persian headlines hold Latin names."""
    arabic = _pattern("[\u0600-\u06ff\ufb50-\ufefc\u200c]+").findall(stretch)
    return " ".join(arabic) if len("".join(arabic)) > _ARABIC * len(stretch) else stretch


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _of_region() -> re.Pattern[str]:
    return re.compile("[A-Za-z\u00c0-\u024f\u0259\u0600-\u06ff\ufb50-\ufefc]")


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - takes 0.2 s and 30 MB

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
