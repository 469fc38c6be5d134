"""Dates, section, keywords, image and canonical link of a page."""

from __future__ import annotations

import json

import pytest

from pipelines.records import FeedEntry, Precision, Selectors
from tests.extract.samples import PERSIAN, TURKISH, URL, article, document, paragraphs

TEXT = paragraphs(*TURKISH)
HEAD = "<h1>Kumsal Robotu tanıtıldı</h1>"
CANONICAL = "https://ornek.example/haber/kumsal-robotu-4711"


def _ld(**fields: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "a", **fields})}</script>'
    )


def _meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("body", "head", "published", "origin"),
    [
        (HEAD + TEXT, _ld(datePublished="2026-11-12T09:30:00+03:00"), "2026-11-12T09:30:00+03:00", "json-ld"),
        (HEAD + TEXT, _meta("article:published_time", "2026-11-12T06:30:00Z"), "2026-11-12T09:30:00+03:00", "meta"),
        (HEAD + TEXT, '<meta itemprop="datePublished" content="2026-11-12">', "2026-11-12", "meta"),
        (f'{HEAD}<time datetime="2026-11-12T09:30">x</time>{TEXT}', "", "2026-11-12T09:30:00+03:00", "time"),
        (f'{HEAD}<span class="tarih">12 Kasım 2026 09:30</span>{TEXT}', "", "2026-11-12T09:30:00+03:00", "byline"),
        (f"{HEAD}<p>12 KASIM 2026</p>{TEXT}", "", "2026-11-12", "byline"),
        (f"{HEAD}<div>Giriş: 12.11.2026 - 09:30</div>{TEXT}", "", "2026-11-12T09:30:00+03:00", "byline"),
        (f'{HEAD}{TEXT}<div class="tarih">12.11.2026</div>', "", "2026-11-12", "byline"),
        (f'<div class="tools"><i class="date">12.11.2026</i></div>{HEAD}{TEXT}', "", "2026-11-12", "byline"),
        (
            f'{HEAD}<i itemprop="datePublished" class="date" content="2026-11-12T09:30">x</i>{TEXT}',
            "",
            "2026-11-12T09:30:00+03:00",
            "time",
        ),
    ],
)
def test_the_date_is_found_wherever_it_stands(body: str, head: str, published: str, origin: str) -> None:
    """Metadata, datelines, lines with a year and datelines in toolbars date an article, in the source's zone."""
    found = article(document(body, head)).published
    assert found is not None
    assert (found.isoformat(), found.origin) == (published, origin)


def test_the_later_date_is_the_modification() -> None:
    """A change is told by its label, before the element or in the same line."""
    lines = (
        '<p><time datetime="2026-11-12T09:30">x</time> · güncellendi: <time datetime="2026-11-12T11:00">y</time></p>',
        '<p class="tarih">12.11.2026 09:30 - Güncelleme : 12.11.2026 11:00</p>',
    )
    for line in lines:
        found = article(document(HEAD + line + TEXT))
        assert found.published is not None
        assert found.modified is not None
        assert found.published.isoformat() == "2026-11-12T09:30:00+03:00"
        assert found.modified.isoformat() == "2026-11-12T11:00:00+03:00"


def test_a_persian_dateline_is_read_in_its_calendar_and_zone() -> None:
    """A Jalali date in a dateline becomes a moment in Tehran."""
    body = f'<h1>رونمایی از خودرو</h1><div class="date">۱۹ آبان ۱۴۰۵ - ۱۴:۳۰</div>{paragraphs(*PERSIAN)}'
    found = article(document(body, "", "fa"), "fa").published
    assert found is not None
    assert found.isoformat() == "2026-11-10T14:30:00+03:30"
    assert found.precision is Precision.MINUTE


def test_the_clock_of_a_page_is_no_date() -> None:
    """The day in a site's header far from the headline does not date an article that has a date."""
    body = f'<div class="date">14 Kasım 2026</div>{"<p>menü</p>" * 40}{HEAD}<b class="tarih">3 Kasım 2026</b>{TEXT}'
    found = article(document(body))
    assert found.published is not None
    assert found.published.isoformat() == "2026-11-03"
    assert found.conflict == ()


