"""Who takes part although the clause does not name them: told before, told by the place, or left to the reader."""

from __future__ import annotations

import pytest

from nlp.events import EventSet, load
from pipelines.records import Event
from tests.nlp.happenings import happenings


@pytest.fixture(scope="module")
def events() -> EventSet:
    """The bundled event types."""
    return load()


def _of_type(found: list[Event], type_: str) -> list[set[str | None]]:
    return [{party.country for party in event.parties} for event in found if event.type == type_]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("tr", "Türk ve İranlı parklar buluştu", "İki taraf iş birliği protokolü imzaladı."),
        ("tr", "İranlı firma Türkiye'deki ortağıyla görüştü", "Taraflar sözleşme imzaladı."),
        ("tr", "İranlı heyet geldi", "İki ülke arasında protokol imzalandı."),
        ("fa", "دیدار شرکت‌های ایرانی و ترکیه‌ای", "دو طرف تفاهم‌نامه همکاری امضا کردند."),
        ("fa", "هیئت ترکیه‌ای در تبریز", "دو کشور تفاهم‌نامه همکاری امضا کردند."),
        ("en", "Turkish and Iranian firms talk", "The two sides signed a memorandum."),
    ],
)
def test_two_sides_are_the_two_countries_told_of_before(events: EventSet, language: str, title: str, text: str) -> None:
    """A phrase for both sides means the last two countries, the source's own among them where only one was named."""
    assert _of_type(happenings(events, text, language, title=title), "agreement") == [{"ir", "tr"}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "İki taraf iş birliği protokolü imzaladı."),
        ("fa", "دو طرف تفاهم‌نامه همکاری امضا کردند."),
        ("en", "The two sides signed a memorandum."),
    ],
)
def test_two_sides_of_whom_nothing_was_told_stay_open(events: EventSet, language: str, text: str) -> None:
    """Where no country was named before, none is made up."""
    assert _of_type(happenings(events, text, language), "agreement") == [set()]


def test_three_countries_before_are_too_many_for_two_sides(events: EventSet) -> None:
    """Among three countries nobody knows which two are meant."""
    text = "Çinli heyet, Rus ve Alman firmaları konuştu. İki taraf sözleşme imzaladı."
    assert _of_type(happenings(events, text, "tr"), "agreement") == [set()]


@pytest.mark.parametrize(
    ("language", "title", "text", "type_"),
    [
        ("tr", "Gaziantepli makineci büyüyor", "Firma, İran'a makine ihraç etti.", "export"),
        ("tr", "Tebrizli şirket yurt dışında", "Şirket, Trabzon'da ofis açtı.", "opening"),
        ("fa", "شرکت زنجانی در راه ترکیه", "این شرکت دفتر خود را در ترابزون افتتاح کرد.", "opening"),
        ("fa", "مدیران پارک ارومیه در سفر", "آنان از شرکت‌های ترکیه‌ای بازدید کردند.", "visit"),
        ("en", "Bursa robotics firm grows", "The company opened a branch in Tabriz.", "opening"),
        ("en", "Businesspeople from Zanjan travel", "They signed a contract with a Turkish company.", "agreement"),
    ],
)
def test_the_company_is_whom_the_text_told_of_last(
    events: EventSet, language: str, title: str, text: str, type_: str
) -> None:
    """A definite noun or a pronoun stands for the subject told of before."""
    assert _of_type(happenings(events, text, language, title=title), type_) == [{"ir", "tr"}]


def test_a_noun_that_something_describes_is_somebody_new(events: EventSet) -> None:
    """A "yeni firma" is not the firm of the title."""
    title, text = "İranlı heyet geldi", "Geçen hafta yeni kurulan küçük firma Almanya'ya makine ihraç etti."
    assert {"ir"} not in [known & {"ir"} for known in _of_type(happenings(events, text, "tr", title=title), "export")]


@pytest.mark.parametrize(
    ("language", "text", "type_"),
    [
        ("tr", "Tebriz heyetini dün ağırladık.", "visit"),
        ("fa", "با یک شرکت ترکیه‌ای قرارداد امضا کردیم.", "agreement"),
    ],
)
def test_we_are_the_country_of_the_source(events: EventSet, language: str, text: str, type_: str) -> None:
    """A verb in the first person plural speaks for whoever writes."""
    assert _of_type(happenings(events, text, language), type_) == [{"ir", "tr"}]


def test_we_in_an_english_text_are_its_source(events: EventSet) -> None:
    """The same with a pronoun."""
    found = happenings(events, "Last week we signed a contract with a Turkish company.", "en", home="ir")
    assert _of_type(found, "agreement") == [{"ir", "tr"}]


