"""From text to tokens: one regular expression cuts pieces, a bounded memory knows what each piece holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

from pipelines.text.forgetting import forget
from pipelines.text.letters import APOSTROPHES, ARABIC, BLANKS, HYPHENS, NOT_SIGN, WORD, ZWNJ
from pipelines.text.tokens import Part, Token, TokenKind

# Distinct pieces kept of each language: with what other memories know of them about 1 KB each. 200,000 made a worker
# 690 MB large, and with 100,000 it still grew after 30,000 pages.
CAPACITY = 50_000
# A longer run of letters is no word; it is analysed anew each time instead of being remembered.
LONGEST = 64

_YEH = "[یيى]"
_GAP = f"[{BLANKS}{ZWNJ}{NOT_SIGN}]{{0,2}}"
_FEW_BLANKS = f"[{BLANKS}]{{1,3}}"
_HA = f"ها(?:{_YEH}(?:{_YEH}|م|ت|ش|مان|تان|شان)?|م|ت|ش|مان|تان|شان)?"
# Persian endings that stand behind a blank; those that begin with ا only behind a final ه.
_AFFIX = f"(?:{_HA}|تر(?:{_YEH}ن)?(?:{_HA}|{_YEH})?|(?<=[هةە][{BLANKS}])(?:ا(?:{_YEH}[مد]?|[متش]|ند)|{_YEH}))"
# Phrases that are one word however they are written: گفت و گو is گفتگو, فن آوری is فناوری.
FUSED = f"گفت{_GAP}و{_GAP}گو|جست{_GAP}و{_GAP}جو|شست{_GAP}و{_GAP}شو|فن{_GAP}[آا]ور(?={_YEH}|ان)"
# The order of the alternatives, and that each begins with a letter, makes this three times as fast as the plain way.
PIECE = (
    f"(?:{FUSED}|م{_YEH}{_FEW_BLANKS}(?=[{ARABIC}])|نم{_YEH}{_FEW_BLANKS}(?=[{ARABIC}])|{WORD}){WORD}*"
    rf"(?:[.&,/٫٬{APOSTROPHES}{HYPHENS}](?:(?<![,/٫٬])|(?<=\d.)(?=\d)){WORD}+)*"
    rf"(?:[{BLANKS}](?=[{BLANKS}هتای])[{BLANKS}]{{0,2}}{_AFFIX}(?!{WORD}))*(?:\+\+|\#)?"
    rf"|\.[Nn][Ee][Tt](?<!{WORD}....)(?!{WORD})"
    rf"|[{APOSTROPHES}](?<=[)\]”\"»%].){WORD}+"  # (ODTÜ)'nün
)
# Anything else that can be seen is punctuation, one character a token.
MARK = rf"(?!{WORD})[^\s\x00-\x1f\x7f\ud800-\udfff]"

Analyse = Callable[[str], tuple[Part, ...]]


class _Parts(dict[str, tuple[Part, ...]]):
    """The parts of each piece seen so far."""

    def __init__(self, analyse: Analyse) -> None:
        super().__init__()
        self.analyse = analyse

    def __missing__(self, piece: str) -> tuple[Part, ...]:
        parts = self.analyse(piece)
        if len(piece) <= LONGEST:
            if len(self) >= CAPACITY:
                forget(self)
            self[piece] = parts
        return parts


class _Keys(dict[str, tuple[tuple[str, str], ...]]):
    """The exact form and the stem of the indexed tokens of each piece."""

    def __init__(self, parts: _Parts) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, piece: str) -> tuple[tuple[str, str], ...]:
        keys = tuple((part.exact, part.stem) for part in self._parts[piece] if part.stem)
        if len(piece) <= LONGEST:
            if len(self) >= CAPACITY:
                forget(self)
            self[piece] = keys
        return keys


class _Joined(dict[str, tuple[str, str]]):
    """The exact forms and the stems of the indexed tokens of each piece, joined by blanks."""

    def __init__(self, parts: _Parts) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, piece: str) -> tuple[str, str]:
        return _keep(self, piece, *_join(self._parts[piece]))


class _Chunks(dict[str, tuple[str, str]]):
    """The same of what stands between two blanks; only in Arabic script do pieces reach across blanks."""

    def __init__(self, joined: _Joined) -> None:
        super().__init__()
        self._joined = joined

    def __missing__(self, chunk: str) -> tuple[str, str]:
        pieces = [chunk] if chunk.isalpha() else _piece().findall(chunk)
        if len(pieces) == 1:
            return _keep(self, chunk, *self._joined[pieces[0]])
        return _keep(self, chunk, *_concatenate(map(self._joined.__getitem__, pieces)))


def _join(parts: tuple[Part, ...]) -> tuple[str, str]:
    if len(parts) == 1 and parts[0].stem:
        return parts[0].exact, parts[0].stem
    indexed = [part for part in parts if part.stem]
    return " ".join([part.exact for part in indexed]), " ".join([part.stem for part in indexed])


def _keep(known: dict[str, tuple[str, str]], piece: str, exact: str, stem: str) -> tuple[str, str]:
    # One object for equal texts: fetching what they hold from memory is most of what a look-up costs.
    exact = piece if exact == piece else exact
    joined = exact, exact if stem == exact else stem
    if len(piece) <= LONGEST:
        if len(known) >= CAPACITY:
            forget(known)
        known[piece] = joined
    return joined


def _concatenate(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
    exact, stem = tuple(zip(*pairs, strict=True)) or ((), ())
    return " ".join(filter(None, exact)), " ".join(filter(None, stem))


class Cutter:
    """Cuts texts of one language; it remembers the pieces that it has met."""

    def __init__(self, analyse: Analyse) -> None:
        self._parts = _Parts(analyse)
        self._keys = _Keys(self._parts)
        self._joined = _Joined(self._parts)
        self._chunks = _Chunks(self._joined)

    def keys(self, text: str) -> tuple[list[str], list[str]]:
        """Give the exact and the stem keys of the indexed tokens."""
        pairs = chain.from_iterable(map(self._keys.__getitem__, _piece().findall(text)))
        exact, stem = tuple(zip(*pairs, strict=True)) or ((), ())
        return list(exact), list(stem)

    def joined(self, text: str) -> tuple[str, str]:
        """Give the exact and the stem keys of the indexed tokens, joined by blanks."""
        stretches, apart = self.stretches(text)
        return _concatenate(map((self._chunks if apart else self._joined).__getitem__, stretches))

    def stretches(self, text: str) -> tuple[list[str], bool]:
        """Cut a text into what is read by itself, and tell whether that is all that stands between two blanks."""
        if _arabic().search(text):
            return _piece().findall(text), False
        return text.split(), True

    def read(self, stretch: str, *, apart: bool) -> tuple[str, str]:
        """Give the keys of a stretch, as ``joined`` gives those of the whole text."""
        return (self._chunks if apart else self._joined)[stretch]

    def tokens(self, text: str) -> list[Token]:
        """Give the words, numbers and suffixes with their offsets."""
        parts, new, find = self._parts, tuple.__new__, text.find
        found: list[Token] = []
        at = 0
        for piece in _piece().findall(text):
            # What is skipped between two pieces has no letter, so that a piece is found where it was cut.
            at = find(piece, at)
            for start, end, exact, lemma, stem, kind in parts[piece]:
                found.append(new(Token, (at + start, at + end, exact, lemma, stem, kind)))
            at += len(piece)
        return found

    def parts(self, piece: str) -> tuple[Part, ...]:
        """Give the tokens of a single piece."""
        return self._parts[piece]

    def pieces(self, text: str) -> list[re.Match[str]]:
        """Give the pieces of a text, each with its place."""
        return list(_piece().finditer(text))

    def look(self, piece: str) -> tuple[str, str]:
        """Give the joined keys of a single piece, which is analysed and not remembered."""
        return _join(self._parts.analyse(piece))

    @property
    def memory(self) -> dict[str, tuple[str, str]]:
        """The joined keys of each piece met so far, in the order of meeting; asked for another one it analyses it."""
        return self._joined


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(PIECE)


@cache
def _arabic() -> re.Pattern[str]:
    return re.compile(f"[{ARABIC}]")


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(MARK)


def cut_pieces(text: str) -> list[str]:
    """Give the pieces of a text in order; what is skipped between them has no letter."""
    return _piece().findall(text)


def cut_marks(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Give the punctuation and symbols that stand between two tokens, each with its place."""
    return [(match.start(), match[0]) for match in _mark().finditer(text, start, end)]


def punctuate(text: str, found: list[Token]) -> list[Token]:
    """Add the punctuation and symbols that stand between the tokens found."""
    every: list[Token] = []
    place = 0
    for token in found:
        if token.start - place > 1 or (token.start > place and text[place] != " "):
            every += _marks(text, place, token.start)
        every.append(token)
        place = token.end
    return every + _marks(text, place, len(text))


def _marks(text: str, start: int, end: int) -> list[Token]:
    return [Token(at, at + len(sign), sign, sign, "", TokenKind.PUNCT) for at, sign in cut_marks(text, start, end)]
