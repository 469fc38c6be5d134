"""Short texts and cut copies are found by their titles, and titles that say little are not enough."""

from __future__ import annotations

from datetime import timedelta

from pipelines.dedupe import Resemblance, Window, signature
from tests.dedupe.rewrites import DAY, TURKISH, add


def test_numbers_of_a_title_do_not_make_a_template() -> None:
    """A copy under a title with another number is still a copy."""
    window = Window()
    add(window, "a", TURKISH, title="Anlaşmanın 5 maddesi")
    assert add(window, "b", TURKISH, title="8 milyon dolarlık laboratuvar")


def test_short_texts_have_no_signature() -> None:
    """A teaser of a feed is too short to be judged by its words."""
    assert signature("Yeni fon", "Yeni bir fon kuruldu.", "tr") is None
    assert signature("", "", "fa") is None
    assert signature("Haber", TURKISH, "tr") is not None


def test_short_texts_are_judged_by_their_titles() -> None:
    """Two stubs with nearly the same title within hours are one; other words, other numbers or another day are not."""
    window = Window()
    title = "Tebriz'deki teknoloji parkı Ankara'da ofis açıyor"
    window.add("a", title, None, DAY, "tr")
    assert window.add("b", title + "!", None, DAY + timedelta(hours=6), "tr") == [Resemblance("a", "b", 1.0)]
    assert window.add("c", title.replace("ofis", "ofisi"), None, DAY, "tr")
    assert window.add("d", title, None, DAY + timedelta(hours=30), "tr") == []
    assert window.add("e", "Tebriz'deki tıp fakültesi Ankara'da kongre düzenliyor", None, DAY, "tr") == []


def test_titles_with_other_numbers_are_other_articles() -> None:
    """A title that differs in a number alone is another article."""
    window = Window()
    window.add("a", "Tekno Fon 12 girişime yatırım yaptı", None, DAY, "tr")
    assert window.add("b", "Tekno Fon 13 girişime yatırım yaptı", None, DAY, "tr") == []


def test_titles_of_three_words_are_never_enough() -> None:
    """A title such as "Günün özeti" says nothing."""
    window = Window()
    window.add("a", "Günün kısa özeti", None, DAY, "tr")
    assert window.add("b", "Günün kısa özeti", None, DAY, "tr") == []


def test_a_stub_and_a_full_text_meet_by_title() -> None:
    """The feed's stub of a paywalled page is a duplicate of the full text under the same title."""
    window = Window()
    title = "Kuzey Rüzgârı Enerji ile Nilsa Hücre anlaştı"
    add(window, "full", TURKISH, title=title)
    assert window.add("stub", title, None, DAY + timedelta(hours=2), "tr") == [Resemblance("full", "stub", 1.0)]


def test_a_cut_copy_under_the_same_title_is_found() -> None:
    """An outlet that prints the first half of an agency's text under its title has a duplicate."""
    title = "Kuzey Rüzgârı Enerji ile Nilsa Hücre anlaştı"
    window = Window()
    add(window, "agency", TURKISH, title=title)
    half = TURKISH[: len(TURKISH) // 2 - 20]
    assert add(window, "cut", half, title=title)
    assert add(window, "other", half, title="Bambaşka bir haber başlığı burada") == [Resemblance("cut", "other", 1.0)]
