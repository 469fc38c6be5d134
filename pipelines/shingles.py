"""Shingles: the word pairs by which texts resemble each other (Broder 1997), as hashes, and the numbers in them.

A word is hashed when it is met for the first time; the hash of a pair is made of those of its words, so that no text of
a pair is ever put together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from pipelines.bands import Words
from pipelines.text import reader
from pipelines.text.forgetting import forget
from pipelines.text.pieces import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

Hashes = npt.NDArray[np.uint64]

_CENTURIES = "13|14|19|20"
# A word's hash says in its last bit whether the word is a number, and is even otherwise.
_EVEN = (1 << 64) - 2
_BYTES = 8
# Distinct stretches kept of each language, more than the words the language layer keeps: one takes some 200 bytes
# and spares an analysis, and with 50,000 the signatures of 100,000 articles took twice as long.
CAPACITY = 100_000
# Odd multipliers for the first and the second word of a pair, and for mixing (those of splitmix64; Steele, Lea and
# Flood 2014, "Fast splittable pseudorandom number generators").
_FIRST, _SECOND, _MIXING = (
    np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The hashes of a text's word pairs (64 bits, in the order of the text) and of its numbers (32 bits, ordered)."""

    pairs: Hashes
    numbers: Words


def shingles(text: str, language: str) -> Shingles:
    """Hash the word pairs of a text, and the numbers that a daily template would change; a year is none."""
    stretches, apart = reader(language).stretches(text)
    words: Hashes = np.frombuffer(b"".join(map(_hashed(language, apart=apart).__getitem__, stretches)), "<u8")
    mixed: Hashes = words[:-1] * _FIRST + words[1:] * _SECOND
    mixed ^= mixed >> _HALF
    mixed *= _MIXING
    return Shingles(mixed ^ (mixed >> _HALF), shorten(words[(words & np.uint64(1)).astype(bool)]))


def shorten(hashes: Hashes) -> Words:
    """Give the upper halves of some hashes, each once and in order."""
    return np.unique((hashes >> _HALF).astype(np.uint32))


def minhash(hashes: Hashes, values: int, seed: int) -> Words:
    """Give the MinHash of a set of hashes, of so many values."""
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, len(hashes)], values, seed)
    return np.array(matrix.to_rows()[0], dtype=np.uint32)


class _Hashed(dict[str, bytes]):
    """The hashes of the words of each stretch of text that was met, as bytes one after the other."""

    def __init__(self, read: Callable[[str], tuple[str, str]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, stretch: str) -> bytes:
        packed = _pack(self._read(stretch)[0].split())
        if len(stretch) <= LONGEST:
            if len(self) >= CAPACITY:
                forget(self)
            self[stretch] = packed
        return packed


def _pack(words: list[str]) -> bytes:
    hashes = RMinHash.hash_token_sets([words])[0]
    marked = (hashed & _EVEN | is_figure(word) for word, hashed in zip(words, hashes, strict=True))
    return b"".join(one.to_bytes(_BYTES, "little") for one in marked)


@cache
def _hashed(language: str, *, apart: bool) -> _Hashed:
    return _Hashed(partial(reader(language).read, apart=apart))


def is_figure(word: str) -> bool:
    """Tell whether a word is a number other than a year."""
    return _figure().match(word) is not None


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(rf"%*(?!(?:{_CENTURIES})..$)\d")
