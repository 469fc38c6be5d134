"""The keys of words and names, and the forms without endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fields import read_field
from nlp.organisations import words as words_module
from nlp.organisations.spelling import COMMA, is_joint, is_persian, key, language_of, mark_key, name_keys
from nlp.organisations.words import Word, Words
from pipelines.records import Field


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("üniversitesi", "universitesi"),
        ("ığdır", "igdir"),
        ("şişecam", "sisecam"),
        ("kâğıt", "kagit"),
        ("tübitak", "tubitak"),
        ("organization", "organisation"),
        ("center", "centre"),
        ("defense", "defence"),
        ("turkey", "turkiye"),
        ("türkiye", "turkiye"),
        ("آذربایجان", "اذربایجان"),
        ("شکوفائی", "شکوفایی"),
        ("امضاء", "امضا"),
        ("مؤسسه", "موسسه"),
        ("هیئت", "هییت"),
        ("هیات", "هییت"),
        ("5g", "5g"),
    ],
)
def test_one_key_stands_for_all_spellings_of_a_word(word: str, expected: str) -> None:
    """Turkish marks, Persian hamza and madda, and either side's English vanish."""
    assert key(word) == expected


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(word: str) -> None:
    """Taking the key again changes nothing, so keys can be compared with keys."""
    assert key(key(word)) == key(word)


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Orta Doğu Teknik Üniversitesi", "tr", ("orta", "dogu", "teknik", "universitesi")),
        ("Çevre, Şehircilik Bakanlığı", "tr", ("cevre", COMMA, "sehircilik", "bakanligi")),
        ("Türkiye'nin Otomobili", "tr", ("turkiye", "'nin", "otomobili")),
        ("Mercedes-Benz Türk A.Ş.", "tr", ("mercedes", "benz", "turk", "as")),
        ("Ministry of Industry & Technology", "en", ("ministry", "of", "industry", "and", "technology")),
        ("وزارت علوم، تحقیقات و فناوری", "fa", ("وزارت", "علوم", COMMA, "تحقیقات", "و", "فناوری")),
        ("دانش‌بنیان", "fa", ("دانش", "بنیان")),
        ("", "tr", ()),
        ("...", "en", ()),
    ],
)
def test_a_name_is_cut_into_the_keys_of_its_words(name: str, language: str, expected: tuple[str, ...]) -> None:
    """Commas stay, other marks go, an ending behind an apostrophe is a key of its own."""
    assert name_keys(name, language) == expected


@given(st.lists(st.sampled_from(["Işık", "İş", "Ağ", "Üniversitesi", "ve", "Ölçüm", "Kurumu"]), min_size=1, max_size=6))
def test_capitals_do_not_change_the_keys_of_a_turkish_name(parts: list[str]) -> None:
    """A name in capitals, with the Turkish ones, has the keys of the name."""
    name = " ".join(parts)
    capitals = name.replace("i", "İ").replace("ı", "I").upper()
    assert name_keys(capitals, "tr") == name_keys(name, "tr")


@pytest.mark.parametrize(
    "spellings",
    [
        ("فن‌آوری", "فن آوری"),
        ("پارک علم و فناوری", "پارك علم و فناوري"),
        ("دانش‌بنیان", "دانش بنیان"),
        ("شرکت‌های", "شرکت های", "شرکتهای"),
    ],
)
def test_persian_spellings_share_their_keys(spellings: tuple[str, ...]) -> None:
    """ZWNJ, blank and Arabic letters make no difference."""
    assert len({name_keys(spelling, "fa") for spelling in spellings}) == 1


@pytest.mark.parametrize(("mark", "joins"), [("-", True), (".", True), ("/", True), (",", False), ("(", False)])
def test_only_marks_of_names_join_words(mark: str, joins: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """A hyphen may stand within a name, a bracket may not."""
    assert is_joint(mark) is joins


@pytest.mark.parametrize(("mark", "expected"), [("،", COMMA), (",", COMMA), ("؛", COMMA), ("&", "and"), ("(", "(")])
def test_marks_have_keys(mark: str, expected: str) -> None:
    """All commas are one, the ampersand is a word, other marks are themselves."""
    assert mark_key(mark) == expected


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [("توبیتاک", "tr", "fa"), ("TÜBİTAK", "fa", "tr"), ("TÜBİTAK", "en", "en"), ("Bilkent", "tr", "tr")],
)
def test_the_script_decides_how_a_name_is_cut(name: str, given: str, expected: str) -> None:
    """A name in Arabic letters is Persian; one in Latin letters is not, wherever it is listed."""
    assert language_of(name, given) == expected
    assert is_persian(name) is (expected == "fa")


def cut(text: str, language: str) -> list[Word]:
    """Cut a text with a fresh memory in which every word may begin a name and none is a plural head."""
    memory = Words(lambda _: True, lambda _: False)
    return memory.of(read_field(Field.TEXT, text, language))[0]


