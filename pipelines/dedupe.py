"""Near-duplicates: which articles are copies or rewrites of one another, and which of them is the original.

Broder (1997): the resemblance of two texts is the share of their word pairs that they have in common. MinHash with
banding (rensa) proposes pairs, the pairs' own hashes decide. Whether two articles resemble each other depends on those
two alone, so groups do not depend on the order in which articles arrive.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz
from rensa import RMinHash

from pipelines.bands import Bands
from pipelines.shingles import minhash, shingles, shorten
from pipelines.text import keys

if TYPE_CHECKING:
    from collections.abc import Sequence

# A copy with every tenth word edited still shares two thirds of its word pairs; unrelated articles share next to none.
_LEAST_SHARED = 0.5
# A text of fewer different pairs is a stub or a feed's teaser; its title says more.
_LEAST_PAIRS = 24
# Of longer texts a fixed fraction of the hashes is kept: the standard error of the share stays below 0.025.
_MOST_PAIRS = 1024
# 32 bands of 4 rows propose a pair that shares 0.6 with probability 0.988, one that shares 0.7 with 0.9998.
_BANDS, _ROWS = 32, 4
# 16 bands of 3 rows over the words of a title: 0.7 shared gives 0.998.
_TITLE_BANDS, _TITLE_ROWS = 16, 3
_SEED = 1405
_SPAN = timedelta(days=14)
# Daily columns carry the same title every day; a brief is copied within hours.
_TITLE_SPAN = timedelta(hours=18)
_TITLES_ALIKE = 0.9
_LEAST_TITLE_WORDS = 4
_LEAST_CONTAINED = 0.6
# How many standard errors the MinHash's estimate of a share may lie below it before a pair is not looked at closely:
# one copy in 30,000 is lost to that.
_DEVIATIONS = 4.0
_LEAST_NUMBERS_SHARED = 0.5
# Format of the signature, rensa's version, how often the pairs were halved, and their number; numbers are the rest.
_HEADER = struct.Struct("<BBBH")
_FORMAT = 3
# The values of a signature's MinHash and where they begin.
_MINHASH = (_BANDS * _ROWS, _HEADER.size)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two articles that resemble each other: ``a < b`` by id, similarity from 0 to 1."""

    a: str
    b: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Member:
    """One article of a group of duplicates; ``agency`` is true where its source is a news agency."""

    id: str
    published: datetime
    agency: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a window keeps: hashes stay packed, as few are compared; ``sketch`` has the last bytes of MinHash values."""

    id: str
    language: str
    published: datetime
    title: str
    words: int
    title_numbers: frozenset[str]
    halved: int
    sketch: bytes
    pairs: bytes
    numbers: bytes


def original(members: Sequence[Member]) -> str:
    """Give the id of the original: the first published, an agency's first on ties, then the smallest id.

    Raises:
        ValueError: there are no members.
    """
    return min(members, key=lambda member: (member.published, not member.agency, member.id)).id


def _halve(hashes: set[int], times: int) -> set[int]:
    """Keep the hashes that end in so many zero bits: of every text the same ones."""
    mask = (1 << times) - 1
    return {hashed for hashed in hashes if not hashed & mask} if mask else hashes


def signature(title: str, text: str, language: str) -> bytes | None:
    """Give what near-duplicates of a text are found by, at most 5 kB.

    It holds the MinHash (128 rows) of the text's word pairs, the pairs' hashes (32 bits) and those of its numbers. The
    title is left out: copies carry another one, and it is compared by itself.

    Returns:
        The signature, or ``None`` where the text is too short to be judged by its words.
    """
    del title
    found = shingles(text, language)
    hashes = shorten(found.pairs)
    if len(hashes) < _LEAST_PAIRS:
        return None
    halved = 0
    while len(hashes) > _MOST_PAIRS:
        halved += 1
        hashes = hashes[hashes & ((1 << halved) - 1) == 0]
    header = _HEADER.pack(_FORMAT, RMinHash.ALGORITHM_VERSION, halved, len(hashes))
    values = (minhash(found.pairs, _BANDS * _ROWS, _SEED), hashes, found.numbers[:_MOST_PAIRS])
    return header + b"".join(one.astype("<u4").tobytes() for one in values)


def _is_current(packed: bytes) -> bool:
    return packed[:2] == bytes((_FORMAT, RMinHash.ALGORITHM_VERSION))


def _unpack(packed: bytes) -> set[int]:
    return set(np.frombuffer(packed, dtype="<u4").tolist())


def _share_numbers(a: set[int], b: set[int]) -> bool:
    """Tell copies from templates, which repeat the words with other numbers."""
    fewer = min(len(a), len(b))
    return fewer == 0 or len(a & b) >= _LEAST_NUMBERS_SHARED * fewer


def _titles_alike(a: _Entry, b: _Entry) -> float:
    if a.title_numbers != b.title_numbers or min(a.words, b.words) < _LEAST_TITLE_WORDS:
        return 0.0
    ratio = fuzz.ratio(a.title, b.title, score_cutoff=_TITLES_ALIKE * 100) / 100
    return float(ratio)


class _Probe:
    """An article that is compared with many: what it needs of its own hashes is unpacked once."""

    def __init__(self, entry: _Entry) -> None:
        self._entry = entry
        self._numbers = _unpack(entry.numbers)
        self._pairs = _unpack(entry.pairs)
        self._sketch = np.frombuffer(entry.sketch or bytes(_MINHASH[0]), np.uint8)

    def compare(self, others: Sequence[_Entry]) -> list[Resemblance]:
        """Give those that resemble the article."""
        mine = self._entry
        near = [
            other
            for other in others
            if other.language == mine.language and abs(other.published - mine.published) <= _SPAN
        ]
        texts = self._likely([other for other in near if mine.pairs and other.pairs])
        stubs = [other for other in near if not (mine.pairs and other.pairs)]
        found = [(other, self._by_text(other)) for other in texts] + [(other, self._by_title(other)) for other in stubs]
        return [
            Resemblance(min(mine.id, o.id), max(mine.id, o.id), similarity) for o, similarity in found if similarity
        ]

    def _likely(self, others: list[_Entry]) -> list[_Entry]:
        """Leave out those whose MinHash tells that they share too little."""
        sketches = np.frombuffer(b"".join(other.sketch for other in others), np.uint8).reshape(-1, _MINHASH[0])
        shares = (sketches == self._sketch).mean(axis=1).tolist()
        return [other for other, share in zip(others, shares, strict=True) if share >= self._floor(other)]

    def _floor(self, other: _Entry) -> float:
        """Give the least estimate of the share with which an article can be a copy."""
        one, two = len(self._entry.pairs) << self._entry.halved, len(other.pairs) << other.halved
        common = _LEAST_CONTAINED * min(one, two)
        least = min(_LEAST_SHARED, common / (one + two - common))
        return least - _DEVIATIONS * math.sqrt(least * (1 - least) / _MINHASH[0])

    def _by_title(self, other: _Entry) -> float:
        apart = abs(self._entry.published - other.published)
        return _titles_alike(self._entry, other) if apart <= _TITLE_SPAN else 0.0

    def _by_text(self, other: _Entry) -> float:
        if not _share_numbers(self._numbers, _unpack(other.numbers)):
            return 0.0
        halved = max(self._entry.halved, other.halved)
        first, second = _halve(self._pairs, halved), _halve(_unpack(other.pairs), halved)
        common = len(first & second)
        shared = common / (len(first) + len(second) - common)
        if shared >= _LEAST_SHARED:
            return shared
        contained = common / min(len(first), len(second))
        return shared if contained >= _LEAST_CONTAINED and _titles_alike(self._entry, other) else 0.0


def _entry(name: str, language: str, published: datetime, words: list[str], packed: bytes) -> _Entry:
    numbers = frozenset(word for word in words if word[:1].isdigit())
    title = " ".join(words)
    if not packed:
        return _Entry(name, language, published, title, len(words), numbers, 0, b"", b"", b"")
    _, _, halved, count = _HEADER.unpack_from(packed)
    first = _HEADER.size + 4 * _MINHASH[0]
    sketch = packed[_HEADER.size : first : 4]
    pairs, figures = packed[first : first + 4 * count], packed[first + 4 * count :]
    return _Entry(name, language, published, title, len(words), numbers, halved, sketch, pairs, figures)


class Window:
    """The articles of the last days in memory, for finding the duplicates of each new one."""

    def __init__(self) -> None:
        self._texts = Bands(_BANDS, _ROWS)
        self._titles = Bands(_TITLE_BANDS, _TITLE_ROWS)
        self._entries: dict[int, _Entry] = {}
        self._places: dict[str, int] = {}
        self._next = 0

    def __len__(self) -> int:
        """Give the number of articles kept."""
        return len(self._entries)

    def add(
        self,
        id: str,  # noqa: A002 - the name it has in the records
        title: str,
        signature: bytes | None,
        published: datetime,
        language: str,
    ) -> list[Resemblance]:
        """Add an article (again, if it was edited) and give all articles added before that resemble it.

        Args:
            id: the article's id.
            title: its title.
            signature: what ``signature`` gave of its text; one of another format or version counts as ``None``.
            published: when it was published, aware.
            language: its language.

        Returns:
            The resemblances, by the other article's id.
        """
        former = self._places.get(id)
        if former is not None:
            del self._entries[former]
        words = keys(title, language)[0]
        packed = signature if signature and _is_current(signature) else b""
        entry = _entry(id, language, published, words, packed)
        others = [other for place in self._propose(packed, words) if (other := self._entries.get(place))]
        found = _Probe(entry).compare(others) if others else []
        self._entries[self._next], self._places[id] = entry, self._next
        self._next += 1
        return sorted(found, key=lambda resemblance: (resemblance.a, resemblance.b))

    def _propose(self, packed: bytes, words: list[str]) -> set[int]:
        """Give the places of the articles that share a band of title or text, and enter this one."""
        proposed: set[int] = set()
        if packed:
            proposed |= self._texts.propose_and_add(self._next, np.frombuffer(packed, "<u4", *_MINHASH))
        if len(words) >= _LEAST_TITLE_WORDS:
            values = RMinHash(num_perm=_TITLE_BANDS * _TITLE_ROWS, seed=_SEED)
            values.update(words)
            proposed |= self._titles.propose_and_add(self._next, np.array(values.digest(), dtype=np.uint32))
        return proposed

    def forget(self, before: datetime) -> None:
        """Drop the articles published before a moment."""
        self._entries = {place: entry for place, entry in self._entries.items() if entry.published >= before}
        self._places = {entry.id: place for place, entry in self._entries.items()}
        for bands in (self._texts, self._titles):
            bands.keep(set(self._entries))
