"""What makes a name an organisation: its capitals, cues, neighbours, and what the article says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.organisations.entry import Kind
from nlp.organisations.lexicon import Phrases, context, context_names, countries, cues, past, portfolios, sponsored
from nlp.organisations.scene import Scene
from tests.nlp.naming import entry, found, surfaces, view

CAPITALS = [
    ("Zorbulutan", "Zorbulutan geldi", True),
    ("Zorbulutan", "zorbulutan geldi", False),
    ("Zorbulutan", "ZORBULUTAN GELDİ", True),
    ("Zorbulutan", "Zorbulutan'ın payı", True),
    ("Zorbulutan", "Bugün Zorbulutanın payı", True),
    ("Zorbulutan", "zorbulutanın payı", False),
    ("Zorbu", "Bugün Zorbunun payı", False),
    ("zorpay", "zorpay geldi", True),
    ("ZRB", "ZRB geldi", True),
    ("ZRB", "zrb geldi", False),
    ("ZRB", "Zrb geldi", False),
    ("ZÜRB", "ZURB geldi", False),
    ("ZORBU", "Zorbu geldi", True),
    ("ZORBU", "zorbu geldi", False),
    ("ZORBUL", "zorbul geldi", True),
    ("ZORBUL", "ZORBULun payı", True),
    ("Mavi Kedi", "Mavi Kedi geldi", True),
    ("Mavi Kedi", "Bir Mavi kedi geldi", True),
    ("Mavi Kedi", "Mavi kedi geldi", False),
    ("Mavi Kedi", "mavi kedi geldi", False),
    ("Mavi Kedi", "mavi Kedi geldi", False),
    ("Mavi Kedi Kurumu", "mavi kedi kurumu geldi", True),
    ("mavi kedi", "mavi kedi geldi", True),
    ("Mavi Kedi", "MAVİ KEDİ GELDİ", True),
]


@pytest.mark.parametrize(("name", "text", "taken"), CAPITALS)
def test_capitals_tell_names_from_words(name: str, text: str, taken: bool) -> None:  # noqa: FBT001 - table
    """One word and a pair need their capitals, an unmistakable acronym and a longer phrase do not."""
    assert bool(found([entry(names={"tr": (name,)})], text)) is taken


def test_listed_names_need_all_of_their_capitals() -> None:
    """What comes from a list is not taken from running words, its little words aside."""
    item = entry(names={"tr": ("Mavi Kedi ve Köpek Yazılım",)}, origin="list")
    assert found([item], "Dün Mavi Kedi ve Köpek Yazılım geldi")
    assert not found([item], "Dün mavi kedi ve köpek yazılım geldi")
    assert not found([item], "Dün Mavi kedi ve Köpek Yazılım geldi")


CUES = [
    ("tr", "Kestane şirketi büyüdü", True),
    ("tr", "yerli girişim Kestane büyüdü", True),
    ("tr", "Kestane CEO'su konuştu", True),
    ("tr", "Kestane'nin CEO'su konuştu", True),
    ("tr", "“Kestane” büyüdü", True),
    ("tr", "Kestane kebap yedik", False),
    ("tr", "KESTANE ŞİRKETİ BÜYÜDÜ", False),
    ("en", "the startup Kestane grew", True),
    ("en", "Kestane raised money", True),
    ("en", "Kestane is tasty", False),
    ("fa", "شرکت بلوط رشد کرد", True),
    ("fa", "استارتاپ «بلوط» رشد کرد", True),
    ("fa", "«بلوط» رشد کرد", True),
    ("fa", "این شرکت بلوط کاشت", False),
    ("fa", "درخت بلوط رشد کرد", False),
]


@pytest.mark.parametrize(("language", "text", "taken"), CUES)
def test_a_common_word_needs_a_cue(language: str, text: str, taken: bool) -> None:  # noqa: FBT001 - table
    """A company word beside it or quotation marks around it make a word a name."""
    assert bool(found([entry(cued=("Kestane", "بلوط"))], text, language)) is taken


def test_one_cue_serves_an_article() -> None:
    """Once a word is known as a name, its capitals suffice; a Persian word has none and needs its cue each time."""
    item = entry(cued=("Kestane", "بلوط"))
    assert surfaces([item], "Kestane şirketi büyüdü. Bugün Kestane'nin cirosu arttı, kestane değil.") == ["Kestane"] * 2
    assert surfaces([item], "شرکت بلوط رشد کرد. درخت بلوط", "fa") == ["بلوط"]


def test_a_full_name_serves_its_short_ones() -> None:
    """Where the full name stands, a short one that is a phrase needs no cue, also in Persian."""
    item = entry(names={"fa": ("پارک فناوری سبز جنگل",)}, cued=("پارک جنگل",))
    assert surfaces([item], "پارک فناوری سبز جنگل و پارک جنگل", "fa") == ["پارک فناوری سبز جنگل", "پارک جنگل"]
    assert surfaces([item], "پارک جنگل", "fa") == []


def test_neighbours_make_a_name_something_else() -> None:
    """What stands before or behind it, an ending between them or not, is looked at."""
    item = entry(names={"tr": ("Zorbulutan",)}, not_before=("Kupası", "6A"), not_after=("Ali",))
    assert surfaces([item], "Zorbulutan Kupası, Zorbulutan 6A, Ali Zorbulutan, Zorbulutan'ın kupası") == []
    assert surfaces([item], "Veli Zorbulutan kupayı aldı") == ["Zorbulutan"]


def test_a_sponsor_is_no_actor() -> None:
    """A company's name on a venue or a cup is not the company; a university's is."""
    text = "Zorbulutan Arena'da ve Zorbulutan Sports Arena'da"
    assert surfaces([entry(names={"tr": ("Zorbulutan",)})], text) == []
    assert len(surfaces([entry(kind=Kind.UNIVERSITY, names={"tr": ("Zorbulutan",)})], text)) == 2


def test_in_sport_a_name_is_a_club() -> None:
    """Sport beside the name or throughout the article makes it a club; elsewhere it is the company."""
    item = entry(names={"tr": ("Zorbulutan",)}, unless=("sport",))
    assert surfaces([item], "Zorbulutan maçı kazandı") == []
    far = "Lig, kupa, gol, hakem ve antrenör. " + "Hava güzel, deniz mavi, yol uzun, su serin. " * 5
    assert surfaces([item], far + "Zorbulutan yatırım yaptı") == []
    assert surfaces([item], "Zorbulutan yatırım yaptı") == ["Zorbulutan"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Deneme Bakanı konuştu", True),
        ("eski Deneme Bakanı konuştu", False),
        ("eski Kültür ve Deneme Bakanı konuştu", False),
        ("dönemin Deneme Bakanı", False),
    ],
)
def test_an_office_of_the_past_is_none(text: str, taken: bool) -> None:  # noqa: FBT001 - table
    """A former minister does not speak for the ministry."""
    assert bool(found([entry(kind=Kind.MINISTRY, names={"tr": ("Deneme Bakanlığı",)})], text)) is taken


ADDRESSES = [
    "bilgi@zorbulutan.com.tr",
    "www.zorbulutan.gov.tr",
    "https://x.org/zorbulutan",
    "@Zorbulutan",
    "MU_ZORBULUTAN",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_no_mention(address: str) -> None:
    """Web and mail addresses and accounts hold names, but do not speak of them."""
    item = entry(acronyms=("ZORBULUTAN",))
    assert surfaces([item], f"Bilgi: {address} adresinde") == []
    assert surfaces([entry(names={"tr": ("zorbulutan.com",)})], "zorbulutan.com büyüdü") == ["zorbulutan.com"]


def test_a_name_of_two_entries_goes_to_the_surer_or_to_none() -> None:
    """A full name beats a title of office; between equals nothing is said."""
    first, second = entry("tr/a", names={"tr": ("Mavi Kedi",)}), entry("tr/b", offices=("Mavi Kedi",))
    assert found([first, second], "Mavi Kedi geldi") == [("tr/a", "Mavi Kedi")]
    third = entry("tr/c", names={"tr": ("Mavi Kedi",)})
    assert found([first, third], "Mavi Kedi geldi") == []


def test_two_acronyms_are_told_apart_by_their_letters() -> None:
    """The one that is written like the text is meant, also where both are long enough for any case."""
    first, second = entry("tr/a", acronyms=("ZİRBULT",)), entry("tr/b", acronyms=("ZIRBULT",))
    assert found([first, second], "ZİRBULT ile ZIRBULT") == [("tr/a", "ZİRBULT"), ("tr/b", "ZIRBULT")]


def test_short_acronyms_are_looked_for_in_their_language() -> None:
    """An acronym of three letters is another body's elsewhere, unless it is listed for all."""
    listed = entry("int/x", Kind.INTERNATIONAL, names={"tr": ("ZB",)})
    assert surfaces([listed], "ZB geldi") == ["ZB"]
    assert surfaces([listed], "ZB came", "en") == []
    assert surfaces([listed], "سازمان ZB", "fa") == ["ZB"]
    assert surfaces([entry("int/x", acronyms=("ZB",))], "ZB came", "en") == ["ZB"]


