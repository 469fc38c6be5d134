"""Values of facets are named in the reader's language and calendars; what has no name stands for itself."""

from __future__ import annotations

import pytest

from rasad.labels import Labels, jalali_month_text, month_text, week_text
from rasad.setup import Setup


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Labels:
    """Give the names of the bundled registers."""
    return Labels(Setup.load(tmp_path_factory.mktemp("labels")))


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("2026-11", "tr", "Kasım 2026 / Aban–Azer 1405"),
        ("2026-11", "fa", "آبان–آذر ۱۴۰۵ / نوامبر ۲۰۲۶"),
        ("2026-11", "en", "November 2026 / Aban–Azar 1405"),
        ("2026-03", "en", "March 2026 / Esfand 1404 – Farvardin 1405"),
        ("2026-12", "en", "December 2026 / Azar–Dey 1405"),
    ],
)
def test_months_stand_in_both_calendars(value: str, language: str, text: str) -> None:
    """The language's own calendar comes first; a turn of the year is written out."""
    assert month_text(value, language) == text


def test_months_of_the_iranian_calendar_and_weeks() -> None:
    """A Jalali month names the Gregorian ones that it lies in; a week its first day."""
    assert jalali_month_text("1405-08", "fa") == "آبان ۱۴۰۵ / اکتبر–نوامبر ۲۰۲۶"
    assert jalali_month_text("1405-10", "en") == "Dey 1405 / December 2026 – January 2027"
    assert week_text("2026-W46", "en") == "Week of 9 November 2026 (18 Aban 1405)"


@pytest.mark.parametrize(
    ("facet", "value", "language", "text"),
    [
        ("country", "tr", "fa", "ترکیه"),
        ("country", "no", "tr", "Norveç"),
        ("country", "int", "en", "International"),
        ("country", "zz", "en", "ZZ"),
        ("lang", "fa", "tr", "Farsça"),
        ("kind", "park", "fa", "پارک علم و فناوری"),
        ("is", "interaction", "en", "Iran–Türkiye interactions"),
        ("place", "Tabriz", "tr", "Tebriz"),
        ("place", "Atlantis", "tr", "Atlantis"),
        ("event", "visit", "fa", "دیدار و بازدید"),
        ("org", "tr/tubitak", "fa", "توبیتاک"),
        ("organisation", "tr/nobody", "fa", "tr/nobody"),
        ("source", "webrazzi", "fa", "Webrazzi"),
        ("source", "nobody", "fa", "nobody"),
        ("month", "2026-13", "en", "2026-13"),
        ("month", "x", "en", "x"),
        ("week", "2026-W99", "en", "2026-W99"),
        ("jalali_month", "1405-99", "en", "1405-99"),
        ("day", "2026-11-12", "en", "2026-11-12"),
    ],
)
def test_values_are_named(labels: Labels, facet: str, value: str, language: str, text: str) -> None:
    """Known values have a name in each language, and anything that an address can hold has some text."""
    assert labels.facet(facet, value, language) == text


def test_every_country_of_the_register_has_a_name(labels: Labels) -> None:
    """No organisation and no bundled source is of a country that the desk cannot name."""
    codes = {entry.country for entry in labels.register}
    for language in ("fa", "tr", "en"):
        assert [code for code in codes if labels.country(code, language) == code.upper()] == []


def test_names_are_completed_in_any_script(labels: Labels) -> None:
    """A beginning of any word of a name, in any of the languages, gives the organisation; the shortest names first."""
    assert labels.beginning("tubit", "en", 3)[0] == "tr/tubitak"
    assert "ir/eastp" in labels.beginning("آذربایجان شر", "fa", 20)
    assert len(labels.beginning("t", "tr", 5)) == 5
    assert labels.beginning("xqzw", "tr", 5) == []
    assert labels.is_country("ترکیه")
    assert not labels.is_country("TÜBİTAK")
