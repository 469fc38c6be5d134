"""Pages that are not to be had: the feed's words, or a named rejection."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from pipelines.extract import extract
from pipelines.extract.feed import entry_text
from pipelines.records import Article, FeedEntry, Reason, Rejection
from pipelines.urls import article_id
from tests.extract.samples import FETCHED, PERSIAN, TURKISH, URL, article, document, page, paragraphs, result, source

ENTRY = FeedEntry(
    link=URL,
    title="Kumsal Robotu <b>tanıtıldı</b> &amp; denendi",
    summary="<p>Üç tekerlekli araç, Çeşme&#39;de tanıtıldı.</p>",
    content=f"<p>{TURKISH[0]}</p><p>{TURKISH[1]}</p><p>Kumsal yazısı ilk önce Örnek Haber üzerinde ortaya çıktı.</p>",
    published="Thu, 12 Nov 2026 09:30:00 +0300",
    updated="2026-11-12T10:00:00+03:00",
    authors=("Defne Aksoylu", "Haber Merkezi"),
    categories=("Teknoloji", "Robot"),
    image="/foto/1.jpg",
)


@pytest.mark.parametrize("status", [401, 402, 403, 429, 451, 500, 503, 0, 304])
def test_the_feed_s_words_make_an_incomplete_article(status: int) -> None:
    """Where a page is refused, the feed's title, text and dates are an article that says that it is not whole."""
    found = extract(page(status=status, outcome="http-error", entry=ENTRY), None, source())
    assert isinstance(found, Article)
    assert not found.complete
    assert found.extractor == "feed"
    assert found.title == "Kumsal Robotu tanıtıldı & denendi"
    assert found.text == f"{TURKISH[0]}\n\n{TURKISH[1]}"
    assert found.lead == "Üç tekerlekli araç, Çeşme'de tanıtıldı."
    assert found.authors == ("Defne Aksoylu",)
    assert found.published is not None
    assert found.published.isoformat() == "2026-11-12T09:30:00+03:00"
    assert found.modified is not None
    assert found.section == "Teknoloji"
    assert found.keywords == ("Teknoloji", "Robot")
    assert found.image == "https://ornek.example/foto/1.jpg"
    assert found.id == article_id(URL)
    assert (found.language, found.country, found.source) == ("tr", "tr", "ornek")
    assert (found.revision, found.seq, found.fetched_at) == (0, 0, FETCHED)


@pytest.mark.parametrize("image", ["", " ", "#", "#foto", URL, f"{URL}#foto", "javascript:void(0)", "http://["])
def test_an_entry_without_an_image_has_none(image: str) -> None:
    """Neither nothing, nor a place on the page, nor the article's own address is an image."""
    entry = dataclasses.replace(ENTRY, image=image)
    found = extract(page(status=403, outcome="http-error", entry=entry), b"", source())
    assert isinstance(found, Article)
    assert found.image is None


def test_the_error_page_s_body_is_not_read() -> None:
    """A 403 comes with HTML that is nobody's article."""
    found = extract(page(status=403, outcome="http-error", entry=ENTRY), b"<h1>Forbidden</h1>", source())
    assert isinstance(found, Article)
    assert found.extractor == "feed"


@pytest.mark.parametrize(
    ("status", "outcome", "entry", "reason"),
    [
        (404, "gone", ENTRY, Reason.GONE),
        (410, "gone", None, Reason.GONE),
        (403, "http-error", None, Reason.HTTP_ERROR),
        (429, "busy", None, Reason.HTTP_ERROR),
        (500, "server-error", None, Reason.HTTP_ERROR),
        (0, "robots", None, Reason.ROBOTS),
        (0, "robots-unreachable", None, Reason.ROBOTS),
        (0, "unreachable", None, Reason.UNREACHABLE),
        (0, "timeout", None, Reason.UNREACHABLE),
        (0, "", None, Reason.UNREACHABLE),
        (0, "bilinmeyen", None, Reason.UNREACHABLE),
        (0, "refused", ENTRY, Reason.REFUSED),
        (0, "too-large", None, Reason.TOO_LARGE),
        (200, "not-html", None, Reason.NOT_HTML),
        (0, "broken", FeedEntry(link=URL, title="  "), Reason.BROKEN),
    ],
)
def test_without_words_there_is_a_named_rejection(
    status: int, outcome: str, entry: FeedEntry | None, reason: Reason
) -> None:
    """Each way of not answering has its name; what is gone or refused is no article even if a feed names it."""
    found = extract(page(status=status, outcome=outcome, entry=entry), None, source())
    assert isinstance(found, Rejection)
    assert found.reason is reason
    assert (found.page, found.url, found.source, found.at) == (7, URL, "ornek", FETCHED)


