"""One key for every spelling of a word, so that a name typed in one alphabet or habit is found in another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING

from pipelines.text import TokenKind, tokens
from pipelines.text.latin import seam
from pipelines.text.letters import ascii_key

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMA = ","

# British and American spelling, English names of Türkiye and of a province, Persian words with and without hamza.
_SAME = {
    "organization": "organisation",
    "organizations": "organisations",
    "center": "centre",
    "centers": "centres",
    "defense": "defence",
    "program": "programme",
    "labor": "labour",
    "turkey": "turkiye",
    "azarbaijan": "azerbaijan",
    "azarbayjan": "azerbaijan",
    "azerbayjan": "azerbaijan",
    "هیات": "هییت",
    "موسسات": "موسسه",
    "فنآوری": "فناوری",
}
_ARABIC = str.maketrans({"آ": "ا", "ئ": "ی", "ؤ": "و", "ء": None})
_AMPERSAND = {"&": "and"}
_ARABIC_COMMAS = "،,؛"
# Letters and digits that Arabic keyboards write for Persian ones; the joiners and vowel signs between them vanish.
_LETTERS = {
    **str.maketrans("يىكةۀهأإ", "ییکهههاا"),
    **{code: str(code & 0xF) for code in (*range(0x660, 0x66A), *range(0x6F0, 0x6FA))},
    **dict.fromkeys((0x200C, 0x200D, 0x0640, 0x0307, *range(0x64B, 0x653))),
}
_ENDING = re.compile(r"['’‘ʼ´`]\w+$")
_WORD = re.compile(r"\w+")
# Marks that may stand within a name without changing it: "Ar-Ge", "A.Ş.", "İSTKA/Kuluçka".
_JOINTS = "-./‐‑–·_&+"
# Words whose keys are remembered; what a day's news of three languages uses again and again.
_REMEMBERED = 50_000


@lru_cache(maxsize=_REMEMBERED)
def key(exact: str) -> str:
    """Give the key of a folded word: no Turkish marks, no Persian hamza or madda, one of several spellings."""
    bare = exact.translate(_ARABIC) if not exact.isascii() else exact
    bare = ascii_key(bare) or exact
    return _SAME.get(bare, bare)


def is_joint(mark: str) -> bool:
    """Tell whether a mark between two words may be part of one name."""
    return mark in _JOINTS


def mark_key(mark: str) -> str:
    """Give the key of a punctuation mark: all commas are one, and the ampersand is a word."""
    return COMMA if mark in _ARABIC_COMMAS else _AMPERSAND.get(mark, mark)


def name_keys(name: str, language: str) -> tuple[str, ...]:
    """Give the keys of a name's words; commas stay as keys of their own, other marks are dropped."""
    chunks = name.split()
    if is_persian(name) and True in map(_reaches, chunks):
        return tuple(_keys(name, language))
    # Other words do not reach across blanks, so each is cut once for all names.
    return tuple(chain.from_iterable(map(_chunk_keys, chunks, repeat(language))))


@lru_cache(maxsize=_REMEMBERED)
def _chunk_keys(chunk: str, language: str) -> tuple[str, ...]:
    if not _plain().fullmatch(chunk):
        return tuple(_keys(chunk, language))
    # The lemma, which costs most of a word's time, makes no key.
    at = seam(chunk)
    return tuple(key(part.replace("İ", "i").lower()) for part in ((chunk[:at], chunk[at:]) if at else (chunk,)))


def _keys(name: str, language: str) -> Iterator[str]:
    for token in tokens(name, language, punctuation=True):
        if token.kind is TokenKind.SUFFIX:
            yield "'" + key(token.exact.lstrip("'"))
        elif token.kind is not TokenKind.PUNCT:
            yield key(token.exact)
        elif mark_key(token.exact) in {COMMA, *_AMPERSAND.values()}:
            yield mark_key(token.exact)


@lru_cache(maxsize=_REMEMBERED)
def _reaches(word: str) -> bool:
    """Tell whether a Persian word may be one with its neighbour."""
    return _reaching().match(word) is not None


@lru_cache(maxsize=1)
def _reaching() -> re.Pattern[str]:
    """Endings, the sign of the present, گفت و گو, فن آوری."""
    return re.compile("ه[اآ]|تر|[اآ](?:[یيى][مد]?|[متش]|ند)$|[یيى]|ن?م[یيى]$|گفت|جست|شست|فن|و$|\\W")


@lru_cache(maxsize=1)
def _plain() -> re.Pattern[str]:
    return re.compile("[A-Za-zÇĞİÖŞÜçğıöşü]+")


@lru_cache(maxsize=1)
def _arabic_letter() -> re.Pattern[str]:
    return re.compile("[\u0620-\u06ff]")


def is_persian(text: str) -> bool:
    """Tell whether a name is written in Arabic letters."""
    return not text.isascii() and _arabic_letter().search(text) is not None


def language_of(name: str, language: str = "tr") -> str:
    """Give the language a name is cut by: Persian for Arabic letters, else the given one."""
    return "fa" if is_persian(name) else ("tr" if language == "fa" else language)


def squeeze(name: str) -> str:
    """Give the one form of a typed name: no blanks, marks, capitals or last ending; quick, since no text is read."""
    bare = _ENDING.sub("", unicodedata.normalize("NFKC", name).strip())
    bare = bare.replace("&", " and ").replace("İ", "i").replace("I", "i").lower().replace("ı", "i").translate(_LETTERS)
    return "".join(key(word) for word in _WORD.findall(bare))
