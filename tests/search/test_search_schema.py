"""An article as a row: sort keys, days in both calendars, weights, flags and digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import to_jalali
from pipelines.records import Article, Document, Event, Moment, Organisation, Party, Precision, Topic
from search.elastic_fields import elastic_document, properties, template
from search.embedded_files import schema, tantivy_document
from search.schema import (
    EMPTY,
    FACETS,
    HALF_LIFE,
    KEYWORDS,
    TEXTS,
    digest,
    group_number,
    read_content,
    row,
    story_of,
)

if TYPE_CHECKING:
    from search.schema import Row

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)
INSTANTS = st.datetimes(datetime(2000, 1, 2), datetime(2090, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001 - given a zone at once


def _document(
    published: datetime | None = NOON, *, seq: int = 1, zone: str = "Europe/Istanbul", **more: object
) -> Document:
    fields: dict[str, object] = {
        "id": "a",
        "url": "https://a.example/1",
        "fetched_url": "https://a.example/1",
        "source": "a",
        "country": "tr",
        "language": "tr",
        "title": "Başlık",
        "text": "Metin burada.",
        "extractor": "test",
        "published": Moment(instant=published, zone=zone, precision=Precision.SECOND) if published else None,
    }
    return Document(article=Article(**(fields | more)), seq=seq)  # type: ignore[arg-type] # fields of the record


def _row(document: Document) -> Row:
    return row(document, {"a": "news"})


@given(INSTANTS, INSTANTS, st.integers(1, 2**31 - 1), st.integers(1, 2**31 - 1))
def test_sort_keys_follow_the_instant_then_the_sequence(first: datetime, second: datetime, one: int, two: int) -> None:
    """Later articles have greater keys, of one second the later ingested; both directions agree."""
    a, b = _row(_document(first, seq=one)), _row(_document(second, seq=two))
    order = (int(first.timestamp()), one) < (int(second.timestamp()), two)
    assert (a.newest < b.newest) is order
    assert (a.oldest < b.oldest) is order


@given(INSTANTS, st.integers(1, 2**31 - 1))
def test_undated_articles_come_last_in_both_directions(instant: datetime, seq: int) -> None:
    """Read downwards or upwards, what has no date is behind what has one, and keys fit 64 bits."""
    dated, undated = _row(_document(instant, seq=seq)), _row(_document(None, seq=seq))
    assert undated.newest < dated.newest
    assert undated.oldest > dated.oldest
    assert max(undated.oldest, dated.newest) < 2**63
    assert undated.day == 0 < dated.day


@given(INSTANTS)
def test_days_are_those_of_the_source_in_both_calendars(instant: datetime) -> None:
    """Day, week and months are those of the source's own zone."""
    made = _row(_document(instant, zone="Asia/Tehran"))
    day = _document(instant, zone="Asia/Tehran").article.published.local().date()  # type: ignore[union-attr] # it has one
    year, month, _ = to_jalali(day)
    assert made.keywords["day"] == (day.isoformat(),)
    assert made.keywords["month"] == (day.isoformat()[:7],)
    assert made.keywords["jalali_month"] == (f"{year:04d}-{month:02d}",)
    assert made.keywords["week"] == (f"{day.isocalendar().year:04d}-W{day.isocalendar().week:02d}",)
    assert made.day == day.toordinal()


def test_midnight_belongs_to_the_day_of_the_zone() -> None:
    """An article of a minute after midnight in Tehran is of that day, although it is the day before in UTC."""
    made = _row(_document(datetime(2026, 11, 11, 20, 31, tzinfo=UTC), zone="Asia/Tehran"))
    assert made.keywords["day"] == ("2026-11-12",)


def test_weights_halve_with_age_and_have_a_floor() -> None:
    """An article one half-life older weighs half; before the epoch all weigh 1; weights never overflow."""
    now, before = _row(_document(NOON)), _row(_document(NOON - timedelta(seconds=HALF_LIFE)))
    assert now.weight == pytest.approx(2 * before.weight)
    assert _row(_document(datetime(2003, 1, 1, tzinfo=UTC))).weight == 1.0
    assert _row(_document(datetime(2090, 1, 1, tzinfo=UTC))).weight < 127


def test_an_undated_article_weighs_as_if_it_were_older_than_its_fetching() -> None:
    """It comes behind fresh articles and before old ones."""
    undated = _row(_document(None, fetched_at=NOON))
    assert undated.weight == pytest.approx(_row(_document(NOON - timedelta(seconds=HALF_LIFE))).weight)


def _event(kind: str, **more: object) -> Event:
    parties = (Party(organisation=None, country="tr", role="party"),)
    fields: dict[str, object] = {
        "type": kind, "stage": "done", "negated": False, "interaction": False, "parties": parties, "evidence": (),
        "rule": "1"
    }  # fmt: skip
    return Event(**(fields | more))  # type: ignore[arg-type] # fields of the record


