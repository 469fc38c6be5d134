"""Happenings of a story in the issue and in exports: once, with the sentences of all articles that tell of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from pipelines.records import Article, Document, Event, Field, Party, Span
from rasad.happenings import event_rows, merged_rows
from rasad.reports.happenings import interactions
from rasad.reports.issue import Line
from tests.commandline import Demo

ARTICLE = Article(
    id="x", url="https://a.example/", fetched_url="https://a.example/", source="a", country="tr", language="tr",
    title="Başlık", text="İlk cümle. İkinci cümle daha uzun.", extractor="t",
    fetched_at=datetime(2026, 11, 12, tzinfo=UTC),
)  # fmt: skip
EVENT = Event(
    type="call", stage="announced", negated=False, interaction=False, parties=(), rule="1", deadline="2026-12-01",
    evidence=(Span(field=Field.TEXT, start=0, end=10), Span(field=Field.TEXT, start=11, end=34)),
)  # fmt: skip
LINE = Line(
    id="x", url="https://a.example/", title="Başlık", language="tr", source="a", source_title="A", published=None,
    complete=True,
)  # fmt: skip


def test_a_happening_of_several_articles_comes_once_with_all_its_sentences() -> None:
    """The first article leads, the others follow with their sentences, and the sum of money is kept."""
    pair = (Party(organisation=None, country="ir", role="party"), Party(organisation=None, country="tr", role="party"))
    event = replace(EVENT, type="agreement", interaction=True, parties=pair, deadline=None)
    told = [
        Document(article=ARTICLE, events=(event,), story="x"),
        Document(article=replace(ARTICLE, id="y"), events=(replace(event, amount=5.0, currency="EUR"),), story="x"),
        Document(article=replace(ARTICLE, id="z"), events=(event,), story="z"),
    ]
    one, other = interactions(told, lambda document: replace(LINE, id=document.article.id))
    assert (one.amount, one.currency, other.also) == (5.0, "EUR", ())
    assert [(telling.line.id, telling.sentence) for telling in one.also] == [("y", "İkinci cümle daha uzun.")]


def test_merged_rows_name_every_article() -> None:
    """An export of happenings lists who told of each, with the places in their own texts."""
    told = [(Document(article=replace(ARTICLE, id=id_), events=(EVENT,), story="x"), EVENT) for id_ in "ab"]
    (row,) = merged_rows(told)
    rows = row["told"]
    assert isinstance(rows, list)
    assert [one["id"] for one in rows] == ["a", "b"]
    assert all(one["evidence"] == row["evidence"] for one in rows)
    assert len(list(event_rows(told))) == 2


def test_the_export_of_events_merges_on_demand(demo: Demo) -> None:
    """Each telling comes once in both forms, and the merged one has fewer rows where a story has several articles."""
    plain = [json.loads(line) for line in demo.rasad("export", "events", "--interactions").out.splitlines()]
    merged = [
        json.loads(line) for line in demo.rasad("export", "events", "--interactions", "--merged").out.splitlines()
    ]
    assert len(plain) == sum(len(row["told"]) for row in merged)
    assert len(merged) <= len(plain)
    assert all(row["interaction"] for row in merged)
    assert all(row["article"]["id"] == row["told"][0]["id"] for row in merged)
