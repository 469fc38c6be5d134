"""What a page says of itself in ``meta``, ``link`` and ``title`` elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extract.markup import line, text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A page's title, canonical link and ``meta`` elements, names in lower case, in document order.

    Names come from ``name``, ``property`` and ``itemprop`` (Open Graph, https://ogp.me; Dublin Core; schema.org).
    """

    title: str = ""
    canonical: str = ""
    metas: tuple[tuple[str, str], ...] = ()

    def first(self, *names: str) -> str:
        """Give the first value that is not empty, in the order of the names."""
        return next((value for wanted in names for name, value in self.metas if name == wanted and value), "")

    def every(self, *names: str) -> tuple[str, ...]:
        """Give all values of the named elements, in document order."""
        return tuple(value for name, value in self.metas if name in names and value)


def read_head(tree: HtmlElement) -> Head:
    """Collect the metadata elements of a page, wherever broken markup has put them."""
    metas = []
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            metas.append((name.strip().lower(), line(content)))
    return Head(title=_title(tree), canonical=_canonical(tree), metas=tuple(metas))


def _title(tree: HtmlElement) -> str:
    """Give the document's title; titles inside drawings are none."""
    for element in tree.iter("title"):
        parent = element.getparent()
        if parent is None or parent.tag in {"head", "html", "body"}:
            return line(text_of(element))
    return ""


def _canonical(tree: HtmlElement) -> str:
    for element in tree.iter("link"):
        if (element.get("rel") or "").strip().lower() == "canonical":
            return (element.get("href") or "").strip()
    return ""
