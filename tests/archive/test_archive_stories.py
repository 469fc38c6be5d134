"""Stories are found as articles are tagged, keep their ids, and are written whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.archive import articles, documents, pages, runs, stories
from pipelines.archive.articles import Extracted
from pipelines.archive.copies import Comparison
from pipelines.archive.documents import TAGGED
from pipelines.archive.store import Archive
from pipelines.archive.stories import Grouping
from pipelines.dedupe import signature
from pipelines.errors import ArchiveError
from pipelines.records import Article, Document, Page
from pipelines.stories import traits_of

from .conftest import NOON, MakeArticle

SIGNED = (
    "Nilsa Hücre ile Kuzey Rüzgârı Enerji batarya laboratuvarı kuruyor",
    (
        "Kuzey Rüzgârı Enerji, Tebrizli Nilsa Hücre ile Ankara'da lityum batarya laboratuvarı kurmak için anlaştı. "
        "İmza töreni Gölbaşı Teknokent'te yapıldı. Laboratuvar için 8 milyon dolar harcanacak, 30 mühendis çalışacak."
    ),
)
TOLD_AGAIN = (
    "Lityum batarya için Türk-İran ortaklığı",
    (
        "Gölbaşı Teknokent'teki törende konuşan yöneticiler, Nilsa Hücre'nin Kuzey Rüzgârı Enerji ile kuracağı "
        "laboratuvarın 30 mühendise iş vereceğini söyledi. Tebriz merkezli şirket, lityum hücreyi Ankara'ya taşıyacak."
    ),
)
THIRD = (
    "Tebrizli şirket Ankara'da batarya laboratuvarı açıyor",
    (
        "Nilsa Hücre ve Kuzey Rüzgârı Enerji, lityum batarya laboratuvarını Gölbaşı Teknokent'te kuracak. Tören dün "
        "yapıldı; laboratuvarda 30 mühendis çalışacak ve 8 milyon dolar harcanacak."
    ),
)
FUND = (
    "Yeni fon tarım girişimlerine yatırım yapacak",
    (
        "Toprakana Ventures adlı girişim sermayesi fonu, Konya'daki bir teknokentte tanıtıldı. Fon, sulama ve tohum "
        "teknolojileri geliştiren 12 girişime 5 milyon avro aktaracak. İlk başvurular aralık ayında değerlendirilecek."
    ),
)

Made = tuple[int, tuple[str, str], int]
Put = Callable[..., list[Article]]


@pytest.fixture
def put(archive: Archive, run: int, page: Callable[..., Page], article: MakeArticle) -> Put:
    """Give a function that archives, compares and tags articles given as number, (title, text) and hours after noon."""

    def build(*made: Made, grouping: Grouping | None = None, at: Archive | None = None) -> list[Article]:
        into = at or archive
        added = _archive(into, run, page, [_article(article, one) for one in made])
        Comparison(into, ()).run(added)
        _tag(grouping or Grouping(into, ()), added)
        return added

    return build


def _article(article: MakeArticle, made: Made) -> Article:
    number, (title, text), hours = made
    one = article(number, title=title, text=text)
    assert one.published is not None
    return replace(one, published=replace(one.published, instant=NOON + timedelta(hours=hours)))


def _archive(archive: Archive, run: int, page: Callable[..., Page], made: Sequence[Article]) -> list[Article]:
    with archive.transaction() as connection:
        rows = [pages.insert(connection, run, page(1)) for _ in made]
    extracted = [
        Extracted(page=row, result=one, signature=signature(one.title, one.text, one.language))
        for row, one in zip(rows, made, strict=True)
    ]
    return articles.commit(archive, extracted)


def _tag(grouping: Grouping, added: Sequence[Article]) -> None:
    made = [Document(article=one, tagger="t") for one in added]
    grouping.commit([(document, traits_of(document)) for document in made], upto=added[-1].seq)


def found(archive: Archive) -> dict[str, str]:
    """Give the story of every document."""
    return {document.article.id: document.story for document in documents.every(archive)}


def test_independent_reports_are_one_story(archive: Archive, put: Put) -> None:
    """Two reports of one signing have one story, a fund's launch its own; neither is a copy; the cursor has moved."""
    first, fund, again = put((1, SIGNED, 0), (2, FUND, 1), (3, TOLD_AGAIN, 2))
    assert found(archive) == {first.id: first.id, fund.id: fund.id, again.id: first.id}
    assert all(document.duplicate_of is None for document in documents.every(archive))
    assert archive.cursor(TAGGED) == again.seq


