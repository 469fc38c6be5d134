"""Copies and rewrites are found, templates and strangers are not, in whatever order articles come."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedupe import Member, Resemblance, Window, original, signature
from pipelines.text import keys
from tests.dedupe.rewrites import DAY, PERSIAN, TURKISH, add, edited, jaccard, text_of

RATES = """
Serbest piyasada güne {0},{1} liradan başlayan dolar {2},{3} liradan, avro ise {4},{5} liradan işlem görüyor. Dün
günü {6},{7} liradan tamamlayan dolar bu sabah yatay seyrediyor. Kapalıçarşı'da gram altının satış fiyatı {8} lira,
çeyrek altının satış fiyatı {9} lira oldu. Analistler yurt içinde enflasyon verilerinin izleneceğini belirtti.
"""


def test_a_copy_is_found_with_full_similarity() -> None:
    """The same text under another id resembles the first one entirely, and the pair is named in order."""
    window = Window()
    assert add(window, "b", TURKISH) == []
    assert add(window, "a", TURKISH) == [Resemblance("a", "b", 1.0)]
    assert len(window) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [(TURKISH, "tr"), (PERSIAN, "fa")],
    ids=["Turkish", "Persian"],
)
def test_an_agency_text_with_another_beginning_and_end_is_found(text: str, language: str) -> None:
    """A paper that puts its own sentence before and after an agency's text still has a duplicate."""
    before = {"tr": "Gazetemizin haberine göre sabah saatlerinde duyuruldu. ", "fa": "به گزارش خبرنگار ما از آنکارا، "}
    after = {"tr": " Ayrıntılar ilerleyen saatlerde.", "fa": " جزئیات این خبر به‌زودی منتشر می‌شود."}
    window = Window()
    add(window, "agency", text, language=language)
    found = add(window, "paper", before[language] + text + after[language], language=language)
    assert [(pair.a, pair.b) for pair in found] == [("agency", "paper")]
    assert 0.7 < found[0].similarity < 1


def test_lost_zwnj_and_arabic_letters_do_not_hide_a_copy() -> None:
    """A Persian copy with blanks for ZWNJ and with Arabic yeh and kaf is the same text."""
    window = Window()
    add(window, "kept", PERSIAN, language="fa")
    lost = PERSIAN.replace("‌", " ").replace("ی", "ي").replace("ک", "ك")
    found = add(window, "lost", lost, language="fa")
    assert found
    assert found[0].similarity > 0.9


def test_capitals_and_typographic_apostrophes_do_not_hide_a_copy() -> None:
    """A Turkish copy in capitals with another apostrophe is the same text."""
    capitals = TURKISH.replace("i", "İ").replace("ı", "I").upper().replace("'", "’")
    window = Window()
    add(window, "plain", TURKISH)
    found = add(window, "capitals", capitals)
    assert found
    assert found[0].similarity > 0.9


def test_unrelated_articles_do_not_resemble_each_other() -> None:
    """Among two hundred unrelated texts no pair is found."""
    chance = random.Random(1)
    window = Window()
    assert not any(add(window, str(number), " ".join(text_of(chance))) for number in range(200))


def test_recall_and_precision_at_known_similarity() -> None:
    """Of 400 rewrites that share 0.6 of their word pairs at least 95 in 100 are found, and nothing below 0.4."""
    chance = random.Random(2)
    window = Window()
    wanted, missed, wrong = 0, 0, 0
    for number in range(700):
        first = text_of(chance)
        second = edited(first, chance.random() * 0.35, chance)
        shared = jaccard(first, second)
        add(window, f"{number}a", " ".join(first))
        found = bool(add(window, f"{number}b", " ".join(second)))
        wanted += shared >= 0.6
        missed += shared >= 0.6 and not found
        wrong += shared < 0.4 and found
    assert wanted >= 200
    assert missed <= 0.05 * wanted
    assert wrong == 0


