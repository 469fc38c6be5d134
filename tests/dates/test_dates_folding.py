"""Folding gives one spelling and keeps the way back to the original's places."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates.folding import fold, fold_with_places


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("12 KASIM 2026", "12 kasim 2026"),
        ("ARALIK Aralık aralik", "aralik aralik aralik"),
        ("Ağustos AĞUSTOS agustos", "agustos agustos agustos"),
        ("Şubat Eylül Ocak’ta", "subat eylul ocak'ta"),
        ("i̇stanbul İSTANBUL", "istanbul istanbul"),
        ("Ağustos", "agustos"),
        ("۲۱ آبان ١٤٠٥", "21 ابان 1405"),
        ("ارديبهشت اردیبهشت", "اردیبهشت اردیبهشت"),
        ("پنج‌شنبه، ژوئن", "پنج شنبه, ژوین"),
        ("آبان\u200f\u200e", "ابان"),
        ("تیــر", "تیر"),
        ("1–2 — 3", "1-2 - 3"),
        ("14:35", "14:35"),
        ("", ""),
    ],
)
def test_spellings_fold_to_one(written: str, folded: str) -> None:
    """Case, diacritics, digits of three scripts, ZWNJ, dashes and silent marks do not matter."""
    assert fold(written) == folded


def test_only_one_letter_grows_in_lower_case() -> None:
    """İ alone has two characters in lower case, so that replacing it first keeps all places."""
    growing = [chr(code) for code in range(sys.maxunicode + 1) if len(chr(code).lower()) != 1]
    assert growing == ["İ"]


@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_places_lead_back(text: str) -> None:
    """Every folded character's place is the one of an original character that folds to it."""
    folded = fold_with_places(text)
    assert folded.text == fold(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert end == start + 1
        assert fold(text[start:end]) == folded.text[place]


@given(text=st.text(alphabet="Iıİi̇ ۱آ‌بـ12", max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    """A folded text is its own folding."""
    assert fold(fold(text)) == fold(text)
