"""Turkish letters that became question marks are put back without moving any offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fields import read_field
from nlp.lost_letters import mended
from pipelines.records import Field


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("TÜB?TAK", "TÜBİTAK"),
        ("Y?ld?r?m", "Yıldırım"),
        ("i?birli?i", "işbirliği"),
        ("te?viki", "teşviki"),
        ("e?itim", "eğitim"),
        ("ö?renci", "öğrenci"),
        ("Kzılç?kvar", "Kzılçıkvar"),
        ("Zok?ane'nin", "Zokşane'nin"),
        ("MAKEN?ZLER", "MAKENİZLER"),
    ],
)
def test_lost_letters_come_back(damaged: str, whole: str) -> None:
    """A known word decides between the three letters, and the letters beside the mark where none is known."""
    assert mended(damaged, "tr") == whole


@pytest.mark.parametrize(
    "text", ["Geldi mi?evet dedi.", "Neden?Bilinmiyor.", "Ne oldu? Bilmiyorum.", "a?b?c?d?e?f?g?h", "Kim?", "?stanbul"]
)
def test_questions_stay_questions(text: str) -> None:
    """A mark at a word's end, one where only a blank is missing, and a row of marks are left alone."""
    assert mended(text, "tr") == text


@pytest.mark.parametrize("language", ["fa", "en"])
def test_other_languages_are_left_alone(language: str) -> None:
    """Only Turkish loses these letters."""
    assert mended("TÜB?TAK", language) == "TÜB?TAK"


@given(st.text(alphabet="aıişğbkTÜİ? '\n", max_size=60))
def test_no_offset_moves_and_nothing_but_marks_changes(text: str) -> None:
    """Every other letter stays where it was."""
    found = mended(text, "tr")
    assert len(found) == len(text)
    assert all(one in (other, "?") for one, other in zip(text, found, strict=True))


def test_a_damaged_name_is_one_word_at_its_own_place() -> None:
    """The token of a mended name spans the damaged one, so evidence points at the text as it is."""
    text = "Dün TÜB?TAK açıkladı."
    token = read_field(Field.TEXT, text, "tr").tokens[1]
    assert (token.exact, text[token.start : token.end]) == ("tübitak", "TÜB?TAK")
