"""Copies are found whatever the order in which articles came in, and a changed original is a change of the document."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.archive import articles, copies, documents, pages, runs
from pipelines.archive.articles import Extracted
from pipelines.archive.copies import COMPARED, Chain, Comparison
from pipelines.archive.store import Archive
from pipelines.dedupe import signature
from pipelines.records import Article, Document, Page

from .conftest import NOON, MakeArticle

STORY = (
    "Ankara merkezli yazılım şirketi Kuzey Bulut, veri merkezi yatırımı için iki fondan on iki milyon dolar aldı. "
    "Şirketin genel müdürü, kaynağın yarısının Ar-Ge ekibine, kalanının yurt dışı ofislerine ayrılacağını söyledi. "
    "Kuzey Bulut gelecek yıl Tebriz ve Bakü'de iki yeni ofis açmayı, ihracatını üç katına çıkarmayı planlıyor."
)
OTHER = (
    "Ege Teknoparkı'nda düzenlenen bahar kampına altmış öğrenci katıldı; ekipler üç gün boyunca tarım robotları, "
    "sulama yazılımları ve sera sensörleri üzerinde çalıştı. Jüri, birinciliği su tüketimini azaltan projeye verdi. "
    "Kampın ikincisi eylülde Muğla'da yapılacak ve yalnızca lise öğrencilerine açık olacak."
)


@pytest.fixture
def make(article: MakeArticle) -> Callable[..., Article]:
    """Give a maker of articles with a text, hours after noon, from a source."""

    def build(number: int, text: str, hours: int, source: str = "haber") -> Article:
        made = article(number, title=text.split(",", maxsplit=1)[0], text=text, source=source)
        assert made.published is not None
        when = replace(made.published, instant=NOON + timedelta(hours=hours))
        return replace(made, published=when)

    return build


def store(archive: Archive, run: int, page: Callable[..., Page], *made: Article) -> list[Article]:
    """Archive articles as if pages had given them."""
    with archive.transaction() as connection:
        rows = [pages.insert(connection, run, page(1)) for _ in made]
    extracted = [
        Extracted(page=row, result=one, signature=signature(one.title, one.text, one.language))
        for row, one in zip(rows, made, strict=True)
    ]
    return articles.commit(archive, extracted)


def groups(archive: Archive) -> dict[str, str]:
    """Give the original of every article that is in a group."""
    return {row["id"]: row["original"] for row in archive.connection.execute("SELECT * FROM copies")}


def test_the_first_published_copy_is_the_original(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """A copy that came in first but was published later is the copy; another story stands alone."""
    late, early, other = make(1, STORY, 5), make(2, STORY, 1), make(3, OTHER, 2)
    added = store(archive, run, page, late, early, other)
    Comparison(archive, ()).run(added)
    assert groups(archive) == {late.id: early.id, early.id: early.id}
    assert archive.cursor(COMPARED) == added[-1].seq
    assert copies.chain(archive, early.id, ()).copies == ((early.id, "haber"), (late.id, "haber"))


def test_an_agency_is_first_when_times_tie(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """Of two copies of the same minute the agency's is the original."""
    paper, agency = make(1, STORY, 0, "gazete"), make(2, STORY, 0, "ajans")
    Comparison(archive, {"ajans"}).run(store(archive, run, page, paper, agency))
    assert groups(archive)[paper.id] == agency.id


@pytest.mark.parametrize("seed", range(6))
def test_groups_do_not_depend_on_the_order(
    tmp_path: Path, page: Callable[..., Page], make: Callable[..., Article], seed: int
) -> None:
    """Any order, in any number of runs, gives the same groups and originals."""
    made = [
        *(make(n, STORY + " Haberin devamı yarın." * (n % 2), n) for n in range(1, 6)),
        *(make(n, OTHER, n) for n in range(6, 9)),
    ]
    shuffled = random.Random(seed).sample(made, len(made))
    with Archive(tmp_path / "archive") as archive:
        run = runs.begin(archive, "crawl", NOON)
        for one in shuffled:
            Comparison(archive, ()).run(store(archive, run, page, one))
        assert groups(archive) == {
            **{one.id: made[0].id for one in made[:5]},
            **{one.id: made[5].id for one in made[5:]},
        }


