"""Source files: what a good one gives, and how a bad one says what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.filter import Filter, fold
from crawlers.sources import BUNDLED, FAMILIES, FILTERS, load, read_file, source_of
from pipelines.records import FeedEntry, Listing, SourceKind

GOOD = """title: Örnek
home: https://www.ornek.example/
country: tr
language: tr
kind: news
feeds: [https://www.ornek.example/feed]
"""


def write(folder: Path, name: str, text: str) -> Path:
    """Put a file somewhere."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_source_file_becomes_a_record_with_its_country_s_zone(tmp_path: Path) -> None:
    """Everything a file says reaches the record; what it does not say has a sensible default."""
    more = """listings: [{url: "https://www.ornek.example/haberler", links: "a.haber"}]
schedule: "30 6 * * 1-5"
delay: 10
expect: {articles_per_week: [1, 20], published: 0.9}
selectors: {title: "h1.baslik", remove: .reklam}
family: nastooh
verified: 2026-11-20
demo: true
"""
    write(tmp_path, "tr/ornek.yaml", GOOD + more)
    catalogue = load(tmp_path)
    assert catalogue.problems == ()
    source = catalogue.sources["ornek"]
    assert (source.zone, source.languages, source.kind) == ("Europe/Istanbul", ("tr",), SourceKind.NEWS)
    assert source.listings == (Listing(url="https://www.ornek.example/haberler", links="a.haber"),)
    assert source.expect.articles_per_week == (1, 20)
    assert source.selectors.title == "h1.baslik"
    assert source.selectors.text.startswith(".item-body")
    assert source.selectors.remove == (".reklam",)
    assert str(source.verified) == "2026-11-20"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + "feed: [x]\n", "feed: there is no such key"),
        (GOOD.replace("title: Örnek\n", ""), "title: this key is missing"),
        (GOOD.replace("kind: news", "kind: newspaper"), "kind: "),
        (GOOD.replace("country: tr", "country: Turkey"), "country: "),
        (GOOD.replace("https://www.ornek.example/feed", "www.ornek.example/feed"), "feeds.0: must be an address"),
        (GOOD + "schedule: often\n", "schedule: must be hourly"),
        (GOOD + "zone: Europe/Tabriz\n", "zone: must be a time zone"),
        (GOOD + "delay: -1\n", "delay: "),
        (GOOD + "selectors: {title: 'h1['}\n", "selectors.title"),
        (GOOD + "expect: {published: 2}\n", "expect.published"),
        (GOOD + "expect: {articles_per_week: [9, 1]}\n", "expect: articles_per_week must be"),
        (GOOD + "family: nowhere\n", "family: there is no nowhere; known are"),
        (GOOD + "filter: {lists: nowhere}\n", "filter.lists: there is no nowhere"),
        (GOOD + "title: Başka\n", "the key title stands twice"),
        ("- a list\n", "must be a list of keys"),
        ("", "must be a list of keys"),
        ("title: [", "is not YAML"),
        ("\x00", "is not YAML"),
        (GOOD + "verified: yesterday\n", "verified: "),
    ],
)
def test_a_broken_file_names_itself_the_key_and_the_reason_and_stops_only_itself(
    tmp_path: Path, text: str, said: str
) -> None:
    """One bad file is one problem; the others are crawled."""
    write(tmp_path, "bozuk.yaml", text)
    write(tmp_path, "iyi.yaml", GOOD.replace("ornek", "iyi"))
    catalogue = load(tmp_path)
    assert list(catalogue.sources) == ["iyi"]
    (problem,) = catalogue.problems
    assert problem.startswith(f"{tmp_path / 'bozuk.yaml'}: ")
    assert said in problem


def test_a_file_that_is_no_text_or_has_a_bad_name_is_a_problem(tmp_path: Path) -> None:
    """Bytes in another encoding and names that are no ids are named, and so are two files of one name."""
    (tmp_path / "latin.yaml").write_bytes("title: Türkçe".encode("windows-1254"))
    write(tmp_path, "Not An Id.yaml", GOOD)
    write(tmp_path, "a/twice.yaml", GOOD)
    write(tmp_path, "b/twice.yaml", GOOD)
    catalogue = load(tmp_path)
    assert list(catalogue.sources) == ["twice"]
    assert len(catalogue.problems) == 3
    assert isinstance(read_file(tmp_path / "latin.yaml"), tuple)
    assert not isinstance(read_file(tmp_path / "a/twice.yaml"), tuple)


def test_a_later_folder_overrides_by_id_and_a_feed_belongs_to_one_source(tmp_path: Path) -> None:
    """A desk's own file replaces a bundled one; the same feed in two sources is refused with the other's name."""
    write(tmp_path, "one/ornek.yaml", GOOD)
    write(tmp_path, "two/ornek.yaml", GOOD.replace("Örnek", "Masa"))
    write(tmp_path, "two/kopya.yaml", GOOD.replace("www.ornek.example/feed", "ornek.example/feed?utm_source=x"))
    catalogue = load(tmp_path / "one", tmp_path / "two")
    assert catalogue.sources["ornek"].title == "Masa"
    assert "kopya" not in catalogue.sources
    assert "already belongs to the source ornek" in catalogue.problems[0]


