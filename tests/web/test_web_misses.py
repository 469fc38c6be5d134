"""The desk says what was nearly a tag and why it is none, and why a search found an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.records import Document
from rasad.explaining import explain, reason
from rasad.setup import Setup
from rasad.texts import texts as words_of
from tests.web.browsing import PHONE, WIDE, Open
from tests.web.library import Library, article
from tests.web.reading import LANGUAGES, get, links, search, texts

if TYPE_CHECKING:
    import httpx

TOLD = "Firma makineyi gönderdi. Almanya Sağlık Bakanlığı açıkladı; drone vardı. " + "Hava güzeldi. " * 60


@pytest.fixture(scope="module")
def nearly(setup: Setup) -> str:
    """Give the id of a Turkish article of the demo with near misses."""
    with setup.home.open(readonly=True) as archive:
        rows = archive.connection.execute("SELECT id FROM articles WHERE language = 'tr' ORDER BY seq LIMIT 20")
        return next(str(row["id"]) for row in rows if len(explain(setup, archive, row["id"]).misses) > 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_near_misses_are_told_in_the_readers_language(
    setup: Setup, client: httpx.Client, nearly: str, language: str
) -> None:
    """Every near miss of `rasad explain` stands on the article's page with its reason, rule and what was matched."""
    with setup.home.open(readonly=True) as archive:
        found = explain(setup, archive, nearly)
    page = get(client, f"/{language}/article/{nearly}")
    assert texts(page, ".misses .reason") == [reason(miss, words_of(language)) for miss in found.misses]
    assert texts(page, ".misses .rule code") == [miss.rule for miss in found.misses]
    marked = texts(page, ".misses blockquote mark")
    assert len(marked) == sum(min(12, len(miss.evidence)) for miss in found.misses)
    assert all(mark in " ".join(texts(page, "article")[0].split()) for mark in marked)
    assert found.document.tagger in texts(page, ".evidence .facts")[-1]


def test_an_article_tagged_by_older_rules_says_so(library: Library, reader: httpx.Client) -> None:
    """What another version of the rules made is told with what applies the new ones, and misses follow the new ones."""
    id_ = library.add(Document(article=article(1, "Haber", TOLD)))[0].id
    page = get(reader, f"/en/article/{id_}")
    assert "older rules" in texts(page, ".evidence .facts")[-1]
    badges = texts(page, ".misses .badge")
    assert {"Event", "Organisation"} <= set(badges)
    assert any(link.startswith("/en/org/") for link in links(page, ".misses a"))


def test_an_article_without_near_misses_has_no_such_part(library: Library, reader: httpx.Client) -> None:
    """Nothing is announced that is not there."""
    id_ = library.add(Document(article=article(1, "Bahçe", "Gül açtı.")))[0].id
    assert get(reader, f"/tr/article/{id_}").cssselect(".misses") == []


@pytest.mark.parametrize(
    ("language", "said"), [("fa", "٪ از ارتباط"), ("tr", "ilgililiğin %"), ("en", "% of the relevance")]
)
def test_why_a_hit_was_found_is_a_page_in_every_language(client: httpx.Client, language: str, said: str) -> None:
    """Each part of the query is told with where it stands, in the words and digits of the reader."""
    hit = search(client, q="girişim yatırım", size=1)["hits"][0]
    page = get(client, f"/{language}/?q=girişim yatırım")
    (address,) = [one for one in links(page, ".why a") if hit["id"] in one]
    reasons = texts(get(client, address), "#why li")
    assert len(reasons) == 3
    assert [reason.split(":")[0] for reason in reasons[:2]] == ["girişim", "yatırım"]
    assert all(said in reason for reason in reasons[:2])


def test_without_words_there_is_nothing_to_explain(client: httpx.Client) -> None:
    """The list of all articles has no reasons, an unknown article has none, and odd queries are no error."""
    assert get(client, "/en/").cssselect(".why") == []
    assert client.get("/en/why/nothing?q=x").status_code == 404
    hit = search(client, q="girişim", size=1)["hits"][0]["id"]
    for query in ("", "(((", "-girişim", "titel:x OR", "a" * 3000, "NEAR/3"):
        assert client.get(f"/fa/why/{hit}", params={"q": query}).status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_reasons_open_below_the_hit(visit: Open, size: tuple[int, int]) -> None:
    """One click shows the reasons in place, and nothing runs out of the screen."""
    page = visit("/fa/?q=شرکت دانش بنیان", size)
    page.locator(".why summary").first.click()
    page.wait_for_selector(".why .inside li")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
