"""The text files of the demo: header, paragraphs, copies, edits, and what is wrong in them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import DataError
from rasad.demo.drafts import Condition, Draft, read

ZONES = {"ajans": "Europe/Istanbul", "gazete": "Asia/Tehran"}
ARTICLE = """slug: ilk-haber
title: İlk haber: bir deneme
date: 2026-11-10 09:30
author: Deniz Su
section: Ekonomi
tags: bir, iki
tells: interaction signed, call 2026-12-01

Birinci paragraf
iki satırdır.

İkinci paragraf.
"""
WORDS = st.text(alphabet="abcçğıöşü ", min_size=1).map(str.strip).filter(bool)


def written(folder: Path, outlet: str, *blocks: str) -> Path:
    """Write one text file of an outlet and give the folder to read."""
    (folder / outlet).mkdir(exist_ok=True)
    (folder / outlet / "2026-W46.txt").write_text("----\n".join(blocks), encoding="utf-8")
    return folder


def only(folder: Path) -> Draft:
    """Read a folder that holds one article."""
    (draft,) = read(ZONES, folder)
    return draft


def test_an_article_is_a_header_and_paragraphs(tmp_path: Path) -> None:
    """Every header key arrives in its field and broken lines are joined."""
    draft = only(written(tmp_path, "ajans", ARTICLE))
    assert draft.key == "ajans/ilk-haber"
    assert draft.title == "İlk haber: bir deneme"
    assert draft.paragraphs == ("Birinci paragraf iki satırdır.", "İkinci paragraf.")
    assert draft.tags == ("bir", "iki")
    assert draft.tells == ("interaction signed", "call 2026-12-01")
    assert (draft.author, draft.section) == ("Deniz Su", "Ekonomi")


def test_dates_are_by_the_outlets_clock(tmp_path: Path) -> None:
    """The date of a header is local time in the outlet's zone."""
    assert only(written(tmp_path, "ajans", ARTICLE)).published.isoformat() == "2026-11-10T09:30:00+03:00"
    (tmp_path / "ajans" / "2026-W46.txt").unlink()
    assert only(written(tmp_path, "gazete", ARTICLE)).published.isoformat() == "2026-11-10T09:30:00+03:30"


def test_an_unedited_article_is_shown_since_its_publication(tmp_path: Path) -> None:
    """What is shown is the publication, until an edit replaces it."""
    draft = only(written(tmp_path, "ajans", ARTICLE))
    assert draft.shown == draft.published


def test_an_edit_is_a_second_version(tmp_path: Path) -> None:
    """A block with the same slug and a time of change is another version, ordered by when it appeared."""
    edit = ARTICLE.replace("author:", "modified: 2026-11-12 08:00\nauthor:")
    first, second = read(ZONES, written(tmp_path, "ajans", edit, ARTICLE))
    assert first.modified is None
    assert second.modified == datetime(2026, 11, 12, 8, 0, tzinfo=ZoneInfo("Europe/Istanbul"))
    assert second.shown == second.modified
    assert first.key == second.key


def test_a_copy_takes_text_and_facts_of_its_original(tmp_path: Path) -> None:
    """A copy has the original's first paragraphs and truth but its own date and address, and a title if it wants."""
    written(tmp_path, "ajans", ARTICLE)
    copy = "slug: kopya\ncopy: ajans/ilk-haber\nkeep: 1\ndate: 2026-11-10 12:00\nas: undated\n"
    own_title = "slug: ikinci\ncopy: ajans/ilk-haber\ntitle: Başka\ntags: üç\ndate: 2026-11-11 12:00\n"
    _, cut, titled = read(ZONES, written(tmp_path, "gazete", copy, own_title))
    assert cut.paragraphs == ("Birinci paragraf iki satırdır.",)
    assert cut.title == "İlk haber: bir deneme"
    assert cut.tells == ("interaction signed", "call 2026-12-01")
    assert cut.copied == "ajans/ilk-haber"
    assert cut.author == ""
    assert cut.conditions == {Condition.UNDATED}
    assert (titled.title, titled.tags, len(titled.paragraphs)) == ("Başka", ("üç",), 2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("title: İlk haber: bir deneme\n", ""), "no title or no text"),
        (("slug: ilk-haber\n", ""), "has no slug"),
        (("date: 2026-11-10 09:30", "date: 10.11.2026"), "no date like"),
        (("date: 2026-11-10 09:30\n", ""), "has no date"),
        (("author: Deniz Su", "auther: Deniz Su"), "auther: Deniz Su"),
        (("section: Ekonomi", "Ekonomi"), "Ekonomi"),
        (("section: Ekonomi", "author: Bir Başka"), "author: Bir Başka"),
        (("section: Ekonomi", "as: broken"), "broken"),
        (("author: Deniz Su", "modified: dün"), "dün"),
    ],
)
def test_a_wrong_header_names_the_file_and_the_fault(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    """A mistake in a header is one sentence with the file's name and what is wrong."""
    folder = written(tmp_path, "ajans", ARTICLE.replace(*change))
    with pytest.raises(DataError, match=reason) as caught:
        read(ZONES, folder)
    assert "2026-W46.txt" in str(caught.value)


def test_an_article_without_text_is_a_mistake(tmp_path: Path) -> None:
    """A header alone is no article."""
    with pytest.raises(DataError, match="no title or no text"):
        read(ZONES, written(tmp_path, "ajans", ARTICLE.partition("\n\n")[0]))


@pytest.mark.parametrize("date", ["2026-11-10 09:30", "2026-11-09 23:00"])
def test_a_copy_is_later_than_its_original(tmp_path: Path, date: str) -> None:
    """Nobody copies what has not appeared yet."""
    copy = f"slug: kopya\ncopy: ajans/ilk-haber\ndate: {date}\n"
    with pytest.raises(DataError, match="no earlier article"):
        read(ZONES, written(tmp_path, "ajans", ARTICLE, copy))


def test_a_copy_needs_an_original(tmp_path: Path) -> None:
    """A copy of an article that does not exist is a mistake."""
    copy = "slug: kopya\ncopy: ajans/yok\ndate: 2026-11-11 09:30\n"
    with pytest.raises(DataError, match="ajans/yok"):
        read(ZONES, written(tmp_path, "ajans", ARTICLE, copy))


def test_persian_commas_separate_tags(tmp_path: Path) -> None:
    """Tags may be separated by the comma of either script."""
    assert only(written(tmp_path, "ajans", ARTICLE.replace("bir, iki", "آب، باد, خاک"))).tags == ("آب", "باد", "خاک")


@given(title=WORDS, paragraphs=st.lists(WORDS, min_size=1, max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, title: str, paragraphs: list[str]) -> None:
    """Any title and any paragraphs survive being written to a file and read again."""
    block = f"slug: a\ntitle: {title}\ndate: 2026-11-10 09:30\n\n" + "\n\n".join(paragraphs) + "\n"
    draft = only(written(tmp_path_factory.mktemp("drafts"), "ajans", block))
    assert (draft.title, draft.paragraphs) == (title, tuple(paragraphs))
