"""What was learnt of words while an index was made, kept beside it, so that a search need not analyse them again.

Only the memory of the language layer is filled from here: what is missing, or cannot be read, is analysed.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self
from zlib import crc32

import pipelines.text
from pipelines.text import LANGUAGES, reader
from pipelines.text.pieces import CAPACITY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.reading import Reading

FILE = "words.db"
# To open the file takes as long as to analyse so many words.
_WORTHWHILE = 15
# New words of small changes wait until there are so many: writing them down costs as long as some articles do.
TOGETHER = 500
_TABLE = """CREATE TABLE IF NOT EXISTS words (
    language INTEGER, piece TEXT, exact TEXT, stem TEXT, PRIMARY KEY (language, piece)
) WITHOUT ROWID"""


class Word(NamedTuple):
    """A piece of text by the number of its language, with its keys; ``None`` is like the form before."""

    language: int
    piece: str
    exact: str | None
    stem: str | None


class Words:
    """The file of words in the folder of an index; to add some, use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._file: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        """Begin to add words; those of other rules than today's make place. What fails is learnt anew."""
        with suppress(sqlite3.Error):
            self._file = sqlite3.connect(self._path, timeout=1)
            if _version(self._file) != rules():
                self._file.execute("DROP TABLE IF EXISTS words")
                self._file.execute(_TABLE)
                self._file.execute(f"PRAGMA user_version = {rules()}")
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what was added, all of it in one step."""
        file, self._file = self._file, None
        if file is not None:
            with suppress(sqlite3.Error), closing(file):
                file.commit()

    def keep(self, news: list[Word]) -> None:
        """Add words."""
        if self._file is not None:
            with suppress(sqlite3.Error):
                # In the order of the table, so that neighbours are written together.
                self._file.executemany(
                    "INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?)", sorted(news, key=itemgetter(0, 1))
                )

    def recall(self, readings: Sequence[Reading]) -> None:
        """Let the language layer know the words of texts, as far as they were learnt."""
        unknown: dict[str, set[str]] = {}
        for reading in readings:
            unknown.setdefault(reading.language, set()).update(reading.pieces)
        unknown = {language: pieces - reader(language).memory.keys() for language, pieces in unknown.items()}
        if sum(map(len, unknown.values())) < _WORTHWHILE:
            return
        with suppress(sqlite3.Error), closing(self._open()) as file:
            if _version(file) == rules():
                for language, pieces in unknown.items():
                    _remember(file, language, pieces)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)


def _remember(file: sqlite3.Connection, language: str, pieces: set[str]) -> None:
    found = file.execute(
        "SELECT piece, exact, stem FROM json_each(?) CROSS JOIN words WHERE language = ? AND piece = value",
        (json.dumps(list(pieces)), LANGUAGES.index(language)),
    )
    memory = reader(language).memory
    if len(memory) + len(pieces) > CAPACITY:
        memory.clear()
    for piece, exact, stem in found:
        folded = piece if exact is None else exact
        memory[piece] = folded, folded if stem is None else stem


def _version(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA user_version").fetchone()[0])


@cache
def rules() -> int:
    """Give the number of the rules by which words are analysed: it changes with their code and their data."""
    folder = Path(pipelines.text.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    told = crc32("-".join(map(version, ("simplemma", "wordfreq"))).encode())
    for path in files:
        told = crc32(path.name.encode(), told)
        # The lexicons are large: their size stands for what they hold.
        told = crc32(path.read_bytes() if path.suffix == ".py" else str(path.stat().st_size).encode(), told)
    return told & 0x7FFFFFFF or 1
