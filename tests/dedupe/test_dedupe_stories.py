"""Reports of one happening are grouped by their rare words, in whatever order they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedupe import Member
from pipelines.stories import Headline, Stories, Traits, best_title, kinship, story_id, traits

DAY = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)

BATTERY = (
    "Nilsa Hücre ile Kuzey Rüzgârı Enerji batarya laboratuvarı kuruyor",
    """Kuzey Rüzgârı Enerji, Tebrizli Nilsa Hücre ile Ankara'da lityum batarya laboratuvarı kurmak için anlaştı. İmza
    töreni Gölbaşı Teknokent'te yapıldı. Laboratuvar için 8 milyon dolar harcanacak, 30 mühendis çalışacak.""",
)
BATTERY_AGAIN = (
    "Lityum batarya için Türk-İran ortaklığı",
    """Gölbaşı Teknokent'teki törende konuşan yöneticiler, Nilsa Hücre'nin Kuzey Rüzgârı Enerji ile kuracağı
    laboratuvarın 30 mühendise iş vereceğini söyledi. Tebriz merkezli şirket, lityum hücreyi Ankara'ya taşıyacak.""",
)
FUND = (
    "Yeni fon tarım girişimlerine yatırım yapacak",
    """Toprakana Ventures adlı girişim sermayesi fonu, Konya'daki bir teknokentte tanıtıldı. Fon, sulama ve tohum
    teknolojileri geliştiren 12 girişime 5 milyon avro aktaracak. İlk başvurular aralık ayında değerlendirilecek.""",
)
PERSIAN = (
    "آزمایشگاه باتری لیتیومی نیلسا هوجره در آنکارا",
    """شرکت تبریزی نیلسا هوجره با شرکت ترکیه‌ای باد شمال برای ساخت آزمایشگاه باتری لیتیومی در تکنوکنت آنکارا قرارداد
    بست. در این آزمایشگاه ۳۰ مهندس کار خواهند کرد و ۸ میلیون دلار هزینه می‌شود.""",
)
PERSIAN_AGAIN = (
    "قرارداد باتری لیتیومی میان تبریز و آنکارا",
    """نیلسا هوجره، سازنده باتری لیتیومی در تبریز، با همکاری شرکت باد شمال آزمایشگاهی در تکنوکنت آنکارا می‌سازد که ۳۰
    مهندس در آن مشغول کار می‌شوند.""",
)


def _traits(article: tuple[str, str], language: str = "tr") -> Traits:
    return traits(*article, language)


@pytest.mark.parametrize(
    ("one", "other", "language"), [(BATTERY, BATTERY_AGAIN, "tr"), (PERSIAN, PERSIAN_AGAIN, "fa")], ids=["tr", "fa"]
)
def test_two_reports_of_one_happening_are_kin(one: tuple[str, str], other: tuple[str, str], language: str) -> None:
    """Independent reports that share names, places and numbers belong together, and each with itself entirely."""
    assert kinship(_traits(one, language), _traits(other, language)) > 0.4
    assert kinship(_traits(one, language), _traits(one, language)) == pytest.approx(1.0)


def test_reports_of_other_happenings_are_not_kin() -> None:
    """Another company's news from another technopark is another story."""
    assert kinship(_traits(BATTERY), _traits(FUND)) == 0.0


def test_languages_are_kept_apart() -> None:
    """The same traits under another language are not compared."""
    own = _traits(BATTERY)
    assert kinship(own, Traits("en", own.weights, own.numbers)) == 0.0


def test_recurring_reports_with_other_numbers_are_other_stories() -> None:
    """Yesterday's and today's stock market are two stories, though all but the numbers is the same."""
    text = (
        "Borsa İstanbul 100 Endeksi günü yüzde {},{} yükselişle {} bin {} puandan tamamladı, hacim {} milyar lira oldu."
    )
    days = [_traits(("Borsa günü yükselişle tamamladı", text.format(*numbers))) for numbers in NUMBERS]
    assert kinship(days[0], days[1]) == 0.0
    assert kinship(days[0], days[0]) == pytest.approx(1.0)


NUMBERS = ((11, 51, 81, 932, 44), (12, 66, 80, 713, 52))


def test_organisations_and_days_count() -> None:
    """What the tagger found makes two reports that share it closer."""
    with_, without = [
        kinship(traits(*BATTERY, "tr", **known), traits(*BATTERY_AGAIN, "tr", **known))  # type: ignore[arg-type] # one table for two keyword arguments
        for known in ({"organisations": ["tr/golbasi-teknokent", "ir/nilsa"], "days": ["2026-11-11"]}, {})
    ]
    assert with_ > without > 0


