"""What an answer holds besides the articles: totals, order, pages, facets, stories, marks."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from pipelines.errors import UsageError
from search.index import FacetCount, Index, Request, Sort
from search.query import Keyword, KeywordField, Words, parse
from search.schema import digest, row

if TYPE_CHECKING:
    from datetime import date

    from pipelines.records import Document
    from search.vocabulary import Vocabulary


def _ids(index: Index, **asked: object) -> list[str]:
    return [hit.id for hit in index.search(Request(**asked)).hits]  # type: ignore[arg-type] # keys of a request


def _pages(index: Index, request: Request) -> list[list[str]]:
    pages: list[list[str]] = []
    asked: Request | None = request
    while asked is not None:
        result = index.search(asked)
        pages.append([hit.id for hit in result.hits])
        asked = _following(asked, result.next)
    return pages


def _following(request: Request, cursor: str | None) -> Request | None:
    return (
        Request(query=request.query, sort=request.sort, size=request.size, stories=request.stories, cursor=cursor)
        if cursor
        else None
    )


def test_the_newest_come_first_and_the_undated_last(library: Index, documents: dict[str, Document]) -> None:
    """By date, hits follow the instant of publication; on the same instant what was ingested later leads."""
    expected = sorted(
        documents.values(),
        key=lambda one: (one.article.published.instant.timestamp() if one.article.published else 0, one.seq),
        reverse=True,
    )
    assert _ids(library, sort=Sort.NEWEST, size=50) == [one.article.id for one in expected]
    assert _ids(library, sort=Sort.NEWEST, size=50)[-1] == "tarihsiz"


def test_the_oldest_come_first_and_the_undated_still_last(library: Index) -> None:
    """Upwards by date, an article without a date is last, too."""
    found = _ids(library, sort=Sort.OLDEST, size=50)
    assert found[0] == "order"
    assert found[-1] == "tarihsiz"
    assert found[:-1] == _ids(library, sort=Sort.NEWEST, size=50)[-2::-1]


def test_a_word_in_the_title_counts_more_than_in_the_text(library: Index) -> None:
    """Of two articles with a word, the one that has it in its title comes first by relevance."""
    found = _ids(library, query=Words(("startup",)), size=5)
    assert found == ["startup"]
    assert _ids(library, query=Words(("دانشگاه",)))[0] == "daneshgah"


def test_relevance_falls_with_age_between_equal_texts(library: Index) -> None:
    """A query that scores nothing gives the newest first, by relevance too, and scores never rise along the hits."""
    result = library.search(Request(query=Keyword(KeywordField.LANG, ("tr",)), size=50))
    assert [hit.id for hit in result.hits][:3] == ["ozet", "cagri", "yatirim-kopya"]
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 1


@pytest.mark.parametrize(
    "text", ["lang:tr -kind:agency", "inv* NOT alpha", "-lang:fa", "published:2026.. lang:en", "*"]
)
def test_conditions_alone_score_the_weight_of_age(library: Index, today: date, text: str) -> None:
    """What only selects scores one times the weight of age, however it is put together."""
    hits = library.search(Request(query=parse(text, today=today).query, size=50)).hits
    assert hits
    weights = {hit.id: row(hit.document, {}).weight for hit in hits}
    assert [hit.score for hit in hits] == pytest.approx([weights[hit.id] for hit in hits], rel=1e-5)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("size", [1, 2, 3, 7, 15, 16, 50])
def test_pages_follow_each_other_without_gap_or_repetition(library: Index, sort: Sort, size: int) -> None:
    """Following the cursor gives every hit once, in the order of one large page."""
    pages = _pages(library, Request(sort=sort, size=size))
    assert [one for page in pages for one in page] == _ids(library, sort=sort, size=100)
    assert all(len(page) == size for page in pages[:-1])


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_stories_show_each_story_once(library: Index, sort: Sort) -> None:
    """One hit per story, over all pages, and the same as on one large page."""
    pages = _pages(library, Request(sort=sort, size=3, stories=True))
    found = [one for page in pages for one in page]
    assert found == _ids(library, sort=sort, size=100, stories=True)
    assert len(found) == 14
    assert len({"yatirim", "yatirim-kopya"} & set(found)) == 1
    assert len({"safar", "delegation"} & set(found)) == 1


def test_a_story_is_shown_by_its_first_hit_and_counts_the_others(library: Index) -> None:
    """The hit of a story says how many more of its articles match; the total counts articles."""
    result = library.search(Request(query=Words(("yatırım",)), stories=True, sort=Sort.NEWEST))
    assert [(hit.id, hit.others) for hit in result.hits] == [("yatirim-kopya", 1)]
    assert result.total == 2
    assert library.search(Request(query=Words(("kurucu", "hedefi")), stories=True)).hits[0].others in {0, 1}


def test_a_page_has_at_least_one_and_at_most_a_thousand_hits(library: Index) -> None:
    """Sizes that make no page are brought into the range instead of being refused."""
    assert len(_ids(library, size=0)) == 1
    assert len(_ids(library, size=-5)) == 1
    assert len(_ids(library, size=10**9)) == 16


def test_a_cursor_of_another_search_is_refused(library: Index) -> None:
    """A cursor belongs to its query, filters and order; with another one, the user is told to start again."""
    cursor = library.search(Request(size=2)).next
    with pytest.raises(UsageError, match="another search"):
        library.search(Request(size=2, cursor=cursor, sort=Sort.OLDEST))


@pytest.mark.parametrize("cursor", ["", "x", "e30", "bnVsbA", "WzEsMiwzXQ", "ä", "!!!!"])
def test_a_damaged_cursor_is_refused(library: Index, cursor: str) -> None:
    """What is no cursor is said to be damaged."""
    with pytest.raises(UsageError, match="damaged"):
        library.search(Request(cursor=cursor))


def test_facets_count_articles_by_value_the_most_frequent_first(library: Index) -> None:
    """A facet counts every matching article once for each of its values; ties are in the order of the values."""
    facets = library.search(Request(facets=("lang", "topic", "event", "kind", "org", "place", "is"))).facets
    assert facets["lang"] == (FacetCount("tr", 7), FacetCount("fa", 5), FacetCount("en", 4))
    assert facets["topic"] == (FacetCount("parks", 4), FacetCount("venture-capital", 4), FacetCount("ai", 3))
    assert facets["event"][0] == FacetCount("visit", 3)
    assert facets["kind"] == (FacetCount("news", 7), FacetCount("agency", 5), FacetCount("magazine", 4))
    assert facets["org"] == (FacetCount("tr/tubitak", 3), FacetCount("ir/eastp", 1), FacetCount("tr/ornek", 1))
    assert facets["place"] == (FacetCount("Tabriz", 3), FacetCount("Ankara", 1), FacetCount("İstanbul", 1))
    assert FacetCount("complete", 15) in facets["is"]


def test_months_are_counted_in_both_calendars(library: Index) -> None:
    """The histogram has Gregorian and Jalali months, weeks and days of the source's own zone."""
    facets = library.search(Request(facets=("month", "jalali_month", "week", "day"))).facets
    assert {one.value: one.count for one in facets["month"]} == {
        "2026-11": 8, "2026-10": 4, "2026-09": 2, "2025-03": 1
    }  # fmt: skip
    assert {one.value: one.count for one in facets["jalali_month"]} == {
        "1405-08": 9, "1405-07": 2, "1405-06": 2, "1405-09": 1, "1403-12": 1
    }  # fmt: skip
    assert FacetCount("2026-W46", 4) in facets["week"]
    assert FacetCount("2026-10-23", 2) in facets["day"]


