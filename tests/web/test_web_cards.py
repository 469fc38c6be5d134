"""An article in a list says what it is about, where it stands, and what to beware of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.records import Document, Event, Moment, Party, Precision, Topic
from rasad.reports.issue import Line
from rasad.setup import Setup
from rasad.web.cards import EVENTS, TOPICS, card, hit_card, line_card, organisation_link, source_link
from rasad.web.desk import Desk
from rasad.web.happenings import party_link
from rasad.web.reader import Reader
from search.index import Hit, Snippet
from tests.web.library import NOON, article


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Give the desk of a home without articles."""
    return Desk(Setup.load(tmp_path_factory.mktemp("cards")))


@pytest.fixture
def turkish(desk: Desk) -> Reader:
    """Give a Turkish reader."""
    return Reader(desk, "tr")


@pytest.fixture
def persian(desk: Desk) -> Reader:
    """Give a Persian reader."""
    return Reader(desk, "fa")


def event(type_: str, **changes: object) -> Event:
    """Make an event without evidence."""
    values: dict[str, object] = {
        "type": type_, "stage": "signed", "negated": False, "interaction": False, "parties": (), "evidence": (),
        "rule": "e1",
    }  # fmt: skip
    return Event(**{**values, **changes})  # type: ignore[arg-type]  # the fields of an event by name


def topic(id_: str, score: int) -> Topic:
    """Make a topic without evidence."""
    return Topic(id=id_, score=score, evidence=(), rule="t1")


def test_a_card_names_source_date_and_language(turkish: Reader) -> None:
    """The date stands in both calendars and, for machines, in ISO 8601; an unknown source has no screen."""
    shown = card(turkish, Document(article=article(1, "Başlık", language="fa")))
    assert shown.when == "12 Kasım 2026 (21 Aban 1405) 15:30"
    assert shown.iso == "2026-11-12T15:00:00+03:00"
    assert (shown.language, shown.direction) == ("fa", "rtl")
    assert (shown.source.label, shown.source.address) == ("ornek", "")
    assert shown.address.startswith("/tr/article/")


def test_an_undated_card_has_no_date(turkish: Reader) -> None:
    """What has no date is not given one."""
    shown = card(turkish, Document(article=article(1, "Başlık", published=None)))
    assert (shown.when, shown.iso) == ("", "")


def test_a_day_is_no_midnight(persian: Reader) -> None:
    """A date of day precision is shown without a time, in the reader's calendar first."""
    day = Moment(instant=NOON, zone="Asia/Tehran", precision=Precision.DAY)
    shown = card(persian, Document(article=article(1, "عنوان", published=day)))
    assert shown.when == "۲۱ آبان ۱۴۰۵ (۱۲ نوامبر ۲۰۲۶)"
    assert shown.iso == "2026-11-12"


@pytest.mark.parametrize(
    ("document", "badges"),
    [
        (Document(article=article(1, "A")), ()),
        (Document(article=article(1, "A", complete=False)), ("yalnızca besleme metni",)),
        (Document(article=article(1, "A"), duplicate_of="x"), ("kopya",)),
    ],
)
def test_badges_say_what_to_beware_of(turkish: Reader, document: Document, badges: tuple[str, ...]) -> None:
    """Copies and stubs are marked, other articles are not."""
    assert len(card(turkish, document).badges) == len(badges)


def test_chips_show_the_strongest_topics_first(turkish: Reader) -> None:
    """A list shows a few topics, those with the highest score; each leads to its articles."""
    ids = ("startups", "drones", "nuclear", "hydrogen", "cybersecurity", "robotics-automation")
    topics = tuple(topic(id_, score) for score, id_ in enumerate(ids, 100))
    chips = card(turkish, Document(article=article(1, "A"), topics=topics)).chips
    assert len(chips) == TOPICS
    assert [chip.address for chip in chips] == [f"/tr/?topic={id_}" for id_ in reversed(ids[-TOPICS:])]
    assert {chip.kind for chip in chips} == {"topic"}


def test_chips_show_events_once_and_never_denied_ones(turkish: Reader) -> None:
    """Each type of event stands once, interactions and needs first; what was denied did not happen."""
    events = (
        event("agreement", interaction=True), event("agreement"), event("visit", negated=True, need=True),
        event("award"), event("launch"), event("export"),
    )  # fmt: skip
    chips = card(turkish, Document(article=article(1, "A"), events=events)).chips
    assert [chip.kind for chip in chips] == ["flag", *["event"] * EVENTS]
    assert [chip.address for chip in chips] == [
        "/tr/?is=interaction", "/tr/?event=agreement", "/tr/?event=award", "/tr/?event=launch",
    ]  # fmt: skip


