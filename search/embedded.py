"""The index on this machine: tantivy in a folder, one writer, any number of readers."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from search.answers import Answers
from search.crew import Crew
from search.embedded_files import (
    BUILD_HEAP,
    check_files,
    empty_files,
    new_writer,
    open_files,
    problems,
    stamp,
    tantivy_document,
)
from search.embedded_view import EmbeddedView
from search.index import NO_KINDS, SearchError
from search.lexicon import lexicon
from search.schema import VERSION, row
from search.state import Generations, read_cursor, write_cursor
from search.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import tantivy

    from pipelines.records import Document
    from search.schema import Row

# Moments kept open for paging: each holds the files of its segments.
_MOMENTS = 4
_NOTHING = "nothing"


class Embedded(Answers):
    """An index of this machine; one process writes it, any number read it."""

    def __init__(self, folder: Path, *, writable: bool, kinds: Mapping[str, str] = NO_KINDS) -> None:
        self._generations = Generations.of_version(folder, VERSION)
        self._folder = folder
        self._kinds = kinds
        self._writable = writable
        self._writer: tuple[Path, tantivy.IndexWriter] | None = None
        self._index: tuple[Path | None, tantivy.Index] = (None, empty_files())
        self._views: OrderedDict[str, EmbeddedView] = OrderedDict()
        self._mark: str | None = None
        if writable:
            self._generations.lock()

    def cursor(self) -> int:
        """Give the ingest sequence up to which the index is complete."""
        generation = self._generations.current()
        if generation is None:
            return 0
        check_files(generation)
        return read_cursor(generation)

    def apply(self, upserts: Sequence[Document], cursor: int) -> None:
        """Put documents in place of those with the same ids; a crash before the cursor is written repeats it."""
        generation, writer = self._writing()
        with problems(generation, "written"):
            for document in upserts:
                _put(writer, row(document, self._kinds))
            writer.commit()
        write_cursor(generation, cursor)
        if news := lexicon().news():
            with Words(generation) as words:
                words.keep(news)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove articles."""
        generation, writer = self._writing()
        with problems(generation, "written"):
            for one in ids:
                writer.delete_documents_by_term("id", one)
            writer.commit()

    def rebuild(self, batches: Iterable[tuple[Iterable[Document], int]]) -> None:
        """Build a new generation and make it the current one; readers see the old one until then."""
        self._check_writable()
        generation = self._generations.fresh()
        try:
            write_cursor(generation, self._build(generation, batches))
        except BaseException:
            self._generations.discard(generation)
            raise
        self._release()
        self._generations.promote(generation)
        self._generations.supersede()

    def _build(self, generation: Path, batches: Iterable[tuple[Iterable[Document], int]]) -> int:
        """Write all batches and commit once, since nobody reads the generation before it is current."""
        writer = new_writer(generation, BUILD_HEAP)
        with Words(generation) as words, Crew(self._kinds, learnt=words.keep) as crew:
            # Nothing is in a new index yet; to look each article up there would be in vain.
            written: set[str] = set()
            for made in crew.rows(batches):
                with problems(generation, "written"):
                    if made.id in written:
                        writer.delete_documents_by_term("id", made.id)
                    writer.add_document(tantivy_document(made))
                written.add(made.id)
        with problems(generation, "written"):
            writer.commit()
            writer.wait_merging_threads()
        return crew.cursor

    def drop(self) -> None:
        """Put an empty index in place of this one."""
        self.rebuild(())

    def close(self) -> None:
        """Wait for the writer's merges and let go of the files."""
        self._release()
        self._views.clear()
        self._mark = None
        self._index = (None, empty_files())
        self._generations.unlock()

    def _release(self) -> None:
        written, self._writer = self._writer, None
        if written is not None:
            with problems(written[0], "written"):
                written[1].wait_merging_threads()

    def _check_writable(self) -> None:
        if not self._writable:
            raise SearchError(f"the search index in {self._folder} is open for reading only")

    def _writing(self) -> tuple[Path, tantivy.IndexWriter]:
        """Give the writer of the current generation; the first one is made here."""
        self._check_writable()
        if self._writer is None:
            generation = self._generations.current()
            if generation is None:
                generation = self._generations.fresh()
                writer = new_writer(generation)
                self._generations.promote(generation)
            else:
                writer = new_writer(generation)
            self._writer = (generation, writer)
        return self._writer

    def _view(self, token: str = "") -> EmbeddedView:
        """Give the moment of a token if it is still held, else the newest one."""
        newest = self._newest()
        return self._views.get(token, newest)

    def _newest(self) -> EmbeddedView:
        """Open or reload what another process, or this one, has written since."""
        generation = self._generations.current()
        mark = stamp(generation) if generation else _NOTHING
        if mark != self._mark or mark not in self._views:
            self._views[mark] = self._open(generation, mark)
            self._mark = mark
            while len(self._views) > _MOMENTS:
                self._views.popitem(last=False)
        return self._views[mark]

    def _open(self, generation: Path | None, mark: str) -> EmbeddedView:
        if generation != self._index[0]:
            self._index = (generation, open_files(generation) if generation else empty_files())
        index = self._index[1]
        where = generation or self._folder
        with problems(where):
            index.reload()
            return EmbeddedView(index.searcher(), index.schema, where, mark)


def _put(writer: tantivy.IndexWriter, made: Row) -> None:
    writer.delete_documents_by_term("id", made.id)
    writer.add_document(tantivy_document(made))
