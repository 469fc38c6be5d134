"""From the likelihood of labels to names: the likeliest order of beginnings and insides that makes sense."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

OUTSIDE = "O"
_BEGIN, _INSIDE = "B-", "I-"
# Keeps the logarithm of a likelihood finite.
_LEAST = 1e-9


class Name(NamedTuple):
    """A name in a row of words: its kind, first word and last word (exclusive), and how surely (0 to 1)."""

    kind: str
    first: int
    end: int
    score: float


class Decoder:
    """Reads names out of likelihoods; an inside follows a beginning or an inside of its own kind only."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        self._may = np.array([[_may_follow(before, label) for label in labels] for before in labels])
        self._begins = np.array([not label.startswith(_INSIDE) for label in labels])

    def names(self, likelihoods: NDArray[np.float32]) -> Iterator[Name]:
        """Give the names of a row of words (words x labels), in order."""
        path = self._path(np.log(np.maximum(likelihoods, _LEAST)))
        starts = [place for place, label in enumerate(path) if self._labels[label].startswith(_BEGIN)]
        for first, limit in pairwise([*starts, len(path)]):
            kind = self._labels[path[first]].removeprefix(_BEGIN)
            inside = (place for place in range(first + 1, limit) if self._labels[path[place]] != _INSIDE + kind)
            end = next(inside, limit)
            yield Name(kind, first, end, self._certainty(likelihoods[first:end], kind))

    def _certainty(self, likelihoods: NDArray[np.float32], kind: str) -> float:
        """Give how surely the least sure word belongs to a name of the kind."""
        own = [number for number, label in enumerate(self._labels) if label in {_BEGIN + kind, _INSIDE + kind}]
        return float(likelihoods[:, own].sum(1).min())

    def _path(self, logs: NDArray[np.float32]) -> list[int]:
        """Find the likeliest row of labels that makes sense (Viterbi)."""
        if not len(logs):
            return []
        best = np.where(self._begins, logs[0], -np.inf)
        back: list[NDArray[np.intp]] = []
        for row in logs[1:]:
            options = np.where(self._may, best[:, None], -np.inf)
            back.append(options.argmax(0))
            best = options.max(0) + row
        path = [int(best.argmax())]
        for came_from in reversed(back):
            path.append(int(came_from[path[-1]]))
        return path[::-1]


def _may_follow(before: str, label: str) -> bool:
    return not label.startswith(_INSIDE) or before in {label, _BEGIN + label.removeprefix(_INSIDE)}
