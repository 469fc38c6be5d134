"""What people of a place are called, and that the gazetteer tells them from the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fields import read_field
from nlp.places import PlaceKind, gazetteer
from nlp.places.demonyms import demonyms, is_plural, plurals
from pipelines.records import Field


@pytest.mark.parametrize(
    ("name", "language", "forms"),
    [
        ("Tebriz", "tr", ["Tebrizli"]),
        ("Bursa", "tr", ["Bursalı"]),
        ("Bolu", "tr", ["Bolulu"]),
        ("Ordu", "tr", ["Ordulu"]),
        ("İnegöl", "tr", ["İnegöllü"]),
        ("ISPARTA", "tr", ["ISPARTAlı"]),
        ("Kum kenti", "tr", []),
        ("Ağrı", "tr", []),
        ("تبریز", "fa", ["تبریزی", "تبریزی‌ها", "تبریزی‌های"]),
        ("مراغه", "fa", ["مراغه‌ای", "مراغه‌ای‌ها", "مراغه‌ای‌های"]),
        ("آنکارا", "fa", ["آنکارایی", "آنکارایی‌ها", "آنکارایی‌های"]),
        ("آذربایجان شرقی", "fa", []),
        ("قم", "fa", []),
        ("Tabriz", "en", []),
    ],
)
def test_adjectives_follow_vowels_in_turkish_and_the_last_letter_in_persian(
    name: str, language: str, forms: list[str]
) -> None:
    """Turkish takes one of four endings, Persian one of three; phrases and ambiguous words take none."""
    assert list(demonyms(name, language)) == forms


@pytest.mark.parametrize(
    ("adjective", "language", "forms"),
    [("İranlı", "tr", ["İranlılar"]), ("Türk", "tr", ["Türkler"]), ("ترک", "fa", ["ترک‌ها", "ترک‌های"]),
     ("Iranian", "en", ["Iranians"]), ("Turkish", "en", [])],
)  # fmt: skip
def test_plurals_make_a_people_of_an_adjective(adjective: str, language: str, forms: list[str]) -> None:
    """Each plural is known as one."""
    assert list(plurals(adjective, language)) == forms
    assert all(is_plural(form.replace("‌", "").lower(), language) for form in forms)
    assert not is_plural(adjective.lower(), language)


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyz", min_size=1, max_size=12))
def test_a_turkish_adjective_is_the_name_and_one_of_four_endings(name: str) -> None:
    """Any name has exactly one adjective."""
    (form,) = demonyms(name.title(), "tr")
    assert form[-2:] in {"lı", "li", "lu", "lü"}
    assert form[:-2] == name.title()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "Bursalı firma", [("Bursalı", "tr", "townspeople")]),
        ("tr", "ağrılı hasta", []),
        ("tr", "İranlılar geldi", [("İranlılar", "ir", "people")]),
        ("tr", "yeni teknoparkta", [("teknoparkta", "tr", "institution")]),
        ("fa", "شرکت مراغه‌ای", [("مراغه‌ای", "ir", "townspeople")]),
        ("fa", "وان حمام", []),
        ("fa", "شهر وان", [("وان", "tr", "city")]),
        ("en", "Vincent Van Gogh", []),
        ("en", "the port of Van", [("Van", "tr", "city")]),
        ("en", "a knowledge-based company", [("knowledge-based company", "ir", "institution")]),
    ],
)
def test_the_gazetteer_tells_people_and_institutions_from_places(
    language: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    """The adjective wins over the city whose lemma it shares, and look-alikes hide."""
    field = read_field(Field.TEXT, text, language)
    found = [(text[one.start : one.end], one.place.country, one.place.kind) for one in gazetteer(language).find(field)]
    assert found == expected
    assert all(kind in set(PlaceKind) for _, _, kind in found)
