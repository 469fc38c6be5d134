"""The files of the embedded index: its schema, its rows, and what is said when they cannot be read or written."""

from __future__ import annotations

import errno
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import tantivy

from search.index import SearchError
from search.schema import FACETS, KEYWORDS, TEXTS
from search.state import ANEW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.schema import Row

META = "meta.json"
_TOKENS = "tokens"
# Bytes of documents held in memory before a segment is written; one writer thread is enough for two cores.
_HEAP = 128_000_000
# The same while an index is built: eight segments of about one size are merged, which costs a good part of a build.
BUILD_HEAP = 256_000_000


def schema() -> tantivy.Schema:
    """Give the fields: tokens joined by blanks, keywords, numbers to sort by, and what is read back of a hit."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name=_TOKENS, index_option="position")
    for name in KEYWORDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in FACETS)
    # Ranges are read from columns; only the group is looked up by its value.
    for name in ("day_number", "newest", "oldest"):
        builder.add_integer_field(name, fast=True)
    builder.add_integer_field("group", indexed=True, fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("digest", stored=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def tantivy_document(row: Row) -> tantivy.Document:
    """Write a row as tantivy takes it, with the type of each number said."""
    document = tantivy.Document()
    document.add_text("id", row.id)
    for name, pieces in row.texts.items():
        for piece in pieces:
            document.add_text(name, piece)
    for name, values in row.keywords.items():
        for value in values:
            document.add_text(name, value)
    for name, number in (
        ("day_number", row.day),
        ("newest", row.newest),
        ("oldest", row.oldest),
        ("group", row.group),
    ):
        document.add_integer(name, number)
    # tantivy multiplies a score by log2(2 + value) of the field that it weighs by.
    document.add_float("weight", 2.0**row.weight - 2.0)
    document.add_bytes("digest", row.digest.encode())
    document.add_bytes("body", row.content)
    return document


def open_files(folder: Path) -> tantivy.Index:
    """Open the index of a folder.

    Raises:
        SearchError: its files are missing or damaged.
    """
    check_files(folder)
    with problems(folder):
        index = tantivy.Index(schema(), path=str(folder), reuse=True)
        _register(index)
        index.config_reader("manual")
        index.searcher()
        return index


def new_writer(folder: Path, heap: int = _HEAP) -> tantivy.IndexWriter:
    """Open the index of a folder for writing; a new folder gets its first files here.

    Raises:
        SearchError: its files are missing or damaged, or another process writes.
    """
    index = open_files(folder) if (folder / META).exists() or any(folder.glob("*.store")) else _made(folder)
    with problems(folder, "written"):
        return index.writer(heap, 1)


def _made(folder: Path) -> tantivy.Index:
    with problems(folder, "written"):
        index = tantivy.Index(schema(), path=str(folder), reuse=True)
        _register(index)
        return index


def stamp(folder: Path) -> str:
    """Give what changes with every commit.

    Raises:
        SearchError: the list of segments is missing.
    """
    try:
        status = (folder / META).stat()
    except OSError as error:
        raise SearchError(f"the search index in {folder} has lost its list of segments; {ANEW}") from error
    return f"{folder.name}-{status.st_ino:x}-{status.st_mtime_ns:x}"


def empty_files() -> tantivy.Index:
    """Give an index of nothing, for a desk whose index is not built yet."""
    index = tantivy.Index(schema())
    _register(index)
    return index


def _register(index: tantivy.Index) -> None:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENS, analyzer)


def check_files(folder: Path) -> None:
    """See that all segments that the index names are there, since tantivy takes a folder without its list for new.

    Raises:
        SearchError: something is missing, empty or not readable.
    """
    meta = folder / META
    if not meta.exists():
        raise SearchError(f"the search index in {folder} has lost its list of segments; {ANEW}")
    try:
        segments = [segment["segment_id"].replace("-", "") for segment in json.loads(meta.read_bytes())["segments"]]
    except OSError as error:
        raise SearchError(
            f"{meta} of the search index cannot be read ({error.strerror}); give this user the right to read it"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SearchError(f"the list of segments of the search index in {folder} is damaged; {ANEW}") from error
    for segment in segments:
        for suffix in ("store", "term", "idx", "pos", "fast", "fieldnorm"):
            path = folder / f"{segment}.{suffix}"
            if not path.is_file() or not path.stat().st_size:
                raise SearchError(f"{path} of the search index is missing or empty; {ANEW}")


@contextmanager
def problems(folder: Path, doing: str = "read") -> Iterator[None]:
    """Say in one sentence what tantivy raises; its panics are no exceptions to Python, and they are caught, too.

    Raises:
        SearchError: tantivy failed.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise _problem(folder, doing, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _problem(folder, doing, error) from error


def _problem(folder: Path, doing: str, error: BaseException) -> SearchError:
    reason = str(error)
    if "LockBusy" in reason:
        return SearchError(
            f"another process is writing to the search index in {folder}; wait until it is done, or stop it"
        )
    if "Lockfile" in reason and any(f"code: {code}," in reason for code in (errno.EACCES, errno.EPERM, errno.EROFS)):
        return SearchError(
            f"the search index in {folder} cannot be {doing}, since no file can be made in that folder, and even"
            " a search needs a lock there; give this user the right to write to it, or copy the home elsewhere"
        )
    if "os error 28" in reason or "No space left" in reason:
        return SearchError(f"the disk of the search index in {folder} is full; free some space and run it again")
    return SearchError(f"the search index in {folder} could not be {doing} ({reason[:200]}); {ANEW}")
