"""What an index takes, keeps and gives back: upserts, removals, cursors, rebuilding."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from search.index import Request
from search.query import Everything, Keyword, KeywordField, Words
from search.verify import differences, repair

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.records import Document
    from search.index import Index


@pytest.fixture
def index(open_index: Callable[[str], Index]) -> Index:
    """An empty index of this test's own."""
    return open_index(f"writes-{uuid.uuid4().hex[:8]}")


def _titled(document: Document, title: str, seq: int) -> Document:
    return replace(document, article=replace(document.article, title=title), seq=seq)


def test_a_new_index_is_empty_and_its_cursor_is_zero(index: Index) -> None:
    """Before anything is applied there is nothing to find and nothing to resume from."""
    assert index.cursor() == 0
    result = index.search(Request(facets=("lang",), stories=True))
    assert (result.total, result.hits, result.next) == (0, (), None)
    assert result.facets == {"lang": ()}
    assert index.count(Everything()) == 0
    assert list(index.entries()) == []
    assert index.similar("x") == ()
    assert index.explain(Everything(), "x") == ""
    assert index.spellings("word") == ()


def test_what_was_applied_is_found_at_once_and_the_cursor_with_it(index: Index, documents: dict[str, Document]) -> None:
    """After apply returns, searches see the documents and the cursor is kept."""
    index.apply([documents["startup"]], 13)
    assert index.cursor() == 13
    assert index.count(Words(("startup",))) == 1
    index.apply([], 20)
    assert index.cursor() == 20


def test_applying_again_changes_nothing(index: Index, documents: dict[str, Document]) -> None:
    """A batch that is repeated after a crash makes no duplicates."""
    batch = list(documents.values())
    index.apply(batch, 16)
    before = index.search(Request(size=100, facets=("lang", "topic")))
    index.apply(batch, 16)
    index.apply([*batch[:3], *batch[:3]], 16)
    after = index.search(Request(size=100, facets=("lang", "topic")))
    assert [hit.id for hit in after.hits] == [hit.id for hit in before.hits]
    assert (after.total, after.facets) == (before.total, before.facets)


def test_a_document_takes_the_place_of_the_one_with_its_id(index: Index, documents: dict[str, Document]) -> None:
    """An edited article is found by its new words and no longer by the old ones, in one batch or in two."""
    old = documents["chips"]
    index.apply([old, _titled(old, "Gearwheels", 17)], 17)
    assert index.count(Words(("gearwheels",))) == 1
    index.apply([_titled(old, "Sprockets", 18)], 18)
    assert index.count(Words(("gearwheels",))) == 0
    assert index.count(Words(("sprockets",))) == 1
    assert index.count(Everything()) == 1


def test_removed_articles_are_gone_and_may_come_back(index: Index, documents: dict[str, Document]) -> None:
    """Removing is by id, an unknown id is passed over, and the same document can be put back."""
    index.apply(list(documents.values()), 16)
    index.delete(["startup", "nobody"])
    assert index.count(Words(("startup",))) == 0
    assert index.count(Everything()) == 15
    assert index.cursor() == 16
    index.apply([documents["startup"]], 16)
    assert index.count(Words(("startup",))) == 1


def test_a_rebuild_keeps_the_last_of_each_article(index: Index, documents: dict[str, Document]) -> None:
    """An article that comes again while an index is built, in its batch or later, is held once, as it came last."""
    old = documents["chips"]
    once = _titled(old, "Gearwheels", 17)
    index.rebuild([([old, documents["startup"], once], 17), ([_titled(old, "Sprockets", 18)], 18)])
    assert index.count(Everything()) == 2
    assert [index.count(Words((word,))) for word in ("gearwheels", "sprockets", "startup")] == [0, 1, 1]


def test_dropping_starts_again_from_nothing(index: Index, documents: dict[str, Document]) -> None:
    """A dropped index is empty, its cursor is 0, and it can be filled again."""
    index.apply(list(documents.values()), 16)
    index.drop()
    assert index.cursor() == 0
    assert index.count(Everything()) == 0
    index.apply([documents["park"]], 8)
    assert (index.cursor(), index.count(Everything())) == (8, 1)


def test_an_index_is_rebuilt_while_it_is_searched(index: Index, documents: dict[str, Document]) -> None:
    """No query fails or finds less while a new index is built and put in place of the old one."""
    shelf = list(documents.values())
    index.apply(shelf, 16)
    counts: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            counts.append(index.count(Words(("yatırım",))))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(3):
            index.rebuild([(shelf[:8], 8), (shelf[8:], 16)])
    finally:
        done.set()
        asking.join()
    assert set(counts) == {2}
    assert index.cursor() == 16
    index.apply([documents["park"]], 17)
    assert index.count(Everything()) == 16


def test_a_failed_rebuild_leaves_the_index_as_it_was(index: Index, documents: dict[str, Document]) -> None:
    """What breaks in the middle of building anew does not touch what is searched."""
    index.apply([documents["park"]], 8)

    def batches() -> object:
        yield [documents["startup"]], 13
        raise RuntimeError("the archive went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.rebuild(batches())  # type: ignore[arg-type] # a generator of batches
    assert index.cursor() == 8
    assert index.count(Words(("startup",))) == 0
    index.apply([documents["hush"]], 10)
    assert index.count(Everything()) == 2


def test_pages_stay_in_place_while_articles_come_in(index: Index, documents: dict[str, Document]) -> None:
    """A reader who turns pages sees no article twice because newer ones came in between."""
    shelf = list(documents.values())
    index.apply(shelf[:9], 9)
    first = index.search(Request(size=4))
    index.apply(shelf[9:], 16)
    second = index.search(Request(size=100, cursor=first.next))
    seen = [hit.id for hit in (*first.hits, *second.hits)]
    assert len(seen) == len(set(seen))
    assert {one.article.id for one in shelf[:9]} <= set(seen)


def test_differences_to_the_archive_are_found_and_repaired(index: Index, documents: dict[str, Document]) -> None:
    """What is missing, stale or too much in the index is named by id, and nothing is left after the repair."""
    shelf = list(documents.values())
    index.apply([*shelf[:-1], _titled(shelf[0], "Another title", 17)], 17)
    kept = {one.article.id: one for one in shelf if one.article.id != "hush"}
    found = differences(index, kept.values())
    assert (found.missing, found.stale, found.surplus) == (("order",), ("cagri",), ("hush",))
    assert found.count == 3
    assert repair(index, found, [replace(kept[one], seq=18) for one in (*found.missing, *found.stale)]) == 3
    rewritten = {*found.missing, *found.stale}
    now = [replace(one, seq=18) if one.article.id in rewritten else one for one in kept.values()]
    assert differences(index, now).count == 0


EXTREMES = {
    "empty": "",
    "blank": " ",
    "one enormous word": "x" * 20_000,
    "many words": "a " * 30_000,
    "joiners only": "\u200c" * 50,
    "control characters": "\x00\x01",
    "pictures": "🙂" * 500,
    "capitals with dots": "İ" * 300,
    "ornaments": "ـ" * 1000,
    "separators": "٫٫٫",
    "apostrophes": "'" * 999,
}


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_articles_of_unusual_text_are_taken_and_found(index: Index, documents: dict[str, Document], text: str) -> None:
    """Empty, enormous and strange texts are indexed, found by their properties, and come back unchanged."""
    odd = replace(documents["chips"], article=replace(documents["chips"].article, title=text, text=text, lead=text))
    index.apply([odd, documents["park"]], 16)
    result = index.search(Request(query=Keyword(KeywordField.LANG, ("en",))))
    assert [hit.document.article.text for hit in result.hits] == [text]
