"""Headlines without site names and kickers."""

from __future__ import annotations

import pytest

from pipelines.extract.title import strip_site
from tests.extract.samples import PERSIAN, TURKISH, article, document, paragraphs

TEXT = paragraphs(*TURKISH)
TITLE = "Kumsal Robotu Çeşme'de tanıtıldı"


def _title(body: str, head: str = "", language: str = "tr") -> str:
    return article(document(body + TEXT, head, language), language).title


def _og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>{TITLE}</h1>", ""),
        (f"<h1>{TITLE}</h1>", f"<title>{TITLE} - Örnek Haber</title>"),
        (f"<h1>Örnek Haber</h1><h2>{TITLE}</h2>", f"<title>{TITLE} | Örnek Haber</title>"),
        (f'<h1><a href="/">Robotlar</a></h1><h2>{TITLE}</h2>', f"<title>{TITLE} | Robotlar</title>"),
        (f'<h1><a href="https://www.ornek.example">Örnek</a></h1><h3>{TITLE}</h3>', _og(TITLE)),
        (f"<h1>{TITLE}</h1><h1>Benzer haberler</h1>", f"<title>{TITLE}</title>"),
        (f"<h1>Servis: Teknoloji</h1><h1>{TITLE}</h1>", f"<title>{TITLE} - Örnek Haber</title>"),
        (f"<h1><small>Özel haber</small> {TITLE}</h1>", _og(TITLE)),
        (f"<h1><style>.a{{b:c}}</style>{TITLE}</h1>", ""),
        (f'<h1 class="t"><a href="/haber/kumsal-robotu-4711">{TITLE}</a></h1>', ""),
        ("", _og(f"{TITLE} | Örnek Haber")),
        ("", f"<title>{TITLE} | Örnek Haber</title>"),
        ("", f"<title>Örnek Haber - {TITLE}</title>"),
        ("", f"<title>{TITLE} :: ornek.example</title>"),
        ("<h1></h1>", f"<title>{TITLE} – Son Dakika Örnek Haberleri</title>"),
        (f"<h2>{TITLE}</h2>", "<title>Örnek Haber</title>"),
        (f'<h2><a href="/x">Duyurular ve etkinlikler sayfası</a></h2><h3>{TITLE}</h3>', "<title>Örnek Haber</title>"),
        (
            f"<h1>{TITLE}</h1>",
            f'<script type="application/ld+json">{{"@type":"Article","headline":"{TITLE}…"}}</script>',
        ),
    ],
)
def test_the_headline_is_found_without_what_surrounds_it(body: str, head: str) -> None:
    """Headings, Open Graph and the document's title lead to the same headline."""
    assert _title(body, head) == TITLE


def test_two_statements_complete_what_a_heading_prints() -> None:
    """JSON-LD and Open Graph together know the headline better than a heading that prints a part of it."""
    whole = f"{TITLE}: Kırk araç yolda"
    head = _og(whole) + f'<script type="application/ld+json">{{"@type":"Article","headline":"{whole}"}}</script>'
    assert _title(f"<h1>{TITLE}</h1>", head) == whole
    assert _title(f"<h1>{TITLE}</h1>", _og(whole)) == TITLE


def test_a_title_in_a_drawing_is_none() -> None:
    """Inline images have titles, too."""
    assert _title("<svg><title>Ok</title></svg>", f"<title>{TITLE}</title>") == TITLE


@pytest.mark.parametrize(
    ("title", "stripped"),
    [
        ("Başlık - Örnek Haber", "Başlık"),
        ("Başlık| Örnek Haber", "Başlık"),
        ("Başlık- Örnek Haber", "Başlık"),
        ("Başlık | Örnek Haber | Türkiye'nin gazetesi", "Başlık"),
        ("Örnek Haber | Başlık", "Başlık"),
        ("Örnek Haber | Başlık - Örnek Haber", "Başlık"),
        ("Iğdır-Tebriz hattı açılıyor - Örnek Haber", "Iğdır-Tebriz hattı açılıyor"),
        ("Takım 1 - Rakip 1; son söz", "Takım 1 - Rakip 1; son söz"),
        ("Lig| Galibiyet yetmedi", "Lig| Galibiyet yetmedi"),
        ("Örnek Haber", "Örnek Haber"),
        ("ÖRNEK HABER - Başlık", "Başlık"),
        ("Başlık - ", "Başlık"),
        ("", ""),
        ("- Başlık", "- Başlık"),
    ],
)
def test_only_the_site_s_name_is_taken_off(title: str, stripped: str) -> None:
    """Dashes and bars inside a headline stay, names at either end go."""
    assert strip_site(title, ("ornek haber", "ornek")) == stripped


@pytest.mark.parametrize(
    "suffix", [" - خبر نمونه", " | خبر نمونه", " - خبرگزاری خبر نمونه", " :: خبر نمونه", "- اخبار خبر نمونه"]
)
def test_persian_site_names_go_as_well(suffix: str) -> None:
    """Agencies put their name behind the headline with any of these separators."""
    title = "رونمایی از خودروی ساحل‌روب"
    body = f"<h1></h1>{paragraphs(*PERSIAN)}"
    assert article(document(body, f"<title>{title}{suffix}</title>", "fa"), "fa").title == title
