"""Turkish: case, apostrophes, words typed without Turkish letters, lemmas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import Token, TokenKind, fold, keys, stem, tokens
from pipelines.text.tr import is_ending, lower_case, read, restore
from pipelines.text.tr_endings import bases, takes, verb_stems
from pipelines.text.tr_lemmas import lemmatise

LETTERS = "abcçdefgğhıijklmnoöprsştuüvyz"


def cut(text: str, language: str = "tr") -> list[tuple[str, TokenKind]]:
    """Give the pieces of the text that the tokens cover, with their kinds."""
    return [(text[token.start : token.end], token.kind) for token in tokens(text, language)]


@pytest.mark.parametrize("mark", ["'", "’", "‘", "ʼ", "´", "`"])
@pytest.mark.parametrize(
    ("name", "ending"), [("TÜBİTAK", "ın"), ("KOSGEB", "den"), ("Tebriz", "deki"), ("TÜBİTAK", "IN"), ("Ankara", "ya")]
)
def test_an_ending_behind_an_apostrophe_is_a_token_of_its_own(name: str, ending: str, mark: str) -> None:
    """The name is found without its ending, whatever mark stands between them; the ending is not indexed."""
    text = f"{name}{mark}{ending}"
    assert cut(text) == [(name, TokenKind.WORD), (f"{mark}{ending}", TokenKind.SUFFIX)]
    assert keys(text, "tr") == keys(name, "tr")


@pytest.mark.parametrize("name", ["O'Brien", "Kur'an", "D'Alembert", "Don't"])
def test_an_apostrophe_within_a_name_does_not_cut_it(name: str) -> None:
    """What is no Turkish ending belongs to the name."""
    assert cut(name) == [(name, TokenKind.WORD)]
    assert tokens(name, "tr")[0].exact == name.replace("'", "").lower()


def test_an_ending_behind_a_bracket_or_quote() -> None:
    """(ODTÜ)'nün and “Togg”un with a mark: the ending is no word."""
    text = "Üniversite (ODTÜ)'nün ve “Hızlı Adım”’ın %20'si"
    endings = [token.exact for token in tokens(text, "tr") if token.kind is TokenKind.SUFFIX]
    assert endings == ["'nün", "'ın", "'si"]


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("KASIM", "kasım"),
        ("TÜRKİYE", "türkiye"),
        ("İSTANBUL", "istanbul"),
        ("Istanbul", "istanbul"),
        ("ISI", "ısı"),
        ("Irak", "ırak"),
        ("IRMAK", "ırmak"),
        ("AI", "ai"),
        ("IBM", "ibm"),
        ("INVEST", "invest"),
        ("Instagram", "instagram"),
        ("IPHONE", "iphone"),
        ("YATIRIMLARI", "yatırımları"),
        ("BAKANLIĞI", "bakanlığı"),
        ("KIZILELMA", "kızılelma"),
        ("TUBITAK", "tubitak"),
        ("BILISIM", "bilisim"),
        ("TARIMDI", "tarımdı"),
        ("KARGILIDIR", "kargılıdır"),
        ("Kâğıt", "kağıt"),
        ("Mi\u0307lli\u0307", "milli"),
        ("I\u0307ZMI\u0307R", "izmir"),
    ],
)
def test_capitals(written: str, exact: str) -> None:
    """A capital I is ı in Turkish words and i in foreign ones; İ is i however composed."""
    assert fold(written, "tr") == exact


@pytest.mark.parametrize("name", ["Invest", "INVEST", "invest"])
def test_one_exact_form_for_every_case_of_a_foreign_name(name: str) -> None:
    """A quoted name is found in capitals, too."""
    assert tokens(name, "tr")[0].exact == "invest"


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("girisim", "girişim"),
        ("girisimcilerin", "girişimcilerin"),
        ("universitesi", "üniversitesi"),
        ("bakanligi", "bakanlığı"),
        ("degil", "değil"),
        ("turkiye", "türkiye"),
        ("tubitak", "tübitak"),
        ("yatirimlarin", "yatırımların"),
        ("calismalari", "çalışmaları"),
    ],
)
def test_words_typed_without_turkish_letters(typed: str, spelled: str) -> None:
    """They reach the lemma and the stem of their Turkish spelling."""
    assert restore(typed) == spelled
    assert read(typed)[1] == read(spelled)[1]
    assert stem(typed, "tr") == stem(spelled, "tr")


