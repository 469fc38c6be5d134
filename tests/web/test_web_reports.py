"""A happening of a story shows what the other articles of the story say of it, with links to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import stories
from rasad.reports.issue import Happening, Line, Telling
from rasad.setup import Setup
from rasad.web.desk import Desk
from rasad.web.happenings import told
from rasad.web.reader import Reader
from tests.web.library import article
from tests.web.reading import LANGUAGES, get, links, texts

if TYPE_CHECKING:
    import httpx
    from lxml.html import HtmlElement


def _line(number: int, source: str) -> Line:
    return Line(
        id=f"a{number}", url=f"https://a.example/{number}", title=f"Haber {number}", language="tr", source=source,
        source_title=source, published=None, complete=True,
    )  # fmt: skip


def _happening(*also: Telling) -> Happening:
    return Happening(
        type="agreement", stage="signed", negated=False, parties=(), place=None, date=None, deadline=None,
        sentence="İmzalandı.", line=_line(1, "aa"), also=also,
    )  # fmt: skip


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give an English reader of an empty home."""
    return Reader(Desk(Setup.load(tmp_path_factory.mktemp("plain"))), "en")


def test_tellers_come_first_and_nobody_twice(english: Reader) -> None:
    """Who tells of it comes with the sentence, the rest of the story without, and outlets are counted once each."""
    rest = [article(number, f"Öykü {number}", source="gazete") for number in (7, 8)]
    tellings = Telling("İmzaladılar.", _line(2, "gazete")), Telling("Attılar.", _line(3, "dergi"))
    shown = told(english, _happening(*tellings), rest)
    assert [(one.source, one.sentence) for one in shown.also] == [
        ("gazete", "İmzaladılar."), ("dergi", "Attılar."), ("gazete", ""), ("gazete", ""),
    ]  # fmt: skip
    assert [one.link.address for one in shown.also[:2]] == ["/en/article/a2", "/en/article/a3"]
    assert shown.also_label == "also in 2 outlets"


def test_a_happening_told_once_has_no_others(english: Reader) -> None:
    """Nothing is announced where only one article tells."""
    shown = told(english, _happening())
    assert (shown.also, shown.also_label) == ((), "")


def _with_others(client: httpx.Client, language: str) -> list[HtmlElement]:
    page = get(client, f"/{language}/interactions")
    return [entry for entry in page.cssselect(".entry.event") if entry.cssselect(".also")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_interactions_lead_to_the_whole_story(setup: Setup, client: httpx.Client, language: str) -> None:
    """Below an interaction stand all other articles of its story, each linked once, with their own sentences."""
    found = _with_others(client, language)
    assert found
    with setup.home.open(readonly=True) as archive:
        for entry in found:
            lead = links(entry, "[data-open]")[0].rpartition("/")[2]
            (story,) = archive.connection.execute("SELECT story FROM stories WHERE id = ?", (lead,)).fetchone()
            others = [link.rpartition("/")[2] for link in links(entry, ".also a")]
            assert sorted([lead, *others]) == sorted(one.id for one in stories.told(archive, story))
    assert any(texts(entry, ".also blockquote") for entry in found)


def test_a_story_is_shown_once(client: httpx.Client) -> None:
    """No two entries of one story quote the same sentence of the same article."""
    page = get(client, "/en/interactions")
    quoted = [(links(entry, "[data-open]")[0], texts(entry, "blockquote")[0], texts(entry, ".tag.event")[0])
              for entry in page.cssselect(".entry.event")]  # fmt: skip
    assert len(quoted) == len(set(quoted))
