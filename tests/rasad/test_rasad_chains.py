"""Who an article is from and who else carries it is said in the reader's language, in the issue and in the lines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipelines.archive.copies import Chain
from pipelines.records import Article, Document
from rasad.chains import carried, said, told_in
from rasad.jsonl import document_json, dump
from rasad.reports.issue import Happening, Line, Telling
from rasad.texts import texts

LINE = Line(
    id="a", url="https://haber.example/a", title="Başlık", language="tr", source="haber", source_title="Haber",
    published=None, complete=True,
)  # fmt: skip
DOCUMENT = Document(
    article=Article(
        id="a1", url="https://haber.example/a", fetched_url="https://haber.example/a", source="haber", country="tr",
        language="tr", title="Başlık", text="Metin", extractor="test",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "agency", "others", "told"),
    [
        ("en", "AA", ["b", "c", "d", "e", "f", "g"], "from AA, also in 6 outlets"),
        ("tr", "AA", ["b", "c", "d", "e"], "kaynak: AA, ayrıca 4 yayında"),
        ("fa", "ایرنا", ["b", "c", "d", "e"], "از ایرنا، همچنین در ۴ رسانه"),
        ("en", "", ["b", "c"], "also in b, c"),
        ("en", "AA", [], "from AA"),
        ("en", "", [], ""),
    ],
)
def test_a_chain_in_words(language: str, agency: str, others: list[str], told: str) -> None:
    """The agency comes first, few outlets are named, more are counted, and nothing is said of an article alone."""
    assert said(texts(language), agency, others) == told


def test_an_issue_counts_the_agency_once() -> None:
    """The agency that a line is from is not named again among the outlets that have it, too."""
    line = replace(LINE, agency="AA", outlets=("AA", "Gazete"))
    assert carried(texts("en"), line) == "from AA, also in Gazete"


def test_a_happening_names_who_carries_it_and_who_tells_of_it_as_well() -> None:
    """Outlets with a copy and with a report of their own are named once, the article's own source and agency never."""
    line = replace(LINE, agency="AA", outlets=("AA", "Gazete"))
    also = tuple(Telling("Cümle.", replace(LINE, id=name, source_title=name)) for name in ("Gazete", "Haber", "Dergi"))
    happening = Happening(
        type="agreement", stage="signed", negated=False, parties=(), place=None, date=None, deadline=None,
        sentence="Cümle.", line=line, also=also,
    )  # fmt: skip
    assert told_in(texts("en"), happening) == "from AA, also in Gazete, Dergi"
    assert told_in(texts("fa"), replace(happening, line=LINE, also=())) == ""


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        (Chain((("a1", "haber"),)), None),
        (None, None),
        (Chain((("a1", "haber"),), "AA"), {"agency": "AA", "outlets": ["haber"]}),
        (
            Chain((("b", "aa"), ("a1", "haber"), ("c", "haber")), "aa"),
            {"agency": "aa", "outlets": ["aa", "haber"]},
        ),
    ],
)
def test_a_line_names_the_chain(chain: Chain | None, told: object) -> None:
    """A line of an article that others have, or that is credited to an agency, says so; another one has no such key."""
    row = json.loads(dump(document_json(DOCUMENT, chain)))
    assert row.get("syndication") == told
    assert ("syndication" in row) is (told is not None)
