"""Places and sums of money in text: names in three languages, look-alikes, separators and multipliers."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.amounts import amounts
from nlp.fields import read_field
from nlp.places import PlaceKind, all_places, gazetteer, read_rows
from pipelines.errors import DataError
from pipelines.records import Field


def _found(text: str, language: str) -> list[tuple[str, str, str]]:
    field = read_field(Field.TEXT, text, language)
    return [
        (text[place.start : place.end], place.place.country, place.place.kind)
        for place in gazetteer(language).find(field)
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("tr", "Tebriz'deki park", [("Tebriz", "ir", "city")]),
        ("tr", "Doğu Azerbaycan eyaleti", [("Doğu Azerbaycan", "ir", "city")]),
        ("tr", "Azerbaycan'ın başkenti Bakü", [("Azerbaycan", "az", "country"), ("Bakü", "az", "city")]),
        ("tr", "İranlı heyet", [("İranlı", "ir", "people")]),
        ("tr", "Türk şirketi", [("Türk", "tr", "people")]),
        ("tr", "Anadolu Ajansı bildirdi", []),
        ("tr", "orduya katıldı ve van kaldı", []),
        ("fa", "آذربایجان شرقی", [("آذربایجان شرقی", "ir", "city")]),
        ("fa", "آذربایجان‌شرقی", [("آذربایجان‌شرقی", "ir", "city")]),
        ("fa", "جمهوری آذربایجان", [("جمهوری آذربایجان", "az", "country")]),
        ("fa", "خبرگزاری آناتولی", []),
        ("fa", "شرکت ترکیه‌ای", [("ترکیه‌ای", "tr", "people")]),
        ("fa", "سازمان همکاری شانگهای", []),
        ("fa", "استانبول ترکيه", [("استانبول", "tr", "city"), ("ترکيه", "tr", "country")]),
        ("en", "East Azerbaijan Province", [("East Azerbaijan", "ir", "city")]),
        ("en", "Türkiye's capital", [("Türkiye", "tr", "country")]),
        ("en", "roast turkey", []),
        ("en", "Turkish firm", [("Turkish", "tr", "people")]),
        ("de", "Tabriz", [("Tabriz", "ir", "city")]),
    ],
)
def test_places_are_found_and_look_alikes_are_not(
    language: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    """Countries, provinces, cities and adjectives are told apart, and hidden names hide."""
    assert _found(text, language) == expected


def test_every_province_of_turkiye_and_iran_is_there_in_three_languages() -> None:
    """Eighty-one provinces of Türkiye and thirty-one of Iran have a name in each language."""
    for country, least in (("tr", 81), ("ir", 31)):
        cities = [place for place in all_places() if place.country == country and place.kind is PlaceKind.CITY]
        assert len(cities) >= least
        assert all(all(names) for place in cities for names in place.names)


def test_places_have_a_display_name_in_each_language() -> None:
    """The first name of a language is displayed, the English one where there is none."""
    tabriz = next(place for place in all_places() if "Tabriz" in place.names[2])
    assert [tabriz.display(language) for language in ("tr", "fa", "en", "de")] == [
        "Tebriz",
        "تبریز",
        "Tabriz",
        "Tabriz",
    ]


def test_a_row_with_a_wrong_number_of_columns_is_named(tmp_path: Path) -> None:
    """A broken table says file and line; remarks are passed over."""
    path = tmp_path / "places.tsv"
    path.write_text("# remark\ntr\tAnkara\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"line 2: 2 columns instead of 4"):
        list(read_rows(path, 4))


@pytest.mark.parametrize(
    ("language", "text", "value", "currency"),
    [
        ("tr", "2,5 milyon dolar", 2_500_000.0, "USD"),
        ("tr", "1 milyar TL", 1e9, "TRY"),
        ("tr", "2.500.000 TL'lik", 2_500_000.0, "TRY"),
        ("tr", "12.500 avro", 12_500.0, "EUR"),
        ("tr", "YÜZ BİN LİRALIK", 100_000.0, "TRY"),
        ("tr", "iki buçuk milyon avroya", 2_500_000.0, "EUR"),
        ("tr", "5 milyon 250 bin dolar", 5_250_000.0, "USD"),
        ("tr", "40 milyon Tümen", 4e7, "IRT"),
        ("fa", "۲۰ میلیارد تومان", 2e10, "IRT"),
        ("fa", "۲ هزار و ۳۰۰ میلیارد تومان", 2.3e12, "IRT"),
        ("fa", "۲/۵ میلیون دلار", 2_500_000.0, "USD"),
        ("fa", "۵۰۰ میلیون ریال", 5e8, "IRR"),
        ("fa", "یک میلیون یورو", 1e6, "EUR"),
        ("en", "€3 million", 3e6, "EUR"),
        ("en", "$1.5bn", 1.5e9, "USD"),
        ("en", "$500,000", 500_000.0, "USD"),
        ("en", "US$ 5 million", 5e6, "USD"),
        ("en", "12.5 million dollars", 1.25e7, "USD"),
        ("en", "a 150-million-dollar plant", 1.5e8, "USD"),
    ],
)
def test_sums_are_exact(language: str, text: str, value: float, currency: str) -> None:
    """Separators, multipliers, numerals and suffixes of three languages give the exact sum."""
    (found,) = amounts(text, language)
    assert (found.value, found.currency) == (value, currency)
    assert text[found.start : found.end] in text


@pytest.mark.parametrize("text", ["12 milyon kişi", "dolar yükseldi", "1.2.3.4 lira", "2026", "5G", "%20", ""])
def test_numbers_without_a_currency_or_sense_are_no_sums(text: str) -> None:
    """Counts, rates, versions and bare currencies give nothing."""
    assert amounts(text, "tr") == []


@settings(deadline=None)
@given(st.integers(1, 10**9), st.sampled_from(["TL", "dolar", "avro"]))
def test_any_whole_number_is_read_back_with_turkish_separators(number: int, currency: str) -> None:
    """Points between thousands do not change a number."""
    written = f"{number:,}".replace(",", ".")
    (found,) = amounts(f"{written} {currency}", "tr")
    assert found.value == number


@settings(deadline=None)
@given(st.text(alphabet="0123456789۰۱۲., /$€TLmilyonbiو", max_size=60), st.sampled_from(["tr", "fa", "en", "de"]))
def test_no_text_breaks_the_reading_of_sums(text: str, language: str) -> None:
    """Digits, marks and letters in any order give sums inside the text or none."""
    for found in amounts(text, language):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value >= 0


@pytest.mark.parametrize("piece", ["1", "1 ", "1.1,", "bir ", "$", "1m"])
def test_long_rows_of_digits_take_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything are read in a moment."""
    started = time.process_time()
    amounts(piece * 30_000, "tr")
    assert time.process_time() - started < 5
