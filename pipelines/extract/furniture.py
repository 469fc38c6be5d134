"""What stands around an article's text: the parts of a page that class names and element names give away."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

import yaml

from pipelines.extract.markup import words_of


class Part(StrEnum):
    """What an element is by its name and its classes; the values are the keys of ``parts.yaml``."""

    COMMENTS = "comments"
    FURNITURE = "furniture"
    KICKER = "kicker"
    LEAD = "lead"
    AUTHOR = "author"
    BODY = "body"
    DATE = "date"
    PLAIN = "plain"


SKIPPED = frozenset(
    [
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "map"),
        *("video", "audio", "picture", "img", "figcaption", "head", "link", "meta", "base", "nav", "footer", "aside"),
        *("button", "select", "option", "textarea", "input", "datalist", "dialog", "menu"),
    ]
)
BLOCKS = frozenset(
    [
        *("html", "body", "main", "article", "section", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"),
        *("blockquote", "pre", "form", "fieldset", "address", "center", "hr", "details", "summary", "label", "hgroup"),
    ]
)
# These hold a whole page in many templates, whatever they are called.
WHOLE = frozenset(["html", "body", "main", "article"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

# WordPress writes an article's categories and tags into its classes, which say nothing of what the element is, and
# utility frameworks write conditions before a colon.
_POST_CLASS = re.compile(
    r"(?<!\S)(?:(?:tag|category|post_tag|type|status|format|has|no|with|field-+type)-\S+|reading-?time\S*|hentry(?!\S)|\S+:\S+)",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?<!\S)(?:hidden|d-none)(?!\S)")
_SHOWN_AGAIN = re.compile(r"(?<!\S)(?:\w+:(?:block|flex|inline|grid|contents)|d-\w+-(?:block|flex|inline|grid))")


@lru_cache(maxsize=8192)
def part_of(names: str) -> Part:
    """Say what an element is by its classes and id, which are given as one string."""
    if _HIDDEN.search(names) and not _SHOWN_AGAIN.search(names):
        return Part.FURNITURE
    tokens = [words_of(token) for token in _POST_CLASS.sub(" ", names).split()]
    words = frozenset[str]().union(*tokens)
    for part, single, several in _vocabulary():
        if words & single or any(entry <= token for token in tokens for entry in several):
            return part
    return Part.PLAIN


def is_invisible(style: str) -> bool:
    """Say whether an element's style takes it off the page."""
    return bool(_INVISIBLE.search(style))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[Part, frozenset[str], tuple[frozenset[str], ...]], ...]:
    """Load the words of each part, in the order in which they are asked."""
    data: dict[str, list[list[str]]] = yaml.safe_load(files(__package__).joinpath("parts.yaml").read_text("utf-8"))
    table = []
    for part in list(Part)[:-1]:
        entries = [frozenset(entry.split()) for line in data[part] for entry in line]
        single = frozenset(word for entry in entries if len(entry) == 1 for word in entry)
        table.append((part, single, tuple(entry for entry in entries if len(entry) > 1)))
    return tuple(table)
