"""The desk follows what others write into its home, counts what it is asked, and bears many readers at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.errors import RasadError, UsageError
from pipelines.records import Document, Organisation, Topic
from rasad.web.desk import Desk
from tests.web.library import NOW, Library, article
from tests.web.reading import get, links, texts

if TYPE_CHECKING:
    import httpx

TOPIC = """
title: {tr: Örnek konu, fa: موضوع نمونه, en: Sample topic}
definition: {tr: Yalnızca bir örnek., fa: تنها یک نمونه., en: Only a sample.}
patterns:
  tr: {100: [örnek]}
  fa: {100: [نمونه]}
  en: {100: [sample]}
"""
REGISTER = """
country: tr
kind: company
city: Ankara
organisations:
  ornek-kuantum:
    tr: [Örnek Kuantum]
    fa: [اورنک کوانتوم]
    en: [Ornek Quantum]
    website: https://kuantum.example
"""


def tagged(number: int, days: int, *topics: str, organisations: tuple[str, ...] = ()) -> Document:
    """Make an article some days old with topics and organisations."""
    told = article(number, f"Haber {number}", f"Metin {number}.")
    assert told.published
    moment = replace(told.published, instant=NOW - timedelta(days=days))
    return Document(
        article=replace(told, published=moment),
        topics=tuple(Topic(id=id_, score=100, evidence=(), rule="t") for id_ in topics),
        organisations=tuple(
            Organisation(id=id_, name=id_, kind=None, country="tr", mentions=(), rule="g") for id_ in organisations
        ),
    )


def test_own_topics_and_organisations_show_without_a_restart(library: Library, reader: httpx.Client) -> None:
    """A file that an analyst puts into the home is in force at the next click."""
    library.add(tagged(1, 1, "ornek-konu", organisations=("tr/ornek-kuantum",)))
    assert "ornek-konu" in texts(get(reader, "/en/"), ".tag.topic")
    assert reader.get("/en/org/tr/ornek-kuantum").status_code == 404
    for folder, name, text in (("topics", "ornek-konu", TOPIC), ("register", "ornek", REGISTER)):
        (library.home / folder).mkdir()
        (library.home / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert "Sample topic" in texts(get(reader, "/en/"), ".tag.topic")
    page = get(reader, "/en/org/tr/ornek-kuantum")
    assert texts(page, "h1") == ["Ornek Quantum"]
    assert "https://kuantum.example" in links(page, ".facts a")
    assert "Sample topic" in texts(get(reader, "/en/topics"), "tbody th a")


def test_a_broken_topic_file_is_named(library: Library, reader: httpx.Client) -> None:
    """A mistake in a file of the desk's own is told with the file's name, not as a crash."""
    library.add(tagged(1, 1, "startups"))
    (library.home / "topics").mkdir()
    (library.home / "topics" / "bozuk.yaml").write_text("title: [", encoding="utf-8")
    answer = reader.get("/tr/topics")
    assert answer.status_code == 503
    assert "bozuk.yaml" in answer.text


def test_all_values_of_a_facet_are_counted(library: Library) -> None:
    """What the desk counts beside the hits is complete, however many values there are."""
    library.add(*(tagged(number, number * 7) for number in range(60)))
    desk = Desk(library.setup)
    weeks = desk.spread("", {}, ("week",))["week"]
    assert len(weeks) == 60
    assert sum(one.count for one in weeks) == 60
    assert len(desk.spread("published:last-4-weeks", {}, ("week",))["week"]) == 4
    desk.close()


def test_a_facet_counts_without_its_own_selection(library: Library) -> None:
    """The bars of other weeks stay while one week is chosen."""
    library.add(tagged(1, 1), tagged(2, 8), tagged(3, 15))
    desk = Desk(library.setup)
    chosen = desk.spread("", {"week": ("2026-W46",)}, ("week", "source"))
    assert len(chosen["week"]) == 3
    assert [one.count for one in chosen["source"]] == [1]
    desk.close()


def test_questions_that_cannot_be_answered_are_told(library: Library) -> None:
    """Without an index a search says so; likeness and titles are only a help and stay away."""
    desk = Desk(library.setup)
    with pytest.raises(RasadError, match="no index yet"):
        desk.find("x")
    assert desk.similar(tagged(1, 1), 5, ()) == []
    assert desk.suggestions("haber", "tr") == []
    library.add(tagged(1, 1))
    assert desk.find("haber").result.total == 1
    with pytest.raises(UsageError, match="cursor"):
        desk.find("haber", cursor="x")
    assert "Haber 1" in [one.label for one in desk.suggestions("hab", "tr")]
    assert desk.spellings("habre")[:1] == ("haber",)
    desk.close()


def test_health_is_judged_again_when_something_was_crawled(library: Library) -> None:
    """The judgement is kept within an hour, but not beyond a new article."""
    library.add(tagged(1, 1))
    desk = Desk(library.setup)
    with desk.archive() as archive:
        first = desk.health(archive)
        assert desk.health(archive) is first
    library.add(tagged(2, 1))
    with desk.archive() as archive:
        assert desk.health(archive) is not first


def test_rising_topics_are_those_that_grew(library: Library, reader: httpx.Client) -> None:
    """A topic named more often in the last four weeks than before rises; a rare one and a steady one do not lead."""
    days = [*[("startups", day) for day in (1, 2, 3, 4, 5, 6)], ("startups", 40)]
    days += [("drones", day) for day in (1, 2, 3, 35, 36, 37)]
    days += [("nuclear", day) for day in (1, 2)]
    library.add(*(tagged(number, day, topic) for number, (topic, day) in enumerate(days)))
    table = get(reader, "/en/overview").cssselect(".rises")[0]
    rows = [texts(row, "td") for row in table.cssselect("tbody tr")]
    assert rows == [["6", "1"], ["3", "3"]]
    assert len(table.cssselect(".growing")) == 1


def test_the_overview_counts_seven_days_and_the_seven_before(library: Library, reader: httpx.Client) -> None:
    """Today and the six days before it are a week; what is older belongs to the week before."""
    library.add(*(tagged(number, days) for number, days in enumerate((0, 1, 6, 7, 8, 13, 14))))
    page = get(reader, "/en/overview")
    assert texts(page, ".tiles strong")[:2] == ["3", "1"]
    assert texts(page, ".tiles small") == ["3 the week before"]


def test_an_archive_of_two_weeks_has_no_trend_yet(library: Library, reader: httpx.Client) -> None:
    """Two points are no trend, and one week is no chart."""
    library.add(tagged(1, 1, "startups"))
    page = get(reader, "/en/overview")
    assert page.cssselect("[data-trend], .chart") == []


def test_many_readers_at_once_get_what_each_asked(client: httpx.Client) -> None:
    """Eight readers ask different screens in different languages at the same time; every answer is the right one."""
    asked = [
        (f"/{language}/{screen}", language)
        for language in ("fa", "tr", "en")
        for screen in ("", "?q=teknopark", "interactions", "sources", "issues/2026-W46", "org/tr/tubitak", "topics")
    ]
    wrong: list[str] = []

    def read(first: int) -> None:
        for number in range(len(asked)):
            address, language = asked[(first + number) % len(asked)]
            answer = client.get(address)
            if answer.status_code != 200 or f'<html lang="{language}"' not in answer.text:
                wrong.append(address)

    readers = [threading.Thread(target=read, args=(number * 3,)) for number in range(4)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert wrong == []


def test_the_desk_writes_nothing(library: Library, reader: httpx.Client) -> None:
    """Reading every screen leaves the home as it was, but for what the databases keep for readers."""
    library.add(tagged(1, 1, "startups"))

    def state() -> set[Path]:
        found = {path.relative_to(library.home) for path in library.home.rglob("*") if path.is_file()}
        return {path for path in found if not path.name.endswith(("-wal", "-shm"))}

    before = state()
    for screen in (
        "",
        "overview",
        "interactions",
        "calls",
        "issues",
        "issues/2026-W46.html",
        "sources",
        "about",
        "topics",
    ):
        get(reader, f"/fa/{screen}")
    assert state() == before
