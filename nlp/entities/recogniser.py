"""From the fields of an article to the organisations that the network sees in them."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from nlp.entities.labels import Decoder
from nlp.entities.network import Network
from nlp.entities.pieces import BEGIN, END, Pieces
from nlp.entities.words import Word, words
from pipelines.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nlp.entities.network import Likelihoods
    from nlp.fields import FieldTokens

ORGANISATION = "ORG"
"""The kind of a name that is an organisation; ``PER`` and ``LOC`` are people and places."""

MODEL = Path(__file__).parent / "model"
_NETWORK, _PIECES = "entities.onnx", "pieces.tsv"
# Pieces of a sentence that the network reads at once; it was trained on up to 180 and knows 256 places.
_LONGEST = 180
# Pieces of a batch with its padding: what a layer makes of more does not stay in a core's cache, and takes half as long
# again (measured 12.6 documents a second with 128, 10.3 with 512, 8.0 with 1,024).
_BATCH = 128
# An article is read so far; what it is about stands at its beginning, and a text of a megabyte would take a minute.
READ_CHARACTERS = 20_000


class Entity(NamedTuple):
    """A name in an article: its place, its kind (``ORG``, ``PER``, ``LOC``), and how surely (0 to 1)."""

    span: Span
    kind: str
    score: float


class _Passage(NamedTuple):
    """A sentence, or a part of a long one: its field, its words and the numbers of each word's pieces."""

    field: FieldTokens
    words: tuple[Word, ...]
    pieces: tuple[tuple[int, ...], ...]

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces)) + 2


class Recogniser:
    """Finds names of organisations, people and places with a trained network.

    Args:
        network: scores pieces for labels.
        pieces: the pieces that it knows.
        version: a digest of both.
    """

    def __init__(self, network: Network, pieces: Pieces, version: str = "") -> None:
        self._network = network
        self._pieces = pieces
        self._decoder = Decoder(network.labels)
        self.version = version

    @classmethod
    def load(cls, folder: Path = MODEL) -> Self:
        """Load the network and its pieces."""
        files = folder / _NETWORK, folder / _PIECES
        return cls(Network(files[0]), Pieces.load(files[1]), _digest(files))

    def entities(self, fields: Sequence[FieldTokens]) -> list[Entity]:
        """Give the names in the fields of an article, in the order of the text; they do not overlap."""
        passages = [passage for field in fields for passage in self._passages(field)]
        order = sorted(range(len(passages)), key=lambda number: passages[number].length)
        found: dict[int, list[Entity]] = {}
        for batch in _batches(order, passages):
            likelihoods = self._network.likelihoods([_row(passages[number]) for number in batch])
            for number, likely in zip(batch, likelihoods, strict=True):
                found[number] = list(self._names(passages[number], likely))
        return [entity for number in range(len(passages)) for entity in found[number]]

    def _passages(self, field: FieldTokens) -> Iterator[_Passage]:
        for start, end in field.sentences:
            if start < READ_CHARACTERS:
                yield from self._parts(field, start, min(end, READ_CHARACTERS))

    def _parts(self, field: FieldTokens, start: int, end: int) -> Iterator[_Passage]:
        """Cut a sentence into parts that the network can read."""
        own: list[Word] = []
        pieces: list[tuple[int, ...]] = []
        length = 0
        for word in words(field.text, start, end):
            cut = self._pieces.cut(word.form, spaced=word.spaced)
            if own and length + len(cut) > _LONGEST:
                yield _Passage(field, tuple(own), tuple(pieces))
                own, pieces, length = [], [], 0
            own.append(word)
            pieces.append(cut)
            length += len(cut)
        if own:
            yield _Passage(field, tuple(own), tuple(pieces))

    def _names(self, passage: _Passage, likely: Likelihoods) -> Iterator[Entity]:
        """Read the names off a passage; a word has the label of its first piece."""
        places = np.cumsum([1, *map(len, passage.pieces[:-1])])
        for name in self._decoder.names(likely[places]):
            start, end = passage.words[name.first].start, passage.words[name.end - 1].end
            yield Entity(Span(field=passage.field.field, start=start, end=end), name.kind, name.score)


def _row(passage: _Passage) -> list[int]:
    return [BEGIN, *(number for cut in passage.pieces for number in cut), END]


def _batches(order: Iterable[int], passages: Sequence[_Passage]) -> Iterator[list[int]]:
    """Group passages, given from short to long, so that a batch with its padding stays small."""
    waiting = list(order)
    while waiting:
        size = 1
        while size < len(waiting) and (size + 1) * passages[waiting[size]].length <= _BATCH:
            size += 1
        yield list(islice(waiting, size))
        del waiting[:size]


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
