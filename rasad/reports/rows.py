"""An issue as flat rows: what the table and feed formats write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasad.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.records import Party
    from rasad.labels import Labels
    from rasad.reports.issue import Happening, Issue, Line

Row = dict[str, object]

COLUMNS = (
    "week", "part", "label", "id", "url", "title", "language", "source", "source_title", "published", "complete",
    "agency", "outlets", "type", "stage", "negated", "parties", "place", "date", "deadline", "amount", "currency",
    "sentence", "also", "count", "before",
)  # fmt: skip


def rows(issue: Issue, labels: Labels, language: str) -> Iterator[Row]:
    """Give every line of an issue as a row with the same columns, in the order of the issue."""
    words = texts(language)
    for line in issue.top:
        yield _row(issue, "top_stories", words("top_stories"), line)
    for section in issue.topics:
        for line in section.lines:
            yield _row(issue, "by_topic", labels.topic(section.topic, language), line, count=section.count)
    for focus in issue.focus:
        label = labels.organisation(focus.organisation, language)
        for line in focus.lines:
            yield _row(issue, "organisations_in_focus", label, line, count=focus.count, before=focus.before)
    for part, happenings in (("interactions", issue.interactions), ("open_calls", issue.calls)):
        for happening in happenings:
            label = labels.event(happening.type, language)
            yield _row(issue, part, label, happening.line, **_event(happening, labels, language))
    for blind in issue.blind:
        last = blind.last.isoformat() if blind.last else None
        yield _pad(issue, part="blind_sources", label=words("blind_sources"), url=blind.home, source=blind.source,
                   source_title=blind.title, date=last)  # fmt: skip


def _row(issue: Issue, part: str, label: str, line: Line, **more: object) -> Row:
    return _pad(
        issue,
        part=part,
        label=label,
        id=line.id,
        url=line.url,
        title=line.title,
        language=line.language,
        source=line.source,
        source_title=line.source_title,
        published=line.published.isoformat() if line.published else None,
        complete=line.complete,
        agency=line.agency or None,
        outlets=list(line.outlets),
        **more,
    )


def _event(happening: Happening, labels: Labels, language: str) -> Row:
    return {
        "type": happening.type,
        "stage": happening.stage,
        "negated": happening.negated,
        "parties": [party_text(party, labels, language) for party in happening.parties],
        "place": happening.place,
        "date": happening.date,
        "deadline": happening.deadline,
        "amount": happening.amount,
        "currency": happening.currency,
        "sentence": happening.sentence,
        "also": [telling.line.url for telling in happening.also],
    }


def party_text(party: Party, labels: Labels, language: str) -> str:
    """Name a party; a country stands for itself where no organisation is named."""
    named = labels.organisation(party.organisation, language, party.name)
    return named or texts(language).words.get(f"country_{party.country}", party.country or "")


def _pad(issue: Issue, **values: object) -> Row:
    return {column: issue.week if column == "week" else values.get(column) for column in COLUMNS}
