"""The names that are looked for: spellings, ministers, acronyms, and names without their country."""

from __future__ import annotations

import pytest

from nlp.organisations.alias import Role, aliases, is_acronym
from nlp.organisations.entry import Kind
from nlp.organisations.spelling import squeeze
from tests.nlp.naming import entry, names_of


def test_every_spelling_of_a_name_is_an_alias_once() -> None:
    """A name is looked for with and without its commas, and no sequence of keys comes twice."""
    item = entry(names={"fa": ("وزارت علوم، تحقیقات و فناوری", "وزارت علوم تحقیقات و فناوری")})
    keys = [alias.keys for alias in aliases(item)]
    assert len(keys) == len(set(keys))
    assert ("وزارت", "علوم", "تحقیقات", "و", "فناوری") in keys
    assert ("وزارت", "علوم", ",", "تحقیقات", "و", "فناوری") in keys


def test_a_long_persian_name_of_one_word_is_looked_for_in_two_pieces() -> None:
    """A foreign name may be parted anywhere; a short one is not, its pieces would be words."""
    assert ("توبی", "تاک") in names_of(entry(names={"fa": ("توبیتاک",)}), Role.NAME)
    assert names_of(entry(names={"fa": ("توگ",)}), Role.NAME) == {("توگ",)}


def test_a_ministry_has_ministers() -> None:
    """The titles of those who head it follow from its names in each language."""
    names = {"tr": ("Deneme Bakanlığı",), "fa": ("وزارت آزمون",), "en": ("Ministry of Trials",)}
    offices = names_of(entry(kind=Kind.MINISTRY, names=names), Role.OFFICE)
    assert {("deneme", "bakani"), ("deneme", "bakan", "yardimcisi"), ("وزیر", "ازمون")} <= offices
    assert {("minister", "of", "trials"), ("trials", "minister")} <= offices
    assert names_of(entry(names=names), Role.OFFICE) == set()


def test_a_shared_name_is_also_looked_for_without_its_country() -> None:
    """The country stands beside it then, or nowhere; a name that is nothing but its country keeps it."""
    item = entry("ir/x", Kind.AGENCY, national=True, names={"tr": ("İran Deneme Kurumu",), "en": ("Iran",)})
    assert {("iran", "deneme", "kurumu"), ("deneme", "kurumu"), ("iran",)} == names_of(item, Role.NAME)
    alone = entry("ir/x", Kind.AGENCY, names={"tr": ("İran Deneme Kurumu",)})
    assert names_of(alone, Role.NAME) == {("iran", "deneme", "kurumu")}


def test_the_surest_role_of_a_name_counts() -> None:
    """A name that is also a cued one needs no cue; an entry whose names are all words needs one throughout."""
    item = entry(names={"tr": ("Mavi Kedi",)}, cued=("Mavi Kedi", "Kedi"))
    assert (names_of(item, Role.NAME), names_of(item, Role.CUED)) == ({("mavi", "kedi")}, {("kedi",)})
    assert names_of(entry(names={"tr": ("Mavi Kedi",)}, cue=True), Role.NAME) == set()


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("TÜBİTAK", True),
        ("KOSGEB", True),
        ("T3", True),
        ("Togg", False),
        ("A B", False),
        ("توبیتاک", False),
        ("A", False),
    ],
)
def test_a_word_in_capitals_is_an_acronym(name: str, acronym: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """One Latin word of capitals and digits is an acronym, a single letter and other scripts are not."""
    assert is_acronym(name) is acronym


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ar-Ge Merkezi", "ARGE MERKEZİ", "ar ge merkezi"),
        ("پارک علم و فناوری تبریز", "پارك‌علم‌و‌فناوري‌تبريز"),
        ("TÜBİTAK", "tubitak", "TÜBİTAK'ın", "TÜBİTAK’tan", " tübi\u0307tak "),
        ("Ministry of Industry & Technology", "ministry of industry and technology"),
        ("دانشگاه آزاد", "دانشگاه‌ازاد", "دانشگاه آزاد\u200f"),
        ("Organization 20", "organisation ۲۰"),
    ],
)
def test_typed_names_are_compared_without_blanks(spellings: tuple[str, ...]) -> None:
    """All spellings of a typed name share a form."""
    assert len(set(map(squeeze, spellings))) == 1


def test_an_english_park_is_named_in_both_orders() -> None:
    """The province may stand before or behind, and the kind of body may be three letters."""
    item = entry(names={"en": ("Mavi Science and Technology Park",)})
    found = {" ".join(keys) for keys in names_of(item, Role.NAME)}
    assert {"science and technology park of mavi", "mavi stp"} <= found


@pytest.mark.parametrize("written", ["Azarbaijan", "Azerbayjan", "Azarbayjan"])
def test_a_province_has_one_key_in_every_english_spelling(written: str) -> None:
    """The vowels of its name are written in several ways, within one text even."""
    assert squeeze(f"West {written} Park") == squeeze("West Azerbaijan Park")
