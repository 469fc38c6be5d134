"""What a page says of itself in JSON-LD (https://www.w3.org/TR/json-ld11/, vocabulary https://schema.org)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extract.markup import line, plain, unique
from pipelines.wellformed import loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    Node = dict[str, object]

_POSTS = frozenset({"blogposting", "report", "pressrelease", "specialannouncement", "socialmediaposting"})
# A page's metadata is some kilobytes; beyond this it is data for scripts.
_LONGEST = 2_000_000
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*.*?\*/)+|(?://)?\s*(?:-->|\]\]>)\s*;?\s*$", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_SEPARATORS = re.compile(r"[,،;؛]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A page's JSON-LD: the types on it (lower case), and the fields of its main article node.

    ``people`` are the names whose type is Person or not given, ``section`` may come from the breadcrumb, ``body`` is
    ``articleBody`` as plain text. ``authors`` are people and organisations. ``free`` is false where
    ``isAccessibleForFree`` says so of the article or a part of it, and ``paid`` are the CSS selectors of such parts.
    """

    types: frozenset[str] = frozenset()
    article: bool = False
    headline: str = ""
    description: str = ""
    body: str = ""
    people: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    image: str = ""
    caption: str = ""
    authors: tuple[str, ...] = ()
    free: bool = True
    paid: tuple[str, ...] = ()


def read_linked(tree: HtmlElement) -> Linked:
    """Collect what the JSON-LD blocks of a page say; broken blocks are repaired where possible, else left out."""
    scripts = [script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "")]
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    types = frozenset(name for node in nodes for name in _types(node))
    articles = [node for node in nodes if any(name in _POSTS or name.endswith("article") for name in _types(node))]
    publishers = unique(name for node in nodes for name in _names(node.get("publisher")))
    trail = _trail(nodes)
    if not articles:
        return Linked(types=types, publishers=publishers, section=trail)
    node = max(articles, key=_fullness)
    within = node.get("hasPart")
    parts = [part for part in (within if isinstance(within, list) else [within]) if isinstance(part, dict)]
    return Linked(
        types=types,
        article=True,
        headline=_text(node.get("headline")) or _text(node.get("name")),
        description=_text(node.get("description")),
        body=_body(node.get("articleBody")),
        people=unique(_people(node.get("author") or node.get("creator"), nodes)),
        publishers=publishers,
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        section=_text(node.get("articleSection")) or trail,
        keywords=unique(_keywords(node.get("keywords"))),
        image=_address(node.get("image")) or _address(node.get("thumbnailUrl")),
        caption=_caption(node.get("image")),
        authors=unique(_names(node.get("author") or node.get("creator"))),
        free=all(map(_is_free, (node, *parts))),
        paid=unique(selector for part in parts if not _is_free(part) for selector in _names(part.get("cssSelector"))),
    )


def _is_free(node: Node) -> bool:
    """Read ``isAccessibleForFree``, which sites write as a boolean, a word, a number, or schema.org's own name."""
    return str(node.get("isAccessibleForFree", True)).rpartition("/")[2].lower() not in {"false", "0", "no"}


def _caption(value: object) -> str:
    if isinstance(value, list):
        return next((caption for item in value if (caption := _caption(item))), "")
    return _text(value.get("caption")) or _text(value.get("description")) if isinstance(value, dict) else ""


def _load(script: str) -> object:
    """Parse one block without its wrappers and the usual slips of templates; ``None`` where it is beyond repair."""
    if not script.strip() or len(script) > _LONGEST:
        return None
    text = _WRAPPING.sub("", script)
    for attempt in (text, _TRAILING_COMMA.sub("", text), text.rstrip().rstrip(";,")):
        try:
            value: object = loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """Walk the top-level nodes, lists and ``@graph``, and pages' main entities; ten levels are more than sites nest."""
    if depth > 10:  # noqa: PLR2004 - explained above
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)
        if isinstance(value.get("mainEntity"), dict):
            yield from _nodes(value["mainEntity"], depth + 1)


def _types(node: Node) -> frozenset[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(str(kind).rpartition("/")[2].lower() for kind in listed if kind)


def _fullness(node: Node) -> int:
    """Rank article nodes: the page's own has the fields that teasers of other articles lack."""
    fields = ("headline", "datePublished", "author", "articleBody", "publisher", "mainEntityOfPage", "dateModified")
    return sum(bool(node.get(name)) for name in fields)


def _text(value: object) -> str:
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), "")
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("name"))
    return line(str(value)) if isinstance(value, str | int | float) else ""


def _body(value: object) -> str:
    if isinstance(value, list):
        return "\n\n".join(text for item in value if (text := _body(item)))
    return plain(value) if isinstance(value, str) else ""


def _names(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    return [name] if (name := _text(value)) else []


def _people(value: object, nodes: list[Node]) -> Iterator[str]:
    """Name the authors that may be people; a reference by ``@id`` is looked up."""
    if isinstance(value, list):
        for item in value:
            yield from _people(item, nodes)
    elif isinstance(value, str):
        yield line(value)
    elif isinstance(value, dict):
        found = value if value.get("name") else _referred(value.get("@id"), nodes)
        if not _types(found) or "person" in _types(found):
            yield from _names(found.get("name"))


def _referred(identifier: object, nodes: list[Node]) -> Node:
    matches = (node for node in nodes if identifier and node.get("@id") == identifier and node.get("name"))
    return next(matches, {})


def _keywords(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _keywords(item)
    elif isinstance(value, str):
        yield from split_keywords(line(value))
    elif isinstance(value, dict):
        yield _text(value.get("name"))


def split_keywords(text: str) -> Iterable[str]:
    """Split a list of keywords at Latin and Persian commas and semicolons."""
    return (part.strip().removeprefix("#") for part in _SEPARATORS.split(text))


def _address(value: object) -> str:
    if isinstance(value, list):
        return next((address for item in value if (address := _address(item))), "")
    if isinstance(value, dict):
        return _address(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return value.strip() if isinstance(value, str) else ""


def _trail(nodes: list[Node]) -> str:
    """Take the section from a breadcrumb: the last step before the article that is not the home page."""
    pages = [page for node in nodes if isinstance(page := node.get("mainEntityOfPage"), dict)]
    trails = [trail for node in (*nodes, *pages) if isinstance(trail := node.get("breadcrumb"), dict)]
    for node in (*nodes, *trails):
        steps = node.get("itemListElement")
        if isinstance(steps, list) and (node in trails or "breadcrumblist" in _types(node)):
            names = [_text(step.get("name") or step.get("item")) for step in steps if isinstance(step, dict)]
            return names[-2] if len(names) > 2 else ""  # noqa: PLR2004 - home, section, article
    return ""
