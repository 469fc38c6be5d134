"""Events told in other ways: conditions, aims, promises, names in apposition, seats, and who is left unsaid."""

from __future__ import annotations

import pytest

from nlp.events import EventSet, load
from pipelines.records import Event
from tests.nlp.happenings import happenings


@pytest.fixture(scope="module")
def events() -> EventSet:
    """The bundled event types."""
    return load()


def _told(found: list[Event]) -> list[tuple[str, str, frozenset[str | None]]]:
    return [(event.type, event.stage, frozenset(party.country for party in event.parties)) for event in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Kredi bulunması hâlinde şirket İran'da büyük ve modern bir boya fabrikası kurabilecek."),
        ("tr", "Onay çıkması şartıyla İranlı firmayla gelecek yıl lisans sözleşmesi imzalanacak."),
        ("fa", "اگر مجوزها صادر شود، شرکت ترک در ارومیه کارخانه رنگ راه‌اندازی خواهد کرد."),
        ("fa", "در صورت تأمین اعتبار، دو دانشگاه ایران و ترکیه تفاهم‌نامه امضا خواهند کرد."),
        ("en", "If the loan is approved, the Turkish firm will open a paint factory in Shiraz."),
        ("en", "The two firms will sign a contract in Tabriz, subject to approval."),
    ],
)
def test_what_hangs_on_something_else_is_no_event(events: EventSet, language: str, text: str) -> None:
    """A condition anywhere in the sentence makes what has not happened yet a mere possibility."""
    assert happenings(events, text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Yaptırımlar sürmesi hâlinde bile İranlı firmayla sözleşme imzalandı."),
        ("en", "The Turkish firm signed a contract with an Iranian supplier, subject to approval."),
    ],
)
def test_what_has_happened_does_not_hang_on_a_condition(events: EventSet, language: str, text: str) -> None:
    """A signed contract stays signed, whatever depends on it."""
    assert [stage for type_, stage, _ in _told(happenings(events, text, language)) if type_ == "agreement"] == [
        "signed"
    ]


def test_a_persian_aim_is_no_event(events: EventSet) -> None:
    """Something begun in support of exports is no export."""
    text = "صندوق ایرانی طرح تازه‌ای برای حمایت از صادرات شرکت‌ها آغاز کرد."
    assert "export" not in {event.type for event in happenings(events, text, "fa")}


def test_what_an_agreement_provides_for_is_no_event(events: EventSet) -> None:
    """A protocol on receiving guests is an agreement, and no visit yet."""
    text = "İran parkı, girişimcilerin üç ay ağırlanmasını öngören bir protokole imza attı."
    assert {event.type for event in happenings(events, text, "tr")} == {"agreement"}


def test_a_promise_is_a_plan(events: EventSet) -> None:
    """Said that it would open: planned; without anybody who says so it is only imagined."""
    promised = "A Turkish manufacturer said it would open a factory in Shiraz."
    imagined = "A Turkish manufacturer would open a factory in Shiraz."
    assert _told(happenings(events, promised, "en")) == [("opening", "planned", frozenset({"tr", "ir"}))]
    assert happenings(events, imagined, "en") == []


def test_a_name_behind_its_noun_bears_the_case(events: EventSet) -> None:
    """In "girişimi Kapı'nın hissesi" the start-up is what is bought, although only its name has the ending."""
    text = "Alman grup, İzmirli teslimat girişimi Kapımız'ın çoğunluk hissesini satın aldı."
    found = happenings(events, text, "tr")
    assert [(party.country, party.role) for event in found for party in event.parties] == [
        ("de", "buyer"),
        ("tr", "target"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("tr", "Merkezi Berlin'de bulunan lojistik grubu, Ankaralı girişimin hisselerini devraldı.", {"de", "tr"}),
        ("en", "Shiraz-based Parsina closed a $900,000 round led by an Ankara venture fund.", {"ir", "tr"}),
        ("fa", "مهندسان یک شرکت تبریزی و یک کارخانه قطعه‌سازی در بورسا تفاهم‌نامه امضا کردند.", {"ir", "tr"}),
        ("fa", "شرکتی در وان با یک شرکت تبریزی قرارداد امضا کرد.", {"ir", "tr"}),
        ("en", "The Ankara-based company opened an office in the Iranian city of Khoy.", {"ir", "tr"}),
    ],
)
def test_a_seat_tells_whose_body_it_is(events: EventSet, language: str, text: str, countries: set[str]) -> None:
    """Where a body has its seat or stands makes its country, in every language's own way of saying it."""
    assert [found for _, _, found in _told(happenings(events, text, language))] == [frozenset(countries)]


def test_the_headline_names_the_subject_of_the_first_sentence(events: EventSet) -> None:
    """Where the text begins with a name that nobody knows, the headline has said of which country it is."""
    title, text = "هلدینگ ایرانی سهامدار شد", "آرمان‌تاب ۴۰ درصد سهام شرکت دنیزسافت ترکیه را خرید."
    assert ("acquisition", "carried-out", frozenset({"ir", "tr"})) in _told(happenings(events, text, "fa", title=title))


def test_a_headline_in_the_present_gives_way_to_the_text(events: EventSet) -> None:
    """What the headline "opens" the text may only plan."""
    title, text = "Konya maker invests in robots", "The Konya maker will invest 5 million euros in a robot factory."
    assert [event.stage for event in happenings(events, text, "en", title=title)] == ["planned"]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("tr", "İranlı heyet Konya'yı ziyaret etti.", "Konya"),
        ("tr", "Türk firmalar Tebriz fuarına katıldı.", "Tabriz"),
        ("en", "A Turkish delegation visited Isfahan.", "Isfahan"),
    ],
)
def test_a_visit_is_where_it_leads_and_a_fair_where_its_name_says(
    events: EventSet, language: str, text: str, place: str
) -> None:
    """The place need not stand in the locative."""
    assert [event.place for event in happenings(events, text, language)] == [place]


@pytest.mark.parametrize(
    ("language", "text", "type_"),
    [
        ("tr", "Türk Sanayi Bakanı ile İranlı bakan telefonda görüştü.", "visit"),
        ("en", "The Turkish minister met with his Iranian counterpart by phone.", "visit"),
        ("en", "Russia lifted its ban on exports to Türkiye.", "export"),
        ("fa", "ممنوعیت صادرات تجهیزات به ترکیه آغاز شد.", "export"),
        ("en", "The Saudi fund backs a start-up in Ankara.", "support-programme"),
    ],
)
def test_words_that_only_look_like_an_act_make_no_event(events: EventSet, language: str, text: str, type_: str) -> None:
    """A call is no visit, a ban no export, and the "start" of a start-up starts nothing."""
    assert type_ not in {event.type for event in happenings(events, text, language)}


def test_no_agreement_is_a_denied_one(events: EventSet) -> None:
    """That there is none is told of both sides."""
    found = happenings(events, "Türkiye's agency said there was no agreement with Iran on a reactor.", "en")
    assert [(event.negated, {party.country for party in event.parties}) for event in found] == [(True, {"tr", "ir"})]