def test_consumers_are_told_when_a_story_changes(archive: Archive, put: Put) -> None:
    """A document that moves to another story gets a new place in the ingest sequence; one that stays gets none."""
    early, late = put((1, SIGNED, 0), (2, TOLD_AGAIN, 24 * 9))
    assert found(archive) == {early.id: early.id, late.id: late.id}
    before = documents.last_change(archive)
    (between,) = put((3, THIRD, 24 * 4))
    changed, _ = documents.changed(archive, before, 10)
    assert {document.article.id: document.story for document in changed} == {late.id: early.id, between.id: early.id}
    assert found(archive)[early.id] == early.id


def test_an_earlier_report_does_not_rename_a_story(archive: Archive, put: Put) -> None:
    """Consumers have seen the id; a report that was published before and comes in later takes it over."""
    (first,) = put((1, SIGNED, 5))
    (earlier,) = put((2, TOLD_AGAIN, 0))
    assert found(archive) == {first.id: first.id, earlier.id: first.id}


def test_a_week_is_the_reach(archive: Archive, put: Put) -> None:
    """Eight days later the same words are another story, seven days later the same."""
    put((1, SIGNED, 0), (2, TOLD_AGAIN, 24 * 8))
    assert len(set(found(archive).values())) == 2
    put((3, THIRD, 24 * 7))
    assert len(set(found(archive).values())) == 1


def test_copies_belong_to_the_story_of_their_original(archive: Archive, put: Put, article: MakeArticle) -> None:
    """A copy whose title and opening say something else is of the story all the same, in whichever order they come."""
    other = ("Günün notları", f"{FUND[1]} {FUND[1]} " + SIGNED[1] * 2)
    first, copy = put((1, (SIGNED[0], f"{SIGNED[1]} {SIGNED[1]} {THIRD[1]} {TOLD_AGAIN[1]}"), 0), (2, other, 24 * 10))
    assert set(found(archive)) == {first.id, copy.id}
    with archive.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO copies VALUES (?, ?)", [(first.id, first.id), (copy.id, first.id)]
        )
    edited = _article(article, (2, (other[0], other[1] + " Düzeltme."), 24 * 10))
    _tag(Grouping(archive, ()), [replace(edited, seq=copy.seq)])
    assert found(archive) == {first.id: first.id, copy.id: first.id}


def test_an_edit_leaves_its_story(archive: Archive, put: Put) -> None:
    """An article that says something else now goes; the story keeps its id, or takes another where that one goes."""
    first, again, third = put((1, SIGNED, 0), (2, TOLD_AGAIN, 1), (3, THIRD, 2))
    put((3, FUND, 2))
    assert found(archive) == {first.id: first.id, again.id: first.id, third.id: third.id}
    put((3, THIRD, 2))
    put((1, FUND, 0))
    assert found(archive) == {first.id: first.id, again.id: again.id, third.id: again.id}


def test_a_small_edit_changes_no_story(archive: Archive, put: Put) -> None:
    """A story keeps its id when the article that it is named after, or another one, is corrected."""
    late, early, third = put((1, SIGNED, 5), (2, TOLD_AGAIN, 0), (3, THIRD, 2))
    expected = dict.fromkeys((late.id, early.id, third.id), late.id)
    for number, (title, text), hours in ((1, SIGNED, 5), (2, TOLD_AGAIN, 0)):
        put((number, (title, f"{text} Haber güncellendi."), hours))
        assert found(archive) == expected


def test_what_an_article_held_together_falls_apart(archive: Archive, put: Put) -> None:
    """When the report between two that are ten days apart is edited away, they are two stories again."""
    early, late, between = put((1, SIGNED, 0), (2, TOLD_AGAIN, 24 * 10), (3, THIRD, 24 * 5))
    assert set(found(archive).values()) == {early.id}
    put((3, FUND, 24 * 5))
    assert found(archive) == {early.id: early.id, late.id: late.id, between.id: between.id}


