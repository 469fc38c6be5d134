"""Finding organisations in texts: spellings, endings, capitals, cues, countries, lists, acronyms, local names."""

from __future__ import annotations

import re
import time
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.fields import fields_of, read_field
from nlp.organisations.alias import Role, aliases
from nlp.organisations.entry import Entry, Kind
from nlp.organisations.matcher import Matcher
from nlp.organisations.register import Register
from pipelines.records import Article, Field

HOMES = {"tr": "", "fa": "", "en": ""}
ZWNJ = "\u200c"


@pytest.fixture(scope="module")
def register() -> Register:
    """Give the bundled register."""
    return Register.load()


@pytest.fixture(scope="module")
def matcher(register: Register) -> Matcher:
    """Give a matcher of the bundled register."""
    return Matcher(register)


def found(matcher: Matcher, text: str, language: str, home: str | None = None) -> list[tuple[str, str]]:
    """Give the ids and the surfaces of the mentions of a text."""
    fields = (read_field(Field.TEXT, text, language),)
    where = HOMES[language] if home is None else home
    return [(m.entry.id, text[m.span.start : m.span.end]) for m in matcher.mentions(fields, language, where)]


CASES = Path(__file__).parents[1] / "quality" / "organisations.tsv"
MENTION = re.compile(r"\[((?:[a-z]{2}|int)/[^|\]]+)\|([^\]]+)\]")


def cases() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Read the marked texts: language, text without marks, expected mentions."""
    rows = [row.split("\t") for row in CASES.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    return [(code, MENTION.sub(r"\2", text), MENTION.findall(text)) for code, text in rows]


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_a_text_gives_its_organisations_and_nothing_else(
    matcher: Matcher, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    """Each mention has its entry and covers exactly the words that name it."""
    assert found(matcher, text, language) == expected


def test_an_article_about_another_country_means_its_ministries(matcher: Matcher) -> None:
    """Short shared names are not taken for one's own where only places abroad are named."""
    abroad = "Berlin, Hamburg ve Münih'te Almanya hükümeti. Sağlık Bakanlığı açıkladı."
    home = abroad + " Ankara bunu izliyor."
    assert found(matcher, abroad, "tr") == []
    assert found(matcher, home, "tr") == [("tr/saglik-bakanligi", "Sağlık Bakanlığı")]


def test_the_home_of_an_article_decides_on_shared_names(matcher: Matcher) -> None:
    """The same words are another country's ministry in another country's press."""
    text = "the Ministry of Health said"
    assert found(matcher, text, "en", "tr") == [("tr/saglik-bakanligi", "Ministry of Health")]
    assert found(matcher, text, "en", "ir") == [("ir/health", "Ministry of Health")]


def test_an_article_is_read_as_a_whole(matcher: Matcher) -> None:
    """What the title says is known in the text, and organisations come once, in order, with all mentions."""
    article = Article(
        id="a",
        url="u",
        fetched_url="u",
        source="s",
        country="ir",
        language="fa",
        title="پارک علم و فناوری آذربایجان شرقی",
        lead="با توبیتاک",
        text="پارک علم و فناوری استان با توبیتاک",
        extractor="",
    )
    organisations = matcher.organisations(fields_of(article), "fa", "ir")
    assert [o.id for o in organisations] == ["ir/eastp", "tr/tubitak"]
    assert [m.field for m in organisations[0].mentions] == [Field.TITLE, Field.TEXT]
    assert organisations[1].name == "توبیتاک"
    assert (organisations[1].kind, organisations[1].country, organisations[1].score) == ("agency", "tr", 1.0)


def test_scores_tell_names_cues_and_offices_apart(matcher: Matcher) -> None:
    """A name is surer than a common word with a cue, and that than a title of office."""

    def score(text: str) -> float:
        return matcher.organisations((read_field(Field.TEXT, text, "tr"),), "tr", "tr")[0].score

    assert score("TÜBİTAK") > score("Getir şirketi") > score("Sanayi ve Teknoloji Bakanı")


TEMPLATES = {
    "tr": ("Dün {} ile görüşüldü.", "Heyet {} tarafından kabul edildi."),
    "fa": ("دیروز با {} دیدار شد.", "هیئتی از {} به ترکیه رفت."),
    "en": ("They met {} yesterday.", "A delegation of {} arrived."),
}


def test_the_register_finds_its_own_names(register: Register, matcher: Matcher) -> None:
    """At least 98 % of all names are found in plain sentences, as their own entry."""
    missed: list[tuple[str, str]] = []
    count = 0
    for entry in register:
        for alias in aliases(entry):
            if alias.role not in {Role.NAME, Role.ACRONYM} or entry.national:
                continue
            for template in TEMPLATES[alias.language][: 1 if entry.origin else 2]:
                count += 1
                text = template.format(alias.text)
                if entry.id not in {
                    identifier for identifier, _ in found(matcher, text, alias.language, entry.country)
                }:
                    missed.append((entry.id, alias.text))
    assert len(missed) < 0.02 * count, missed[:40]


