"""How well the register is found in real texts; the floors may only rise."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from nlp.fields import read_field
from nlp.organisations.matcher import Matcher
from nlp.organisations.register import Register
from pipelines.records import Field

HERE = Path(__file__).parent
TEXTS = HERE.parents[1] / "../shared/data/text"

PRECISION = 0.97
RECALL = 0.98

Label = tuple[str, str, int, int, str]


def labels() -> list[Label]:
    """Read the judged mentions."""
    rows = (HERE / "organisations_real.tsv").read_text(encoding="utf-8").splitlines()
    split = (row.split("\t") for row in rows if not row.startswith("#"))
    return [(text, field, int(start), int(end), identifier) for text, field, start, end, identifier in split]


@cache
def _fars(number: str) -> list[dict[str, object]]:
    stories: list[dict[str, object]] = json.loads((TEXTS / f"fars_news/fars-news-{number}.json").read_text("utf-8"))
    return stories


def _read(name: str) -> dict[Field, str]:
    """Give the fields of a labelled text."""
    corpus, _, rest = name.partition("/")
    if corpus == "fars":
        number, place = rest.split("/")
        story = _fars(number)[int(place)]
        paragraphs = story["paragraphs"]
        assert isinstance(paragraphs, list)
        return {Field.TITLE: str(story["title"]), Field.LEAD: str(story["abstract"]), Field.TEXT: "\n".join(paragraphs)}
    folder = "ttc3600" if corpus == "ttc" else "sadedegel/sadedegel/dataset/raw"
    return {Field.TEXT: (TEXTS / folder / rest).read_text(encoding="utf-8", errors="replace")}


def _found(matcher: Matcher, name: str) -> dict[tuple[str, int, int], str]:
    language, home = ("fa", "ir") if name.startswith("fars/") else ("tr", "tr")
    fields = [read_field(field, text, language) for field, text in _read(name).items() if text.strip()]
    mentions = matcher.mentions(fields, language, home)
    return {(str(m.span.field), m.span.start, m.span.end): m.entry.id for m in mentions}


@pytest.mark.slow
@pytest.mark.skipif(not TEXTS.exists(), reason="the real texts are not part of a checkout (../shared/data/text)")
def test_names_of_the_register_are_found_and_not_mistaken_in_real_news() -> None:
    """Of the judged mentions, 97 in 100 found are right, and 98 in 100 right ones are found."""
    matcher = Matcher(Register.load())
    found = {name: _found(matcher, name) for name in {label[0] for label in labels()}}
    right = [(label, found[label[0]].get(label[1:4])) for label in labels() if label[4] != "-"]
    wrong = [label for label in labels() if label[4] == "-" and label[1:4] in found[label[0]]]
    hits = sum(label[4] == identifier for label, identifier in right)
    missed = [(label, identifier) for label, identifier in right if label[4] != identifier]
    assert len(labels()) >= 300
    assert hits / (hits + len(wrong)) >= PRECISION, wrong
    assert hits / len(right) >= RECALL, missed
