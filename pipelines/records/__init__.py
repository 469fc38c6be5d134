"""The records that travel from source to document; frozen, one per stage, and a stage returns a new value."""

from pipelines.records.article import Article, Calendar, Moment, Precision, Reason, Rejection
from pipelines.records.document import Document, Event, Field, Organisation, Party, Span, Topic
from pipelines.records.page import Body, FeedEntry, Page, Purpose
from pipelines.records.source import Expectation, Listing, Selectors, Source, SourceKind

__all__ = [
    "Article",
    "Body",
    "Calendar",
    "Document",
    "Event",
    "Expectation",
    "FeedEntry",
    "Field",
    "Listing",
    "Moment",
    "Organisation",
    "Page",
    "Party",
    "Precision",
    "Purpose",
    "Reason",
    "Rejection",
    "Selectors",
    "Source",
    "SourceKind",
    "Span",
    "Topic",
]