ENDINGS = [
    ("bakanlığının", "bakanligi"),
    ("bakanlığında", "bakanligi"),
    ("bakanlığıyla", "bakanligi"),
    ("bakanlığınca", "bakanligi"),
    ("bakanlığından", "bakanligi"),
    ("üniversitesine", "universitesi"),
    ("üniversitesinde", "universitesi"),
    ("üniversitesinin", "universitesi"),
    ("üniversiteleri", "universite"),
    ("teknokentte", "teknokent"),
    ("teknokentin", "teknokent"),
    ("teknokentteki", "teknokent"),
    ("teknoparkı", "teknopark"),
    ("teknoparkta", "teknopark"),
    ("holdingin", "holding"),
    ("holdingle", "holding"),
    ("kurumunun", "kurumu"),
    ("kurumuyla", "kurumu"),
    ("vakfından", "vakfi"),
    ("derneğince", "dernegi"),
    ("birliğine", "birligi"),
    ("ajansının", "ajansi"),
    ("merkezimizde", "merkezi"),
    ("parkıdır", "parki"),
    ("odasıdır", "odasi"),
    ("bankasınca", "bankasi"),
    ("şirketlerinden", "sirket"),
]


@pytest.mark.parametrize(("inflected", "base"), ENDINGS)
def test_turkish_endings_are_taken_off(inflected: str, base: str) -> None:
    """Case, possessive, plural and copula, alone or chained, leave the form that a name ends with."""
    assert base in cut(inflected, "tr")[0].bases


@pytest.mark.parametrize("word", ["kent", "bilim", "park", "ankara", "fon"])
def test_a_short_stem_is_no_base(word: str) -> None:
    """No base has fewer than three letters."""
    assert all(len(base) >= 3 for base in cut(word, "tr")[0].bases)


@pytest.mark.parametrize(("word", "base"), [("دانشگاه‌ها", "دانشگاه"), ("دانشگاه‌های", "دانشگاه"), ("شرکتهای", "شرکت")])
def test_persian_plurals_give_their_word(word: str, base: str) -> None:
    """The lemma is one of the bases, so a name's last word may be inflected."""
    assert base in cut(word, "fa")[0].bases


@pytest.mark.parametrize(
    ("text", "language", "keys"),
    [
        ("Ar-Ge'nin", "tr", ["arge", "'nin"]),
        ("ODTÜ-GÜNAM", "tr", ["odtu", "gunam"]),
        ("A.Ş. ile", "tr", ["as", "ile"]),
        ("San. ve Tic. Ltd. Şti.", "tr", ["san", "ve", "tic", "ltd", "sti", "."]),
        ("Kuruldu. Gelişti.", "tr", ["kuruldu", ".", "gelisti", "."]),
        ("TÜBİTAK - KOSGEB", "tr", ["tubitak", "-", "kosgeb"]),
        ("علمی،پژوهشی", "fa", ["علمی", ",", "پژوهشی"]),
        ("R&D centre", "en", ["r&d", "centre"]),
    ],
)
def test_marks_between_words_break_names_and_marks_within_do_not(text: str, language: str, keys: list[str]) -> None:
    """Hyphens without blanks and dots of abbreviations are passed over; others are words that no name has."""
    assert [word.key for word in cut(text, language)] == keys


def test_each_word_knows_its_token() -> None:
    """The places lead from words to tokens, also behind a mark that was passed over."""
    found = read_field(Field.TEXT, "ODTÜ-GÜNAM, yeni", "tr")
    words, places = Words(lambda _: True, lambda _: False).of(found)
    assert [found.tokens[place].exact for place in places] == ["odtü", "günam", ",", "yeni"]
    assert len(words) == len(places)


def test_only_long_persian_words_can_be_glued() -> None:
    """A short word and a Latin one are never cut into pieces."""
    assert cut("آذربایجانشرقی", "fa")[0].glued or len(cut("آذربایجانشرقی", "fa")) == 2
    assert not cut("دانش", "fa")[0].glued
    assert not cut("TÜBİTAKKOSGEB", "tr")[0].glued


def test_a_word_is_looked_at_once_and_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judges of words are asked once a word; a full memory forgets its later half."""
    asked: list[str] = []
    monkeypatch.setattr(words_module, "_CAPACITY", 3)

    def ask(word: Word) -> bool:
        asked.append(word.key)
        return False

    memory = Words(ask, lambda _: False)
    memory.of(read_field(Field.TEXT, "bir iki bir iki bir", "tr"))
    assert asked == ["bir", "iki"]
    memory.of(read_field(Field.TEXT, "üç dört beş altı", "tr"))
    assert len(memory) <= 3
    assert asked[-1] == "alti"