def test_daily_templates_with_other_numbers_are_no_duplicates() -> None:
    """An exchange-rate report repeats yesterday's words with other numbers and is another article."""
    one = RATES.format(*range(31, 41))
    other = RATES.format(*range(51, 61))
    shared = jaccard(keys(one, "tr")[0], keys(other, "tr")[0])
    assert shared > 0.5
    window = Window()
    add(window, "monday", one)
    assert add(window, "tuesday", other) == []


def test_a_rewrite_with_the_same_numbers_and_one_new_is_a_duplicate() -> None:
    """A number more, such as a reading time, does not make a copy a template."""
    text = TURKISH.replace("otuz", "30").replace("sekiz", "8").replace("iki yılda", "24 ayda")
    window = Window()
    add(window, "a", text)
    assert add(window, "b", text + " Okuma süresi 3 dakika.")


def test_a_year_is_no_number_that_tells_templates_apart() -> None:
    """Two copies of which one mentions the year and the other a reading time keep resembling each other."""
    window = Window()
    add(window, "a", TURKISH + " Açıklama 2026 tarihli.")
    assert add(window, "b", TURKISH + " Açıklama 2025 tarihli.")


def test_copies_more_than_two_weeks_apart_are_not_joined() -> None:
    """The span is two weeks, including its last moment."""
    window = Window()
    add(window, "first", TURKISH)
    assert add(window, "later", TURKISH, published=DAY + timedelta(days=14))
    assert [pair.b for pair in add(window, "z", TURKISH, published=DAY + timedelta(days=14, seconds=1))] == ["z"]


def test_languages_are_kept_apart() -> None:
    """The same words under another language are another article."""
    window = Window()
    add(window, "tr", TURKISH)
    assert add(window, "en", TURKISH, language="en") == []


def test_an_edited_article_replaces_its_former_self() -> None:
    """Adding an id again forgets what it was before, and it never resembles itself."""
    window = Window()
    add(window, "a", TURKISH)
    assert add(window, "a", TURKISH) == []
    add(window, "a", " ".join(text_of(random.Random(3))))
    assert add(window, "b", TURKISH) == []
    assert len(window) == 2


def test_forgotten_articles_are_found_no_more() -> None:
    """What was published before the bound is dropped, the rest stays."""
    window = Window()
    add(window, "old", TURKISH, published=DAY - timedelta(days=3))
    add(window, "new", PERSIAN, language="fa")
    window.forget(DAY)
    assert len(window) == 1
    assert add(window, "copy", TURKISH) == []
    assert add(window, "copy-fa", PERSIAN, language="fa")


def test_the_original_is_the_first_published() -> None:
    """The first published copy is the original, an agency's on ties, then the smallest id."""
    later = DAY + timedelta(minutes=5)
    assert original([Member("a", later, agency=True), Member("b", DAY)]) == "b"
    assert original([Member("a", DAY), Member("b", DAY, agency=True)]) == "b"
    assert original([Member("b", DAY), Member("a", DAY)]) == "a"
    with pytest.raises(ValueError, match="empty"):
        original([])


def _groups(order: list[int], articles: list[tuple[str, str, datetime]]) -> set[frozenset[str]]:
    window = Window()
    parent = {name: name for name, _, _ in articles}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for index in order:
        name, text, published = articles[index]
        for pair in window.add(name, text[:60], signature("", text, "tr"), published, "tr"):
            parent[root(pair.a)] = root(pair.b)
    groups: dict[str, set[str]] = {}
    for name in parent:
        groups.setdefault(root(name), set()).add(name)
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), order=st.permutations(range(24)))
def test_groups_do_not_depend_on_the_order(seed: int, order: list[int]) -> None:
    """Chains of rewrites, stubs and dates give the same groups whatever the order of adding is."""
    chance = random.Random(seed)
    articles = []
    words = text_of(chance, 60)
    for number in range(24):
        if chance.random() < 0.3:
            words = text_of(chance, chance.choice((6, 60)))
        words = edited(words, chance.random() * 0.3, chance)
        articles.append((f"{number:02}", " ".join(words), DAY + timedelta(hours=chance.randrange(24 * 30))))
    assert _groups(order, articles) == _groups(list(range(24)), articles)
