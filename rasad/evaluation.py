"""How good tagging is on what ships with it: the topics' examples, and the register on its own names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nlp.tagger import Tagger
from nlp.topics import load
from nlp.topics.evaluation import macro_f1
from pipelines.records import Article
from rasad.labels import Labels
from rasad.topictest import score_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rasad.setup import Setup

# A sentence in which a name stands as news writes it.
CARRIERS = {
    "tr": "{} bugün Ankara'da yeni bir yatırım programını açıkladı.",
    "fa": "به گزارش خبرنگار ما، شرکت {} امروز برنامه تازه خود را اعلام کرد.",
    "en": "The company {} announced a new investment programme today.",
}


@dataclass(slots=True)
class Found:
    """Names of one language: how many there are, how many were found, and the others."""

    names: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)


def own_names(setup: Setup) -> dict[str, Found]:
    """Look for every first name of the register in a plain sentence of its language."""
    tagger = Tagger.load(setup.home.folder)
    labels = Labels(setup)
    result = {language: Found() for language in CARRIERS}
    asked = [(entry.id, language, names[0]) for entry in labels.register for language, names in entry.names.items()]
    asked = [one for one in asked if one[1] in CARRIERS]
    documents = tagger.pipe(_articles(asked))
    for (id_, language, name), document in zip(asked, documents, strict=True):
        tally = result[language]
        tally.names += 1
        if id_ in {organisation.id for organisation in document.organisations}:
            tally.found += 1
        else:
            tally.missed.append(f"{id_}: {name}")
    return result


def _articles(asked: list[tuple[str, str, str]]) -> Iterator[Article]:
    # A ministry is known by the country that an article is from.
    for number, (id_, language, name) in enumerate(asked):
        yield Article(
            id=str(number),
            url="",
            fetched_url="",
            source="",
            country=id_.split("/")[0],
            language=language,
            title="",
            text=CARRIERS[language].format(name),
            extractor="",
            fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


def topic_figures(setup: Setup) -> tuple[float, int]:
    """Give the macro F1 of the topics on their own examples, and the number of topics."""
    topics = load(setup.home.folder)
    return macro_f1(score_examples(topics)), len(topics)
