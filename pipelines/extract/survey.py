"""One walk over a page that notes its blocks of text in order, which elements hold them, and who looks like what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from pipelines.extract.furniture import BLOCKS, HEADINGS, SKIPPED, WHOLE, Part, is_invisible, part_of
from pipelines.extract.markup import squeeze, text_of

# Noncharacters (Unicode 23.7, reserved for internal use) mark line breaks and the ends of links while text is gathered.
_BREAK, _LINK, _UNLINK = "\ufdd0", "\ufdd1", "\ufdd2"
_PARAGRAPHS = re.compile(rf"\s*{_BREAK}(?:[\s{_LINK}{_UNLINK}]*{_BREAK})+")
_ENDS = re.compile(f"([{_LINK}{_UNLINK}])")
_BODY = "articlebody"
_NAMED = frozenset(["time", "form"])
_CELLS = frozenset(["td", "th"])
# Datelines, bylines and kickers are shorter than this; what bears their names and is longer holds an article.
_LINE = 300
# The same for standfirsts; the longest seen in the wild had 870 characters.
_LEAD = 1200
# Lines of this length on average are paragraphs that a template parts by single line breaks.
_PARAGRAPH = 60
_WORD = re.compile(r"\w")
# The longest articles have some hundred paragraphs; what comes behind this many blocks (or
# starts and ends of elements) is data, not text.
_MOST_BLOCKS = 10_000
_MOST_EVENTS = 500_000
_NONE: frozenset[HtmlElement] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row: its text, how many characters of it are links, and its element.

    ``lines`` in one block are separated by a line feed; ``part`` is what its nearest named ancestor is.
    """

    text: str
    linked: int
    tag: str
    holder: HtmlElement
    part: Part

    @property
    def prose(self) -> int:
        """Characters that are not links."""
        return len(self.text) - self.linked

    @property
    def is_heading(self) -> bool:
        """Say whether it is a heading element."""
        return self.tag in HEADINGS

    @property
    def is_link(self) -> bool:
        """Say whether it is a link and hardly anything else."""
        return self.linked > 0.8 * len(self.text)


@dataclass(frozen=True, slots=True)
class Mark:
    """An element that is named as a dateline, byline or kicker, and the number of blocks before it."""

    part: Part
    element: HtmlElement
    at: int


@dataclass(frozen=True, slots=True)
class Survey:
    """A page's blocks in document order; for each element that holds some, the first and behind-last index.

    ``marked`` are the elements that look like datelines, bylines and kickers, ``bodies`` those
    that are marked up as ``articleBody`` (https://schema.org/articleBody).
    """

    blocks: tuple[Block, ...]
    ranges: dict[HtmlElement, tuple[int, int]]
    marked: tuple[Mark, ...] = ()
    bodies: tuple[HtmlElement, ...] = ()


