"""An article shows its text as it is, and for every tag the places that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from pipelines.records import Document, Event, Field, Moment, Organisation, Party, Precision, Span, Topic
from tests.web.library import NOON, Library, article
from tests.web.reading import LANGUAGES, get, links, texts
from tests.web.served import served

TEXT = "TÜBİTAK ile Örnek Robotik bir anlaşma imzaladı.\n\nÇağrının bütçesi 2,5 milyon dolar."


def span(text: str, field: Field = Field.TEXT) -> Span:
    """Give the place of some words in the text above."""
    start = TEXT.index(text)
    return Span(field=field, start=start, end=start + len(text))


def full(**changes: object) -> Document:
    """Make a document with a tag of every kind."""
    told = article(1, "TÜBİTAK ile Örnek Robotik anlaştı", TEXT, lead="Kısa özet.", authors=("Ayşe Örnek",), **changes)
    topic = Topic(id="robotics-automation", score=120, evidence=(span("Örnek Robotik"),), rule="r7")
    known = Organisation(
        id="tr/tubitak", name="TÜBİTAK", kind="agency", country="tr",
        mentions=(span("TÜBİTAK"), Span(field=Field.TITLE, start=0, end=7)), rule="g1",
    )  # fmt: skip
    unknown = Organisation(
        id=None, name="Örnek Robotik", kind=None, country=None, mentions=(span("Örnek Robotik"),), rule="m2", score=0.81
    )
    event = Event(
        type="agreement", stage="signed", negated=True, interaction=True, need=True, rule="e3",
        parties=(Party(organisation="tr/tubitak", country="tr", role="party"),
                 Party(organisation=None, country="ir", role="party"),
                 Party(organisation=None, country="tr", role="party", name="Örnek Robotik")),
        evidence=(span("TÜBİTAK ile Örnek Robotik bir anlaşma imzaladı."),),
        place="Tabriz", date="2026-11", deadline="2026-12-01/2026-12-20", amount=2_500_000.5, currency="USD",
        topics=("robotics-automation",),
    )  # fmt: skip
    return Document(article=told, topics=(topic,), organisations=(known, unknown), events=(event,))


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Give a program that reads a desk with one article that has a tag of every kind."""
    library = Library(tmp_path_factory.mktemp("tagged"))
    library.add(full())
    with served(library.setup) as where, httpx.Client(base_url=where, timeout=60) as found:
        yield found


SHOWN = article(1, "").id


def test_every_tag_is_listed_with_rule_score_and_quotes(tagged: httpx.Client) -> None:
    """The side panel says of each tag what made it, and each quote leads to its place in the text."""
    page = get(tagged, f"/en/article/{SHOWN}")
    assert texts(page, ".evidence .kind h2") == ["Topics", "Organisations", "Events"]
    assert texts(page, ".evidence summary .tag") == ["Robotics and automation", "TÜBİTAK", "Örnek Robotik", "Agreement"]
    assert texts(page, ".evidence .inside code") == ["r7", "g1", "m2", "e3"]
    quotes = texts(page, "#tag-o0 blockquote mark")
    assert quotes == ["TÜBİTAK", "TÜBİTAK"]
    anchors = links(page, ".evidence blockquote a")
    assert len(anchors) == 5
    assert all(page.cssselect(anchor) for anchor in anchors)


def test_the_evidence_is_marked_in_place(tagged: httpx.Client) -> None:
    """Marks of all kinds lie over the text, and together with the rest they are the text."""
    page = get(tagged, f"/en/article/{SHOWN}")
    assert texts(page, ".body p") == ["Kısa özet.", *TEXT.split("\n\n")]
    assert texts(page, ".body mark.organisation") == ["TÜBİTAK", "Örnek Robotik"]
    assert texts(page, "h1 mark") == ["TÜBİTAK"]
    assert "".join(str(one.text_content()) for one in page.cssselect(".body mark.event")) == TEXT.partition("\n\n")[0]
    both = page.cssselect(".body mark.topic.organisation.event")
    assert both[0].get("data-tags") == "e0 o1 t0"
    assert [one.get("id") for one in page.cssselect(".legend input")] == [
        "show-topic",
        "show-organisation",
        "show-event",
    ]


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("fa", ["تبریز", "آبان–آذر ۱۴۰۵ / نوامبر ۲۰۲۶", "۲٬۵۰۰٬۰۰۰٫۵ USD", "ایران", "تکذیب شد"]),
        ("tr", ["Tebriz", "Kasım 2026 / Aban–Azer 1405", "2.500.000,5 USD", "İran", "yalanlandı"]),
        ("en", ["Tabriz", "November 2026 / Aban–Azar 1405", "2,500,000.5 USD", "Iran", "denied"]),
    ],
)
def test_an_event_tells_everything_it_knows(tagged: httpx.Client, language: str, facts: list[str]) -> None:
    """Place, date, amount, parties and denial stand in the reader's words, digits and calendars."""
    page = get(tagged, f"/{language}/article/{SHOWN}")
    told = texts(page, "#tag-e0")[0]
    assert [fact for fact in facts if fact not in told] == []
    assert "1 " in told or "۱" in told