def test_the_feed_dates_a_page_without_a_date() -> None:
    """Where a page prints no date, the feed's is taken."""
    entry = FeedEntry(link=URL, published="Thu, 12 Nov 2026 09:30:00 +0300")
    found = article(document(HEAD + TEXT), entry=entry).published
    assert found is not None
    assert (found.isoformat(), found.origin) == ("2026-11-12T09:30:00+03:00", "feed")


def test_no_date_is_made_up() -> None:
    """A page that says nothing has no date."""
    found = article(document(HEAD + TEXT))
    assert (found.published, found.modified) == (None, None)


def test_conflicting_dates_are_recorded() -> None:
    """A dateline that is days off the metadata is kept as a conflict."""
    head = _ld(datePublished="2026-11-12T09:30:00+03:00")
    found = article(document(f'{HEAD}<span class="tarih">2 Kasım 2026</span>{TEXT}', head))
    assert len(found.conflict) == 1


@pytest.mark.parametrize(
    ("head", "body", "section"),
    [
        (_ld(articleSection="Teknoloji"), "", "Teknoloji"),
        (_meta("article:section", "Teknoloji"), "", "Teknoloji"),
        ('<meta name="articleSection" content="news">', "", None),
        ("", '<div class="breadcrumb"><a href="/">Anasayfa</a> <a href="/t">Teknoloji</a></div>', "Teknoloji"),
        ("", '<span class="haber-kategori">Teknoloji</span>', "Teknoloji"),
        ("", '<a rel="category tag" href="/t">Teknoloji</a>', "Teknoloji"),
        ("", '<b itemprop="articleSection">Teknoloji</b>', "Teknoloji"),
        ("", "", None),
    ],
)
def test_the_section_is_found(head: str, body: str, section: str | None) -> None:
    """Metadata, breadcrumbs and labels near the headline name the section; "news" is none."""
    assert article(document(body + HEAD + TEXT, head)).section == section


@pytest.mark.parametrize(
    ("head", "body", "keywords"),
    [
        (_ld(keywords=["robot", "kumsal"]), "", ("robot", "kumsal")),
        ('<meta name="keywords" content="robot, kumsal, Örnek Haber">', "", ("robot", "kumsal")),
        (_meta("article:tag", "robot") + _meta("article:tag", "kumsal"), "", ("robot", "kumsal")),
        ("", '<p class="tags"><a href="/a">#robot</a> <a href="/b">kumsal</a></p>', ("robot", "kumsal")),
        ("", '<a rel="tag" href="/a">robot</a>', ("robot",)),
        ("", "<p>Etiketler: robot, kumsal</p>", ("robot", "kumsal")),
        ("", '<h2 class="Htags"><a href="/a">Limanda yeni dönem başlıyor</a></h2>', ()),
        ("", "", ()),
    ],
)
def test_keywords_are_found(head: str, body: str, keywords: tuple[str, ...]) -> None:
    """Metadata, tag lists and labelled lines give the keywords, without the site's own name."""
    assert article(document(HEAD + TEXT + body, head)).keywords == keywords


def test_the_feed_s_categories_are_keywords_of_last_resort() -> None:
    """What the feed files an entry under stands in for tags."""
    assert article(document(HEAD + TEXT), entry=FeedEntry(link=URL, categories=("robot",))).keywords == ("robot",)