@pytest.mark.parametrize(
    "word", ["samsung", "musk", "kosgeb", "google", "on", "internationalisation", "xyz", "girişim"]
)
def test_other_words_keep_their_letters(word: str) -> None:
    """Foreign names, frequent plain words and words with Turkish letters are not respelled."""
    assert restore(word) == word


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("bakanlığının", "bakanlık"),
        ("üniversitesinde", "üniversite"),
        ("teknoparkları", "teknopark"),
        ("teknokentte", "teknokent"),
        ("kurumunun", "kurum"),
        ("girişimcilerin", "girişimci"),
        ("girişimimizin", "girişim"),
        ("mühendisliği", "mühendislik"),
        ("yazılımcıların", "yazılımcı"),
        ("insansız", "insansız"),
        ("araştırmasının", "araştırma"),
        ("araştırmadı", "araştır"),
        ("geliştirilen", "geliştir"),
        ("geliştirmek", "geliştir"),
        ("imzalandı", "imzala"),
        ("imzalanmadı", "imzala"),
        ("katıldı", "katıl"),
        ("bulundu", "bulun"),
        ("kurulan", "kur"),
        ("kurulunda", "kurul"),
        ("satışları", "satış"),
        ("edilen", "et"),
        ("gidiyor", "git"),
        ("merkezi", "merkez"),
        ("tarihi", "tarih"),
        ("şehrin", "şehir"),
        ("hakkını", "hak"),
        ("kaydı", "kayıt"),
        ("çocuğun", "çocuk"),
        ("onların", "o"),
        ("milletvekillerinin", "milletvekil"),
        ("kurbağalar", "kurbağa"),
        ("dolar", "dolar"),
        ("ibm", "ibm"),
        ("dronelarla", "drone"),
        ("işadamları", "işadamı"),
        ("değerlendirmesinde", "değerlendirme"),
        ("aselsanın", "aselsan"),
        ("zxqw", "zxqw"),
    ],
)
def test_lemmas(form: str, lemma: str) -> None:
    """Inflection and the passive go; what makes another word stays."""
    assert lemmatise(form) == lemma


def test_a_base_is_checked_for_sound() -> None:
    """Endings come off only where vowel harmony, buffer and hard consonants allow them."""
    assert {"bakanlık", "bakanlığı"} <= bases("bakanlığını")
    assert "saat" in bases("saati")
    assert "hak" in bases("hakkı")
    assert "şehir" in bases("şehri")
    assert "kanat" not in bases("kanıt")
    assert "kitap" not in bases("kitapda")
    assert bases("ev") == set()


def test_verb_stems_leave_voice_alone() -> None:
    """The longest stem comes first and keeps its causative."""
    assert verb_stems("geliştirdi")[0] == "geliştir"
    assert "git" in verb_stems("gidecek")
    assert "bekle" in verb_stems("bekliyor")
    assert not takes("geliş", "tirdi")
    assert not takes("kur", "gün")


@pytest.mark.parametrize(
    ("spellings", "count"),
    [
        (["işbirliği", "iş birliği", "isbirligi"], 2),
        (["yurtdışı", "yurt dışı"], 2),
        (["doğalgaz", "doğal gaz"], 2),
        (["e-ticaret", "e ticaret", "eticaret"], 2),
        (["start-up", "start up", "startup", "STARTUP"], 2),
        (["Ar-Ge", "AR-GE", "ARGE", "arge"], 1),
        (["A.Ş.", "AŞ", "A.Ş"], 1),
        (["T.C.", "TC"], 1),
        (["F-16", "F16"], 1),
    ],
)
def test_spellings_in_one_and_in_two(spellings: list[str], count: int) -> None:
    """A compound is the same tokens however it is written."""
    found = {tuple(keys(spelling, "tr")[1]) for spelling in spellings}
    assert len(found) == 1, found
    assert len(found.pop()) == count


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("C++ ve C# ile .NET", ["c++", "ve", "c#", "ile", ".net"]),
        ("R&D, AT&T", ["r&d", "at&t"]),
        ("www.tubitak.gov.tr", ["www", "tubitak", "gov", "tr"]),
        ("#girişim @kosgeb", ["girişim", "kosgeb"]),
        ("snake_case", ["snake", "case"]),
        ("Üniversite-Sanayi", ["üniversite", "sanayi"]),
    ],
)
def test_names_with_signs(text: str, forms: list[str]) -> None:
    """Programming languages keep their signs, addresses and hashtags are cut into words."""
    assert keys(text, "tr")[0] == forms


def test_offsets_reach_into_a_compound() -> None:
    """The parts of a glued compound have places of their own."""
    text = "işbirliğinin"
    first, second = tokens(text, "tr")
    assert (text[first.start : first.end], text[second.start : second.end]) == ("iş", "birliğinin")
    assert (first.lemma, second.lemma) == ("iş", "birlik")


def test_mojibake_is_left_alone() -> None:
    """A lost letter cannot be guessed: the rest of the word stays as it is."""
    assert keys("TÜB?TAK", "tr")[0] == ["tüb", "tak"]


def test_a_token_says_what_it_is() -> None:
    """All six fields of a token of a Turkish word."""
    assert tokens("Bakanlığının", "tr") == [Token(0, 12, "bakanlığının", "bakanlık", "bakanlik", TokenKind.WORD)]


@given(st.text(LETTERS, min_size=1, max_size=45))
def test_any_word_has_a_lemma(word: str) -> None:
    """Lemmas are never empty and no word breaks a rule."""
    exact, lemma = read(word)
    assert exact == word
    assert lemma


@given(st.text(LETTERS + "Iİ", min_size=1, max_size=20))
def test_lower_case_is_stable(word: str) -> None:
    """Lowering twice changes nothing and keeps the length."""
    lowered = lower_case(word)
    assert lower_case(lowered) == lowered
    assert len(lowered) == len(word)


@given(st.text(LETTERS, min_size=1, max_size=12), st.sampled_from(["ın", "den", "ye", "lerin"]))
def test_a_name_has_the_same_stem_with_and_without_an_ending(name: str, ending: str) -> None:
    """The mark shows where the name ends, so that its stem does not depend on the ending."""
    assert is_ending(ending)
    assert stem(f"{name}'{ending}", "tr") == stem(name, "tr")
