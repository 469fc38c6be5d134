"""Events: the founding article, stages, denial, parties and what is needed of Türkiye."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.tagger import Tagger
from pipelines.records import Article

SEED = Path(__file__).parents[2] / "../shared/data/seed/article.txt"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the bundled register and rules."""
    return Tagger.load()


def _article(title: str, text: str, language: str, country: str) -> Article:
    return Article(
        id="a",
        url="https://example.org/a",
        fetched_url="https://example.org/a",
        source="s",
        country=country,
        language=language,
        title=title,
        text=text,
        extractor="test",
    )


def test_the_founding_article_tells_of_a_hub_with_turkiye_and_of_an_agreement_with_china(tagger: Tagger) -> None:
    """The opening of the hub is an interaction with its sentence; the hub and the agreement with China are none."""
    if not SEED.exists():
        pytest.skip("the founding article is not beside this checkout (../shared/data/seed)")
    lines = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    title, text = lines[1], "\n\n".join(lines[2:-3])
    events = tagger.tag(_article(title, text, "fa", "ir")).events
    hub, china, agreement = (event for event in events if event.type in {"opening", "agreement"})
    assert hub.interaction
    assert (hub.type, hub.stage) == ("opening", "carried-out")
    assert {(party.organisation, party.country) for party in hub.parties} == {("ir/eastp", "ir"), (None, "tr")}
    assert any("ترکیه" in (title if span.field == "title" else text)[span.start : span.end] for span in hub.evidence)
    assert not china.interaction
    assert {party.country for party in china.parties} == {"ir", "cn"}
    assert china.date == "2022-06-22/2022-07-22"
    assert (agreement.type, agreement.interaction) == ("agreement", False)
    assert {party.country for party in agreement.parties} == {"ir", "cn"}
    assert any(event.date == "2022-11-22/2022-12-21" for event in events)
