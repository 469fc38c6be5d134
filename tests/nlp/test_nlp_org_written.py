"""Names as registers and articles write them: abbreviations, small words, compounds, countries and blessings within."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.organisations.entry import Kind
from nlp.organisations.register import Register
from nlp.organisations.spelling import _keys, name_keys
from tests.nlp.naming import entry, found, surfaces


@pytest.mark.parametrize(
    ("name", "text", "surface"),
    [
        ("Dr. Zorbulut Hastanesi", "Bugün Dr. Zorbulut Hastanesi açıldı.", "Dr. Zorbulut Hastanesi"),
        (
            "Zorbulut Makine San. ve Tic. A.Ş.",
            "Zorbulut Makine San. ve Tic. A.Ş. geldi.",
            "Zorbulut Makine San. ve Tic. A.Ş",
        ),
        ("Zorbulut-pak Gıda", "Dün Zorbulut-pak Gıda büyüdü.", "Zorbulut-pak Gıda"),
        ("Zorbulut Doğalgaz Dağıtım", "Dün Zorbulut Doğalgaz Dağıtım büyüdü.", "Zorbulut Doğalgaz Dağıtım"),
        ("Zorbulut.com", "Zorbulut.com yatırım aldı.", "Zorbulut.com"),
    ],
)
def test_a_listed_name_is_found_as_it_is_written(name: str, text: str, surface: str) -> None:
    """Dots of abbreviations, words that the name itself writes small, and halves of compounds do not hide a name."""
    listed = entry("tr/zorbulut", origin="list", names={"tr": (name,)})
    assert surfaces([listed], text) == [surface]


def test_a_listed_name_in_small_letters_is_no_name() -> None:
    """What the name writes with a capital needs it in the text, too."""
    listed = entry("tr/zorbulut", origin="list", names={"tr": ("Zorbulut-pak Gıda",)})
    assert surfaces([listed], "Dün zorbulut-pak gıda yedik.") == []


def test_a_full_stop_ends_a_name() -> None:
    """A name does not reach from one sentence into the next."""
    listed = entry("tr/zorbulut", origin="list", names={"tr": ("Zorbulut Gıda Dağıtım",)})
    assert surfaces([listed], "Kurucusu Zorbulut Gıda. Dağıtım başladı.") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kuveyt Zorbulut", "Kuveyt Zorbulut bugün açıkladı."),
        ("İran Türkiye Zorbulut Odası", "İran Türkiye Zorbulut Odası toplandı."),
    ],
)
def test_a_country_within_a_registered_name_refutes_nothing(name: str, text: str) -> None:
    """A Turkish bank or chamber may bear another country's name; beside it, that country still means another body."""
    bank = entry("tr/zorbulut", Kind.BANK, names={"tr": (name,)})
    assert found([bank], text) == [("tr/zorbulut", name)]
    agency = entry("tr/kurum", Kind.AGENCY, names={"tr": ("Zorbulut Kurumu",)})
    assert found([agency], "Kuveyt Zorbulut Kurumu bugün açıkladı.") == []


@pytest.mark.parametrize("text", ["دانشگاه امام زرباد (ع) اعلام کرد.", "دانشگاه امام زرباد اعلام کرد."])
def test_a_blessing_may_be_left_out(text: str) -> None:
    """What stands in parentheses behind a saint's name is part of the name in the register, and optional in texts."""
    university = entry("ir/zarbad", Kind.UNIVERSITY, names={"fa": ("دانشگاه امام زرباد (ع)",)})
    assert surfaces([university], text, "fa") == ["دانشگاه امام زرباد"]


SPOKEN = (
    "Ar-Ge A.Ş. R&D AT&T ODTÜ'nün start-up Teknopark doğalgaz 5G & , (MTA) İSTANBUL ışık co-operation "
    "پارک ها های می شود گفت و گو فن آوری دانش‌بنیان شرکت‌ها ی ایران اش تر هسته ای علم، علی‌آباد"
)


@given(st.lists(st.sampled_from(SPOKEN.split()), max_size=6).map(" ".join), st.sampled_from(["tr", "fa", "en"]))
def test_words_cut_one_by_one_are_those_cut_together(name: str, language: str) -> None:
    """Remembering the keys of single words changes no name: those that may be one with a neighbour are cut with it."""
    assert name_keys(name, language) == tuple(_keys(name, language))


def test_the_acronym_of_the_research_council_is_spelt_right() -> None:
    """What is shown as the acronym of TÜBİTAK is its name, and a common misspelling still finds it."""
    register = Register.load()
    council = register.get("tr/tubitak")
    assert council is not None
    assert council.acronyms == ("TÜBİTAK",)
    assert register.resolve("TUBIAK") == ("tr/tubitak",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Eti maden'in tesisi açıldı.", ["Eti maden"]),
        ("Dün Eti maden bir tesis açtı.", ["Eti maden"]),
        ("Eti maden tesis açtı. Tesisi Eti Maden işletecek.", ["Eti maden", "Eti Maden"]),
        ("Eti maden suyuyla pişirdi.", []),
    ],
)
def test_a_half_written_name_at_a_sentences_start_needs_more(text: str, wanted: list[str]) -> None:
    """Two words, the second small, may be common ones: an apostrophe or the full name elsewhere decides."""
    assert surfaces([entry("tr/eti", names={"tr": ("Eti Maden",)})], text) == wanted


def test_what_only_belongs_to_a_people_is_no_name() -> None:
    """A Turk's patent is not the office, whose name has two capitals."""
    office = entry("tr/patent", Kind.AGENCY, names={"tr": ("Türk Zorbulut",)})
    assert surfaces([office], "Cihaza Türk zorbulutu verildi.") == []
    assert surfaces([office], "Dün Türk Zorbulut açıkladı.") == ["Türk Zorbulut"]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Dün Zorbulut ve Tarım Bakanı geldi.", "Zorbulut ve Tarım Bakanlığı"),
        ("دیروز وزیر صنایع و معادن آمد.", "وزارت صنایع و معادن"),
    ],
)
def test_a_ministrys_former_name_has_a_minister_too(text: str, former: str) -> None:
    """Older texts tell of the minister by the name that the ministry then had."""
    ministry = entry("tr/bakanlik", Kind.MINISTRY, names={"tr": ("Zorbulut Bakanlığı",)}, former=(former,))
    assert [identifier for identifier, _ in found([ministry], text)] == ["tr/bakanlik"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ANKARA (ZA) - Fuar açıldı.", []),
        ("Bakan, ZA muhabirine konuştu.", []),
        ("Zorbulut Ajansı'nın haberine göre fuar açıldı.", []),
        ("Zorbulut Ajansı protokol imzaladı. ZA Genel Müdürü konuştu.", ["Zorbulut Ajansı", "ZA"]),
    ],
)
def test_a_news_agency_is_found_as_a_party_and_not_as_the_reporter(text: str, wanted: list[str]) -> None:
    """Datelines, correspondents and reports name it without telling anything of it."""
    agency = entry(
        "tr/ajans", Kind.AGENCY, names={"tr": ("Zorbulut Ajansı",)}, cued=("ZA",), not_before=("muhabiri", "haberi")
    )
    assert surfaces([agency], text) == wanted
