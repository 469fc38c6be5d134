"""A text as the index holds it: the keys of its tokens, and the places of those that are asked for."""

from __future__ import annotations

from functools import cached_property

from pipelines.text import LANGUAGES, reader


def read_as(language: str) -> str:
    """Give the language by whose rules texts of a language are read: its own, or else those of English."""
    return language if language in LANGUAGES else "en"


class Reading:
    """The indexed tokens of a text; places are worked out one by one, since a query marks few of them.

    ``pieces`` are what the language layer looks words up by; they are analysed when keys are first asked for.
    """

    def __init__(self, text: str, language: str) -> None:
        self.language = read_as(language)
        self._reader = reader(self.language)
        self._matches = self._reader.pieces(text)
        self.pieces = [match[0] for match in self._matches]

    @cached_property
    def _keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        pairs = map(self._reader.memory.__getitem__, self.pieces)
        exact, stems = tuple(zip(*pairs, strict=True)) or ((), ())
        return exact, stems

    @cached_property
    def exact(self) -> list[str]:
        """The folded form of each token."""
        return " ".join(self._keys[0]).split()

    @cached_property
    def stems(self) -> list[str]:
        """The recall key of each token."""
        return " ".join(self._keys[1]).split()

    @cached_property
    def _owners(self) -> list[tuple[int, int]]:
        """The piece that holds each token, and the token's number in it."""
        return [
            (piece, number) for piece, keys in enumerate(self._keys[1]) if keys for number in range(keys.count(" ") + 1)
        ]

    def place(self, token: int) -> tuple[int, int]:
        """Give the start and the end of a token in the text."""
        piece, number = self._owners[token]
        indexed = [part for part in self._reader.parts(self.pieces[piece]) if part.stem]
        start = self._matches[piece].start()
        return start + indexed[number].start, start + indexed[number].end
