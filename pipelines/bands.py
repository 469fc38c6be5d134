"""An index of MinHash bands (Broder 1997; Leskovec, Rajaraman and Ullman, chapter 3.4) that takes 8 bytes a band.

rensa's own index takes some 100 bytes a band, which is 3 kB an article; here bands lie in one sorted array, and those
added last in a dictionary until there are enough of them to be merged.
"""

from __future__ import annotations

from itertools import chain

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint32]
_Keys = npt.NDArray[np.uint64]

# A key is the hash of a band above the number of its owner.
_PLACE_BITS = 28
MOST_PLACES = 1 << _PLACE_BITS
_PLACE = np.uint64(MOST_PLACES - 1)
_SHIFT = np.uint64(_PLACE_BITS)
_WAITING = 2048
# Whether any sorted key begins with so many bits is marked by a byte: 16 MB, of which a month of news fills a fifth.
_MARKED_BITS = 24
_MARK = np.uint64(64 - _PLACE_BITS - _MARKED_BITS)
# Odd multipliers for multiply-shift hashing of the rows of a band (Dietzfelbinger et al. 1997), drawn once at random.
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)


class Bands:
    """Finds the owners of MinHashes that agree in all rows of at least one band.

    Args:
        bands: how many bands a MinHash is cut into; it has ``bands * rows`` values.
        rows: how many values a band has, four at most.
    """

    def __init__(self, bands: int, rows: int) -> None:
        self._shape = (bands, rows)
        # Each band's number takes part in its hash; mixing is multiplied out, as each new array costs a microsecond.
        self._multipliers = _MULTIPLIERS[:rows] * _MULTIPLIERS[0]
        self._numbers = np.arange(1, bands + 1, dtype=np.uint64) * _MULTIPLIERS[0]
        self._sorted: _Keys = np.empty(0, dtype=np.uint64)
        self._marks = np.zeros(1 << _MARKED_BITS, dtype=np.bool_)
        # The first owner of each band, and the others: a list for every band would keep the garbage collector busy.
        self._waiting: dict[int, int] = {}
        self._others: dict[int, list[int]] = {}
        self._number = 0

    def propose_and_add(self, place: int, values: Words) -> set[int]:
        """Give the owners that share a band with a MinHash, and enter it under its own number.

        Args:
            place: the owner's number, below ``MOST_PLACES`` and not used before.
            values: the MinHash, ``bands * rows`` values.
        """
        hashes = self._hashes(values)
        found = self._find(hashes)
        for hashed in hashes.tolist():
            first = self._waiting.setdefault(hashed, place)
            if first != place:
                others = self._others.setdefault(hashed, [])
                found.add(first)
                found.update(others)
                others.append(place)
        self._number += 1
        if self._number >= _WAITING:
            self._merge()
        found.discard(place)
        return found

    def _hashes(self, values: Words) -> _Keys:
        """Hash each band, with its number, to the bits that are left above a place; in order, which search likes."""
        hashes: _Keys = values.reshape(self._shape).astype(np.uint64) @ self._multipliers + self._numbers
        hashes >>= _SHIFT
        hashes.sort()
        return hashes

    def _find(self, hashes: _Keys) -> set[int]:
        lowest = hashes[self._marks[hashes >> _MARK]] << _SHIFT
        if not len(lowest):
            return set()
        lows = self._sorted.searchsorted(lowest)
        # Behind the last key there is none; the last one itself is too small to have the hash.
        hits = np.flatnonzero((self._sorted.take(lows, mode="clip") ^ lowest) <= _PLACE)
        found: set[int] = set()
        for low, key in zip(lows[hits].tolist(), lowest[hits], strict=True):
            high = int(np.searchsorted(self._sorted, key | _PLACE, side="right"))
            found.update((self._sorted[low:high] & _PLACE).tolist())
        return found

    def _merge(self) -> None:
        """Move what waits into the sorted array; merging two sorted runs takes linear time."""
        firsts = ((hashed << _PLACE_BITS) | place for hashed, place in self._waiting.items())
        others = ((hashed << _PLACE_BITS) | place for hashed, places in self._others.items() for place in places)
        new = np.fromiter(chain(firsts, others), dtype=np.uint64)
        new.sort()
        self._sorted = np.concatenate((self._sorted, new))
        self._sorted.sort(kind="stable")
        self._marks[new >> (_SHIFT + _MARK)] = True
        self._waiting, self._others, self._number = {}, {}, 0

    def keep(self, places: set[int]) -> None:
        """Forget every owner but these."""
        self._merge()
        kept = np.fromiter(places, dtype=np.uint64, count=len(places))
        self._sorted = self._sorted[np.isin(self._sorted & _PLACE, kept)]
        self._marks[:] = False
        self._marks[self._sorted >> (_SHIFT + _MARK)] = True
