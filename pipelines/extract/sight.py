"""What is read off a page once, for all fields of its article."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.extract.head import Head, read_head
from pipelines.extract.linked import Linked, read_linked
from pipelines.extract.markup import text_of
from pipelines.extract.selected import select
from pipelines.extract.title import choose_title, find_headline, site_names, strip_site
from pipelines.records import Page, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page under reading: its tree, and what was read off it once for all fields."""

    page: Page
    source: Source
    markup: str
    tree: HtmlElement
    head: Head
    linked: Linked
    names: tuple[str, ...]
    heading: HtmlElement | None
    title: str

    @property
    def description(self) -> str:
        """What the page says of itself in one or two sentences, without the name of the site."""
        told = self.head.first("og:description", "description", "twitter:description") or self.linked.description
        return strip_site(told, self.names)

    @property
    def known(self) -> tuple[str, ...]:
        """Lines that are printed around a text and repeat what other fields have."""
        return (self.title, self.source.title, self.linked.section, self.head.first("article:section"))


def look(page: Page, markup: str, tree: HtmlElement, source: Source) -> Sight:
    """Read off a page what all fields need."""
    head, linked = read_head(tree), read_linked(tree)
    chosen = select(tree, source.selectors.title)
    names = site_names(head, linked, source)
    heading = chosen[0] if chosen else find_headline(tree, head, linked, names)
    title = text_of(chosen[0]) if chosen else ""
    return Sight(
        page=page,
        source=source,
        markup=markup,
        tree=tree,
        head=head,
        linked=linked,
        names=names,
        heading=heading,
        title=title or choose_title(heading, head, linked, source),
    )
