"""Numbers: one spelling for all ways of grouping and dividing digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import TokenKind, tokens
from pipelines.text.numbers import canonical, is_number


@pytest.mark.parametrize(
    ("language", "written", "number"),
    [
        ("tr", "2,5", "2.5"),
        ("tr", "2.500.000", "2500000"),
        ("tr", "2.500", "2500"),
        ("tr", "1.234,56", "1234.56"),
        ("tr", "2.5", "2.5"),
        ("tr", "2,500", "2.500"),
        ("tr", "1,234,567", "1234567"),
        ("en", "2.5", "2.5"),
        ("en", "2,500,000", "2500000"),
        ("en", "2,500", "2500"),
        ("en", "1,234.56", "1234.56"),
        ("en", "2.500", "2.500"),
        ("fa", "۲٫۵", "2.5"),
        ("fa", "۲/۵", "2.5"),
        ("fa", "۲٬۵۰۰٬۰۰۰", "2500000"),
        ("fa", "٢٫٥", "2.5"),
        ("fa", "۲,۵۰۰", "2500"),
        ("fa", "۲.۵", "2.5"),
        ("fa", "۱۴۰۱", "1401"),
        ("tr", "007", "007"),
    ],
)
def test_a_number_is_one_token_in_one_spelling(language: str, written: str, number: str) -> None:
    """Group signs go, the decimal sign is a point; the token covers the number as it stands."""
    (token,) = tokens(written, language)
    assert (token.exact, token.lemma, token.stem, token.kind) == (number, number, number, TokenKind.NUMBER)
    assert (token.start, token.end) == (0, len(written))


@pytest.mark.parametrize(
    ("language", "written", "numbers"),
    [
        ("tr", "12.11.2026", ["12", "11", "2026"]),
        ("fa", "۱۴۰۵/۰۸/۲۱", ["1405", "08", "21"]),
        ("tr", "24/7", ["24", "7"]),
        ("en", "2023-2024", ["2023", "2024"]),
        ("tr", "14:30", ["14", "30"]),
        ("tr", "%20", ["20"]),
        ("fa", "۲۰٪", ["20"]),
        ("en", "1.2.3,4,5", ["1", "2", "3", "4", "5"]),
    ],
)
def test_dates_times_and_ranges_are_several_numbers(language: str, written: str, numbers: list[str]) -> None:
    """A date is found by its year; a percent sign is no part of the number."""
    assert [token.exact for token in tokens(written, language)] == numbers


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("5G", ["5g"]),
        ("4.5G", ["4.5g"]),
        ("F-16", ["f16"]),
        ("F16", ["f16"]),
        ("S-400", ["s400"]),
        ("A400M", ["a400m"]),
        ("TB2", ["tb2"]),
        ("COVID-19", ["covid", "19"]),
        ("Covid19", ["covid", "19"]),
        ("TEKNOFEST2026", ["teknofest", "2026"]),
        ("100milyon", ["100", "milyon"]),
        ("2026’da", ["2026"]),
        ("10'uncu", ["10"]),
    ],
)
def test_names_with_digits(written: str, forms: list[str]) -> None:
    """Short names with digits are one token, however hyphenated; long words let go of their number."""
    assert [token.exact for token in tokens(written, "tr") if token.stem] == forms


@given(st.integers(0, 10**15), st.sampled_from([("tr", "."), ("en", ","), ("fa", "٬")]))
def test_grouped_integers_equal_plain_ones(value: int, style: tuple[str, str]) -> None:
    """An integer grouped by threes is the same number as without groups."""
    language, sign = style
    grouped = f"{value:,}".replace(",", sign)
    assert [token.exact for token in tokens(grouped, language)] == [str(value)]


@given(st.from_regex(r"[0-9]+(?:[.,/٫٬][0-9]+)*", fullmatch=True), st.sampled_from([",", ".", "./"]))
def test_a_canonical_number_has_the_digits_of_its_source(written: str, decimal: str) -> None:
    """No digit is lost or invented, and at most one point is left."""
    assert is_number(written)
    number = canonical(written, decimal)
    if number is not None:
        assert number.replace(".", "") == "".join(sign for sign in written if sign.isdecimal())
        assert number.count(".") <= 1


@given(st.text())
def test_only_digits_and_signs_are_numbers(text: str) -> None:
    """Whatever has a letter or ends with a sign is no number."""
    if is_number(text):
        assert set(text) <= set("0123456789.,/٫٬")
        assert text[0].isdecimal()
        assert text[-1].isdecimal()