def test_a_hit_says_in_how_many_outlets_it_is(turkish: Reader) -> None:
    """The number counts this article, too; one alone says nothing."""
    found = Hit(
        id="x",
        document=Document(article=article(1, "Yapay zekâ", "Metin")),
        score=1.0,
        snippet=Snippet(text="bir yapay zekâ haberi", spans=((4, 9), (10, 14))),
        title=((0, 5),),
        others=2,
    )
    shown = hit_card(turkish, found)
    assert shown.carried == "3 yayında"
    assert [piece.text for piece in shown.title if piece.kinds] == ["Yapay"]
    assert [piece.text for piece in shown.snippet if piece.kinds] == ["yapay", "zekâ"]
    assert hit_card(turkish, replace(found, others=0)).carried == ""


def test_a_line_of_an_issue_is_a_card(persian: Reader) -> None:
    """Other outlets are listed with the reader's comma, and a stub says that it is one."""
    line = Line(
        id="x", url="https://a.example/", title="Haber", language="tr", source="webrazzi", source_title="Webrazzi",
        published=None, complete=False, outlets=("یک", "دو"),
    )  # fmt: skip
    shown = line_card(persian, line)
    assert "یک، دو" in shown.carried
    assert shown.badges == ("تنها متن خوراک",)
    assert shown.source.address == "/fa/sources/webrazzi"
    assert line_card(persian, replace(line, outlets=(), complete=True)).carried == ""


def test_links_lead_only_to_what_is_there(turkish: Reader) -> None:
    """A source of the catalogue and an organisation of the register have screens; others are names."""
    assert source_link(turkish, "webrazzi").address == "/tr/sources/webrazzi"
    assert source_link(turkish, "nobody").address == ""
    assert organisation_link(turkish, "tr/tubitak").address == "/tr/org/tr/tubitak"
    assert organisation_link(turkish, "tr/nobody", "Kimse").address == ""
    assert organisation_link(turkish, None, "Örnek AŞ").label == "Örnek AŞ"


@pytest.mark.parametrize(
    ("party", "label", "linked"),
    [
        (Party(organisation="tr/tubitak", country="tr", role="party", name="توبیتاک"), "TÜBİTAK", True),
        (Party(organisation=None, country="ir", role="party"), "İran", False),
        (Party(organisation=None, country="tr", role="party", name="ترکیه"), "Türkiye", False),
        (Party(organisation=None, country="tr", role="party", name="شرکت نمونه"), "شرکت نمونه", False),
        (Party(organisation=None, country=None, role="party", name="Örnek AŞ"), "Örnek AŞ", False),
        (Party(organisation=None, country="no", role="party"), "Norveç", False),
    ],
)
def test_parties_are_called_as_the_reader_calls_them(
    turkish: Reader, party: Party, label: str, *, linked: bool
) -> None:
    """A country that a Persian text names is shown in Turkish; a company keeps the name it has there."""
    shown = party_link(turkish, party)
    assert shown.label == label
    assert bool(shown.address) is linked


@pytest.mark.parametrize(
    ("language", "share", "text"),
    [("fa", 0.974, "۹۷٪"), ("tr", 0.974, "%97"), ("en", 0.974, "97%"), ("en", None, "–"), ("tr", 0.0, "%0")],
)
def test_shares_are_written_as_the_language_does(desk: Desk, language: str, share: float | None, text: str) -> None:
    """Turkish puts the sign before the number; what is not known is a dash, not zero."""
    assert Reader(desk, language).percent(share) == text


def test_instants_are_shown_in_the_desks_zone(turkish: Reader, persian: Reader) -> None:
    """Noon in UTC is half past three in Tehran; nothing is nothing."""
    assert turkish.instant(NOON) == "12 Kasım 2026 (21 Aban 1405) 15:30"
    assert persian.instant(NOON).endswith("۱۵:۳۰")
    assert turkish.instant(None) == ""
    assert turkish.day(None) == ""
    assert turkish.day(NOON.replace(hour=21)) == "13 Kasım 2026 (22 Aban 1405)"


def test_a_value_without_a_word_stands_for_itself(turkish: Reader) -> None:
    """An outcome that a newer crawler writes is shown as it is."""
    assert turkish.named("outcome", "ok") == "alındı"
    assert turkish.named("outcome", "teapot") == "teapot"