def test_a_selected_facet_narrows_hits_and_other_facets_but_not_itself(library: Index) -> None:
    """Several values of one facet are alternatives, facets are conditions, and a facet ignores its own selection."""
    request = Request(filters={"lang": ("fa", "en"), "topic": ("parks",)}, facets=("lang", "topic", "source"), size=50)
    result = library.search(request)
    assert {hit.id for hit in result.hits} == {"park", "safar", "delegation"}
    assert result.total == 3
    assert set(result.facets["lang"]) == {
        FacetCount("fa", 2, selected=True), FacetCount("en", 1, selected=True), FacetCount("tr", 1)
    }  # fmt: skip
    assert FacetCount("parks", 3, selected=True) in result.facets["topic"]
    assert FacetCount("venture-capital", 2) in result.facets["topic"]
    assert sum(one.count for one in result.facets["source"]) == 3


def test_a_selected_value_is_shown_even_where_it_is_rare_or_absent(library: Index) -> None:
    """What is selected can always be unselected."""
    result = library.search(Request(filters={"lang": ("en", "xx")}, facets=("lang",), facet_size=1))
    assert result.facets["lang"] == (
        FacetCount("tr", 7), FacetCount("en", 4, selected=True), FacetCount("xx", 0, selected=True)
    )  # fmt: skip