def test_a_new_original_changes_the_documents(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """When an earlier copy comes in late, documents that are there get a new place in the ingest sequence."""
    comparison = Comparison(archive, ())
    (late,) = store(archive, run, page, make(1, STORY, 5))
    comparison.run([late])
    documents.commit(archive, [Document(article=late, tagger="t")], upto=late.seq)
    before = documents.last_change(archive)
    (early,) = store(archive, run, page, make(2, STORY, 1))
    comparison.run([early])
    changed, _ = documents.changed(archive, before, 10)
    assert [(one.article.id, one.duplicate_of, one.story) for one in changed] == [(late.id, early.id, early.id)]


def test_an_edit_can_leave_its_group(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """An article whose new revision says something else is no copy any more."""
    comparison = Comparison(archive, ())
    comparison.run(store(archive, run, page, make(1, STORY, 1), make(2, STORY, 5)))
    (edited,) = store(archive, run, page, make(2, OTHER, 5))
    comparison.run([edited])
    assert groups(archive) == {make(1, STORY, 1).id: make(1, STORY, 1).id, edited.id: edited.id}


def test_days_far_off_are_no_copies(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """The same text three weeks later is a story of its own."""
    Comparison(archive, ()).run(store(archive, run, page, make(1, STORY, 0), make(2, STORY, 24 * 21)))
    assert groups(archive) == {}


def test_a_full_window_starts_anew(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the window is let go, earlier articles are read again and still found."""
    monkeypatch.setattr(copies, "LARGEST_WINDOW", 0)
    comparison = Comparison(archive, ())
    for number in (1, 2):
        comparison.run(store(archive, run, page, make(number, STORY, number)))
    assert len(groups(archive)) == 2


def test_what_everybody_carries_is_one_group(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """Three hundred copies make one group with a bounded number of pairs, and an edited one leaves it."""
    made = [make(number, STORY, number) for number in range(300)]
    comparison = Comparison(archive, ())
    comparison.run(store(archive, run, page, *made[150:]))
    comparison.run(store(archive, run, page, *made[:150]))
    assert groups(archive) == {one.id: made[0].id for one in made}
    pairs = archive.connection.execute("SELECT count(*) FROM resemblances").fetchone()[0]
    assert pairs <= 2 * 300 * copies.MOST_PAIRS
    comparison.run(store(archive, run, page, make(7, OTHER, 7)))
    assert groups(archive) == {one.id: (one.id if one is made[7] else made[0].id) for one in made}


def test_a_chain_begins_with_the_agency(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """A paper that was first by the clock comes behind the agency; without an agency the credited one is named."""
    early, agency, late = make(1, STORY, 0, "gazete"), make(2, STORY, 1, "ajans"), make(3, STORY, 2, "portal")
    credited = replace(late, agency="AA")
    Comparison(archive, {"ajans"}).run(store(archive, run, page, early, agency, credited))
    known = copies.chain(archive, early.id, {"ajans"})
    assert known == Chain(((agency.id, "ajans"), (early.id, "gazete"), (late.id, "portal")), "ajans")
    assert copies.chain(archive, early.id, ()).agency == "AA"
    assert known.sources == ("ajans", "gazete", "portal")


def test_an_article_alone_is_a_chain_of_one(
    archive: Archive, run: int, page: Callable[..., Page], make: Callable[..., Article]
) -> None:
    """Without copies there is one link, without an agency none is named, and of an unknown article there is nothing."""
    (alone,) = store(archive, run, page, make(1, STORY, 0))
    assert copies.chain(archive, alone.id, {"ajans"}) == Chain(((alone.id, "haber"),))
    assert copies.chain(archive, "nothing", {"ajans"}) == Chain(())
