"""Authors are people."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.people import is_labelled, people_in
from tests.extract.samples import PERSIAN, TURKISH, article, document, paragraphs


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("Defne Aksoylu", ["Defne Aksoylu"]),
        ("Haber: Defne Aksoylu", ["Defne Aksoylu"]),
        ("Muhabir : Defne Aksoylu |", ["Defne Aksoylu"]),
        ("Defne Aksoylu - Kamera: Kerem Uluçay", ["Defne Aksoylu"]),
        ("Defne Aksoylu ve Kerem Uluçay", ["Defne Aksoylu", "Kerem Uluçay"]),
        ("Defne Aksoylu, Kerem Uluçay / İstanbul", ["Defne Aksoylu", "Kerem Uluçay"]),
        ("Defne Aksoylu 12 Kasım 2026", ["Defne Aksoylu"]),
        ("By Elif Korhan and Daniel Marsh", ["Elif Korhan", "Daniel Marsh"]),
        ("Prof. Dr. İnci Iğdır", ["Prof. Dr. İnci Iğdır"]),
        ("خبرنگار نازنین کیوان‌پور", ["نازنین کیوان‌پور"]),
        ("نویسنده: مهسا روشن‌ضمیر و سامان نیک‌روز", ["مهسا روشن‌ضمیر", "سامان نیک‌روز"]),
        ("<b>Defne Aksoylu</b>", ["Defne Aksoylu"]),
        ("Haber Merkezi", []),
        ("AA", []),
        ("DHA / Haber Merkezi", []),
        ("Örnek Haber", []),
        ("admin", []),
        ("NTV", []),
        ("گروه علمی", []),
        ("روابط عمومی", []),
        ("https://www.ornek.example/yazar", []),
        ("Bir cümle kadar uzun olan ve ad olmayan bir şey", []),
        ("x" * 130, []),
        ("Defne2 Aksoylu3", []),
        ("defne aksoylu", []),
        ("Elif van Korhan", ["Elif van Korhan"]),
        ("", []),
    ],
)
def test_names_are_taken_out_of_bylines(byline: str, people: list[str]) -> None:
    """Labels, roles, dates, agencies and the outlet itself are no people."""
    assert list(people_in(byline, ("ornek haber",))) == people


@given(st.text(max_size=150))
def test_no_byline_is_beyond_reading(byline: str) -> None:
    """Any line gives names of two to five words, or none."""
    for name in people_in(byline):
        assert 2 <= len(name.split()) <= 5


@pytest.mark.parametrize(
    ("line", "labelled"),
    [
        ("Haber: Defne Aksoylu", True),
        ("خبرنگار: نازنین کیوان‌پور", True),
        ("Haberciler yola çıktı", False),
        ("نویسنده این کتاب", False),
        ("Yazar: " + "x" * 150, False),
    ],
)
def test_labelled_bylines_have_a_colon(line: str, *, labelled: bool) -> None:
    """A sentence that begins with such a word is no byline."""
    assert is_labelled(line) is labelled


def _authors(body: str, head: str = "", language: str = "tr") -> tuple[str, ...]:
    text = paragraphs(*(PERSIAN if language == "fa" else TURKISH))
    return article(document(f"<h1>Başlık burada</h1>{body.replace('TEXT', text)}", head, language), language).authors


def _linked(author: object) -> str:
    script = json.dumps({"@type": "NewsArticle", "headline": "Başlık burada", "author": author})
    return f'<script type="application/ld+json">{script}</script>'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("TEXT", _linked({"@type": "Person", "name": "Defne Aksoylu"})),
        ("TEXT", '<meta name="author" content="Defne Aksoylu">'),
        (
            "TEXT",
            '<meta property="article:author" content="Defne Aksoylu">'
            + _linked({"@type": "Organization", "name": "x y"}),
        ),
        ('<p class="yazar">Defne Aksoylu</p>TEXT', '<meta name="author" content="Haber Merkezi">'),
        ('<div><span>Defne Aksoylu |</span> <span class="tarih">12.11.2026</span></div>TEXT', ""),
        ("TEXT<p>Muhabir: Defne Aksoylu</p>", ""),
        (
            'TEXT<footer><ul class="author-id"><li>Haber Defne Aksoylu</li><li>Editör Kerem Uluçay</li></ul></footer>',
            "",
        ),
    ],
)
def test_the_author_is_found_wherever_he_stands(body: str, head: str) -> None:
    """JSON-LD, meta elements, bylines, labelled lines and lines beside the date name the author."""
    assert _authors(body, head) == ("Defne Aksoylu",)


@pytest.mark.parametrize(
    "body",
    [
        '<div><span>Bilim teknoloji</span> <span class="tarih">12.11.2026</span></div>TEXT',
        '<div><a href="/x">Yapay Zeka</a> <span class="tarih">12.11.2026</span></div>TEXT',
        '<p class="author">Haber Merkezi</p>TEXT',
        "TEXT",
    ],
)
def test_sections_and_desks_are_no_authors(body: str) -> None:
    """No author is better than a wrong one."""
    assert _authors(body) == ()


def test_persian_names_need_a_label() -> None:
    """Without capital letters a section beside a date looks like a name."""
    assert _authors('<div><span>فناوری اطلاعات</span> <span class="date">۱۹ آبان ۱۴۰۵</span></div>TEXT', "", "fa") == ()
    assert _authors("TEXT<p>خبرنگار: نازنین کیوان‌پور</p>", "", "fa") == ("نازنین کیوان‌پور",)