@pytest.mark.parametrize("request_", [Request(facets=("nope",)), Request(filters={"stem": ("x",)})])
def test_an_unknown_facet_is_refused_by_name(library: Index, request_: Request) -> None:
    """A facet that is none is a wrong use, and the sentence names those that are."""
    with pytest.raises(UsageError, match="jalali_month"):
        library.search(request_)


_PIECES = [
    "AND", "OR", "NOT", "و", "یا", "نه", "NEAR/3", "title:", "source:", "org:", "topic:", "published:", "near:", "is:",
    "place:", "author:", "2026-11..", "1405-08", "girişim", "İSTANBUL", "دانش\u200cبنیان", "شرکت", "های", "startup",
    "C++", '"', '"~3', "(", ")", "*", "in*", "\ud800", "\x00", "🙂", "\u0307", "x" * 300, "ـ", "a.b*", "[", "^$|.*",
    "\\",
]  # fmt: skip


def test_whatever_is_typed_is_answered(library: Index, today: date, registers: Vocabulary) -> None:
    """Random strings are searched, with facets and highlights, without a fault and each within a second."""
    chance = random.Random(11)
    slowest = 0.0
    for _ in range(300):
        text = " ".join(chance.choices(_PIECES, k=chance.randrange(1, 14)))
        query = parse(text, today=today, vocabulary=registers).query
        start = time.process_time()
        result = library.search(Request(query=query, facets=("lang",), size=3, stories=True))
        slowest = max(slowest, time.process_time() - start)
        assert len(result.hits) <= result.total
    assert slowest < 1


def test_hits_carry_the_document_as_it_was_indexed(library: Index, documents: dict[str, Document]) -> None:
    """The whole document comes back, tags and evidence included."""
    hits = library.search(Request(size=50)).hits
    assert {hit.id: hit.document for hit in hits} == documents


def test_marks_are_the_words_asked_for_in_any_inflection(library: Index, today: date, registers: Vocabulary) -> None:
    """Ranges of the title and the snippet hold what was asked for, without the suffix behind an apostrophe."""
    query = parse("heyeti Ankara", today=today, vocabulary=registers).query
    hit = library.search(Request(query=query)).hits[0]
    title = hit.document.article.title
    assert [title[start:end] for start, end in hit.title] == ["heyeti", "Ankara"]
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["heyet"]


def test_similar_articles_share_the_words_of_one_and_are_not_itself(library: Index) -> None:
    """The copy of a story is its nearest neighbour; an unknown article has none."""
    found = [hit.id for hit in library.similar("yatirim", 3)]
    assert found[0] == "yatirim-kopya"
    assert "yatirim" not in found
    assert library.similar("nobody") == ()


def test_titles_are_completed_as_one_types(library: Index) -> None:
    """Titles hold the finished words and one that begins like the last; each title comes once."""
    assert library.complete("Örnek Rob") == ("Örnek Robotik yatırım aldı",)
    assert library.complete("turk") == ("Turkish startup raises funding", "Turkish delegation in Tabriz")
    assert library.complete("turkish del") == ("Turkish delegation in Tabriz",)
    assert library.complete("پارک عل") == ("گشایش دفتر پارک علم و فناوری در ترکیه",)
    assert library.complete("  ") == ()
    assert library.complete("zzz") == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [("roboteik", "robotik"), ("delegatoin", "delegation"), ("yatırm", "yatırım"), ("دانشکاه", "دانشگاه"),
     ("robtik", "robotik"), ("funding", ""), ("zzzzzzzz", ""), ("ab", "")],
)  # fmt: skip
def test_a_misspelt_word_is_offered_as_the_index_spells_it(library: Index, word: str, expected: str) -> None:
    """The likeliest spelling within one or two letters comes first; words that are too short have none."""
    found = library.spellings(word)
    assert (found[0] if found else "") == expected


def test_a_score_is_explained_for_articles_that_are_found(library: Index) -> None:
    """An explanation names what the engine added up; there is none for an article that is not found."""
    assert library.explain(Words(("startup",)), "startup")
    assert library.explain(Words(("startup",)), "park") == ""


def test_all_entries_are_gone_through_once_with_their_digests(library: Index, documents: dict[str, Document]) -> None:
    """What the index holds can be compared with an archive."""
    assert sorted((one.id, one.digest) for one in library.entries()) == sorted(
        (one.article.id, digest(one)) for one in documents.values()
    )
