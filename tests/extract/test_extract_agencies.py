"""The agency that an outlet credits is named; an agency's own pages and other people's words credit nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract import extract
from pipelines.extract.agencies import find_agency
from pipelines.records import Article, SourceKind
from tests.extract.samples import PERSIAN, TURKISH, article, document, page, paragraphs, source

HEAD = "<h1>Kumsal Robotu tanıtıldı</h1>"
TEXT = paragraphs(*TURKISH)


@pytest.mark.parametrize(
    ("bylines", "lines", "text", "agency"),
    [
        (["AA"], [], "", "AA"),
        (["Anadolu Ajansı"], [], "", "AA"),
        (["DEMİRÖREN HABER AJANSI (DHA)"], [], "", "DHA"),
        (["İHA"], [], "", "İHA"),
        (["Deniz Örnek"], ["Kaynak: AA"], "", "AA"),
        ([], ["Haber Kaynağı : İhlas Haber Ajansı"], "", "İHA"),
        ([], ["منبع: ايسنا"], "", "ایسنا"),
        ([], ["منبع خبر: خبرگزاری مهر"], "", "مهر"),
        ([], ["Source: Reuters"], "", "Reuters"),
        ([], [], "ANKARA (AA) - Bakanlık yeni bir çağrı açtı.", "AA"),
        ([], [], "Çeşme, İzmir (DHA) Girişim aracını tanıttı.", "DHA"),
        ([], [], "تهران- ایرنا- پارک فناوری از طرح تازه رونمایی کرد.", "ایرنا"),
        ([], [], "به گزارش خبرنگار خبرگزاری مهر، این شرکت محصول تازه‌ای ساخت.", "مهر"),
        ([], [], "به نقل از رویترز، این شرکت محصول تازه‌ای ساخت.", "Reuters"),
        ([], [], "TAHRAN, IRNA - no such dateline", None),
        ([], [], "به گزارش روابط عمومی پارک، این شرکت محصول تازه‌ای ساخت.", None),
        (["Ada Aaltonen"], ["Kaynak: Şirket açıklaması", "AA"], "AA pil kullanan aracı (AAA değil) anlattı.", None),
        ([], ["Kaynak: AA muhabirinin gördüğü belgeler"], "Şirket, AA'ya konuştu.", None),
        ([], [], "مهر ماه امسال پارک فناوری گشایش یافت.", None),
    ],
)
def test_the_credited_agency(bylines: list[str], lines: list[str], text: str, agency: str | None) -> None:
    """Bylines, credit lines and datelines name an agency; initials and months elsewhere do not."""
    assert find_agency(bylines, lines, [text]) == agency


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"{HEAD}{TEXT}<p>Kaynak: AA</p>", ""),
        (f'{HEAD}<div class="author">Anadolu Ajansı</div>{TEXT}', ""),
        (HEAD + TEXT, '<meta name="author" content="AA">'),
        (
            HEAD + TEXT,
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Anadolu Ajansı"}}</script>',
        ),
        (HEAD + paragraphs(f"ÇEŞME (AA) - {TURKISH[0]}", *TURKISH[1:]), ""),
    ],
)
def test_an_agency_is_found_wherever_a_page_credits_it(body: str, head: str) -> None:
    """The line behind the text, the byline, metadata and the dateline are asked; the text does not hold the line."""
    found = article(document(body, head))
    assert found.agency == "AA"
    assert found.authors == ()
    assert "Kaynak" not in found.text


def test_a_persian_page_credits_its_agency() -> None:
    """The usual opening of a report taken over names the agency it came from."""
    body = paragraphs(f"به گزارش ایسنا، {PERSIAN[0]}", *PERSIAN[1:])
    assert article(document(f"<h1>رونمایی از ساحل‌روب</h1>{body}", language="fa"), "fa").agency == "ایسنا"


def test_an_agency_does_not_credit_itself() -> None:
    """On the pages of a source that is an agency the opening names itself and says nothing."""
    markup = document(f"{HEAD}{TEXT}<p>Kaynak: AA</p>")
    found = extract(page(), markup.encode(), replace(source(), kind=SourceKind.AGENCY))
    assert isinstance(found, Article)
    assert found.agency is None


@given(texts=st.lists(st.text(max_size=120), max_size=3))
def test_no_text_breaks_it(texts: list[str]) -> None:
    """Any characters give a known name or none."""
    assert find_agency(texts, texts, texts) is None or texts
