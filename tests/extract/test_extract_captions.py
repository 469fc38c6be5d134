"""The caption of the leading image, and only that."""

from __future__ import annotations

import json

import pytest

from tests.extract.samples import TURKISH, article, document, paragraphs

HEAD = "<h1>Kumsal Robotu tanıtıldı</h1>"
TEXT = paragraphs(*TURKISH)
IMAGE = '<meta property="og:image" content="https://ornek.example/resim/robot-1200x628.jpg">'
CAPTION = "Kumsal Robotu Çeşme sahilinde çalışıyor"


def _figure(src: str, caption: str = CAPTION, attribute: str = "src") -> str:
    return f'<figure><img {attribute}="{src}" alt=""><figcaption>{caption}</figcaption></figure>'


def _ld(image: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "image": image})}</script>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (_figure("/resim/robot.jpg"), IMAGE),
        (_figure("/resim/robot-768x400.webp", attribute="data-src"), IMAGE),
        (_figure("/resim/baska.jpg", "Başka bir resmin yazısı") + _figure("/resim/robot-scaled.jpg"), IMAGE),
        (
            f'<div class="wp-caption"><img src="/resim/robot.jpg"><p class="wp-caption-text">{CAPTION}</p></div>',
            IMAGE,
        ),
        ("", IMAGE + _ld({"@type": "ImageObject", "url": "https://ornek.example/r.jpg", "caption": CAPTION})),
        ("", IMAGE + _ld(["https://ornek.example/r.jpg", {"url": "https://ornek.example/r.jpg", "caption": CAPTION}])),
        ("", f'{IMAGE}<meta property="og:image:alt" content="{CAPTION}">'),
    ],
)
def test_a_caption_is_found(body: str, head: str) -> None:
    """Figures around the image in any size, JSON-LD and the alternative text of metadata caption it."""
    found = article(document(HEAD + body + TEXT, head))
    assert found.caption == CAPTION
    assert CAPTION not in found.text


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (_figure("/resim/robot.jpg"), ""),
        (_figure("/resim/baska.jpg"), IMAGE),
        ("", f'{IMAGE}<meta property="og:image:alt" content="Kumsal Robotu tanıtıldı...">'),
        ("", f'{IMAGE}<meta property="og:image:alt" content="Örnek Haber">'),
        ("", f'{IMAGE}<meta property="og:image:alt" content="robot">'),
        ("", f'{IMAGE}<meta property="og:image:alt" content="{TURKISH[1]}">'),
        (_figure("/resim/robot.jpg", "uzun yazı " * 60), IMAGE),
        (_figure("http://[bozuk", CAPTION), IMAGE),
    ],
)
def test_what_is_no_caption(body: str, head: str) -> None:
    """Other images' captions, the title, the site's name, single words and paragraphs are none."""
    assert article(document(HEAD + TEXT + body, head)).caption is None
