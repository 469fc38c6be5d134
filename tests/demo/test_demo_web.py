"""The mini web as one WARC file, with a calendar of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from rasad.demo.outlets import outlets
from rasad.demo.web import CAPTURES, build, capture, moment, responses

if TYPE_CHECKING:
    from rasad.demo.pages import Print
    from tests.demo.captures import Captured
    from tests.demo.conftest import Answer


def test_the_same_build_gives_the_same_bytes(warc: Path, tmp_path: Path) -> None:
    """Building twice gives two identical files, so that a demo can be compared with another."""
    build(tmp_path / "again.warc.gz")
    assert (tmp_path / "again.warc.gz").read_bytes() == warc.read_bytes()


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    """A leftover of an earlier build does not end up in the new one."""
    path = tmp_path / "web.warc.gz"
    path.write_bytes(b"left over")
    counts = build(path)
    with path.open("rb") as file:
        assert sum(1 for _ in ArchiveIterator(file)) == sum(counts.values())


def test_counts_are_those_of_the_file(warc: Path, answers: tuple[Answer, ...], tmp_path: Path) -> None:
    """The counts that a build returns add up to the records it wrote, and name what there is."""
    counts = build(tmp_path / warc.name)
    assert sum(counts.values()) == len(answers)
    assert counts["article"] > 200
    assert {"rss2", "agency-rss2", "rss1", "atom", "sitemap", "sitemap-index", "news-sitemap", "listing"} < set(counts)
    assert {"robots", "error", "redirect", "tracked"} < set(counts)


def test_every_record_is_sound(warc: Path) -> None:
    """All digests in the file hold, ids are unique, and records are ordered by time."""
    with warc.open("rb") as file:
        ids, dates = [], []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            ids.append(record.rec_headers.get_header("WARC-Record-ID"))
            dates.append(record.rec_headers.get_header("WARC-Date"))
    assert len(set(ids)) == len(ids)
    assert dates == sorted(dates)


def test_one_address_answers_once_at_a_time(answers: tuple[Answer, ...]) -> None:
    """No two responses compete for the same address at the same capture."""
    pairs = [(answer.url, answer.at) for answer in answers]
    assert len(set(pairs)) == len(pairs)


def test_all_hosts_are_examples(answers: tuple[Answer, ...]) -> None:
    """No address of the mini web can exist: all hosts lie below ``.example``."""
    assert {(urlsplit(answer.url).hostname or "").rpartition(".")[2] for answer in answers} == {"example"}


def test_captures_are_the_mondays_after_six_weeks() -> None:
    """The captures are six Mondays; the last follows the week 2026-W46."""
    assert [day.isoweekday() for day in CAPTURES] == [1] * 6
    assert [(day - timedelta(days=1)).strftime("%G-W%V") for day in CAPTURES] == [f"2026-W{n}" for n in range(41, 47)]


def test_a_capture_lies_before_its_monday_everywhere() -> None:
    """What is captured for a Monday was captured before that day began in Tehran, Istanbul and Greenwich."""
    for day in CAPTURES:
        for hours in (0.0, 3.0, 3.5):
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=hours)
            assert moment(day) < midnight


def test_an_article_is_captured_after_it_appeared() -> None:
    """An article belongs to the first capture after it; later than the last one is a mistake."""
    assert capture(moment(CAPTURES[0])) == CAPTURES[0]
    assert capture(moment(CAPTURES[0]) + timedelta(seconds=1)) == CAPTURES[1]
    with pytest.raises(ValueError, match="after the last capture"):
        capture(moment(CAPTURES[-1]) + timedelta(seconds=1))


def test_no_page_shows_what_had_not_happened(prints: tuple[Print, ...], captured: Captured) -> None:
    """Every page was captured after its last change and no earlier capture of it exists."""
    for article in prints:
        oldest = captured[article.link][0]
        assert oldest.at >= min(one.draft.published for one in prints if one.link == article.link)


def test_every_page_says_that_it_is_a_demo(answers: tuple[Answer, ...]) -> None:
    """No HTML page but the bodies of redirects can be taken for real news."""
    for answer in answers:
        if answer.content_type.startswith("text/html") and answer.status not in {301, 302}:
            assert b"Demo content" in answer.body, answer.url


def test_responses_come_from_all_outlets() -> None:
    """The stream of responses can be read without writing a file and covers every outlet."""
    homes = {outlet.home for outlet in outlets().values()}
    found = {f"{urlsplit(response.url).scheme}://{urlsplit(response.url).netloc}/" for response in responses()}
    assert found == homes
