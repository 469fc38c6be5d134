"""The query language: from text to syntax tree and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.nodes import (
    And,
    Everything,
    Keyword,
    KeywordField,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Tag,
    TagField,
    TextField,
    Words,
    conjoin,
    disjoin,
)
from search.parser import Parser
from search.printer import to_text
from search.problems import Ignored, Parsed, Problem
from search.vocabulary import Unregistered, Vocabulary

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "And",
    "Everything",
    "Ignored",
    "Keyword",
    "KeywordField",
    "Near",
    "Not",
    "Or",
    "Parsed",
    "Phrase",
    "Prefix",
    "Problem",
    "Published",
    "Query",
    "Tag",
    "TagField",
    "TextField",
    "Unregistered",
    "Vocabulary",
    "Words",
    "conjoin",
    "disjoin",
    "parse",
    "to_text",
]


def parse(text: str, *, today: date, vocabulary: Vocabulary | None = None) -> Parsed:
    """Read a query; no text is refused, and what cannot be searched as it is written is reported.

    Args:
        text: what the user typed; words are ANDed.
        today: the day that relative ranges count from.
        vocabulary: what the registers know; without one, names are only words.
    """
    return Parser(text, today, vocabulary or Unregistered()).parse()
