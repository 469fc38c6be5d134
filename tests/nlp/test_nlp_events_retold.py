"""Events told in longer ways: how they end, what they are about, who only comes from somewhere, sums told later."""

from __future__ import annotations

import pytest

from nlp.events import EventSet, load
from nlp.events.definitions import Stage
from nlp.events.merging import Happening, merged
from nlp.events.tenses import Tense, english
from pipelines.records import Event, Field, Party, Span
from tests.nlp.happenings import happenings


@pytest.fixture(scope="module")
def events() -> EventSet:
    """The bundled event types."""
    return load()


def _told(found: list[Event]) -> list[tuple[str, str, frozenset[str | None]]]:
    return [(event.type, event.stage, frozenset(party.country for party in event.parties)) for event in found]


def _happening(start: int, stage: Stage = Stage.SIGNED, *countries: str, negated: bool = False) -> Happening:
    span = Span(field=Field.TEXT, start=start, end=start + 5)
    parties = tuple(Party(organisation=None, country=country, role="party") for country in countries)
    return Happening(
        type="agreement",
        rule="agreement@1",
        stage=stage,
        negated=negated,
        sure=True,
        parties=parties,
        sentence=span,
        evidence=(span,),
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_what_is_denied_and_called_off_is_one_event_with_its_end(order: tuple[int, ...]) -> None:
    """In whatever order an article tells them, a report, its denial and the end are one event: called off."""
    told = [
        _happening(0, Stage.SIGNED, "ir", "tr"),
        _happening(10, Stage.SIGNED, "ir", "tr", negated=True),
        _happening(20, Stage.CANCELLED, "ir", "tr"),
    ]
    (event,) = merged([told[at] for at in order])
    assert (event.stage, event.negated, len(event.evidence)) == (Stage.CANCELLED, False, 3)


def test_a_denial_has_the_last_word_over_the_report(events: EventSet) -> None:
    """What a title reports and the text denies did not happen, and is no interaction."""
    text = "Tebrizli üretici ile Bursalı firma arasında sözleşme imzalandığı haberi yalanlandı."
    (event,) = happenings(events, text, "tr", title="Tebrizli üretici ile Bursalı firma sözleşme imzaladı")
    assert (event.negated, event.interaction) == (True, False)


def test_what_is_called_off_with_one_stays_apart_from_what_is_signed_with_another() -> None:
    """A contract that ended and one with somebody else are two."""
    assert len(merged([_happening(0, Stage.CANCELLED, "ir", "tr"), _happening(10, Stage.SIGNED, "ir", "de")])) == 2


@pytest.mark.parametrize(
    ("before", "form", "tense"),
    [
        (["supplies", "parts", "to", "operators"], "signed", Tense.PAST),
        (["exports", "to", "Iran"], "opened", Tense.PAST),
        (["plans", "to"], "sign", Tense.FUTURE),
        (["to", "be"], "signed", Tense.FUTURE),
        (["to", "jointly"], "build", Tense.FUTURE),
        (["will", "be"], "opened", Tense.FUTURE),
    ],
)
def test_only_the_to_of_an_infinitive_points_ahead(before: list[str], form: str, tense: Tense) -> None:
    """A preposition some words before a past tense plans nothing."""
    assert english(form, before).tense is tense


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fa", "تفاهم‌نامه ایجاد مرکز نوآوری میان دو دانشگاه ایران و ترکیه منعقد شد.", "agreement"),
        ("fa", "یک گروه ترکیه‌ای برای احداث نیروگاه در تبریز ۴۰ میلیون دلار سرمایه‌گذاری کرد.", "investment"),
        ("tr", "Konya'da kurulan laboratuvar nisanda hizmete girecek.", "opening"),
        ("en", "They agreed to exchange samples under a protocol that the two universities signed.", "agreement"),
        ("fa", "شرکت تبریزی پس از دریافت گواهی‌های لازم، محصول خود را به ترکیه صادر کرد.", "export"),
    ],
)
def test_one_act_of_a_sentence_is_told_and_the_others_only_describe_it(
    events: EventSet, language: str, text: str, wanted: str
) -> None:
    """What a document is about, an aim, a participle and a certificate make no event beside the one that is told."""
    assert {event.type for event in happenings(events, text, language)} == {wanted}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "ترکیه مایل است به ایران کالا صادر کند."),
        ("fa", "سازمان ملی استاندارد برای یک شرکت ترکیه‌ای گواهی کیفیت صادر کرد."),
        ("tr", "UNAM'dan bir yetkili, İran tarafıyla görüş ayrılığı kalmadığını bildirdi."),
        ("tr", "Belediye, lise ile iş birliği yaparak yarışmaya katkı verdi."),
        ("tr", "Üniversite, inovasyona destek veren bir kurumdur."),
        ("en", "The company has yet to sign a contract with an Iranian supplier."),
    ],
)
def test_wishes_and_descriptions_are_no_events(events: EventSet, language: str, text: str) -> None:
    """Somebody wants to, something is of a kind, a word only looks like an act."""
    assert happenings(events, text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("tr", "Ankaralı girişim, İsfahan doğumlu yatırımcıdan 2 milyon dolar yatırım aldı.", {"tr"}),
        ("en", "An Iranian-born engineer opened a plant with a Bursa company in Ankara.", {"tr"}),
        ("en", "A Konya foundry signed a contract with an Iranian railway company.", {"tr", "ir"}),
        ("en", "Istanbul's Köprü Ventures put $700,000 into a Tehran-based pharmacy firm.", {"tr", "ir"}),
        ("fa", "استارتاپ تهرانی از یک صندوق مستقر در ترکیه ۴۰۰ هزار دلار سرمایه گرفت.", {"ir", "tr"}),
        ("fa", "شرکت تبریزی با یک شرکت سازنده ماشین‌آلات از قونیه قراردادی امضا کرد.", {"ir", "tr"}),
        ("tr", "Samsunlu firma, İranlı distribütörüyle sözleşme imzaladı.", {"tr", "ir"}),
        ("tr", "Denizlili üreticiler fuarda İranlı alıcılarla buluştu.", {"tr", "ir"}),
    ],
)
def test_a_seat_makes_a_party_and_an_origin_does_not(
    events: EventSet, language: str, text: str, countries: set[str]
) -> None:
    """Whoever sits in a country acts for it; whoever was born there need not."""
    (event,) = happenings(events, text, language)
    assert {party.country for party in event.parties} == countries