def test_we_in_a_quotation_are_somebody_else(events: EventSet) -> None:
    """Who is quoted does not speak for the source."""
    text = "İranlı bakan “Almanya'yı ziyaret ettik” dedi."
    assert all("tr" not in known for known in _of_type(happenings(events, text, "tr"), "visit"))


@pytest.mark.parametrize(
    ("language", "text", "type_", "countries"),
    [
        ("tr", "Türk şirketi Tebriz'de ofis açtı.", "opening", {"ir", "tr"}),
        ("tr", "Türk şirketi Berlin'de ofis açtı.", "opening", {"tr"}),
        ("tr", "Alman şirketi Tebriz'de ofis açtı.", "opening", {"de"}),
        ("tr", "Karasu Teknokent, İran'ın Tebriz kentinde irtibat ofisi açtı.", "opening", {"ir", "tr"}),
        ("tr", "İranlı heyet Teknokent'i ziyaret etti.", "visit", {"ir", "tr"}),
        ("tr", "Teknokent'teki veri merkezi hizmete girdi.", "opening", set()),
        ("fa", "شرکت ترکیه‌ای در نیروگاه خورشیدی تبریز ۵ میلیون دلار سرمایه‌گذاری کرد.", "investment", {"ir", "tr"}),
        ("fa", "هیئت ترکیه‌ای از شرکت‌های دانش‌بنیان بازدید کرد.", "visit", {"ir", "tr"}),
        ("en", "A Turkish firm opened an office in Tabriz.", "opening", {"ir", "tr"}),
        ("en", "A Turkish firm opened an office in Baku.", "opening", {"tr"}),
    ],
)
def test_a_place_or_an_institution_completes_one_of_the_two_countries(
    events: EventSet, language: str, text: str, type_: str, countries: set[str]
) -> None:
    """Where one followed country acts in the other one, the other one is its host; elsewhere a place is no party."""
    assert _of_type(happenings(events, text, language, home=""), type_) == [countries]


def test_there_is_the_place_told_of_last(events: EventSet) -> None:
    """The word "there" hosts as the place itself would."""
    text = "An Iranian delegation came to Denizli. The delegation signed a contract with two makers there."
    assert {"ir", "tr"} in _of_type(happenings(events, text, "en"), "agreement")


def test_a_mutual_act_takes_the_other_side_from_the_title(events: EventSet) -> None:
    """Title and first sentence together name both sides."""
    found = happenings(events, "Heyetin ziyareti ertelendi.", "tr", title="İran heyeti Türkiye'ye gelecekti")
    assert {"ir", "tr"} in _of_type(found, "visit")


def test_a_joint_call_takes_both_sides_from_the_title(events: EventSet) -> None:
    """Calls are mutual where they are called joint; what is open until a day is announced, not planned."""
    title, text = "Türkiye ile İran çağrı açıyor", "Ortak çağrıya başvurular 20 Ocak 2027'ye kadar alınacak."
    (call,) = (event for event in happenings(events, text, "tr", title=title) if event.deadline)
    assert {party.country for party in call.parties} == {"ir", "tr"}
    assert (call.stage, call.deadline, call.interaction) == ("announced", "2027-01-20", True)


def test_title_and_first_sentence_that_name_a_side_each_tell_one_event(events: EventSet) -> None:
    """Two halves of one news are merged with the evidence of both."""
    (sale,) = happenings(
        events,
        "Stüdyonun tüm hisselerini İstanbul merkezli Oyunbaz satın aldı.",
        "tr",
        title="Oyunbaz İranlı şirketi satın aldı",
        home="",
    )
    assert {party.country for party in sale.parties} == {"ir", "tr"}
    assert len(sale.evidence) == 2


def test_events_that_need_two_sides_are_left_out_without_them(events: EventSet) -> None:
    """The word "sent" alone says nothing; sent to another country it is an export."""
    assert _of_type(happenings(events, "Firma makineyi gönderdi.", "tr"), "export") == []
    assert _of_type(happenings(events, "Türk firması İran'a makine gönderdi.", "tr"), "export") == [{"ir", "tr"}]


def test_countries_of_a_list_sign_but_do_not_export(events: EventSet) -> None:
    """A long list is one of parties only in an agreement."""
    signed = happenings(events, "İran, Türkiye ve Azerbaycan anlaşma imzaladı.", "tr")
    assert _of_type(signed, "agreement") == [{"ir", "tr", "az"}]
    shown = happenings(events, "Fuara İran, Irak ve Suriye katıldı.", "tr")
    assert _of_type(shown, "exhibition") == [set()]


def test_a_city_named_with_a_fair_takes_part_in_it(events: EventSet) -> None:
    """The "Tebriz fuarı" is held in Tabriz; guests from elsewhere make it an interaction."""
    found = happenings(events, "Erzurumlu üreticiler Tebriz fuarında yerini aldı.", "tr")
    assert _of_type(found, "exhibition") == [{"ir", "tr"}]
