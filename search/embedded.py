"""The index on this machine: tantivy in a folder, one writer, any number of readers."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from typing import TYPE_CHECKING

from search import discovery
from search.embedded_files import META, empty_files, open_files, problems, tantivy_document
from search.embedded_view import EmbeddedView
from search.finding import find
from search.index import NO_KINDS, Entry, Hit, Request, Result, SearchError
from search.lowering import lower
from search.schema import VERSION, row
from search.state import State, read_state, write_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import tantivy

    from pipelines.records import Document
    from search.nodes import Query

# Bytes of documents held in memory before a segment is written; one writer thread is enough for two cores.
_HEAP = 128_000_000
# Moments kept open for paging: each holds the files of its segments.
_MOMENTS = 4


class Embedded:
    """An index of this machine; one process writes it, any number read it."""

    def __init__(self, folder: Path, *, writable: bool, kinds: Mapping[str, str] = NO_KINDS) -> None:
        self._folder = folder / f"embedded-v{VERSION}"
        self._kinds = kinds
        self._writer: tantivy.IndexWriter | None = None
        self._views: OrderedDict[str, EmbeddedView] = OrderedDict()
        self._mark = ""
        self._made = ""
        self._index = empty_files()
        if writable:
            self._open_writer()

    def _open_writer(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SearchError(f"the folder {self._folder} of the search index cannot be made: {error}") from error
        index = open_files(self._folder)
        with problems(self._folder, "written"):
            self._writer = index.writer(_HEAP, 1)
        if read_state(self._folder) is None:
            write_state(self._folder, State())

    def cursor(self) -> int:
        """Give the ingest sequence up to which the index is complete."""
        state = read_state(self._folder)
        return state.cursor if state else 0

    def apply(self, upserts: Sequence[Document], cursor: int) -> None:
        """Put documents in place of those with the same ids; a crash before the cursor is written repeats it."""
        writer = self._writing()
        with problems(self._folder, "written"):
            for document in upserts:
                writer.delete_documents_by_term("id", document.article.id)
                writer.add_document(tantivy_document(row(document, self._kinds)))
            writer.commit()
        state = read_state(self._folder) or State()
        write_state(self._folder, State(cursor=cursor, made=state.made))

    def delete(self, ids: Sequence[str]) -> None:
        """Remove articles."""
        writer = self._writing()
        with problems(self._folder, "written"):
            for one in ids:
                writer.delete_documents_by_term("id", one)
            writer.commit()

    def search(self, request: Request) -> Result:
        """Answer a request."""
        return find(self._view, request)

    def count(self, query: Query) -> int:
        """Count the articles that a query finds."""
        return self._view().count(lower(query))

    def similar(self, id: str, size: int = 10) -> tuple[Hit, ...]:  # noqa: A002 - the record's own name
        """Give other articles that share the rarest words of one."""
        return discovery.similar(self._view(), id, size)

    def complete(self, text: str, size: int = 8) -> tuple[str, ...]:
        """Give titles that hold the words typed so far."""
        return discovery.complete(self.search, text, size)

    def spellings(self, word: str, size: int = 5) -> tuple[str, ...]:
        """Give words of the index that resemble one which it does not hold."""
        return discovery.spellings(self._view(), word, size)

    def explain(self, query: Query, id: str) -> str:  # noqa: A002 - the record's own name
        """Say how the score of an article comes about."""
        return self._view().explain(lower(query), id)

    def entries(self) -> Iterator[Entry]:
        """Go through all articles of the index."""
        return self._view().entries()

    def drop(self) -> None:
        """Empty the index and set the cursor to 0."""
        self._writing()
        self.close()
        shutil.rmtree(self._folder)
        self._open_writer()

    def close(self) -> None:
        """Wait for the writer's merges and let go of the files."""
        writer, self._writer = self._writer, None
        self._views.clear()
        self._mark = ""
        self._index = empty_files()
        if writer is not None:
            with problems(self._folder, "written"):
                writer.wait_merging_threads()

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise SearchError(f"the search index in {self._folder} is open for reading only")
        return self._writer

    def _view(self, token: str = "") -> EmbeddedView:
        """Give the moment of a token if it is still held, else the newest one."""
        self._refresh()
        view = self._views.get(token)
        return view if view is not None else self._views[self._mark]

    def _refresh(self) -> None:
        """Open or reload what another process, or this one, has written since."""
        mark = self._stamp()
        if mark == self._mark and mark in self._views:
            return
        state = read_state(self._folder)
        if not mark:
            if state is not None and state.cursor:
                raise SearchError(
                    f"the search index in {self._folder} has lost its list of segments; "
                    "build it anew with `rasad index --rebuild`"
                )
            self._index, self._made = empty_files(), ""
        elif state is None or state.made != self._made:
            self._index, self._made = open_files(self._folder), state.made if state else ""
        with problems(self._folder):
            self._index.reload()
            self._views[mark] = EmbeddedView(self._index.searcher(), self._index.schema, self._folder, mark)
        self._mark = mark
        while len(self._views) > _MOMENTS:
            self._views.popitem(last=False)

    def _stamp(self) -> str:
        """Give what changes with every commit."""
        try:
            status = (self._folder / META).stat()
        except FileNotFoundError:
            return ""
        return f"{status.st_ino:x}-{status.st_mtime_ns:x}"
