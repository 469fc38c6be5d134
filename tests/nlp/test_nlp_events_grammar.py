"""The grammar of events: cases, joined names, clauses, bodies, lists of countries, and what is merged."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.events import load
from nlp.events.cases import case_of, is_joined
from nlp.events.definitions import Case, EventFile, Stage
from nlp.events.eventset import EventSet
from nlp.events.field_names import FieldNames
from nlp.events.merging import MOST_EVIDENCE, Happening, merged
from nlp.events.scopes import scopes_of
from nlp.events.sides import Side, sides_of
from nlp.events.triggers import MOST_TOKENS, ActFinder, Sentence
from nlp.fields import read_field
from nlp.places import PlaceKind, gazetteer
from nlp.topics.reading import read_rules
from pipelines.records import Field, Party, Span

DAY = date(2026, 11, 12)


@pytest.fixture(scope="module")
def events() -> EventSet:
    """The bundled event types."""
    return load()


def _acts(events: EventSet, language: str) -> ActFinder:
    return events.finder(language)._acts


def _sentence(events: EventSet, text: str, language: str) -> Sentence:
    (sentence,) = _acts(events, language).sentences(read_field(Field.TEXT, text, language))
    return sentence


def _sides(events: EventSet, text: str, language: str) -> list[Side]:
    sentence = _sentence(events, text, language)
    acts = _acts(events, language).acts(sentence)
    names = FieldNames(sentence.text, (), DAY)
    act = acts[0].place[0] if acts else sentence.end
    return sides_of(sentence, [], names.places_in(sentence.first, sentence.end), "", act)


@pytest.mark.parametrize(
    ("language", "text", "case"),
    [
        ("tr", "Türkiye protokol imzaladı", Case.AGENT),
        ("tr", "Türkiye ile protokol imzalandı", Case.WITH),
        ("tr", "Türkiye'yle protokol imzalandı", Case.WITH),
        ("tr", "Türkiye tarafından imzalandı", Case.BY),
        ("tr", "Türkiye'de imzalandı", Case.AT),
        ("tr", "Türkiye'den geldi", Case.FROM),
        ("tr", "Türkiye'ye gönderildi", Case.TO),
        ("tr", "Türkiye'nin protokolü", Case.OF),
        ("tr", "Türkiye'yi ziyaret etti", Case.OBJECT),
        ("tr", "Türkiye üzerinden geçti", Case.AT),
        ("fa", "ترکیه تفاهم‌نامه امضا کرد", Case.AGENT),
        ("fa", "با ترکیه تفاهم‌نامه امضا شد", Case.WITH),
        ("fa", "با کشور ترکیه امضا شد", Case.WITH),
        ("fa", "میان ترکیه امضا شد", Case.WITH),
        ("fa", "به ترکیه صادر شد", Case.TO),
        ("fa", "از ترکیه آمد", Case.FROM),
        ("fa", "در ترکیه برگزار شد", Case.AT),
        ("fa", "توسط ترکیه امضا شد", Case.BY),
        ("fa", "شرکت فناور ترکیه", Case.OF),
        ("fa", "با پارک علم و فناوری ترکیه", Case.WITH),
        ("fa", "در نشست مشترک ترکیه", Case.OF),
        ("fa", "ترکیه را دید", Case.OBJECT),
        ("en", "Türkiye signed an agreement", Case.AGENT),
        ("en", "signed an agreement with Türkiye", Case.WITH),
        ("en", "exported to Türkiye", Case.TO),
        ("en", "imported from Türkiye", Case.FROM),
        ("en", "signed by Türkiye", Case.BY),
        ("en", "held in the Türkiye", Case.AT),
        ("en", "visited Türkiye", Case.OBJECT),
    ],
)
def test_the_case_of_a_name(events: EventSet, language: str, text: str, case: Case) -> None:
    """Endings, postpositions and prepositions say how a name stands, also through words that stand between."""
    sentence = _sentence(events, text, language)
    (place,) = (one for one in gazetteer(language).find(sentence.text) if one.place.kind is not PlaceKind.INSTITUTION)
    acts = _acts(events, language).acts(sentence)
    act = acts[0].place[0] if acts else (place.first if text.startswith("visited") else sentence.end)
    assert case_of(sentence, place.first, place.last, act) is case


@pytest.mark.parametrize(
    ("language", "text", "joined"),
    [
        ("tr", "Türkiye ve İran", True),
        ("tr", "Türkiye, İran", True),
        ("tr", "Türkiye'nin ve İran", True),
        ("tr", "Türkiye sonra İran", False),
        ("tr", "Türkiye. İran", False),
        ("fa", "ترکیه و ایران", True),
        ("fa", "ترکیه، ایران", True),
        ("fa", "ترکیه با ایران", False),
        ("en", "Turkey and Iran", True),
        ("en", "Turkey or Iran", False),
    ],
)
def test_names_are_joined_by_a_comma_or_and(events: EventSet, language: str, text: str, joined: bool) -> None:  # noqa: FBT001 -- a column of the table
    """Only what stands between two names decides."""
    field = read_field(Field.TEXT, text, language)
    sentence = _acts(events, language).sentences(field)[0]
    one, other = gazetteer(language).find(field)
    assert is_joined(sentence, one.last, other.first) is joined


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("tr", "İran, Irak ve Suriye'de toplandı", []),
        ("tr", "İran, Irak ve Suriye arasında toplandı", ["ir", "iq", "sy"]),
        ("tr", "İran'ın Tebriz kentinde toplandı", ["ir"]),
        ("tr", "İranlı heyet geldi", ["ir"]),
        ("tr", "Tebriz'den gelen heyet", ["ir"]),
        ("fa", "شرکت ترکیه‌ای آمد", ["tr"]),
        ("fa", "شهر استانبول ترکیه", ["tr"]),
        ("en", "Iranian delegation came", ["ir"]),
        ("en", "a Tabriz-based firm came", ["ir"]),
        ("en", "Tabriz, Iran", ["ir"]),
    ],
)
def test_sides_leave_out_lists_and_addresses(events: EventSet, language: str, text: str, countries: list[str]) -> None:
    """A long list of countries is no side unless it is "between" them, and an address is one place."""
    assert [side.country for side in _sides(events, text, language) if not side.listed] == countries


def test_a_body_called_by_its_people_or_city_carries_the_whole_name(events: EventSet) -> None:
    """The noun belongs to the name of the side."""
    (side,) = _sides(events, "Dün İranlı teknoloji şirketi geldi", "tr")
    assert (side.name, side.is_body, side.people) == ("İranlı teknoloji şirketi", True, True)


def test_who_reports_takes_no_part(events: EventSet) -> None:
    """The words "according to" and their kin make a name a source."""
    assert _sides(events, "According to Türkiye prices rose", "en") == []
    assert [side.country for side in _sides(events, "According to Türkiye, Iran signed a deal", "en")] == ["ir"]


def _clauses(events: EventSet, text: str, language: str) -> list[str]:
    sentence = _sentence(events, text, language)
    acts = _acts(events, language).acts(sentence)
    rows = sentence.text.tokens
    return [text[rows[first].start : rows[end - 1].end] for first, end in scopes_of(sentence, acts, language)]


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        (
            "tr",
            "Heyet Ankara'yı ziyaret etti ve İran ile protokol imzaladı",
            ["Heyet Ankara'yı ziyaret etti ve", "İran ile protokol imzaladı"],
        ),
        (
            "fa",
            "دفتر تبریز افتتاح شد، تفاهم‌نامه با چین امضا شد",
            ["دفتر تبریز افتتاح شد،", "تفاهم‌نامه با چین امضا شد"],
        ),
        ("en", "Iran signed a deal with Russia while Turkey watched", ["Iran signed a deal with Russia"]),
        ("en", "Iran signed a deal; Turkey watched", ["Iran signed a deal"]),
        ("en", "Iran signed a deal as part of a plan with Oman", ["Iran signed a deal as part of a plan with Oman"]),
        ("en", "After talks with Oman Iran signed a deal", ["talks with Oman Iran signed a deal"]),
    ],
)
def test_clauses_end_at_verbs_commas_and_walls(events: EventSet, language: str, text: str, clauses: list[str]) -> None:
    """Each act has its own part of the sentence; a semicolon or "while" begins something else."""
    assert _clauses(events, text, language) == clauses


def test_of_several_types_the_nearest_thing_takes_the_act(events: EventSet) -> None:
    """The word "opened" belongs to the call beside it and not to the centre that is farther away."""
    sentence = _sentence(events, "Merkez için yeni proje çağrısı açıldı", "tr")
    assert [act.type for act in _acts(events, "tr").acts(sentence)] == ["call"]


def test_a_text_without_sentence_ends_is_cut(events: EventSet) -> None:
    """No sentence is longer than the limit, and nothing gets lost."""
    field = read_field(Field.TEXT, "kelime " * (MOST_TOKENS * 3 + 7), "tr")
    sentences = _acts(events, "tr").sentences(field)
    assert [sentence.first for sentence in sentences[1:]] == [sentence.end for sentence in sentences[:-1]]
    assert max(sentence.end - sentence.first for sentence in sentences) == MOST_TOKENS
    assert sentences[-1].end == len(field.tokens)


def _party(country: str | None, organisation: str | None = None) -> Party:
    return Party(organisation=organisation, country=country, role="party", name=organisation or country or "X")


def _happening(start: int = 0, **more: object) -> Happening:
    span = Span(field=Field.TEXT, start=start, end=start + 5)
    given: dict[str, object] = {
        "type": "agreement",
        "rule": "agreement@1",
        "stage": Stage.SIGNED,
        "negated": False,
        "sure": True,
        "parties": (_party("ir"), _party("tr")),
        "sentence": span,
        "evidence": (span,),
    }
    return Happening(**(given | more))  # type: ignore[arg-type]  # keyword arguments of a table


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ({}, 1),
        ({"parties": (_party("ir"),)}, 1),
        ({"parties": ()}, 1),
        ({"parties": (_party("ir"), _party("cn"))}, 2),
        ({"negated": True}, 1),
        ({"negated": True, "parties": (_party("ir"), _party("de"))}, 2),
        ({"type": "visit"}, 2),
        ({"stage": Stage.CANCELLED}, 1),
        ({"stage": Stage.CANCELLED, "parties": (_party("ir"), _party("de"))}, 2),
        ({"stage": Stage.PLANNED}, 1),
        ({"amount": 5.0}, 1),
        ({"date": "2026-11-10"}, 1),
    ],
)
def test_what_may_be_the_same_is_merged(other: dict[str, object], count: int) -> None:
    """Parties and type keep happenings apart, open details, a denial and a cancellation do not."""
    assert len(merged([_happening(), _happening(10, **other)])) == count


@pytest.mark.parametrize("key", ["amount", "date", "deadline"])
def test_details_that_contradict_keep_happenings_apart(key: str) -> None:
    """Two sums, days or deadlines are two events."""
    one, other = ({key: 1.0}, {key: 2.0}) if key == "amount" else ({key: "2026-01-01"}, {key: "2026-01-02"})
    assert len(merged([_happening(0, **one), _happening(10, **other)])) == 2


def test_merging_adds_what_was_open_and_prefers_organisations() -> None:
    """An organisation takes the place of its bare country, place and money come from wherever they stand."""
    named = (_party("ir", "ir/x"), _party("tr"))
    (joined,) = merged(
        [_happening(sure=False, stage=Stage.SIGNED), _happening(10, parties=named, place="Tabriz", stage=Stage.PLANNED)]
    )
    event = joined.event([])
    assert {(party.organisation, party.country) for party in event.parties} == {("ir/x", "ir"), (None, "tr")}
    assert (event.place, event.stage, event.interaction) == ("Tabriz", "planned", True)
    assert len(event.evidence) == 2


def test_a_country_named_later_gives_way_to_its_organisation() -> None:
    """A later bare country of an organisation that is there already adds nothing; a new organisation is added."""
    first = _happening(parties=(_party("ir", "ir/x"), _party("tr", "tr/y")))
    second = _happening(10, parties=(_party("ir"), _party("tr", "tr/y"), _party("ir", "ir/x"), _party("tr", "tr/z")))
    (joined,) = merged([first, second])
    assert {party.organisation for party in joined.parties} == {"ir/x", "tr/y", "tr/z"}


def test_evidence_of_a_repeated_happening_is_limited() -> None:
    """The first sentences are enough."""
    (joined,) = merged([_happening(10 * number) for number in range(100)])
    assert len(joined.evidence) == MOST_EVIDENCE


@pytest.mark.parametrize(
    ("more", "need"),
    [
        ({}, True),
        ({"parties": (), "home": "tr"}, True),
        ({"parties": (), "home": "ir"}, False),
        ({"deadline": None}, False),
        ({"issuer": None}, False),
        ({"negated": True}, False),
        ({"stage": Stage.CANCELLED}, False),
    ],
)
def test_a_need_is_open_dated_and_of_turkiye(more: dict[str, object], need: bool) -> None:  # noqa: FBT001 - a column
    """A call counts as a need only with an issuer of Türkiye, a deadline, and while it stands."""
    issuer = Party(organisation="tr/x", country="tr", role="issuer")
    given: dict[str, object] = {"type": "call", "parties": (issuer,), "issuer": "issuer", "deadline": "2026-12-01"}
    assert _happening(0, **(given | more)).event([]).need is need


def test_every_event_type_speaks_three_languages(events: EventSet) -> None:
    """Twelve types, each with frames and a title in tr, fa and en, and with roles for who acts."""
    assert len(events) == 12
    for found in events:
        content = read_rules(found.path, EventFile)
        assert all(content.frames.in_language(language) for language in ("tr", "fa", "en"))
        assert Case.AGENT in content.roles_in("fa")
        assert len({content.title.tr, content.title.fa, content.title.en}) == 3
    assert EventFile.model_fields["frames"].is_required()
