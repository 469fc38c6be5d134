"""Whatever is missing or broken, a page in the reader's language says what to do, and nobody sees a traceback."""

from __future__ import annotations

import httpx
import pytest

from pipelines.records import Document, Organisation, Span
from pipelines.records.document import Field
from rasad.web.desk import Desk
from tests.web.library import Library, article
from tests.web.reading import LANGUAGES, get, links, page, texts

HOSTILE = '<script>alert(1)</script> & "TÜBİTAK" <img src=x onerror=alert(2)> \'--> \u202e'


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fa", "هنوز چیزی گردآوری نشده است."),
        ("tr", "Henüz hiçbir şey toplanmadı."),
        ("en", "Nothing has been collected yet."),
    ],
)
def test_an_empty_home_says_how_to_fill_it(reader: httpx.Client, language: str, heading: str) -> None:
    """Before the first crawl every screen says which commands come first."""
    for screen in ("", "overview", "interactions", "calls", "issues", "issues/2026-W46", "sources", "about", "topics"):
        answer = reader.get(f"/{language}/{screen}")
        assert answer.status_code == 503, screen
        told = page(answer)
        assert texts(told, "h1") == [heading]
        assert texts(told, "pre") == ["rasad run", "rasad serve"]
        assert "Traceback" not in answer.text
        assert "Content-Security-Policy" in answer.headers
    assert "There is no index yet" in reader.get("/api/v1/search").json()["error"]
    assert reader.get("/en/suggestions?q=ab").status_code == 200


def test_a_desk_fills_while_it_is_open(library: Library, reader: httpx.Client) -> None:
    """What is crawled and indexed beside a running desk shows at the next click."""
    assert reader.get("/tr/").status_code == 503
    library.add(Document(article=article(1, "İlk haber", "Metin.")))
    assert texts(get(reader, "/tr/"), ".title") == ["İlk haber"]
    library.add(Document(article=article(2, "İkinci haber", "Başka bir metin.")))
    assert len(texts(get(reader, "/tr/"), ".title")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_said_in_the_language(client: httpx.Client, language: str) -> None:
    """An address that leads nowhere gives a page with a way back, whatever its form."""
    for path in ("nothing", "issues/x/y", "article/", "%3Cscript%3E", "sources/../../etc"):
        answer = client.get(f"/{language}/{path}", follow_redirects=True)
        assert answer.status_code == 404
        told = page(answer)
        assert told.get("lang") == language
        assert links(told, ".problem .button") == [f"/{language}/"]
    assert client.get("/xx/").status_code == 404


def test_warming_an_empty_home_fails_nothing(library: Library) -> None:
    """There is nothing to load yet, and that is told when somebody asks."""
    desk = Desk(library.setup)
    desk.warm()
    library.add(Document(article=article(1, "Haber", "Metin.")))
    desk.warm()
    assert desk.find("haber").result.total == 1
    desk.close()


def test_a_damaged_index_is_explained(library: Library, reader: httpx.Client) -> None:
    """Garbage where the index was gives a sentence that names the folder and the command that helps."""
    library.add(Document(article=article(1, "Haber", "Metin.")))
    for path in (library.home / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"garbage")
    answer = reader.get("/fa/")
    assert answer.status_code == 503
    assert str(library.home) in answer.text
    assert "rasad" in texts(page(answer), ".notice")[0]


def test_an_archive_of_a_newer_version_is_explained(library: Library, reader: httpx.Client) -> None:
    """A newer archive is left alone, and the page says which."""
    library.add(Document(article=article(1, "Haber", "Metin.")))
    with library.setup.home.open() as archive:
        archive.connection.execute("PRAGMA user_version = 999")
    answer = reader.get("/en/sources")
    assert answer.status_code == 503
    assert "newer Rasad" in answer.text


def test_an_unexpected_error_shows_no_traceback(
    library: Library, reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody expected is a page in the language with the security headers, and says where to look."""
    library.add(Document(article=article(1, "Haber", "Metin.")))

    def fall(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret of the machine")

    monkeypatch.setattr(Desk, "find", fall)
    answer = reader.get("/tr/")
    assert answer.status_code == 500
    assert texts(page(answer), "h1") == ["Bir hata oluştu."]
    assert "secret" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert reader.get("/api/v1/search").json() == {"error": "internal error"}


def test_hostile_texts_stay_texts(library: Library, reader: httpx.Client) -> None:
    """Markup in titles, texts, names, sections and queries is shown as it is and never becomes part of the page."""
    span = Span(field=Field.TITLE, start=0, end=8)
    tag = Organisation(id=None, name=HOSTILE, kind=HOSTILE, country="tr", mentions=(span,), rule=HOSTILE)
    hostile = article(
        1, HOSTILE, f"{HOSTILE}\n\n</p><script>alert(3)</script>", lead=HOSTILE, authors=(HOSTILE,), section=HOSTILE,
        keywords=(HOSTILE,), extractor=HOSTILE, source="<b>x</b>", url='https://x.example/"><script>', language="tr",
    )  # fmt: skip
    id_ = library.add(Document(article=hostile, organisations=(tag,)))[0].id
    query = httpx.QueryParams({"q": HOSTILE, "lang": "<script>", "sort": HOSTILE})
    for address in (
        f"/en/article/{id_}",
        "/en/",
        f"/tr/?{query}",
        f"/fa/interactions?type={query}",
        "/en/issues/2026-W46",
    ):
        told = get(reader, address)
        assert [one for one in told.cssselect("script") if not one.get("src")] == [], address
        assert told.cssselect("img, svg[onload], [onerror], b, i, u") == [], address
    shown = get(reader, f"/en/article/{id_}")
    assert texts(shown, "h1") == [" ".join(HOSTILE.split())]
    assert "alert(3)" in texts(shown, ".body")[0]
    assert reader.get("/en/feed").status_code == 200


def test_articles_with_characters_that_xml_forbids_are_in_the_feed(library: Library, reader: httpx.Client) -> None:
    """A NUL in a title neither breaks the page nor the feed."""
    library.add(Document(article=article(1, "Sıfır\x00bayt", "Metin \x0b son.")))
    assert "Sıfırbayt" in reader.get("/tr/feed").text
    assert reader.get("/tr/").status_code == 200