def test_tagging_again_changes_nothing(archive: Archive, put: Put) -> None:
    """The same tags once more move nobody and compare nobody."""
    added = put((1, SIGNED, 0), (2, TOLD_AGAIN, 1))
    pairs = archive.connection.execute("SELECT count(*) FROM kinships").fetchone()[0]
    _tag(Grouping(archive, ()), added)
    assert set(found(archive).values()) == {added[0].id}
    assert archive.connection.execute("SELECT count(*) FROM kinships").fetchone()[0] == pairs == 1


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_neither_batches_nor_restarts_matter(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """However articles are cut into batches, and whenever a process starts anew between them, ids are the same."""
    texts = st.sampled_from((SIGNED, TOLD_AGAIN, THIRD, FUND))
    made = data.draw(st.lists(st.tuples(st.integers(1, 5), texts, st.integers(0, 24 * 12)), min_size=2, max_size=8))
    cuts = data.draw(st.sets(st.integers(1, len(made) - 1)))
    results = [_process(tmp_path_factory.mktemp("home"), made, one) for one in (set(), cuts)]
    assert results[0] == results[1]


def _process(folder: Path, made: Sequence[Made], cuts: set[int]) -> dict[str, str]:
    from .conftest import article, page  # noqa: PLC0415 -- the makers behind the fixtures

    with Archive(folder) as archive:
        run = runs.begin(archive, "crawl", NOON)
        build = [_article(article.__wrapped__(), one) for one in made]  # type: ignore[attr-defined] # set by pytest
        added = _archive(archive, run, page.__wrapped__(), build)  # type: ignore[attr-defined] # set by pytest
        Comparison(archive, ()).run(added)
        bounds = [0, *sorted(cut for cut in cuts if cut < len(added)), len(added)]
        for start, end in pairwise(bounds):
            if start < end:
                _tag(Grouping(archive, ()), added[start:end])
        return found(archive)


def test_a_batch_is_written_whole_or_not_at_all(archive: Archive, put: Put) -> None:
    """When the stories cannot be written, neither are the tags, the changes and the cursor."""
    put((1, SIGNED, 0))
    before = documents.last_change(archive), archive.cursor(TAGGED), found(archive)
    archive.connection.execute("CREATE TRIGGER full BEFORE INSERT ON kinships BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(ArchiveError):
        put((2, FUND, 1), (3, TOLD_AGAIN, 2))
    assert (documents.last_change(archive), archive.cursor(TAGGED), found(archive)) == before


def test_a_full_window_is_read_again(archive: Archive, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the window is let go, earlier articles are read from the archive and still found."""
    monkeypatch.setattr(stories, "LARGEST_WINDOW", 0)
    grouping = Grouping(archive, ())
    first, *_ = [put((number, text, number), grouping=grouping)[0] for number, text in enumerate((SIGNED, THIRD), 1)]
    put((3, FUND, 3), grouping=grouping)
    put((4, TOLD_AGAIN, 4), grouping=grouping)
    assert sorted(found(archive).values()).count(first.id) == 3


def test_documents_from_before_there_were_stories_are_caught_up_with(archive: Archive, put: Put) -> None:
    """What was tagged without stories gets them once, in any number of batches, and consumers are told."""
    added = put((1, SIGNED, 0), (2, FUND, 1), (3, TOLD_AGAIN, 2))
    expected = found(archive)
    for table in ("traits", "kinships", "stories"):
        archive.connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- names from the line above
    before = documents.last_change(archive)
    grouping = Grouping(archive, ())
    assert stories.catch_up(archive, grouping, batch=2) == 3
    again = found(archive)
    assert {again[one] == again[other] for one in again for other in again if expected[one] == expected[other]} == {
        True
    }
    assert len(set(again.values())) == len(set(expected.values())) == 2
    assert len(documents.changed(archive, before, 100)[0]) == len(added)
    assert stories.catch_up(archive, grouping, batch=2) == 0


def test_a_story_is_told_by_date_under_its_best_title(archive: Archive, put: Put) -> None:
    """A story's articles come by date as they are now; its title is the one that says most of what the others say."""
    put((1, SIGNED, 3), (2, TOLD_AGAIN, 1), (3, THIRD, 2))
    told = stories.told(archive, found(archive).popitem()[1])
    assert [one.title for one in told] == [TOLD_AGAIN[0], THIRD[0], SIGNED[0]]
    assert stories.title_of(told) in {SIGNED[0], THIRD[0]}
    assert stories.told(archive, "nothing") == []
    with pytest.raises(ValueError, match="empty"):
        stories.title_of([])


def test_an_archive_of_the_first_version_is_upgraded(tmp_path: Path) -> None:
    """Copies keep their originals, and documents find their stories with the next processing."""
    from pipelines.archive.schema import STEPS  # noqa: PLC0415 -- only this test looks into them

    connection = sqlite3.connect(tmp_path / "archive.sqlite3")
    for statement in STEPS[0].split(";\n"):
        connection.execute(statement)
    connection.execute("INSERT INTO copies VALUES ('b', 'a', 'a')")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with Archive(tmp_path) as archive:
        assert [tuple(row) for row in archive.connection.execute("SELECT * FROM copies")] == [("b", "a")]
        assert stories.catch_up(archive, Grouping(archive, ()), 10) == 0
    Archive(tmp_path).close()
