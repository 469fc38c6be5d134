"""Spelling in the wild: ZWNJ, Arabic letters, dotted capitals, words in addresses."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.demo.spelling import ZWNJ, ZWNJ_FORMS, dot_again, path_words, persian_digits, rewrite

PERSIAN = st.text(alphabet="ابپتجچدرزسشعفقکگلمنوهی \u200c۰۱۲", max_size=60)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("kept", "شرکت\u200cهای دانش\u200cبنیان"),
        ("spaced", "شرکت های دانش بنیان"),
        ("glued", "شرکتهای دانشبنیان"),
        ("not-sign", "شرکت¬های دانش¬بنیان"),
        ("entity", "شرکت\u200cهای دانش\u200cبنیان"),
    ],
)
def test_zwnj_takes_the_form_of_the_outlet(form: str, expected: str) -> None:
    """Each form of the ZWNJ is written as editors and software in the wild write it."""
    assert rewrite("شرکت\u200cهای دانش\u200cبنیان", form, "persian") == expected


def test_arabic_letters_replace_persian_ones() -> None:
    """An outlet with Arabic letters writes ي and ك and leaves every other letter alone."""
    assert rewrite("یک شرکت کوچک پویا", "kept", "arabic") == "يك شركت كوچك پويا"


@given(PERSIAN, st.sampled_from(sorted(ZWNJ_FORMS)), st.sampled_from(["persian", "arabic"]))
def test_rewriting_loses_nothing_but_the_zwnj(text: str, form: str, letters: str) -> None:
    """Whatever the form, folding the letters back and dropping the separators gives the author's letters."""
    written = rewrite(text, form, letters).translate(str.maketrans("يك", "یک"))
    bare = str.maketrans("", "", f"{ZWNJ} ¬")
    assert written.translate(bare) == text.translate(bare)


@given(PERSIAN)
def test_only_the_kept_form_has_a_zwnj(text: str) -> None:
    """No lost form leaves a ZWNJ behind."""
    for form in ("spaced", "glued", "not-sign"):
        assert ZWNJ not in rewrite(text, form, "persian")


def test_careless_lower_case_leaves_a_combining_dot() -> None:
    """Words in Turkish capitals come out with U+0307 after each i, other words stay as they are."""
    dotted = dot_again("MİLLİ TEKNOLOJİ için İzmir")
    assert dotted == "mi\u0307lli\u0307 teknoloji\u0307 için İzmir"
    assert "İ" not in dotted.split()[0]


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyz ", max_size=40))
def test_lower_case_titles_are_not_touched(text: str) -> None:
    """A title without capitals has nothing to be spoiled."""
    assert dot_again(text) == text


@pytest.mark.parametrize(("number", "expected"), [("2026", "۲۰۲۶"), ("14:35", "۱۴:۳۵"), ("", ""), ("الف 7", "الف ۷")])
def test_digits_become_persian(number: str, expected: str) -> None:
    """ASCII digits become Persian ones and nothing else changes."""
    assert persian_digits(number) == expected


@given(st.text(max_size=80))
def test_path_words_are_safe_in_a_path(title: str) -> None:
    """No title puts a separator, a query, a blank or a control character into a path."""
    words = path_words(title)
    assert not set(words) & set("/?#%& \u200c\t\n")
    assert all(letter == "-" or letter.isalnum() for letter in words)


def test_path_words_join_by_hyphens() -> None:
    """Blanks and ZWNJ both become hyphens, punctuation goes."""
    assert path_words("شرکت\u200cهای نو؛ ۲۴ شرکت") == "شرکت-های-نو-۲۴-شرکت"
    assert unicodedata.normalize("NFC", path_words("Türk: iş!")) == "Türk-iş"
