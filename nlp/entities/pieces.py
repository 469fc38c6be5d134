"""Words cut into the pieces that the network knows: the likeliest cut of a unigram model (Kudo 2018)."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BEGIN, PAD, END, UNKNOWN = range(4)
"""The numbers of the pieces that stand for no letters."""

_SPACE = "▁"
# A longer run of letters is no word; its end adds nothing but time.
_LONGEST_WORD = 64
_REMEMBERED = 1 << 16
# What an unknown letter costs beyond the unlikeliest piece, as SentencePiece has it.
_PENALTY = 10.0


class Pieces:
    """The pieces of the network by number, with their log probabilities.

    Args:
        rows: piece and log probability, in the order of their numbers; the first four are the special ones.
    """

    def __init__(self, rows: Iterable[tuple[str, float]]) -> None:
        pieces = list(rows)
        self._numbers = {piece: number for number, (piece, _) in enumerate(pieces)}
        self._scores = [score for _, score in pieces]
        self._longest = max(len(piece) for piece, _ in pieces)
        self._unknown = min(self._scores) - _PENALTY
        self.cut = lru_cache(_REMEMBERED)(self._cut)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read pieces from lines of piece, tab, log probability."""
        lines = (line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").split("\n") if line)
        return cls((piece, float(score)) for piece, score in lines)

    def __len__(self) -> int:
        return len(self._scores)

    def _cut(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """Give the numbers of the pieces of a word."""
        text = (_SPACE if spaced else "") + word[:_LONGEST_WORD]
        return self._back(*self._best(text))

    def _best(self, text: str) -> tuple[list[int], list[int]]:
        """Find, for every place, the piece that ends there on the likeliest way, and where it begins."""
        length = len(text)
        likeliest = [0.0] + [-math.inf] * length
        begins, numbers = [0] * (length + 1), [UNKNOWN] * (length + 1)
        for start in range(length):
            for end, number, score in self._from(text, start):
                if likeliest[start] + score > likeliest[end]:
                    likeliest[end] = likeliest[start] + score
                    begins[end], numbers[end] = start, number
        return begins, numbers

    def _from(self, text: str, start: int) -> Iterator[tuple[int, int, float]]:
        """Give the pieces that may begin at a place: end, number and log probability; a letter may be unknown."""
        yield start + 1, UNKNOWN, self._unknown
        for end in range(start + 1, min(len(text), start + self._longest) + 1):
            number = self._numbers.get(text[start:end])
            if number is not None:
                yield end, number, self._scores[number]

    @staticmethod
    def _back(begins: Sequence[int], numbers: Sequence[int]) -> tuple[int, ...]:
        found: list[int] = []
        place = len(begins) - 1
        while place:
            found.append(numbers[place])
            place = begins[place]
        return tuple(reversed(found))
