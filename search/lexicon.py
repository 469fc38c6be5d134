"""What a process that writes an index knows of words: a single look-up leads from a word to its keys.

The language layer remembers more of fewer words; an index meets all words of an archive, and needs their keys alone.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from pipelines.text import LANGUAGES, reader
from pipelines.text.pieces import LONGEST as LONGEST_PIECE
from search.analysis import LONGEST, clip
from search.words import TOGETHER, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Look: TypeAlias = Callable[[str], "Pair"]

# Folded forms and recall keys of the tokens in a stretch of text, each joined by blanks.
Pair: TypeAlias = tuple[str, str]

# Words of a language after which those not met again are forgotten; two such lots are kept, 250 bytes a word.
LOT = 100_000


class Lexicon:
    """The words of all languages that this process has met."""

    def __init__(self) -> None:
        self._fresh: list[Word] = []
        self._tongues = {
            language: _Tongue(language, partial(self._tell, number)) for number, language in enumerate(LANGUAGES)
        }

    def joined(self, text: str, language: str) -> Pair:
        """Give the folded forms and the recall keys of a text's indexed tokens, joined by blanks."""
        return self._tongues[language].joined(text)

    def news(self, least: int = TOGETHER) -> list[Word]:
        """Give the words analysed here since the last time, once there are at least so many."""
        if len(self._fresh) < least:
            return []
        told, self._fresh = self._fresh, []
        return told

    def learn(self, words: Iterable[Word]) -> None:
        """Take over what another process has analysed."""
        tongues = [self._tongues[language] for language in LANGUAGES]
        for word in words:
            exact = word.piece if word.exact is None else word.exact
            tongues[word.language].learn(word.piece, (exact, exact if word.stem is None else word.stem))

    def _tell(self, language: int, piece: str, pair: Pair) -> None:
        # Where nobody asks for news they must not pile up.
        if len(self._fresh) >= LOT:
            self._fresh.clear()
        exact, stem = pair
        self._fresh.append(Word(language, piece, None if exact == piece else exact, None if stem == exact else stem))


class _Lots(dict[str, Pair]):
    """Pairs by what they are the keys of; when a lot is full, only the one before is kept beside the next."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._before: dict[str, Pair] = {}

    def __missing__(self, stretch: str) -> Pair:
        pair = self._before.get(stretch) or self._look(stretch)
        if len(stretch) <= LONGEST_PIECE:
            self.keep(stretch, pair)
        return pair

    def keep(self, stretch: str, pair: Pair) -> None:
        """Remember a pair."""
        if len(self) >= LOT:
            self._before = dict(self)
            self.clear()
        self[stretch] = pair

    def known(self, stretch: str) -> Pair | None:
        """Give a pair if it is remembered."""
        return self.get(stretch) or self._before.get(stretch)


class _Tongue:
    """The words of one language, by pieces and by what stands between two blanks."""

    def __init__(self, language: str, tell: Callable[[str, Pair], None]) -> None:
        self._reader = reader(language)
        self._tell = tell
        self._persian = language == "fa"
        self._pieces = _Lots(self._piece)
        self._chunks = _Lots(self._chunk)

    def joined(self, text: str) -> Pair:
        stretches, apart = self._reader.stretches(text)
        if not stretches:
            return "", ""
        exact, stem = zip(*map((self._chunks if apart else self._pieces).__getitem__, stretches), strict=True)
        return " ".join(filter(None, exact)), " ".join(filter(None, stem))

    def learn(self, piece: str, pair: Pair) -> None:
        lots = self._pieces if self._persian or not piece.isalpha() else self._chunks
        lots.keep(piece, pair)

    def _piece(self, piece: str) -> Pair:
        return (piece.isalpha() and self._chunks.known(piece)) or self._analyse(piece)

    def _chunk(self, chunk: str) -> Pair:
        if chunk.isalpha():
            return self._pieces.known(chunk) or self._analyse(chunk)
        pairs = [self._pieces[match[0]] for match in self._reader.pieces(chunk)]
        exact, stem = (" ".join(filter(None, keys)) for keys in zip(*pairs, strict=True)) if pairs else ("", "")
        return _shared(chunk, exact, stem)

    def _analyse(self, piece: str) -> Pair:
        exact, stem = self._reader.look(piece)
        if len(exact) > LONGEST or len(stem) > LONGEST:
            exact, stem = (" ".join(clip(keys.split())) for keys in (exact, stem))
        pair = _shared(piece, exact, stem)
        if len(piece) <= LONGEST_PIECE:
            self._tell(piece, pair)
        return pair


def _shared(stretch: str, exact: str, stem: str) -> Pair:
    """Make one object of equal texts: fetching them from memory is most of what a look-up costs."""
    exact = stretch if exact == stretch else exact
    return exact, exact if stem == exact else stem


@cache
def lexicon() -> Lexicon:
    """Give the lexicon of this process."""
    return Lexicon()
