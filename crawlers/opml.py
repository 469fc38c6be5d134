"""Feed lists as other readers write them (OPML 2.0, opml.org)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from crawlers.entries import absolute
from pipelines.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.records import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of a list; ``home`` is empty where the list does not name it."""

    title: str
    feed: str
    home: str = ""


def read_opml(text: bytes, name: str) -> list[Outline]:
    """Read the feeds of a list, folders flattened and repetitions left out.

    Raises:
        SourceError: ``name`` is no OPML file.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or str(root.tag).lower() != "opml":
        raise SourceError(f"{name} is no OPML file; export one from your feed reader.")
    found: dict[str, Outline] = {}
    for outline in root.iter("outline"):
        fields = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        feed = absolute(fields.get("xmlurl", ""), "")
        if feed and feed not in found:
            title = fields.get("title") or fields.get("text") or feed
            found[feed] = Outline(title=title, feed=feed, home=absolute(fields.get("htmlurl", ""), ""))
    return list(found.values())


def write_opml(sources: Iterable[Source]) -> bytes:
    """Write the feeds of sources as a list, in a folder per country."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Rasad"
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sorted(sources, key=lambda source: (source.country, source.id)):
        for feed in source.feeds:
            if source.country not in folders:
                folders[source.country] = etree.SubElement(body, "outline", text=source.country)
            fields = {
                "type": "rss",
                "text": source.title,
                "title": source.title,
                "xmlUrl": feed,
                "htmlUrl": source.home,
            }
            etree.SubElement(folders[source.country], "outline", fields)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
