"""The country beside a name, before, behind or within it, tells whose body is meant."""

from __future__ import annotations

import pytest

from nlp.organisations.alias import aliases
from nlp.organisations.country import beside, is_part_of_longer
from nlp.organisations.entry import Kind
from nlp.organisations.lexicon import countries
from nlp.organisations.spelling import name_keys
from nlp.organisations.trie import Hit
from tests.nlp.naming import entry, surfaces, view

COUNTRIES = [
    ("tr", "İran Deneme Bakanlığı", "ir"),
    ("tr", "İran'ın Deneme Bakanlığı", "ir"),
    ("tr", "İran'ın yeni Deneme Bakanlığı", "ir"),
    ("tr", "Azerbaycan Bilim ve Deneme Bakanlığı", "az"),
    ("tr", "Türkiye ve Deneme Bakanlığı", ""),
    ("tr", "İran, Deneme Bakanlığı", ""),
    ("tr", "dün Deneme Bakanlığı", ""),
    ("tr", "Deneme Bakanlığı'nın Çin gezisi", ""),
    ("en", "Iranian Deneme Bakanlığı", "ir"),
    ("en", "Deneme Bakanlığı of Iran", "ir"),
    ("en", "Deneme Bakanlığı of the Netherlands", "nl"),
    ("en", "Deneme Bakanlığı and Iran", ""),
    ("en", "Deneme Bakanlığı", ""),
]


@pytest.mark.parametrize(("language", "text", "country"), COUNTRIES)
def test_the_country_beside_a_name_is_read(language: str, text: str, country: str) -> None:
    """Before the name with its ending and adjective, behind it in English; a list's member is by itself."""
    item = entry(kind=Kind.MINISTRY, national=True, names={"tr": ("Deneme Bakanlığı",)})
    alias = next(iter(aliases(item)))
    cut = view(text, language)
    start = [word.key for word in cut.words].index("deneme")
    assert beside(Hit(start, start + 2, alias, bare=False), cut) == country


PERSIAN = [
    ("وزارت آزمون ترکیه", "tr"),
    ("وزارت آزمون کشور ترکیه", "tr"),
    ("وزارت آزمون جمهوری اسلامی ایران", "ir"),
    ("وزارت آزمون و آموزش عالی عراق", "iq"),
    ("وزارت آزمون جمهوری آذربایجان", "az"),
    ("وزارت آزمون و ترکیه", ""),
    ("وزارت آزمون گفت ترکیه", ""),
    ("وزارت آزمون", ""),
]


@pytest.mark.parametrize(("text", "country"), PERSIAN)
def test_the_country_behind_a_persian_name_is_read(text: str, country: str) -> None:
    """The country follows, with or without small words and with the rest of a longer name between."""
    item = entry(kind=Kind.MINISTRY, national=True, names={"fa": ("وزارت آزمون",)})
    alias = next(iter(aliases(item)))
    assert beside(Hit(0, 2, alias, bare=False), view(text, "fa")) == country


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("dün Teksas Deneme Bakanlığı", True),
        ("dün Deneme Bakanlığı", False),
        ("Dün Deneme Bakanlığı", False),
        ("dün İran Deneme Bakanlığı", False),
        ("TÜBİTAK Deneme Bakanlığı", False),
        ("DÜN TEKSAS DENEME BAKANLIĞI", False),
    ],
)
def test_a_capital_word_before_a_shared_name_makes_it_another(text: str, longer: bool) -> None:  # noqa: FBT001 - table
    """A state's ministry is not the country's; acronyms, countries and first words say nothing."""
    alias = next(iter(aliases(entry(kind=Kind.MINISTRY, names={"tr": ("Deneme Bakanlığı",)}))))
    cut = view(text, "tr")
    start = [word.key for word in cut.words].index("deneme")
    assert is_part_of_longer(Hit(start, start + 2, alias, bare=False), cut) is longer


def test_other_bodies_are_not_taken_for_another_countrys() -> None:
    """An agency of one's own is meant unless another country stands beside it; a company may stand anywhere."""
    agency = entry("ir/x", Kind.AGENCY, names={"fa": ("سازمان آزمون سبز",)})
    assert surfaces([agency], "سازمان آزمون سبز آمریکا", "fa") == []
    assert surfaces([agency], "سازمان آزمون سبز ایران", "fa") == ["سازمان آزمون سبز"]
    company = entry("ir/x", names={"fa": ("سازمان آزمون سبز",)})
    assert surfaces([company], "سازمان آزمون سبز آمریکا", "fa") == ["سازمان آزمون سبز"]


@pytest.mark.parametrize(
    ("keys", "label", "left"),
    [
        (("iran", "bilim"), "ir", ("bilim",)),
        (("bilim", "of", "iran"), "ir", ("bilim", "of")),
        (("iran", "bilim"), "tr", ("iran", "bilim")),
        (("bilim",), "ir", ("bilim",)),
        (("وزارت", "جمهوری", "اسلامی", "ایران"), "ir", ("وزارت",)),
    ],
)
def test_a_country_can_be_taken_off_a_name(keys: tuple[str, ...], label: str, left: tuple[str, ...]) -> None:
    """At the beginning or at the end, the longest phrase first, and only the country asked for."""
    assert countries().without(keys, label) == left


def test_a_name_tells_the_countries_within_it() -> None:
    """Provinces that are called like a country are their own country's."""
    assert list(countries().labels_in(name_keys("اتاق مشترک ایران و ترکیه", "fa"))) == ["ir", "tr"]
    assert list(countries().labels_in(name_keys("صندوق آذربایجان شرقی", "fa"))) == ["ir"]
