"""Names that act: adjectives of cities, nouns beside them, and words that only one country uses."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.events import EventSet, load
from nlp.events.field_names import FieldNames
from nlp.events.sides import Side, sides_of
from nlp.fields import read_field
from pipelines.records import Field


@pytest.fixture(scope="module")
def events() -> EventSet:
    """The bundled event types."""
    return load()


def _sides(events: EventSet, text: str, language: str) -> list[Side]:
    (sentence,) = events.finder(language)._acts.sentences(read_field(Field.TEXT, text, language))
    names = FieldNames(sentence.text, (), date(2026, 11, 12))
    return sides_of(sentence, [], names.places_in(sentence.first, sentence.end), "", sentence.end)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("tr", "Tebrizli ilaç üreticisi geldi", ["Tebrizli ilaç üreticisi"]),
        ("tr", "Gaziantepli makineci geldi", ["Gaziantepli makineci"]),
        ("tr", "Bursalı öğrenci kazandı", ["Bursalı öğrenci"]),
        ("tr", "Bursalı dağcı kazandı", ["Bursalı dağcı"]),
        ("tr", "Bursalı dahi kazandı", ["Bursalı"]),
        ("tr", "Dün Ali Bursalı Geldi", []),
        ("tr", "Tebrizli, konuştu", []),
        ("tr", "İran heyeti geldi", ["İran heyeti"]),
        ("tr", "Sakarya'nın yazılım firması geldi", ["Sakarya'nın yazılım firması"]),
        ("fa", "استارتاپ تهرانی آمد", ["استارتاپ تهرانی"]),
        ("fa", "تبریزی‌ها آمدند", ["تبریزی‌ها"]),
        ("fa", "محمد اصفهانی آمد", []),
        ("fa", "هیئتی از وان آمد", ["هیئتی از وان"]),
        ("fa", "با شرکتی در قیصریه قرارداد بستند", ["شرکتی در قیصریه"]),
        ("en", "founders from Tehran came", ["founders from Tehran"]),
        ("en", "a maker of workwear in Kayseri came", ["maker of workwear in Kayseri"]),
        ("en", "Tabriz drugmaker came", ["Tabriz drugmaker"]),
        ("en", "Iranians came", ["Iranians"]),
    ],
)
def test_a_city_or_adjective_and_its_noun_make_a_body(
    events: EventSet, language: str, text: str, names: list[str]
) -> None:
    """The noun is found on the side where the language puts it; surnames and loose adjectives make nobody."""
    assert [side.name for side in _sides(events, text, language) if side.is_body] == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "هیئت به آنکارا رفت"),
        ("fa", "شرکت آمد و در قیصریه ماند"),
        ("fa", "در قیصریه ماند"),
        ("en", "held in Istanbul"),
        ("en", "the firm opened an office in Tabriz"),
    ],
)
def test_a_city_where_something_happens_is_no_body(events: EventSet, language: str, text: str) -> None:
    """A preposition of place or a verb in between keeps noun and city apart."""
    (city,) = _sides(events, text, language)
    assert (bool(city.city), city.is_body) == (True, False)


def test_a_noun_belongs_to_one_name_only(events: EventSet) -> None:
    """The phrase "an Iranian company in Istanbul" is one company; Istanbul stays a place."""
    company, city = _sides(events, "the Iranian company in Istanbul", "en")
    assert (company.is_body, city.is_body) == (True, False)


def test_joined_names_share_their_noun(events: EventSet) -> None:
    """Of two cities or adjectives with one noun both are bodies."""
    assert [side.is_body for side in _sides(events, "the chambers of Tabriz and Erzurum met", "en")] == [True, True]
    assert [side.is_body for side in _sides(events, "Türk ve İranlı bilim insanları geldi", "tr")] == [True, True]


def test_institutions_are_weak_and_give_way_to_what_is_named_beside_them(events: EventSet) -> None:
    """Teknokent speaks for Türkiye, unless another country stands beside it."""
    (weak,) = _sides(events, "Karasu Teknokent açıldı", "tr")
    assert (weak.country, weak.weak) == ("tr", True)
    assert [side.country for side in _sides(events, "پارک علم و فناوری ازبکستان آمد", "fa") if not side.weak] == ["uz"]


def test_a_genitive_that_only_locates_an_unknown_town_is_no_side(events: EventSet) -> None:
    """The words "İran'ın Ramsar şehri" are an address; "İran'ın şirketi" names a side."""
    assert _sides(events, "İran'ın Ramsar şehrinde toplandı", "tr") == []
    assert [side.country for side in _sides(events, "İran'ın parkı açıldı", "tr")] == ["ir"]


def test_a_place_that_belongs_to_a_noun_is_told_from_where_it_happens(events: EventSet) -> None:
    """The form "Tebriz'deki" describes, "Iğdır'da" locates."""
    assert [side.attributive for side in _sides(events, "Tebriz'deki ürün Iğdır'da satıldı", "tr")] == [True, False]