def test_phrases_are_found_on_both_sides() -> None:
    """The longest phrase counts; its last word may be inflected; nothing is found beyond the text."""
    phrases = Phrases({("mavi",): "a", ("mavi", "kedi"): "b", ("kara", "kus"): "c"})
    cut = view("Mavi kedinin kara kuşu", "tr")
    assert phrases.after(cut, 0) == ("b", 2)
    assert phrases.before(cut, 2) == ("b", 0)
    assert phrases.before(cut, 4) == ("c", 2)
    assert phrases.after(cut, 3) is None
    assert phrases.after(cut, 9) is None
    assert phrases.before(cut, 0) is None
    assert list(phrases.used(cut)) == [("mavi", "kedi"), ("kara", "kus")]
    assert phrases.anywhere(cut, -5, 99)
    assert not phrases.anywhere(cut, 3, 4)


def test_the_word_lists_are_read() -> None:
    """Each list has phrases in three languages, and the contexts are those that register files may name."""
    assert context_names() == {"sport"}
    for phrases in (cues("before"), cues("after"), past("before"), portfolios(), sponsored(), context("sport")):
        assert len(phrases.labels) > 2
    assert len(set(countries().labels.values())) > 200


def test_a_scene_counts_and_judges_once() -> None:
    """The words of a context are counted once each, and the home of an English text is unknown."""
    scene = Scene([view("Maç, maçın golü ve hakem", "tr")], "tr", "")
    assert scene.home == "tr"
    assert scene.speaks_of("sport") == scene.speaks_of("sport") == 3
    assert Scene([], "en", "").home == ""
    assert Scene([], "fa", "tr").home == "tr"
    assert not Scene([], "tr", "tr").is_abroad()


SMALL = ["ve", ",", "of", "@", ".", "'ın", "eski"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *["ve", ",", "of", "@", ".", "'ın", "eski"],
                "Deneme",
                "Bakanlığı",
                "Bakanı",
                "İran",
                "Zorbulutan",
                "Arena",
            ]
        ),
        max_size=12,
    )
)
def test_no_order_of_words_confuses_the_judge(parts: list[str]) -> None:
    """Whatever stands beside a name, judging ends and mentions hold names of the register."""
    entries = [
        entry("tr/m", Kind.MINISTRY, national=True, names={"tr": ("Deneme Bakanlığı",)}),
        entry("ir/m", Kind.MINISTRY, national=True, names={"tr": ("İran Deneme Bakanlığı",)}),
        entry("tr/z", names={"tr": ("Zorbulutan",)}, not_before=("Arena",), unless=("sport",)),
    ]
    assert {identifier for identifier, _ in found(entries, " ".join(parts))} <= {"tr/m", "ir/m", "tr/z"}