@dataclass(slots=True)
class _Walk:
    """The state of one walk."""

    spare: frozenset[HtmlElement]
    without: frozenset[HtmlElement]
    blocks: list[Block] = field(default_factory=list)
    ranges: dict[HtmlElement, tuple[int, int]] = field(default_factory=dict)
    marked: list[Mark] = field(default_factory=list)
    bodies: list[HtmlElement] = field(default_factory=list)
    holders: list[tuple[HtmlElement, int, Part]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    in_link: bool = False
    focused: bool = False

    def enter(self, element: HtmlElement, tag: str) -> bool:
        """Start an element; false where it is left out with all that is in it."""
        part = self._judge(element, tag)
        if part in {Part.DATE, Part.AUTHOR, Part.KICKER} and tag != "table":
            self.marked.append(Mark(part, element, len(self.blocks)))
            part = Part.FURNITURE if len(text_of(element)) < _LINE else Part.PLAIN
        elif part is Part.LEAD and len(text_of(element)) > _LEAD:
            part = Part.PLAIN
        if part in {Part.FURNITURE, Part.COMMENTS}:
            if tag in BLOCKS:
                self.flush()
            return False
        if tag in BLOCKS and not (tag in _CELLS and _is_simple(element)):
            self.flush()
            inherited = self.holders[-1][2] if self.holders else Part.PLAIN
            self.holders.append((element, len(self.blocks), inherited if part is Part.PLAIN else part))
            if (element.get("itemprop") or element.get("property") or "").lower() == _BODY:
                self.bodies.append(element)
        elif tag == "a":
            self.pieces.append(_LINK)
        elif tag == "br":
            self.pieces.append(_BREAK)
        if element.text:
            self.pieces.append(element.text)
        return True

    def leave(self, element: HtmlElement, tag: str) -> None:
        """End an element that was started."""
        if self.holders and self.holders[-1][0] is element:
            self.close()
        elif tag == "a":
            self.pieces.append(_UNLINK)
        elif tag in _CELLS and element.getnext() is not None:
            self.pieces.append(" | ")

    def close(self) -> None:
        """Close the innermost block and note which blocks its element holds."""
        self.flush()
        element, first, _ = self.holders.pop()
        if len(self.blocks) > first:
            self.ranges[element] = (first, len(self.blocks))

    def flush(self) -> None:
        """Close the open block; two line breaks in it make two blocks."""
        if not self.pieces or not self.holders:
            return
        raw = "".join(self.pieces)
        self.pieces.clear()
        if raw.isspace():
            return
        holder, _, part = self.holders[-1]
        if holder.tag == "pre":
            raw = raw.replace("\n", _BREAK)
        for paragraph in _PARAGRAPHS.split(raw, _MOST_BLOCKS) if _BREAK in raw else (raw,):
            text, linked = self._unlink(paragraph)
            lines = [
                line
                for piece in text.split(_BREAK, _MOST_BLOCKS)[:_MOST_BLOCKS]
                if _WORD.search(line := squeeze(piece))
            ]
            whole = ["\n".join(lines)] if sum(map(len, lines)) < _PARAGRAPH * len(lines) else lines
            for line in whole if lines else ():
                share = min(linked, len(line))
                linked -= share
                self.blocks.append(Block(line, share, holder.tag, holder, part))

    def _unlink(self, raw: str) -> tuple[str, int]:
        """Take the marks of links out and count the characters between them."""
        if _LINK not in raw and _UNLINK not in raw and not self.in_link:
            return raw, 0
        texts: list[str] = []
        linked = 0
        for piece in _ENDS.split(raw):
            if piece in {_LINK, _UNLINK}:
                self.in_link = piece == _LINK
            else:
                texts.append(piece)
                linked += len(squeeze(piece)) if self.in_link else 0
        return "".join(texts), linked

    def _judge(self, element: HtmlElement, tag: str) -> Part:
        """Say what an element is by its name, its classes and its style."""
        if element in self.without:
            return Part.FURNITURE
        if tag in WHOLE or element in self.spare:
            return Part.PLAIN
        if tag in SKIPPED or (tag == "figure" and element.find(".//table") is None):
            return Part.FURNITURE
        if tag in _NAMED:
            return Part.DATE if tag == "time" else Part.FURNITURE if self.focused else Part.PLAIN
        names, style = element.get("class"), element.get("style")
        if style and is_invisible(style):
            return Part.FURNITURE
        identifier = element.get("id")
        if identifier:
            names = f"{names or ''} {identifier}"
        return part_of(names) if names else Part.PLAIN


def survey(tree: HtmlElement, spare: frozenset[HtmlElement] = _NONE, without: frozenset[HtmlElement] = _NONE) -> Survey:
    """Walk over an element and note what is in it, leaving out the furniture.

    Args:
        tree: the element to walk over.
        spare: elements that are walked into whatever they are called, such as the ancestors of the title.
        without: elements that are left out whatever they are called.
    """
    # Some systems put whole pages into a form, and then the headline, too.
    walk = _Walk(spare | {tree}, without, focused=bool(spare))
    skipped: HtmlElement | None = None
    events = etree.iterwalk(tree, events=("start", "end"))
    for number, (event, element) in enumerate(events):
        if event == "start":
            if not walk.enter(element, element.tag):
                events.skip_subtree()
                skipped = element
            continue
        if element is skipped:
            skipped = None
        else:
            walk.leave(element, element.tag)
        if element.tail and element is not tree:
            walk.pieces.append(element.tail)
        if len(walk.blocks) > _MOST_BLOCKS or number > _MOST_EVENTS:
            break
    while walk.holders:
        walk.close()
    return Survey(tuple(walk.blocks), walk.ranges, tuple(walk.marked), tuple(walk.bodies))


def _is_simple(cell: HtmlElement) -> bool:
    """Say whether a table cell holds a value rather than a part of the page's layout."""
    return next(cell.iterdescendants("br", *BLOCKS), None) is None
