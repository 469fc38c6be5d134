"""Pages, sources and feed entries that the tests of extraction share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.extract import extract
from pipelines.extract.markup import parse
from pipelines.records import Article, FeedEntry, Page, Rejection, Selectors, Source, SourceKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
URL = "https://www.ornek.example/haber/kumsal-robotu-4711"
# Three paragraphs of running text in each language, so that a page's text stands out.
TURKISH = (
    "Kumsal Robotu adlı girişim, sahildeki çöpleri ayıran üç tekerlekli aracını Çeşme'de tanıttı.",
    "Araç, kumdaki plastikleri kamerayla tanıyor; günde iki kilometrelik bir sahili temizleyebiliyor.",
    "Şirket, ilk yirmi aracı gelecek yaz belediyelere kiralayacak ve verileri herkese açacak.",
)
PERSIAN = (
    "شرکت دانش‌بنیان ساحل‌روب از خودرویی رونمایی کرد که زباله‌های ساحل را با دوربین می‌شناسد.",
    "این خودرو روزانه دو کیلومتر از ساحل را پاک می‌کند و پلاستیک‌ها را از شن جدا می‌سازد.",
    "به گفته سازندگان، بیست دستگاه نخست تابستان آینده به شهرداری‌ها اجاره داده می‌شود.",
)


def source(language: str = "tr", selectors: Selectors | None = None) -> Source:
    """Give a source in one language."""
    return Source(
        id="ornek",
        title="Örnek Haber" if language != "fa" else "خبر نمونه",
        home="https://www.ornek.example/",
        country="ir" if language == "fa" else "tr",
        languages=(language,),
        kind=SourceKind.NEWS,
        zone="Asia/Tehran" if language == "fa" else "Europe/Istanbul",
        selectors=selectors or Selectors(),
    )


def page(
    url: str = URL, status: int = 200, outcome: str = "ok", entry: FeedEntry | None = None, kind: str = ""
) -> Page:
    """Give the record of a page; ``kind`` is its Content-Type header."""
    return Page(
        source="ornek",
        url=url,
        fetched_url=url,
        fetched_at=FETCHED,
        status=status,
        outcome=outcome,
        headers=(("Content-Type", kind),) if kind else (),
        entry=entry,
        seq=7,
    )


def document(body: str, head: str = "", language: str = "tr") -> str:
    """Wrap a body in a document."""
    return f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def paragraphs(*texts: str) -> str:
    """Wrap each text in a ``p`` element."""
    return "".join(f"<p>{text}</p>" for text in texts)


def tree(markup: str) -> HtmlElement:
    """Parse a page that has at least one element."""
    found, _ = parse(markup)
    assert found is not None
    return found


def result(
    markup: str | bytes,
    language: str = "tr",
    *,
    url: str = URL,
    kind: str = "text/html; charset=utf-8",
    entry: FeedEntry | None = None,
    selectors: Selectors | None = None,
) -> Article | Rejection:
    """Extract a page."""
    body = markup.encode() if isinstance(markup, str) else markup
    return extract(page(url, entry=entry, kind=kind), body, source(language, selectors))


def article(
    markup: str | bytes,
    language: str = "tr",
    *,
    url: str = URL,
    kind: str = "text/html; charset=utf-8",
    entry: FeedEntry | None = None,
    selectors: Selectors | None = None,
) -> Article:
    """Extract a page that has to be an article."""
    found = result(markup, language, url=url, kind=kind, entry=entry, selectors=selectors)
    assert isinstance(found, Article), found
    return found