@pytest.mark.parametrize(
    ("head", "image"),
    [
        (_meta("og:image", "/foto/1.jpg"), "https://www.ornek.example/foto/1.jpg"),
        (_ld(image={"url": "https://cdn.example/1.jpg"}), "https://cdn.example/1.jpg"),
        ('<meta name="twitter:image" content="//cdn.example/1.jpg">', "https://cdn.example/1.jpg"),
        (_meta("og:image", URL), None),
        (_meta("og:image", "data:image/png;base64,AA"), None),
        ("", None),
    ],
)
def test_the_image_is_an_address(head: str, image: str | None) -> None:
    """Relative addresses are resolved; the page itself and inline data are no image."""
    assert article(document(HEAD + TEXT, head)).image == image


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", CANONICAL),
        (
            '<link rel="canonical" href="https://www.ornek.example/haber/kumsal-robotu-tanitildi-4711">',
            f"{CANONICAL[:-5]}-tanitildi-4711",
        ),
        ('<link rel="canonical" href="/haber/baska-4711">', "https://ornek.example/haber/baska-4711"),
        ('<link rel="canonical" href="https://www.ornek.example/">', CANONICAL),
        ('<link rel="canonical" href="https://www.ornek.example/haber/">', CANONICAL),
        ('<link rel="canonical" href="https://baska.example/haber/kumsal-robotu-4711">', CANONICAL),
        ('<link rel="canonical" href="http://[yarım">', CANONICAL),
        (
            '<link rel="canonical" href="">' + _meta("og:url", "https://ornek.example/haber/og-4711"),
            "https://ornek.example/haber/og-4711",
        ),
    ],
)
def test_only_a_credible_canonical_link_is_believed(head: str, url: str) -> None:
    """A link to the home page, the section or another site is a template's mistake."""
    found = article(document(HEAD + TEXT, head))
    assert found.url == url
    assert found.fetched_url == URL


def test_selectors_decide_over_the_page_s_own_words() -> None:
    """What a source names is taken, field by field, and the rest of the page is not looked at."""
    chosen = Selectors(
        title=".b", lead=".l", text=".m", authors=".y", published=".t", section=".k", remove=(".m .reklam",)
    )
    body = (
        '<h1>Yanlış başlık</h1><div class="b">Doğru başlık</div><p class="l">Doğru giriş cümlesi.</p>'
        '<i class="y">Defne Aksoylu</i><i class="t">12.11.2026 09:30</i><i class="k">Robotik</i>'
        f'<div class="m">{TEXT}<p class="reklam">Reklam metni burada uzun uzun durur, kimse de okumaz.</p></div>{TEXT}'
    )
    found = article(document(body, _ld(datePublished="2026-11-12T09:30:00+03:00")), selectors=chosen)
    assert found.extractor == "selectors/1"
    assert (found.title, found.lead, found.section) == ("Doğru başlık", "Doğru giriş cümlesi.", "Robotik")
    assert found.text == "\n\n".join(TURKISH)
    assert found.authors == ("Defne Aksoylu",)
    assert found.published is not None
    assert found.published.isoformat() == "2026-11-12T09:30:00+03:00"


def test_selectors_that_name_nothing_here_leave_the_page_to_the_general_way() -> None:
    """Another template of the same site is still read."""
    found = article(document(HEAD + TEXT), selectors=Selectors(title=".yok", text=".yok"))
    assert found.extractor == "structure/1"
    assert found.text == "\n\n".join(TURKISH)


def test_nested_matches_of_a_selector_are_read_once() -> None:
    """An element inside another match adds nothing twice."""
    body = f'{HEAD}<div class="m"><div class="m">{TEXT}</div></div>'
    assert article(document(body), selectors=Selectors(text=".m")).text == "\n\n".join(TURKISH)


def test_a_page_read_by_selectors_is_dated_by_its_markup() -> None:
    """Without a selector for the date, marked-up dates and authors near the headline are used."""
    body = (
        f'{HEAD}<time datetime="2026-11-12T09:30">x</time><a rel="author" href="/d">Defne Aksoylu</a>'
        f'<div class="m">{TEXT}</div><time datetime="2026-01-01">y</time>'
    )
    found = article(document(body), selectors=Selectors(text=".m"))
    assert found.published is not None
    assert found.published.isoformat() == "2026-11-12T09:30:00+03:00"
    assert found.authors == ("Defne Aksoylu",)
    assert found.conflict == ()


def test_a_page_without_headline_is_dated_by_its_markup_alone() -> None:
    """A dateline that is marked up needs no headline beside it."""
    body = f'<i itemprop="datePublished">12.11.2026</i><div class="m">{TEXT}</div>'
    found = article(document(body, "<title>Başlık burada</title>"), selectors=Selectors(text=".m"))
    assert found.published is not None
    assert found.published.isoformat() == "2026-11-12"
    bare = article(
        document(f'<div class="m">{TEXT}</div>', "<title>Başlık burada</title>"), selectors=Selectors(text=".m")
    )
    assert bare.published is None