def test_a_broken_family_or_word_list_is_named_and_hurts_only_those_who_use_it(tmp_path: Path) -> None:
    """Shared files are checked like sources."""
    write(tmp_path, "families/bad.yaml", "selectors: {text: 'div['}\ntitle: x\n")
    write(tmp_path, "filters/bad.yaml", "words: [x]\n")
    write(tmp_path, "s/uses.yaml", GOOD + "family: bad\n")
    write(tmp_path, "s/free.yaml", GOOD.replace("ornek", "free"))
    catalogue = load(tmp_path / "s", families=tmp_path / "families", filters=tmp_path / "filters")
    assert list(catalogue.sources) == ["free"]
    assert len(catalogue.problems) == 3
    assert "selectors.text: must be a CSS selector" in catalogue.problems[0]


def test_an_address_finds_its_source_by_host(tmp_path: Path) -> None:
    """Subdomains, ``www`` and further hosts count; a foreign host that only ends alike does not."""
    write(tmp_path, "ornek.yaml", GOOD + "hosts: [ornek-haber.example]\n")
    write(tmp_path, "ayri.yaml", GOOD.replace("www.ornek", "ayri.ornek"))
    catalogue = load(tmp_path)

    def owner(url: str) -> str | None:
        source = source_of(catalogue, url)
        return source.id if source else None

    assert owner("http://ornek.example/a") == "ornek"
    assert owner("https://m.ornek.example/a") == "ornek"
    assert owner("https://ayri.ornek.example/a") == "ayri"
    assert owner("https://www.ornek-haber.example/") == "ornek"
    assert owner("https://notornek.example/") is None
    assert owner("not an address") is None


BUNDLE = load(BUNDLED)


def test_the_bundled_sources_are_sound() -> None:
    """Every bundled file loads, says where its addresses come from, and claims no check that was not made."""
    assert BUNDLE.problems == ()
    for id_, file in BUNDLE.files.items():
        known = {*file.seen, *file.inferred}
        assert set(file.addresses()) <= known, f"{id_} does not say where an address comes from"
        assert known <= {*file.addresses(), file.home}, f"{id_} says where an address comes from that it has not"
        assert file.addresses(), f"{id_} has no way of discovery"
        assert file.verified is None, f"{id_} claims a live check"
        assert not file.demo


def test_the_bundled_sources_cover_both_countries_and_the_world() -> None:
    """At least 150 sources: 70 of Türkiye, 60 of Iran and 20 in English or international."""
    countries = [source.country for source in BUNDLE.sources.values()]
    english = [source for source in BUNDLE.sources.values() if "en" in source.languages]
    assert countries.count("tr") >= 70
    assert countries.count("ir") >= 60
    assert len(english) >= 20
    assert len(countries) >= 150


def test_two_bundled_sources_never_claim_one_host() -> None:
    """Each address leads to one source; two editions on one host have homes of their own."""
    homes = [(urlsplit(source.home).hostname, urlsplit(source.home).path) for source in BUNDLE.sources.values()]
    assert len(homes) == len(set(homes))
    assert all(source_of(BUNDLE, source.home) == source for source in BUNDLE.sources.values())
    english, turkish = (source_of(BUNDLE, f"https://www.aa.com.tr/{edition}/a/b/1") for edition in ("en", "tr"))
    assert (english and english.id, turkish and turkish.id) == ("aa-english", "aa")


@pytest.mark.parametrize("folder", [FAMILIES, FILTERS])
def test_the_bundled_families_and_word_lists_are_used(folder: Path) -> None:
    """No shared file lies about unused."""
    used = {file.family for file in BUNDLE.files.values()}
    used |= {name for file in BUNDLE.files.values() for name in file.filter.lists}
    assert {path.stem for path in folder.glob("*.yaml")} <= used


def entry(title: str = "", link: str = "https://a.example/x", **more: object) -> FeedEntry:
    """Make an entry."""
    return FeedEntry(link=link, title=title, **more)  # type: ignore[arg-type]  # the test names real fields


@pytest.mark.parametrize(
    ("title", "passes"),
    [
        ("Girişimcilere yeni destek", True),
        ("GİRİŞİM SERMAYESİ BÜYÜYOR", True),
        ("girisim ekosistemi", True),
        ("Yerli çip üretimi", True),
        ("Derbi ertelendi", False),
        ("شرکت‌های دانش‌بنیان تبریز", True),
        ("شركت هاي دانش بنيان", True),
        ("Ekipçilik ruhu", False),
    ],
)
def test_keywords_pass_in_every_spelling_at_the_beginning_of_words(title: str, passes: bool) -> None:  # noqa: FBT001 -- a parameter
    """Capitals, ASCII spellings, suffixes, Arabic letters and lost joiners do not hide a word."""
    words = Filter(keywords=("girişim", "çip", "دانش‌بنیان"))
    assert words.passes(entry(title)) is passes
    assert words.passes(entry("x", summary=f"<p>{title}</p>")) is passes


def test_sections_pass_by_category_and_by_segment_of_the_address() -> None:
    """A section is a whole category, a part of one, or a segment of the path."""
    sections = Filter(sections=("bilim-teknoloji", "دانش و فناوری"))
    assert sections.passes(entry(link="https://a.example/tr/bilim-teknoloji/haber/1"))
    assert sections.passes(entry(categories=("دانش و فناوری > فناوری اطلاعات",)))
    assert not sections.passes(entry(link="https://a.example/tr/bilim-teknoloji-disi/1", categories=("Spor",)))
    assert Filter().passes(entry("Derbi"))


@given(st.text(max_size=80))
def test_folding_a_text_twice_changes_nothing(text: str) -> None:
    """A folded text is stable."""
    assert fold(fold(text)) == fold(text)