def test_a_year_and_a_single_digit_are_no_traits() -> None:
    """The year stands in every report, a digit in most."""
    assert traits("2026 planı", "1405 ve 2026 yıllarında 5 proje", "tr").numbers == frozenset()


def test_an_empty_article_has_no_traits_and_no_kin() -> None:
    """Nothing is recognised by nothing."""
    empty = traits("", "", "tr")
    assert empty.weights == {}
    assert kinship(empty, empty) == 0.0


def test_a_story_is_found_within_a_week() -> None:
    """Reports seven days apart are joined, a second more parts them; other stories are left alone."""
    stories = Stories()
    assert stories.add("b", _traits(BATTERY), DAY) == []
    assert stories.add("fund", _traits(FUND), DAY) == []
    (pair,) = stories.add("a", _traits(BATTERY_AGAIN), DAY + timedelta(days=7))
    assert (pair.a, pair.b) == ("a", "b")
    (pair,) = stories.add("c", _traits(BATTERY), DAY + timedelta(days=7, seconds=1))
    assert (pair.a, pair.b) == ("a", "c")
    assert len(stories) == 4


def test_an_edited_article_is_compared_anew() -> None:
    """Adding an id again replaces its traits, and it is never its own kin."""
    stories = Stories()
    stories.add("a", _traits(BATTERY), DAY)
    assert stories.add("a", _traits(FUND), DAY) == []
    assert stories.add("b", _traits(BATTERY_AGAIN), DAY) == []
    assert stories.add("c", _traits(FUND), DAY)


def test_forgotten_articles_are_found_no_more() -> None:
    """What was published before the bound is dropped with all that led to it."""
    stories = Stories()
    stories.add("a", _traits(BATTERY), DAY)
    stories.forget(DAY + timedelta(seconds=1))
    assert len(stories) == 0
    assert stories._having == {}
    assert stories.add("b", _traits(BATTERY), DAY) == []


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(5)))
def test_pairs_do_not_depend_on_the_order(order: list[int]) -> None:
    """Whatever order articles come in, the same pairs are found."""
    articles = [BATTERY, BATTERY_AGAIN, FUND, BATTERY, FUND]
    stories = Stories()
    found = {
        (pair.a, pair.b)
        for number in order
        for pair in stories.add(str(number), _traits(articles[number]), DAY + timedelta(days=number))
    }
    assert found == {("0", "1"), ("0", "3"), ("1", "3"), ("2", "4")}


def test_a_story_keeps_its_id() -> None:
    """The first article names the story; an earlier one that comes late does not rename it, a merge keeps the first."""
    first, second, early = (
        Member("b", DAY),
        Member("a", DAY + timedelta(hours=1)),
        Member("c", DAY - timedelta(hours=1)),
    )
    assert story_id([first, second]) == "b"
    assert story_id([first, second, early], former={"b"}) == "b"
    assert story_id([first, second, early]) == "c"
    assert story_id([first, second], former={"a", "b"}) == "b"
    assert story_id([second], former={"b"}) == "a"


def test_the_best_title_says_what_the_others_say() -> None:
    """The title that shares most words with the others is shown; of equals that of the original."""

    def headline(name: str, title: str, hours: int) -> Headline:
        return Headline(Member(name, DAY + timedelta(hours=hours)), title)

    told = [
        headline("a", "Flaş gelişme: imzalar atıldı!", 0),
        headline("b", "Nilsa Hücre ve Kuzey Rüzgârı batarya laboratuvarı kuruyor", 1),
        headline("c", "Ankara'ya lityum batarya laboratuvarı", 2),
        headline("d", "Kuzey Rüzgârı ile Nilsa Hücre anlaştı", 3),
    ]
    assert best_title(told, "tr") == told[1].title
    assert best_title([told[0]], "tr") == told[0].title
    alike = [headline("z", "İlk başlık", 1), headline("y", "Başka sözler", 0)]
    assert best_title(alike, "tr") == "Başka sözler"
    with pytest.raises(ValueError, match="empty"):
        best_title([], "tr")


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=60), text=st.text(max_size=400), language=st.sampled_from(("tr", "fa", "en", "xx")))
def test_no_text_breaks_traits(title: str, text: str, language: str) -> None:
    """Any characters give traits whose weights add up to one, or none."""
    found = traits(title, text, language)
    assert not found.weights or sum(found.weights.values()) == pytest.approx(1.0)
    assert 0 <= kinship(found, found) <= 1.0001
