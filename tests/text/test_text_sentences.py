"""Sentences: ends and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import sentences


def split(text: str, language: str) -> list[str]:
    """Give the sentences themselves."""
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("tr", ["Girişim yatırım aldı.", "Tur 2,5 milyon dolar!", "Kim yatırdı?"]),
        ("tr", ["Prof. Dr. Ayşe Demir konuştu.", "Doç. Dr. A. Kaya dinledi."]),
        ("tr", ["Yıldız A.Ş. kuruldu.", "T.C. Sanayi Bakanlığı destekledi."]),
        ("tr", ["21. yüzyılda 3. Havalimanı açıldı.", "Yıl 2023.", "Sonra 2024 geldi."]),
        ("tr", ['"Geldik." dedi.', "Sonra gitti."]),
        ("tr", ["Bekledi... ama gelmedi.", "Bitti…"]),
        ("tr", ["Fiyat 2.5 lira.", "No. 5 kapandı."]),
        ("fa", ["وی گفت.", "آیا آمد؟", "بله۔", "رفت!"]),
        ("fa", ["نرخ ۲.۵ درصد شد.", "پایان"]),
        ("en", ["The U.S. market grew.", "Mr. Smith left at 5 p.m.", "He paid $2.5 million."]),
        ("en", ["She won 12.", "He lost 3."]),
        ("en", ['"Why?" she asked.', "Nobody knew."]),
    ],
)
def test_sentences_are_told_apart(language: str, parts: list[str]) -> None:
    """Titles, initials, ordinals, decimals and quotations do not end a sentence."""
    assert split(" ".join(parts), language) == parts


def test_a_line_is_a_paragraph() -> None:
    """Headings without a full stop are sentences of their own; blank lines hold none."""
    assert split("Başlık\n\n  İlk cümle. İkinci\r\n\tüçüncü ", "tr") == ["Başlık", "İlk cümle.", "İkinci", "üçüncü"]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("tr", "Böyle dedi.Bakan sonra gitti.", ["Böyle dedi.", "Bakan sonra gitti."]),
        ("fa", "این طرح آغاز شد.وی گفت", ["این طرح آغاز شد.", "وی گفت"]),
        ("en", "See example.com for more.", ["See example.com for more."]),
    ],
)
def test_an_end_without_a_blank(language: str, text: str, parts: list[str]) -> None:
    """Newspapers lose the blank behind a full stop; addresses keep theirs."""
    assert split(text, language) == parts


def test_no_text_no_sentence() -> None:
    """Nothing and blanks have no sentence."""
    assert sentences("", "tr") == sentences(" \n\t ", "fa") == []


@given(st.text(st.sampled_from("aA1.!?؟…\"' \n۔آ"), max_size=80), st.sampled_from(["tr", "fa", "en"]))
def test_every_sign_is_in_one_sentence(text: str, language: str) -> None:
    """Cutting loses nothing but blanks."""
    assert "".join("".join(split(text, language)).split()) == "".join(text.split())
