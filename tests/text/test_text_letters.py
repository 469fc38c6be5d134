"""Letters: one form for every way a letter is written, and the place of each in the source."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import letters
from pipelines.text.letters import ZWNJ, ascii_key, fold_letters, lower

MARKED = st.text(
    st.one_of(st.characters(), st.sampled_from("iıIİsS\u0307\u0327\u0301\u0302\u0640\u064b\u200c\u200d\u00ac"))
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("كتابي", "کتابی"),
        ("موسى", "موسی"),
        ("مسئول", "مسیول"),
        ("خانۀ", "خانه"),
        ("دائرة", "دایره"),
        ("مؤسسه", "موسسه"),
        ("تأمين", "تامین"),
        ("إسلام", "اسلام"),
        ("۱۴۰۵", "1405"),
        ("٢٠٢٦", "2026"),
        ("پـــارک", "پارک"),
        ("تُرکْست", "ترکست"),
        ("می‌شود", f"می{ZWNJ}شود"),
        ("همکاری¬های", f"همکاری{ZWNJ}های"),
        ("\u202bتبریز\u202c", "تبریز"),
        ("ﺗﺒﺮﻳﺰ", "تبریز"),
        ("ﻻزم", "لازم"),
        ("آب", "آب"),
        ("ا\u0653ب", "آب"),
    ],
)
def test_persian_letters_have_one_form(written: str, folded: str) -> None:
    """Arabic code points, presentation forms, digits, vowel signs and tatweel lead to the Persian letter."""
    assert fold_letters(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Mi\u0307lli\u0307", "Milli"),
        ("I\u0307stanbul", "İstanbul"),
        ("s\u0327irket", "şirket"),
        ("G\u0306", "Ğ"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("TÜB?TAK", "TÜB?TAK"),
        ("o\u20d7k", "ok"),
        ("ﬁnans", "finans"),
    ],
)
def test_latin_letters_are_composed(written: str, folded: str) -> None:
    """Decomposed Turkish letters, a dot on a dotted i and invisible characters leave the plain word; case is kept."""
    assert fold_letters(written) == folded


@pytest.mark.parametrize("mark", ["'", "’", "‘", "ʼ", "´", "`"])
def test_apostrophes_have_one_form(mark: str) -> None:
    """Whatever stands for an apostrophe is one."""
    assert fold_letters(f"TÜBİTAK{mark}ın") == "TÜBİTAK'ın"


def test_every_character_folds_alike_alone_and_in_company() -> None:
    """The fast way (a table) and the slow way (composition) agree on every code point."""
    special = letters._special()
    table = letters._one_to_one()
    differing = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if not special.search(chr(code)) and chr(code).translate(table) != letters._fold(chr(code))
    ]
    assert differing == []


@given(MARKED)
def test_places_cover_the_source_in_order(piece: str) -> None:
    """Each folded character knows where it comes from; places ascend and stay inside the piece."""
    folded = letters.letters(piece)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(piece) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(MARKED)
def test_folding_twice_changes_nothing(piece: str) -> None:
    """The folded form is stable."""
    once = fold_letters(piece)
    assert fold_letters(once) == once


def test_the_place_of_a_letter_includes_its_marks() -> None:
    """A highlight covers the letter with the marks that belong to it."""
    folded = letters.letters("g\u0306i\u0307x")
    assert folded.text == "ğix"
    assert list(zip(folded.starts, folded.ends, strict=True)) == [(0, 2), (2, 4), (4, 5)]
    assert (folded[1:].start, folded[1:].end) == (2, 5)


@pytest.mark.parametrize(
    ("word", "lowered"),
    [("İZMİR", "izmir"), ("Kâğıt", "kağıt"), ("ÂLİM", "alim"), ("Hôtel", "hotel"), ("ÇÖZÜM", "çözüm")],
)
def test_lower_case_without_locale(word: str, lowered: str) -> None:
    """İ becomes a plain i and circumflexes go; other marks stay."""
    assert lower(word) == lowered


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("girişim", "girisim"),
        ("ığdır", "igdir"),
        ("öğrenci", "ogrenci"),
        ("straße", "strasse"),
        ("élan", "elan"),
        ("ərazi", "erazi"),
        ("دانش", "دانش"),
        ("آب", "آب"),
        ("plain", "plain"),
    ],
)
def test_ascii_key(word: str, key: str) -> None:
    """Latin words lose their marks, Arabic letters are left alone."""
    assert ascii_key(word) == key


@given(st.text(st.characters()))
def test_the_ascii_key_is_stable_and_composed(word: str) -> None:
    """The key of a key is the key, in composed form."""
    key = ascii_key(word)
    assert ascii_key(key) == key
    assert unicodedata.is_normalized("NFC", key) or not unicodedata.is_normalized("NFC", word)