@pytest.mark.parametrize(
    ("content", "summary", "text", "lead"),
    [
        ("", "Özet.", "Özet.", ""),
        ("<p>Uzun bir içerik.</p>", "Özet.", "Uzun bir içerik.", "Özet."),
        ("<p>Uzun bir içerik, devamı da var.</p>", "Uzun bir içerik, devamı da", "Uzun bir içerik, devamı da var.", ""),
        ("<p>Uzun bir içerik.</p>", "<p>a</p><p>b</p>", "Uzun bir içerik.", ""),
        ("Özet.", "Özet.", "Özet.", ""),
        ("", "", "", ""),
        ("<p>انتهای پیام</p>", f"<p>{PERSIAN[0]}</p><p>ادامه مطلب</p>", PERSIAN[0], ""),
    ],
)
def test_the_longer_of_content_and_summary_is_the_text(content: str, summary: str, text: str, lead: str) -> None:
    """A summary of its own is the lead; one that only begins the text is not; labels are neither."""
    assert entry_text(FeedEntry(link=URL, content=content, summary=summary)) == (text, lead)


def test_a_source_without_language_still_gives_an_article() -> None:
    """Pages of unknown publishers have no language until it is identified."""
    unknown = replace(source(), languages=())
    found = extract(page(status=403, outcome="http-error", entry=ENTRY), None, unknown)
    assert isinstance(found, Article)
    assert found.language == ""
    whole = extract(page(), document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH)}").encode(), unknown)
    assert isinstance(whole, Article)
    assert whole.language == ""


FREE = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a","isAccessibleForFree":%s}</script>'


def test_a_paywalled_stub_is_incomplete() -> None:
    """A page that says that it is not free and prints little is a stub; a long one is whole."""
    stub = document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH)}", FREE % "false")
    assert not article(stub).complete
    whole = document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH, *(text * 2 for text in TURKISH))}", FREE % "false")
    assert article(whole).complete
    assert article(document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH)}", FREE % "true")).complete


def test_a_call_to_subscribe_makes_a_stub() -> None:
    """Pages without JSON-LD say in words that there is more."""
    body = f"<h1>Başlık burada</h1>{paragraphs(*TURKISH, 'Bu haberin devamını okumak için abone olun.')}"
    found = article(document(body))
    assert not found.complete
    assert found.text == "\n\n".join(TURKISH)


def test_the_longer_of_stub_and_feed_is_taken() -> None:
    """A feed with the full text makes up for a stub."""
    entry = FeedEntry(link=URL, title="Başlık burada", content=paragraphs(*TURKISH, *TURKISH))
    found = article(document(f"<h1>Başlık burada</h1>{paragraphs(TURKISH[0])}"), entry=entry)
    assert not found.complete
    assert found.text == "\n\n".join((*TURKISH, *TURKISH))
    short = FeedEntry(link=URL, title="Başlık burada", summary="Kısa özet.")
    assert article(document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH)}"), entry=short).complete


def test_a_page_without_text_falls_back_on_the_feed() -> None:
    """A page that scripts would have to fill gives the feed's words."""
    empty = document('<h1>Başlık burada</h1><div id="root"></div>')
    found = result(empty, entry=ENTRY)
    assert isinstance(found, Article)
    assert (found.extractor, found.complete) == ("feed", False)
    lost = result(empty)
    assert isinstance(lost, Rejection)
    assert lost.reason is Reason.NO_TEXT


def test_a_page_without_title_is_named() -> None:
    """Text alone is no article, unless the feed has a title for it."""
    bare = document(paragraphs(*TURKISH))
    lost = result(bare)
    assert isinstance(lost, Rejection)
    assert lost.reason is Reason.NO_TITLE
    assert isinstance(result(bare, entry=ENTRY), Article)