def test_a_sum_told_in_the_next_sentence_belongs_to_the_act_before(events: EventSet) -> None:
    """A sentence on "the value of this shipment" tells how much was exported."""
    text = "محصول شرکت اصفهانی به ترکیه صادر شد. ارزش این محموله ۶۵۰ هزار دلار است."
    (event,) = happenings(events, text, "fa")
    assert (event.amount, event.currency) == (650_000, "USD")


def test_a_call_of_both_countries_is_a_need_whoever_leads_it(events: EventSet) -> None:
    """A joint call is open to Turkish applicants although an Iranian fund issues it."""
    text = "صندوق ملی ایران با همکاری نهاد پژوهشی ترکیه فراخوان مشترکی منتشر کرد که مهلت آن تا ۲۵ بهمن ۱۴۰۵ است."
    (event,) = happenings(events, text, "fa")
    assert (event.need, event.interaction, event.deadline) == (True, True, "2027-02-14")


def test_who_gives_a_prize_is_told_from_who_wins_it(events: EventSet) -> None:
    """The name at the end of a Persian prize's row gives it."""
    text = "جایزه علمی بنیاد نخبگان ایران به یک شرکت ترکیه‌ای تعلق گرفت."
    (event,) = happenings(events, text, "fa")
    assert {(party.country, party.role) for party in event.parties} == {("ir", "awarder"), ("tr", "recipient")}


def test_a_denial_of_what_is_not_yet_signed_is_read_behind_its_participle(events: EventSet) -> None:
    """In Turkish "imzalanmış değil" takes back what its participle says."""
    text = "Protokol, Türk ve İranlı firmalar arasında henüz imzalanmış değil."
    assert [event.negated for event in happenings(events, text, "tr")] == [True]


def test_something_that_will_only_be_part_of_a_duty_is_not_planned(events: EventSet) -> None:
    """A duty named with "خواهد بود" announces no event."""
    text = "برگزاری نشست‌های تخصصی از تعهدات این بانک خواهد بود."
    assert _told(happenings(events, text, "fa")) == []
