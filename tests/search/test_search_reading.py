"""A text read for its marks is the text as the language layer cuts it: the same keys in the same places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text import LANGUAGES, tokens
from search.reading import Reading, read_as

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data/text"
# Every so many of the real texts; all of them take minutes.
STEP = 60

_WORDS = [
    "Girişimler", "İSTANBUL'da", "I\u0307stanbul’un", "KASIM", "Ar-Ge", "(ODTÜ)'nün", "teknofest2026", "C++", "-",
    "m\u00fchendis", "u\u0308", ".NET", "O'Brien", "A.Ş.", "'nün", "TB2", "1.250,5", "4,5", "ve", "and", ". ", "\n",
    "شرکت\u200cهای", "شرکت های", "شرکتهای", "دانش\u200cبنیان", "دانشبنیان", "نمی\u200cشود", "می شود", "برمی\u200cگردد",
    "بروند", "گفت و گو", "فن آوری", "خانه اش", "كتابي", "کتب", "اخبار", "API\u200cها", "\u200cها", "و", "۲۵۰", "\u200c",
    "\u200f", "¬", "x" * 300, "went", "🙂",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=40)


def _differences(text: str, language: str) -> list[object]:
    reading = Reading(text, language)
    places = [reading.place(number) for number in range(len(reading.stems))]
    read = list(zip(reading.exact, reading.stems, places, strict=True))
    wanted = [(one.exact, one.stem, (one.start, one.end)) for one in tokens(text, read_as(language)) if one.stem]
    return [pair for pair in zip(read, wanted, strict=True) if pair[0] != pair[1]]


@settings(max_examples=300, deadline=None)
@given(_TEXTS, st.sampled_from([*LANGUAGES, "xx"]), st.sampled_from(["", " ", "\u200c", ", "]))
def test_what_is_read_is_what_the_language_layer_cuts(words: list[str], language: str, joint: str) -> None:
    """Whatever is joined to a text, its keys and their places are those of all its indexed tokens."""
    assert _differences(joint.join(words), language) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_is_read(text: str, language: str) -> None:
    """Any string at all is read as the language layer cuts it."""
    assert _differences(text, language) == []


def _real() -> Iterator[tuple[str, str]]:
    for path in sorted((DATA / "ttc3600").rglob("*.txt"))[::STEP]:
        yield path.read_text(encoding="utf-8"), "tr"
    for path in sorted((DATA / "fars_news").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8"))[::STEP]:
            yield "\n".join(value for value in row.values() if isinstance(value, str)), "fa"
    for path in sorted((ROOT / "docs").glob("*.md")):
        yield path.read_text(encoding="utf-8"), "en"


@pytest.mark.skipif(not DATA.exists(), reason="the real texts are not part of a checkout (../shared/data/text)")
def test_real_texts_are_read_as_they_are_cut() -> None:
    """In real texts of three languages no mark is lost and none moves."""
    texts = list(_real())
    assert {language for _, language in texts} == set(LANGUAGES)
    assert [text[:80] for text, language in texts if _differences(text, language)] == []


def test_an_empty_text_has_no_token() -> None:
    """Where nothing stands, nothing is read."""
    reading = Reading("", "fa")
    assert (reading.pieces, reading.exact, reading.stems) == ([], [], [])
