"""Letters: which characters make words, and the one form each of them is folded to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

ZWNJ = "\u200c"
NOT_SIGN = "\u00ac"
DOT_ABOVE = "\u0307"
APOSTROPHES = "'’‘ʼ´`"
HYPHENS = "\u2010\u2011-"
BLANKS = " \u00a0\u202f"

# Soft hyphen, zero-width space and joiner, bidirectional controls, word joiner, byte order mark, tatweel: they are
# invisible or ornament, and stand within words on the web.
INVISIBLE = "\u00ad\u061c\u0640\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# Arabic vowel signs and Koranic marks (Unicode block Arabic); hamza above and below are left to composition.
VOWEL_SIGNS = "\u0610-\u061a\u064b-\u0653\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
# Latin combining marks, and hamza above and below, which compose with their letter.
COMBINING = "\u0300-\u036f\u0654\u0655"
# A word character; the NOT SIGN stands for ZWNJ in texts that went through old Persian word processors.
WORD = rf"[\w{COMBINING}{INVISIBLE}{VOWEL_SIGNS}{ZWNJ}{NOT_SIGN}]"
ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"

_CIRCUMFLEX = str.maketrans("âîûêô", "aiueo")


@dataclass(frozen=True, slots=True)
class Letters:
    """Folded characters (case kept) and, for each, the place in the source piece that it comes from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __getitem__(self, place: slice) -> Letters:
        return Letters(self.text[place], self.starts[place], self.ends[place])

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.ends[-1]


def letters(piece: str) -> Letters:
    """Fold a piece character by character, each with its place; marks belong to the letter before them.

    Letters are composed (NFC), Arabic forms and digits get one shape, what cannot be seen vanishes, and ``¬`` becomes
    ZWNJ. Case is kept, since its folding depends on the language and the word.
    """
    length = len(piece)
    if not _special().search(piece):
        return Letters(piece.translate(_one_to_one()), tuple(range(length)), tuple(range(1, length + 1)))
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < length:
        end = start + 1
        while end < length and unicodedata.combining(piece[end]):
            end += 1
        folded = _fold(piece[start:end])
        text.append(folded)
        starts += [start] * len(folded)
        ends += [end] * len(folded)
        start = end
    return Letters("".join(text), tuple(starts), tuple(ends))


def fold_letters(word: str) -> str:
    """Fold the characters of a word as ``letters`` does, without their places."""
    return letters(word).text if _special().search(word) else word.translate(_one_to_one())


def _fold(cluster: str) -> str:
    """Fold a letter with its marks; marks that do not compose with it vanish."""
    known = _letter_table().get(cluster)
    if known is not None:
        return known
    composed = unicodedata.normalize("NFC", cluster.replace("i" + DOT_ABOVE, "i").replace("ı" + DOT_ABOVE, "i"))
    if any("\ufb00" <= letter <= "\ufefc" for letter in composed):
        composed = unicodedata.normalize("NFKC", composed)
    return "".join(map(_fold_letter, composed))


def _fold_letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if unicodedata.combining(letter):
        return ""
    return _letter_table().get(letter, letter)


@cache
def _special() -> re.Pattern[str]:
    """Characters that vanish, compose with others or unfold into several, and digits of scripts other than Arabic."""
    scripts = r"\u0370-\u03ff\u0483-\u0489\u0591-\u05c7\u0700-\u200a\u2066-\uabff\uf900-\uffff\U00010000-\U0010ffff"
    return re.compile(f"[{COMBINING}{INVISIBLE}{VOWEL_SIGNS}{scripts}]")


@cache
def _one_to_one() -> dict[int, str]:
    digits = {chr(zero + value): str(value) for zero in (0x0660, 0x06F0) for value in range(10)}
    return str.maketrans({letter: folded for letter, folded in (_letter_table() | digits).items() if len(folded) == 1})


@cache
def _letter_table() -> dict[str, str]:
    """Characters that have another form; Persian news mixes the Arabic and Persian code points of one letter."""
    table = dict.fromkeys("\u00ad\u061c\u0640\u200b\u200d\u200e\u200f\ufeff", "")
    table |= {chr(code): "" for first, last in ((0x202A, 0x202F), (0x2060, 0x206A)) for code in range(first, last)}
    for canonical, variants in {
        "ی": "يىېےئ",
        "ک": "كڪ",
        "ه": "ةۀۂہەھ",
        "و": "ؤ",
        "ا": "أإٱ",
        ZWNJ: NOT_SIGN,
        "'": APOSTROPHES,
        "-": HYPHENS,
        " ": BLANKS,
    }.items():
        table |= dict.fromkeys(variants, canonical)
    return table


def lower(word: str) -> str:
    """Lower a composed word with the rules of no locale, but İ becomes i; the circumflex is folded."""
    if word.isascii():
        return word.lower()
    return word.replace("İ", "i").lower().translate(_CIRCUMFLEX)


def ascii_key(word: str) -> str:
    """Give the key under which a Latin word is found without its marks: girişim and girisim are one."""
    if word.isascii():
        return word
    plain = word.translate(_ascii_table())
    if plain.isascii():
        return plain
    bare = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize("NFC", "".join(letter for letter in bare if not "\u0300" <= letter <= "\u036f"))


@cache
def _ascii_table() -> dict[int, str]:
    """Latin letters that do not decompose into a letter and a mark, and the letter of those that do."""
    pairs = ["ı=i", "ß=ss", "æ=ae", "œ=oe", "ø=o", "đ=d", "ð=d", "þ=th", "ł=l", "ħ=h", "ə=e"]
    table = str.maketrans(dict(pair.split("=") for pair in pairs))
    for code in range(0xC0, 0x250):
        spelled = unicodedata.normalize("NFD", chr(code))
        if len(spelled) > 1 and spelled[0].isascii():
            table[code] = spelled[0]
    return table