def test_tags_become_keywords_once_each() -> None:
    """Ids of topics and organisations, types and places of events; unregistered names under a folded key."""
    document = replace(
        _document(authors=("Ayşe Işık",)),
        topics=tuple(Topic(id=one, score=1, evidence=(), rule="1") for one in ("ai", "ai", "parks")),
        organisations=(
            Organisation(id="tr/x", name="X", kind=None, country="tr", mentions=(), rule="1"),
            Organisation(id=None, name="Örnek A.Ş.", kind=None, country=None, mentions=(), rule="1"),
        ),
        events=(_event("visit", place="İzmir", interaction=True), _event("visit", place="İzmir", need=True)),
        story="s",
    )
    made = _row(document).keywords
    assert made["topic"] == ("ai", "parks")
    assert made["org"] == ("tr/x",)
    assert made["event"] == ("visit",)
    assert made["place"] == ("İzmir",)
    assert made["place_key"] == ("izmir",)
    assert made["author_key"] == ("ayse isik",)
    assert made["kind"] == ("news",)
    assert made["story"] == ("s",)
    assert set(made["is"]) == {"interaction", "need", "complete"}
    assert len(made["org_key"]) == 1
    assert made["org_key"][0].startswith("ornek")


def test_what_a_text_denies_is_no_event() -> None:
    """A negated event gives neither its type, nor its place, nor a flag."""
    made = _row(replace(_document(), events=(_event("visit", place="X", negated=True, interaction=True),))).keywords
    assert (made["event"], made["place"], made["is"]) == ((), (), ("complete",))


def test_duplicates_and_stories_are_selectable() -> None:
    """A copy says yes and of what; an article of no story is its own."""
    copy = _row(replace(_document(), duplicate_of="b"))
    assert copy.keywords["duplicate"] == ("yes", "b")
    assert _row(_document()).keywords["duplicate"] == ("no",)
    assert story_of(_document()) == "a"
    assert _row(_document()).group == group_number("a") != group_number("b")
    assert 0 <= group_number("a") < 2**56


def test_every_text_field_has_a_token() -> None:
    """An empty text counts in the statistics of its field, under a sign that no query asks for."""
    made = _row(_document(title="", text="..."))
    assert set(made.texts) == set(TEXTS)
    assert set(made.texts.values()) == {(EMPTY,)}


def test_title_lead_and_text_are_pieces_of_one_field() -> None:
    """Phrases do not run from the title into the text; the title has fields of its own."""
    made = _row(_document(lead="Ön söz."))
    assert len(made.texts["exact"]) == len(made.texts["stem"]) == 3
    assert made.texts["title_exact"] == made.texts["exact"][:1]


@given(st.text(max_size=50), st.sampled_from(["tr", "fa", "en", "xx"]))
def test_a_document_comes_back_as_it_was(text: str, language: str) -> None:
    """The stored content is the whole document, and its digest changes with it."""
    document = _document(title=text, language=language)
    made = _row(document)
    assert read_content(made.content) == document
    assert made.digest == digest(document)
    assert digest(replace(document, story="other")) != made.digest


def test_both_engines_have_all_fields() -> None:
    """What is mapped in Elasticsearch and what the embedded schema takes is what a row holds."""
    made = _row(_document())
    sent = elastic_document(made)
    assert set(sent) <= set(properties())
    assert set(properties()) >= {*TEXTS, *KEYWORDS}
    assert set(FACETS) <= set(KEYWORDS)
    assert tantivy_document(made).num_fields > len(TEXTS)
    assert schema() is not None


def test_the_template_maps_nothing_by_guessing() -> None:
    """Unknown fields are refused, token strings are left out of the source, and copies are as asked for."""
    made = template("x-*", shards=2, replicas="1")["template"]
    assert made["mappings"]["dynamic"] == "strict"
    assert set(made["mappings"]["_source"]["excludes"]) == set(TEXTS)
    assert (made["settings"]["number_of_shards"], made["settings"]["number_of_replicas"]) == (2, 1)


def test_copies_may_follow_the_number_of_nodes() -> None:
    """With a range a cluster of one node is not told to keep a copy that it has no place for."""
    settings = template("x-*", shards=1, replicas="0-1")["template"]["settings"]
    assert settings["auto_expand_replicas"] == "0-1"
    assert "number_of_replicas" not in settings


def test_a_date_of_the_future_or_the_past_still_fits() -> None:
    """Dates outside what sources have do not break the order."""
    early, late = (_row(_document(datetime(year, 1, 1, tzinfo=UTC))) for year in (1950, 2200))
    assert 0 < early.newest < late.newest < 2**63
    assert early.day == date(1950, 1, 1).toordinal()
