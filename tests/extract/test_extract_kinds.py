"""What is no article, and what only looks so."""

from __future__ import annotations

import pytest

from pipelines.records import Article, Reason, Rejection
from tests.extract.samples import PERSIAN, TURKISH, document, paragraphs, result

HEAD = "<h1>Kumsal Robotu tanıtıldı</h1>"
TEXT = paragraphs(*TURKISH)
LONG = paragraphs(*(text * 3 for text in TURKISH))
SITE = "https://www.ornek.example"
TEASERS = "".join(
    f'<div><h3><a href="/haber/{number}">Bir başka haberin başlığı</a></h3>{paragraphs(TURKISH[number % 3])}</div>'
    for number in range(8)
)
ARTICLE = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Kumsal Robotu tanıtıldı"}</script>'


def _ld(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"{kind}","headline":"Kumsal Robotu tanıtıldı"}}</script>'


@pytest.mark.parametrize(
    ("path", "body", "head", "kind"),
    [
        ("/", HEAD + TEXT, "", "home page"),
        ("/tr", HEAD + TEXT, "", "home page"),
        ("/index.html", HEAD + TEXT, "", "home page"),
        ("/kategori/teknoloji", f"<h1>Teknoloji</h1>{TEASERS}", "", "listing"),
        ("/etiket/robot", f"<h1>robot</h1>{TEASERS}", "", "listing"),
        ("/haberler", f"<h1>Haberler</h1>{TEASERS}", _ld("CollectionPage"), "listing"),
        ("/foto-galeri/sahil-123", HEAD + TEXT, "", "picture gallery"),
        ("/yasam/sahil-galerisi-123", HEAD + TEXT, "", "picture gallery"),
        ("/haber/sahil-1234", HEAD + TEXT, _ld("ImageGallery"), "picture gallery"),
        ("/video/sahil-123", HEAD + TEXT, "", "video"),
        ("/fa/film/123", HEAD + TEXT, "", "video"),
        ("/haber/1234", HEAD + TEXT, '<meta property="og:type" content="video.other">', "video"),
        ("/gundem/canli-blog-zirve-123", HEAD + LONG, "", "live blog"),
        ("/haber/1234", HEAD + LONG, _ld("LiveBlogPosting"), "live blog"),
    ],
)
def test_pages_that_are_no_article_are_named(path: str, body: str, head: str, kind: str) -> None:
    """Each kind has its own detail under one reason."""
    found = result(document(body, head), url=SITE + path)
    assert isinstance(found, Rejection), found
    assert (found.reason, found.detail) == (Reason.NOT_AN_ARTICLE, kind)


@pytest.mark.parametrize(
    ("path", "body", "head"),
    [
        ("/haber/1234", HEAD + "<p>Kumsal Robotu dün tanıtıldı.</p>", ""),
        ("/haber/1234", HEAD + paragraphs(TURKISH[0]) + TEASERS, ""),
        ("/?p=11989", HEAD + TEXT, ""),
        ("/", HEAD + TEXT, ARTICLE),
        ("/foto-galeri/sahil-123", HEAD + LONG, ""),
        ("/video/sahil-123", HEAD + LONG, ""),
        ("/kategori/teknoloji/kumsal-robotu-tanitildi-12345", HEAD + TEXT + TEASERS, ""),
        ("/kategori/teknoloji", HEAD + TEXT + TEASERS, ARTICLE),
        ("/fotograf-makinesi-satislari-artti-123", HEAD + TEXT, ""),
        ("/filmler-neden-uzun-123", HEAD + TEXT, ""),
        ("/canli-yayin-teknolojileri-123", HEAD + TEXT, ""),
        ("/servis-robotlari-123", HEAD + TEXT, ""),
    ],
)
def test_briefs_and_reports_are_articles(path: str, body: str, head: str) -> None:
    """Short texts, texts among teasers, and reports with pictures or film are articles."""
    assert isinstance(result(document(body, head), url=SITE + path), Article)


def test_a_brief_of_one_sentence_is_whole() -> None:
    """No minimum length drops the shortest news."""
    found = result(document(f"<h1>خبر کوتاه</h1><p>{PERSIAN[1]}</p>", "", "fa"), "fa")
    assert isinstance(found, Article)
    assert found.text == PERSIAN[1]
    assert found.complete


def test_a_gallery_with_a_text_in_its_metadata_is_an_article() -> None:
    """A picture report whose JSON-LD has the text is read from there."""
    body = " ".join(TURKISH * 2)
    head = f'<script type="application/ld+json">{{"@type":"Article","headline":"a","articleBody":"{body}"}}</script>'
    found = result(document(HEAD + paragraphs("Sahilden bir kare."), head), url=f"{SITE}/foto-galeri/sahil-1")
    assert isinstance(found, Article)
    assert found.extractor == "json-ld/1"
    assert found.text == body
