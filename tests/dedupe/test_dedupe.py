"""Copies and rewrites are found, templates and strangers are not, in whatever order articles come."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedupe import Member, Resemblance, Window, original, signature
from pipelines.text import keys

DAY = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
_CHANCE = random.Random(8)
_SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvyz" for vowel in "aeiou"]
VOCABULARY = ["".join(_CHANCE.choices(_SYLLABLES, k=3)) for _ in range(4000)]

TURKISH = """
Kuzey Rüzgârı Enerji, Tebriz merkezli Nilsa Hücre ile ortak bir araştırma laboratuvarı kurmak için anlaşma
imzaladı. İmza töreni Ankara'daki bir teknoparkta yapıldı ve iki şirketin yöneticileri hazır bulundu. Laboratuvarda
otuz mühendis çalışacak, ilk iki yılda sekiz milyon dolar harcanacak ve hücre üretimi Manisa'da denenecek. Taraflar
çalışmaların sonunda ortak bir şirket kurmayı planladıklarını, patentlerin yarı yarıya paylaşılacağını söyledi.
"""
PERSIAN = """
شرکت دانش‌بنیان نیلسا هوجره با یک شرکت انرژی از ترکیه برای ساخت آزمایشگاه مشترک قرارداد بست. آیین امضای این
قرارداد در یکی از پارک‌های فناوری آنکارا برگزار شد و مدیران دو شرکت در آن حضور داشتند. در این آزمایشگاه سی مهندس
کار خواهند کرد و در دو سال نخست هشت میلیون دلار هزینه می‌شود. دو طرف گفتند که در پایان کار یک شرکت مشترک تأسیس
می‌کنند و حق ثبت اختراع را به‌طور برابر میان خود تقسیم خواهند کرد.
"""
RATES = """
Serbest piyasada güne {0},{1} liradan başlayan dolar {2},{3} liradan, avro ise {4},{5} liradan işlem görüyor. Dün
günü {6},{7} liradan tamamlayan dolar bu sabah yatay seyrediyor. Kapalıçarşı'da gram altının satış fiyatı {8} lira,
çeyrek altının satış fiyatı {9} lira oldu. Analistler yurt içinde enflasyon verilerinin izleneceğini belirtti.
"""


def _text(chance: random.Random, words: int = 200) -> list[str]:
    return chance.choices(VOCABULARY, k=words)


def _edited(words: list[str], share: float, chance: random.Random) -> list[str]:
    return [chance.choice(VOCABULARY) if chance.random() < share else word for word in words]


def _jaccard(one: list[str], other: list[str]) -> float:
    first, second = set(pairwise(one)), set(pairwise(other))
    return len(first & second) / len(first | second)


def _add(window: Window, name: str, text: str, **given_: object) -> list[Resemblance]:
    title = str(given_.get("title", f"Haber {name}"))
    published = given_.get("published", DAY)
    language = str(given_.get("language", "tr"))
    assert isinstance(published, datetime)
    return window.add(name, title, signature(title, text, language), published, language)


def test_a_copy_is_found_with_full_similarity() -> None:
    """The same text under another id resembles the first one entirely, and the pair is named in order."""
    window = Window()
    assert _add(window, "b", TURKISH) == []
    assert _add(window, "a", TURKISH) == [Resemblance("a", "b", 1.0)]
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
    _add(window, "agency", text, language=language)
    found = _add(window, "paper", before[language] + text + after[language], language=language)
    assert [(pair.a, pair.b) for pair in found] == [("agency", "paper")]
    assert 0.7 < found[0].similarity < 1


def test_lost_zwnj_and_arabic_letters_do_not_hide_a_copy() -> None:
    """A Persian copy with blanks for ZWNJ and with Arabic yeh and kaf is the same text."""
    window = Window()
    _add(window, "kept", PERSIAN, language="fa")
    lost = PERSIAN.replace("‌", " ").replace("ی", "ي").replace("ک", "ك")
    found = _add(window, "lost", lost, language="fa")
    assert found
    assert found[0].similarity > 0.9


def test_capitals_and_typographic_apostrophes_do_not_hide_a_copy() -> None:
    """A Turkish copy in capitals with another apostrophe is the same text."""
    capitals = TURKISH.replace("i", "İ").replace("ı", "I").upper().replace("'", "’")
    window = Window()
    _add(window, "plain", TURKISH)
    found = _add(window, "capitals", capitals)
    assert found
    assert found[0].similarity > 0.9


def test_unrelated_articles_do_not_resemble_each_other() -> None:
    """Among two hundred unrelated texts no pair is found."""
    chance = random.Random(1)
    window = Window()
    assert not any(_add(window, str(number), " ".join(_text(chance))) for number in range(200))


def test_recall_and_precision_at_known_similarity() -> None:
    """Of 400 rewrites that share 0.6 of their word pairs at least 95 in 100 are found, and nothing below 0.4."""
    chance = random.Random(2)
    window = Window()
    wanted, missed, wrong = 0, 0, 0
    for number in range(700):
        first = _text(chance)
        second = _edited(first, chance.random() * 0.35, chance)
        shared = _jaccard(first, second)
        _add(window, f"{number}a", " ".join(first))
        found = bool(_add(window, f"{number}b", " ".join(second)))
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
    shared = _jaccard(keys(one, "tr")[0], keys(other, "tr")[0])
    assert shared > 0.5
    window = Window()
    _add(window, "monday", one)
    assert _add(window, "tuesday", other) == []


def test_a_rewrite_with_the_same_numbers_and_one_new_is_a_duplicate() -> None:
    """A number more, such as a reading time, does not make a copy a template."""
    text = TURKISH.replace("otuz", "30").replace("sekiz", "8").replace("iki yılda", "24 ayda")
    window = Window()
    _add(window, "a", text)
    assert _add(window, "b", text + " Okuma süresi 3 dakika.")


def test_a_year_is_no_number_that_tells_templates_apart() -> None:
    """Two copies of which one mentions the year and the other a reading time keep resembling each other."""
    window = Window()
    _add(window, "a", TURKISH + " Açıklama 2026 tarihli.")
    assert _add(window, "b", TURKISH + " Açıklama 2025 tarihli.")


def test_copies_more_than_two_weeks_apart_are_not_joined() -> None:
    """The span is two weeks, including its last moment."""
    window = Window()
    _add(window, "first", TURKISH)
    assert _add(window, "later", TURKISH, published=DAY + timedelta(days=14))
    assert [pair.b for pair in _add(window, "z", TURKISH, published=DAY + timedelta(days=14, seconds=1))] == ["z"]


def test_languages_are_kept_apart() -> None:
    """The same words under another language are another article."""
    window = Window()
    _add(window, "tr", TURKISH)
    assert _add(window, "en", TURKISH, language="en") == []


def test_numbers_of_a_title_do_not_make_a_template() -> None:
    """A copy under a title with another number is still a copy."""
    window = Window()
    _add(window, "a", TURKISH, title="Anlaşmanın 5 maddesi")
    assert _add(window, "b", TURKISH, title="8 milyon dolarlık laboratuvar")


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
    _add(window, "full", TURKISH, title=title)
    assert window.add("stub", title, None, DAY + timedelta(hours=2), "tr") == [Resemblance("full", "stub", 1.0)]


def test_a_cut_copy_under_the_same_title_is_found() -> None:
    """An outlet that prints the first half of an agency's text under its title has a duplicate."""
    title = "Kuzey Rüzgârı Enerji ile Nilsa Hücre anlaştı"
    window = Window()
    _add(window, "agency", TURKISH, title=title)
    half = TURKISH[: len(TURKISH) // 2 - 20]
    assert _add(window, "cut", half, title=title)
    assert _add(window, "other", half, title="Bambaşka bir haber başlığı burada") == [Resemblance("cut", "other", 1.0)]


def test_an_edited_article_replaces_its_former_self() -> None:
    """Adding an id again forgets what it was before, and it never resembles itself."""
    window = Window()
    _add(window, "a", TURKISH)
    assert _add(window, "a", TURKISH) == []
    _add(window, "a", " ".join(_text(random.Random(3))))
    assert _add(window, "b", TURKISH) == []
    assert len(window) == 2


def test_forgotten_articles_are_found_no_more() -> None:
    """What was published before the bound is dropped, the rest stays."""
    window = Window()
    _add(window, "old", TURKISH, published=DAY - timedelta(days=3))
    _add(window, "new", PERSIAN, language="fa")
    window.forget(DAY)
    assert len(window) == 1
    assert _add(window, "copy", TURKISH) == []
    assert _add(window, "copy-fa", PERSIAN, language="fa")


def test_a_signature_of_another_version_counts_as_none() -> None:
    """Signatures that another version of the format made are not compared with this one's."""
    packed = signature("t", TURKISH, "tr")
    assert packed is not None
    old = bytes((packed[0] + 1,)) + packed[1:]
    window = Window()
    window.add("a", "bir", old, DAY, "tr")
    assert window.add("b", "iki", packed, DAY, "tr") == []


def test_signatures_are_small_and_stable() -> None:
    """The signature depends on the words alone and stays below 5 kB for any length."""
    assert signature("x", TURKISH, "tr") == signature("y", TURKISH + " ", "tr")
    chance = random.Random(4)
    huge = signature("x", " ".join(_text(chance, 30_000)), "tr")
    assert huge is not None
    assert len(huge) < 5500


def test_long_copies_are_compared_by_a_sample() -> None:
    """Two long texts that share 0.8 of their pairs are measured within 0.06 of it."""
    chance = random.Random(5)
    first = _text(chance, 5000)
    second = _edited(first, 0.11, chance)
    window = Window()
    _add(window, "a", " ".join(first))
    found = _add(window, "b", " ".join(second))
    assert found[0].similarity == pytest.approx(_jaccard(first, second), abs=0.06)


def test_texts_on_both_sides_of_the_sampling_bound_are_compared_alike() -> None:
    """A text just above the bound, of which half the pairs are kept, resembles its copy just below the bound."""
    chance = random.Random(6)
    below = _text(chance, 1000)
    above = below + _text(chance, 100)
    window = Window()
    _add(window, "a", " ".join(below))
    found = _add(window, "b", " ".join(above))
    assert found[0].similarity == pytest.approx(_jaccard(below, above), abs=0.06)


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
    words = _text(chance, 60)
    for number in range(24):
        if chance.random() < 0.3:
            words = _text(chance, chance.choice((6, 60)))
        words = _edited(words, chance.random() * 0.3, chance)
        articles.append((f"{number:02}", " ".join(words), DAY + timedelta(hours=chance.randrange(24 * 30))))
    assert _groups(order, articles) == _groups(list(range(24)), articles)


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=80), text=st.text(max_size=800), language=st.sampled_from(["tr", "fa", "en", "xx"]))
def test_no_text_breaks_a_signature_or_a_window(title: str, text: str, language: str) -> None:
    """Any characters give a signature or none, and can be added."""
    window = Window()
    packed = signature(title, text, language)
    assert window.add("a", title, packed, DAY, language) == []
    again = window.add("b", title, packed, DAY, language)
    assert all(pair == Resemblance("a", "b", pair.similarity) for pair in again)
    assert packed is None or again