def test_the_page_says_where_its_facts_come_from(tagged: httpx.Client) -> None:
    """Date as found and where, extractor, address and id are there; the id leads to the whole as JSON."""
    page = get(tagged, f"/en/article/{SHOWN}")
    facts = texts(page, ".evidence")[0]
    for part in ("byline", "12.11.2026 15:00", "test/1", "https://ornek.example/1"):
        assert part in facts
    assert tagged.get(f"/api/v1/articles/{SHOWN}").json()["title"] == "TÜBİTAK ile Örnek Robotik anlaştı"
    assert links(page, ".origin a") == ["https://ornek.example/1"]
    assert texts(page, ".byline") == ["Ayşe Örnek"]


def test_an_unknown_organisation_leads_to_a_search(tagged: httpx.Client) -> None:
    """One of the register has a screen of its own; any other name is searched."""
    page = get(tagged, f"/en/article/{SHOWN}")
    targets = links(page, ".kind.organisation .more a")
    assert targets == ["/en/org/tr/tubitak", "/en/?q=org%3A%22%C3%96rnek+Robotik%22"]
    assert len(links(get(tagged, targets[1]), ".title a")) == 1


def test_revisions_show_what_changed(library: Library, reader: httpx.Client) -> None:
    """Words that were put in and taken out are marked, newest revision first."""
    first = library.add(full())[0]
    edited = replace(full().article, text=TEXT.replace("2,5 milyon", "3 milyon"), fetched_at=NOON + timedelta(days=1))
    library.add(Document(article=edited))
    page = get(reader, f"/tr/article/{first.id}")
    assert [text.split(" · ")[0] for text in texts(page, ".revisions summary")] == ["2. sürüm", "1. sürüm"]
    assert (texts(page, ".revisions ins"), texts(page, ".revisions del")) == (["3"], ["2,5"])
    assert texts(page, ".revisions .quiet") == ["İlk görüldüğü hali."]
    assert texts(page, ".body p")[-1] == "Çağrının bütçesi 3 milyon dolar."


def test_an_article_without_anything_is_still_a_page(library: Library, reader: httpx.Client) -> None:
    """Without date, text, tags or a safe address the page says so instead of failing."""
    bare = article(9, "", "", published=None, fetched_url="javascript://x/%0aalert(1)", complete=False)
    id_ = library.add(Document(article=bare))[0].id
    for language in LANGUAGES:
        page = get(reader, f"/{language}/article/{id_}")
        assert page.cssselect(".origin a") == []
        assert page.cssselect(".evidence > .quiet")
    assert "Undated" in texts(page, ".meta")[0]


def test_conflicting_dates_are_shown(library: Library, reader: httpx.Client) -> None:
    """Where a page names other dates than the one that was taken, they are among its facts."""
    day = Moment(instant=NOON, zone="Asia/Tehran", precision=Precision.DAY, origin="url", raw="1405/08/21")
    told = article(3, "Tarihli", "Metin", published=day, conflict=("meta=2019-01-01",), modified=day)
    page = get(reader, f"/en/article/{library.add(Document(article=told))[0].id}")
    assert "meta=2019-01-01" in texts(page, ".evidence")[0]
    assert "modified" in texts(page, ".evidence .facts")[-1]


@pytest.mark.parametrize("origin", ["json-ld", "meta", "time", "selector", "byline", "feed", "url", "import"])
def test_where_a_date_was_found_is_said_in_words(library: Library, reader: httpx.Client, origin: str) -> None:
    """Each place that a date can come from has words in Turkish and in Persian."""
    day = Moment(instant=NOON, zone="Asia/Tehran", precision=Precision.DAY, origin=origin, raw="1405/08/21")
    id_ = library.add(Document(article=article(4, "Tarihli", "Metin", published=day)))[0].id
    for language in ("tr", "fa"):
        found = texts(get(reader, f"/{language}/article/{id_}"), ".evidence .facts")
        assert any("1405/08/21" in facts for facts in found)
        assert all(origin not in facts.split() for facts in found)


def test_similar_articles_are_of_other_stories(client: httpx.Client, carried: str) -> None:
    """An article leads on to others like it, but not to its own copies."""
    page = get(client, f"/en/article/{carried}")
    others = {link.rpartition("/")[2] for link in links(page, ".similar .title a")}
    copies = {link.rpartition("/")[2] for link in links(page, ".outlets a")}
    assert copies
    assert others
    assert not others & {carried, *copies}
    assert texts(page, ".outlets small") == ["(first)"]


def test_an_unknown_article_is_not_found(client: httpx.Client) -> None:
    """The page says so in the reader's language."""
    answer = client.get("/tr/article/0123456789abcdef")
    assert answer.status_code == 404
    assert "Bu sayfa bulunamadı." in answer.text
