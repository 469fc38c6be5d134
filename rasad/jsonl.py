"""JSON Lines of articles: what `export articles`, `tag` and `import-jsonl` write and read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.errors import DataError
from pipelines.records import Article, Moment, Precision
from pipelines.urls import article_id, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.archive.copies import Chain
    from pipelines.records import Document, Event, Organisation, Party, Span

Json = dict[str, object]

# The zones that sources are in; one of them is taken for an offset that it has at that instant.
ZONES = ("UTC", "Europe/Istanbul", "Asia/Tehran")
EXTERNAL = "external"


def document_json(document: Document, chain: Chain | None = None) -> Json:
    """Give a document in the documented shape of a line.

    Where it is one of several copies, or credited to an agency, ``syndication`` names the agency (a source's id or a
    name, first) and the ids of all sources that carry it.
    """
    article = document.article
    return {
        **article_json(article),
        "duplicate_of": document.duplicate_of,
        "story": document.story or article.id,
        "seq": document.seq,
        **(_syndication(chain) if chain else {}),
        **tags_json(document),
    }


def _syndication(chain: Chain) -> Json:
    if len(chain.copies) == 1 and chain.agency is None:
        return {}
    return {"syndication": {"agency": chain.agency, "outlets": list(chain.sources)}}


def article_json(article: Article) -> Json:
    """Give the part of a line that the page itself said."""
    published = article.published
    return {
        "id": article.id,
        "url": article.url,
        "fetched_url": article.fetched_url,
        "source": article.source,
        "country": article.country,
        "language": article.language,
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "authors": list(article.authors),
        "published": published.isoformat() if published else None,
        "published_precision": published.precision.value if published else None,
        "published_from": published.origin if published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "section": article.section,
        "image": article.image,
        "extractor": article.extractor,
        "complete": article.complete,
    }


def tags_json(document: Document) -> Json:
    """Give the tags of a document: topics, organisations and events with their evidence."""
    return {
        "topics": [
            {"id": topic.id, "score": topic.score, "evidence": _spans(topic.evidence)} for topic in document.topics
        ],
        "organisations": [_organisation(organisation) for organisation in document.organisations],
        "events": [event_json(event) for event in document.events],
    }


def event_json(event: Event) -> Json:
    """Give one event with its parties and evidence."""
    return {
        "type": event.type,
        "stage": event.stage,
        "negated": event.negated,
        "interaction": event.interaction,
        "need": event.need,
        "parties": [_party(party) for party in event.parties],
        "place": event.place,
        "date": event.date,
        "deadline": event.deadline,
        "amount": event.amount,
        "currency": event.currency,
        "evidence": _spans(event.evidence),
    }


def dump(row: Mapping[str, object]) -> str:
    """Write one line, without its end; letters stay readable."""
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "))


def _spans(spans: Iterable[Span]) -> list[Json]:
    return [{"field": span.field.value, "start": span.start, "end": span.end} for span in spans]


def _organisation(organisation: Organisation) -> Json:
    return {
        "id": organisation.id,
        "name": organisation.name,
        "kind": organisation.kind,
        "country": organisation.country,
        "mentions": _spans(organisation.mentions),
        **(_unregistered(organisation) if organisation.id is None else {}),
    }


def _unregistered(organisation: Organisation) -> Json:
    """Say what found an organisation outside the register, how surely, and which registered body it belongs to."""
    return {
        "evidence": organisation.rule.partition(":")[0],
        "score": organisation.score,
        "parent": organisation.parent,
    }


def _party(party: Party) -> Json:
    row: Json = {"organisation": party.organisation, "country": party.country, "role": party.role}
    if party.name:
        row["name"] = party.name
    return row


def read_article(row: object, *, country: str, zone: str, source: str) -> Article:
    """Make an article of a line.

    Args:
        row: the decoded JSON; needs ``url``, ``title`` and ``text`` (strings, one of title and text not blank).
        country: country where the line names none.
        zone: IANA zone of dates without offset.
        source: source id where the line names none.

    Raises:
        DataError: the line is no object or a field has a wrong type; names the field.
    """
    if not isinstance(row, dict):
        raise DataError("the line is no JSON object")
    url = _text(row, "url").strip()
    if "://" not in url:
        raise DataError("url: must be an absolute address")
    title, text = _text(row, "title"), _text(row, "text")
    if not (title.strip() or text.strip()):
        raise DataError("title and text are both empty")
    return Article(
        id=article_id(url),
        url=canonical(url),
        fetched_url=_optional(row, "fetched_url") or url,
        source=_optional(row, "source") or source,
        country=_optional(row, "country") or country,
        language=_optional(row, "language") or "",
        title=title,
        lead=_optional(row, "lead") or "",
        text=text,
        authors=_names(row.get("authors")),
        published=read_moment(_optional(row, "published"), zone, "published"),
        modified=read_moment(_optional(row, "modified"), zone, "modified"),
        section=_optional(row, "section"),
        image=_optional(row, "image"),
        extractor=_optional(row, "extractor") or "import",
        complete=row.get("complete") is not False,
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise DataError(f"{key}: must be a text")
    return value


def _optional(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise DataError(f"{key}: must be a text or null")
    return value


def _names(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise DataError("authors: must be a list of texts")
    return tuple(value)


def read_moment(raw: str | None, zone: str, key: str) -> Moment | None:
    """Read a day or an ISO 8601 time; without offset it is taken in ``zone``.

    Raises:
        DataError: it is neither.
    """
    if not raw:
        return None
    try:
        if len(raw) == len("2026-11-12"):
            day = datetime.combine(date.fromisoformat(raw), time(), ZoneInfo(zone))
            return _moment(day, zone, Precision.DAY, raw)
        instant = datetime.fromisoformat(raw)
    except ValueError:
        raise DataError(f"{key}: {raw!r} is no ISO 8601 date") from None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=ZoneInfo(zone))
    precision = Precision.SECOND if instant.second else Precision.MINUTE
    return _moment(instant, _zone_of(instant, zone), precision, raw)


def _moment(instant: datetime, zone: str, precision: Precision, raw: str) -> Moment:
    return Moment(instant=instant.astimezone(UTC), zone=zone, precision=precision, raw=raw, origin="import")


def _zone_of(instant: datetime, preferred: str) -> str:
    for zone in (preferred, *ZONES):
        if instant.astimezone(ZoneInfo(zone)).utcoffset() == instant.utcoffset():
            return zone
    return "UTC"
