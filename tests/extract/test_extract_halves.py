"""Linked data that was cut in the middle of a character gives an article that can be stored."""

from __future__ import annotations

import json

import pytest

from pipelines.archive.codec import decode, encode
from pipelines.records import Article
from tests.extract.samples import article, document, paragraphs

LINKED = {
    "@type": "NewsArticle",
    "headline": "Girişim \ud83d yatırım aldı",
    "author": {"name": "Deniz \udc00 Örnek"},
    "articleSection": "Teknoloji \ud800",
    "image": "https://ornek.example/\ud800.png",
    "keywords": "fon \udfff,yatırım",
    "datePublished": "2026-11-12T10:00:00+03:00",
}


@pytest.mark.parametrize("headed", [True, False])
def test_no_half_character_is_left_in_any_field(headed: bool) -> None:  # noqa: FBT001 -- with and without a heading
    """Title, authors, section, image and keywords are texts that UTF-8 holds, so that the archive takes the article."""
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    heading = "<h1>Girişim yatırım aldı</h1>" if headed else ""
    found = article(document(heading + paragraphs(*["Girişim, yeni bir fondan yatırım aldığını duyurdu."] * 6), script))
    assert decode(Article, encode(found)) == found
    str((found.title, found.authors, found.section, found.image, found.keywords)).encode()
    assert found.image is not None
    found.image.encode()
