"""A change in the health of a source is noted once, however often one looks, and the desk has it as a feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawlers.health import Alarm, Finding, Health
from crawlers.vitals import Vitals
from pipelines.archive.store import Archive
from pipelines.records import Source, SourceKind
from rasad.notices import Notice, compare, latest, mark_told, note, notices, standing, untold
from rasad.setup import Setup
from tests.web.served import served

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def source(id_: str) -> Source:
    """Make a source."""
    return Source(
        id=id_, title=f"Kaynak {id_}", home=f"https://{id_}.example/", country="tr", languages=("tr",),
        kind=SourceKind.NEWS, zone="Europe/Istanbul",
    )  # fmt: skip


def health(id_: str, *alarms: Alarm) -> Health:
    """Make a source's health with some alarms."""
    findings = tuple(Finding(alarm=alarm, detail=f"{alarm.value} of {id_}.") for alarm in alarms)
    return Health(source=source(id_), vitals=Vitals(source=id_), findings=findings)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an empty archive."""
    with Archive(tmp_path / "archive") as found:
        yield found


def told(found: list[Notice]) -> list[tuple[str, str, bool]]:
    """Give what matters of some notices."""
    return [(notice.source, notice.alarm, notice.raised) for notice in found]


def test_a_change_is_noted_once(archive: Archive) -> None:
    """However often health is judged, an alarm is raised once and cleared once, and quiet looks write nothing."""
    for _ in range(3):
        note(archive, [health("a", Alarm.BLIND), health("b")], NOW)
    assert told(notices(archive)) == [("a", "blind", True)]
    for _ in range(3):
        note(archive, [health("a"), health("b", Alarm.MOVED)], NOW + timedelta(hours=1))
    assert told(notices(archive)) == [("a", "blind", True), ("a", "blind", False), ("b", "address-moved", True)]
    assert archive.connection.execute("SELECT count(*) FROM runs").fetchone()[0] == 2
    assert set(standing(notices(archive))) == {("b", "address-moved")}


def test_one_failed_poll_is_not_told(archive: Archive) -> None:
    """Channels fail every day; only one that is dead is worth a mail."""
    assert note(archive, [health("a", Alarm.FAILING)], NOW) == []
    assert told(note(archive, [health("a", Alarm.DEAD)], NOW)) == [("a", "channel-dead", True)]


def test_of_a_source_that_is_not_judged_nothing_is_said(archive: Archive) -> None:
    """A source file that is broken for a day makes nobody well."""
    note(archive, [health("a", Alarm.BLIND)], NOW)
    assert note(archive, [], NOW) == []
    assert note(archive, [health("a", Alarm.BLIND)], NOW) == []


STATES = st.lists(st.frozensets(st.sampled_from(sorted(Alarm)), max_size=4), max_size=8)


@given(STATES)
def test_what_stands_is_what_was_found_last(states: list[frozenset[Alarm]]) -> None:
    """For any history the changes add up to the present state, and no change says what is known already."""
    found: list[Notice] = []
    for alarms in states:
        before = standing(found)
        changes = compare(before, [health("a", *alarms)], NOW)
        assert all(((change.source, change.alarm) in before) != change.raised for change in changes)
        found += changes
    expected = (states[-1] if states else frozenset()) - {Alarm.FAILING}
    assert {alarm for _, alarm in standing(found)} == {alarm.value for alarm in expected}


def test_a_channel_is_told_what_it_does_not_know(archive: Archive) -> None:
    """What came and went, or went and came, while it was away is left out."""
    note(archive, [health("a", Alarm.BLIND), health("b", Alarm.STALE)], NOW)
    mark_told(archive, "mail", latest(archive))
    note(archive, [health("a"), health("b", Alarm.STALE, Alarm.MOVED)], NOW)
    note(archive, [health("a", Alarm.BLIND), health("b", Alarm.STALE), health("c", Alarm.DATES)], NOW)
    assert told(untold(archive, "mail")) == [("c", "dates-vanished", True)]
    assert len(untold(archive, "webhook")) == 3


@pytest.fixture
def ill(tmp_path: Path) -> Path:
    """Give a home whose one source has been visited for weeks and never gave an article."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "kor.yaml").write_text(
        "title: Kör & Sağır\nhome: https://kor.example/\ncountry: tr\nlanguage: tr\nkind: news\n"
        "feeds: [https://kor.example/feed]\n",
        encoding="utf-8",
    )
    (tmp_path / "rasad.toml").write_text("[crawl]\nbundled_sources = false\n", encoding="utf-8")
    with Archive(tmp_path / "archive") as archive, archive.transaction() as connection:
        connection.execute(
            "INSERT INTO attempts (run, source, url, purpose, outcome, status, bytes, at, detail)"
            " VALUES (1, 'kor', 'https://kor.example/feed', 'feed', 'ok', 200, 1, ?, '')",
            ((NOW - timedelta(weeks=9)).isoformat(),),
        )
    return tmp_path


def test_the_desk_has_the_changes_as_an_atom_feed(ill: Path) -> None:
    """Valid, newest first, with the source's page and an id that stays; empty where nothing changed."""
    with served(Setup.load(ill, NOW)) as where, httpx.Client(base_url=where, timeout=60) as client:
        empty = etree.fromstring(client.get("/tr/health.atom").content)
        assert empty.findall(f"{ATOM}entry") == []
        with Archive(ill / "archive") as archive:
            note(archive, [health("kor", Alarm.BLIND)], NOW - timedelta(hours=2))
            note(archive, [health("kor")], NOW - timedelta(hours=1))
        answer = client.get("/tr/health.atom")
        page = client.get("/tr/sources").text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Düzeldi: Kaynak kor (kor): kör",
        "Uyarı: Kaynak kor (kor): kör. blind of kor.",
    ]
    ids = {entry.findtext(f"{ATOM}id") for entry in entries}
    assert len(ids) == 2
    assert all(str(id_).startswith(f"{where}/tr/sources/kor#") for id_ in ids)
    for element in (feed, *entries):
        assert element.findtext(f"{ATOM}updated")
    assert 'type="application/atom+xml"' in page
