"""The memory of spaCy's words: kept from batch to batch, and freed before it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc

from nlp.zones import Zone

if TYPE_CHECKING:
    from spacy.language import Language


def _learn(nlp: Language, begin: int, end: int) -> None:
    Doc(nlp.vocab, words=[f"sözcük{number}" for number in range(begin, end)])


def test_words_stay_while_there_is_room() -> None:
    """A word met in one batch is not made anew in the next."""
    nlp = spacy.blank("tr")
    zone = Zone(nlp, most=100)
    zone.renew()
    _learn(nlp, 0, 50)
    before = len(nlp.vocab)
    zone.renew()
    _learn(nlp, 0, 50)
    assert len(nlp.vocab) == before
    assert "sözcük49" in nlp.vocab


def test_words_are_freed_where_there_are_too_many() -> None:
    """Once the zone is full the next batch begins with none of its words, and the one after that keeps its own."""
    nlp = spacy.blank("tr")
    zone = Zone(nlp, most=100)
    zone.renew()
    _learn(nlp, 0, 100)
    zone.renew()
    assert "sözcük99" not in nlp.vocab
    _learn(nlp, 100, 150)
    zone.renew()
    assert "sözcük149" in nlp.vocab


def test_two_pipelines_have_zones_of_their_own() -> None:
    """Freeing the words of one language leaves those of another."""
    pipelines = [spacy.blank("tr"), spacy.blank("en")]
    zones = [Zone(nlp, most=10) for nlp in pipelines]
    for nlp, zone in zip(pipelines, zones, strict=True):
        zone.renew()
        _learn(nlp, 0, 10)
    zones[0].renew()
    assert ["sözcük9" in nlp.vocab for nlp in pipelines] == [False, True]