def test_persian_names_are_found_in_every_spelling_of_their_blanks(register: Register, matcher: Matcher) -> None:
    """ZWNJ, blank and glued spellings of long Persian names give the same entry."""
    missed = []
    count = 0
    for entry in register:
        for name in entry.names.get("fa", ()):
            if len(name.split()) < 3 or entry.national or entry.origin or " و " in name:
                continue
            head, _, tail = name.rpartition(" ")
            for text in (name.replace(ZWNJ, " "), f"{head}{ZWNJ}{tail}", f"{head}{tail}"):
                count += 1
                if [identifier for identifier, _ in found(matcher, text, "fa")] != [entry.id]:
                    missed.append(text)
    assert count > 300
    assert len(missed) < 0.05 * count, missed[:40]


FRAGMENTS = st.sampled_from(
    [
        *(
            "TÜBİTAK",
            "'ın",
            "(BTK)",
            "BTK",
            "Bakü-Tiflis-Kars",
            "Gazi",
            "ve",
            "üniversiteleri",
            "،",
            "و",
            "چین",
            "İran",
        ),
        *(
            "پارک‌های علم و فناوری",
            "آذربایجان شرقی",
            "غربی",
            "وزارت علوم",
            "پارک علم و فناوری استان",
            "Sağlık Bakanlığı",
        ),
        *("Getir", "şirketi", "\n\n", "\u200c", "i\u0307", "\x00", "\ud800", "\u202e", "😀", "Merkez Bankası", "ABD"),
        *("the", "universities", "«", "»", "."),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=25),
    glue=st.sampled_from([" ", "", ZWNJ, "\n"]),
    language=st.sampled_from(["tr", "fa", "en"]),
    home=st.sampled_from(["tr", "ir", ""]),
)
def test_any_text_gives_whole_ordered_mentions(
    matcher: Matcher, parts: list[str], glue: str, language: str, home: str
) -> None:
    """Whatever the text, mentions lie within it, hold something, ascend and do not overlap."""
    text = glue.join(parts)
    fields = (read_field(Field.TEXT, text, language),)
    spans = [mention.span for mention in matcher.mentions(fields, language, home)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(text[span.start : span.end].strip() for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@pytest.mark.parametrize("language", ["tr", "fa", "en"])
@pytest.mark.parametrize("text", ["a", "😀😀", "", "TÜBİTAK", "(", "'", "\u202e", "<b>TÜBİTAK</b>"])
def test_the_smallest_texts_are_no_special_case(matcher: Matcher, language: str, text: str) -> None:
    """Texts of one character, of marks and of mark-up neither fail nor invent anything."""
    assert {identifier for identifier, _ in found(matcher, text, language)} <= {"tr/tubitak"}


def test_half_a_megabyte_takes_linear_time(matcher: Matcher) -> None:
    """Ten times the text takes about ten times as long, also where nearly every word begins a name."""
    unit = "Gazi ve Hacettepe üniversiteleri, Sanayi ve Teknoloji Bakanlığı, İstanbul Teknik, Türkiye Bilimsel ve "

    def seconds(times: int) -> float:
        fields = (read_field(Field.TEXT, unit * times, "tr"),)
        start = time.process_time()
        matcher.mentions(fields, "tr", "tr")
        return time.process_time() - start

    seconds(100)
    small, large = min(seconds(500) for _ in range(3)), seconds(5_000)
    assert large < 25 * small + 0.5


def test_many_more_names_do_not_slow_the_search(register: Register) -> None:
    """A register of twice the names is about as fast to search as a small one."""
    many = [
        Entry(
            id=f"tr/bulk-{number}",
            kind=Kind.COMPANY,
            country="tr",
            names={"tr": (f"Kurgu{number % 977} Örnek{number % 1009} Sanayi {number} Şirketi",)},
        )
        for number in range(8_000)
    ]
    small, large = Matcher(register), Matcher(Register([*register, *many]))
    fields = (read_field(Field.TEXT, "Dün TÜBİTAK ile Kurgu5 Örnek5 Sanayi 5 Şirketi görüştü. " * 300, "tr"),)

    def seconds(matcher: Matcher) -> float:
        start = time.process_time()
        assert matcher.mentions(fields, "tr", "tr")
        return time.process_time() - start

    seconds(small), seconds(large)
    assert min(seconds(large) for _ in range(3)) < 4 * min(seconds(small) for _ in range(3)) + 0.05


def test_memory_stays_flat_over_many_texts(matcher: Matcher) -> None:
    """What the matcher remembers of words is bounded by the words, not by the texts."""
    field = read_field(Field.TEXT, "TÜBİTAK ve KOSGEB ile görüştü. " * 50, "tr")
    matcher.mentions((field,), "tr", "tr")
    tracemalloc.start()
    for _ in range(50):
        matcher.mentions((field,), "tr", "tr")
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 200_000
