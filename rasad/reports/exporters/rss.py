"""The issue as an RSS 2.0 feed: one item per article or event."""

from __future__ import annotations

from datetime import date
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from rasad.calendars import day_text
from rasad.chains import carried, told_in
from rasad.reports.happenings import last_day
from rasad.reports.rows import party_text
from rasad.texts import texts

if TYPE_CHECKING:
    from rasad.labels import Labels
    from rasad.reports.issue import Happening, Issue, Line

SUFFIX = "rss.xml"
# Characters that XML 1.0 cannot hold, written as nothing.
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def write(issue: Issue, labels: Labels, language: str) -> str:
    """Write an issue as RSS 2.0."""
    words = texts(language)
    feed = Element("rss", version="2.0")
    channel = SubElement(feed, "channel")
    title = f"{words('name')} · {words('issue_title')} {issue.week}"
    for name, text in (("title", title), ("link", "https://rasad.example/"), ("description", words("tagline")),
                       ("language", language), ("lastBuildDate", format_datetime(issue.made))):  # fmt: skip
        SubElement(channel, name).text = text
    for line in issue.top:
        _item(channel, line, words("top_stories"), f"{issue.week}:top:{line.id}",
              _joined(line.source_title, carried(words, line), line.opening))  # fmt: skip
    for part, happenings in (("interactions", issue.interactions), ("open_calls", issue.calls)):
        for happening in happenings:
            guid = f"{issue.week}:{part}:{happening.line.id}:{happening.type}:{happening.stage}"
            _item(channel, happening.line, words(part), guid, _describe(happening, labels, language))
    return tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def _item(channel: Element, line: Line, category: str, guid: str, description: str) -> None:
    item = SubElement(channel, "item")
    for name, text in (("title", line.title), ("link", line.url), ("category", category), ("description", description)):
        SubElement(item, name).text = text.translate(FORBIDDEN)
    SubElement(item, "source", url=line.url.translate(FORBIDDEN)).text = line.source_title.translate(FORBIDDEN)
    SubElement(item, "guid", isPermaLink="false").text = guid
    if line.published:
        SubElement(item, "pubDate").text = format_datetime(line.published.local())


def _describe(happening: Happening, labels: Labels, language: str) -> str:
    words = texts(language)
    parties = ", ".join(party_text(party, labels, language) for party in happening.parties)
    day = last_day(happening.deadline)
    deadline = words("deadline", day=day_text(date.fromisoformat(day), language)) if day else ""
    return _joined(happening.sentence, parties, deadline, told_in(words, happening))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
