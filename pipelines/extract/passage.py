"""The passage of a page that is the article: by selectors, by the page's own structure, or by a general extractor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extract.body import Body, read_body
from pipelines.extract.container import find_container
from pipelines.extract.furniture import Part
from pipelines.extract.general import name_of, read_with_resiliparse, read_with_trafilatura
from pipelines.extract.selected import first_text, outermost, select
from pipelines.extract.survey import Block, survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.extract.survey import Survey
    from pipelines.records import Selectors

# The structure alone decides where one element has this share of the page's prose, or a smaller one and the name of a
# body, and enough of it (characters) or, on the page of a brief, all there is.
_DOMINANT = 0.6
_ALL = 0.95
_NAMED = 0.4
_ENOUGH = 250
# How much longer another reading has to be to be preferred.
_LONGER = 1.5
SELECTORS = "selectors/1"
STRUCTURE = "structure/1"
LINKED = "json-ld/1"


@dataclass(frozen=True, slots=True)
class Passage:
    """The lead and text of a page, who read them, and the range of the survey's blocks that they come from."""

    body: Body
    extractor: str
    first: int = -1
    last: int = -1


def by_selectors(tree: HtmlElement, selectors: Selectors, description: str, known: Sequence[str]) -> Passage | None:
    """Read the elements that a source names; ``None`` where it names none or they hold no text on this page."""
    elements = outermost(select(tree, selectors.text))
    without = frozenset(element for selector in selectors.remove for element in select(tree, selector))
    blocks = [block for element in elements for block in survey(element, without=without).blocks]
    if not blocks:
        return None
    body = read_body((), blocks, first_text(tree, selectors.lead) or description, known)
    return Passage(body, SELECTORS) if body.text else None


def by_structure(page: Survey, title: int, description: str, known: Sequence[str]) -> tuple[Passage | None, bool]:
    """Read the element that holds most of the prose behind the headline, and say whether that is beyond doubt."""
    found = find_container(page, title)
    if found is None:
        return None, False
    before = page.blocks[title + 1 : found.first] if title >= 0 else ()
    body = read_body(before, page.blocks[found.first : found.last], description, known)
    enough = found.named or len(body.text) >= _ENOUGH or (title >= 0 and found.share >= _ALL)
    sure = enough and found.share >= (_NAMED if found.named else _DOMINANT)
    return (Passage(body, STRUCTURE, found.first, found.last), sure) if body.text else (None, False)


def by_general(markup: str, tree: HtmlElement, description: str, known: Sequence[str]) -> Passage | None:
    """Read a page with trafilatura, or with resiliparse where that finds nothing."""
    for package, read in (("trafilatura", read_with_trafilatura), ("resiliparse", read_with_resiliparse)):
        blocks = [Block(line, 0, "p", tree, Part.PLAIN) for line in read(markup)]
        body = read_body((), blocks, description, known) if blocks else None
        if body is not None and body.text:
            return Passage(body, name_of(package))
    return None


def by_linked(told: str, description: str, known: Sequence[str], tree: HtmlElement) -> Passage | None:
    """Take the text that a page gives in JSON-LD, where it is whole and more than its description."""
    if len(told) <= len(description) or told.rstrip().endswith(("…", "...")):
        return None
    blocks = [Block(line, 0, "p", tree, Part.PLAIN) for line in told.split("\n\n")]
    body = read_body((), blocks, description, known)
    return Passage(body, LINKED) if body.text else None


def longer(one: Passage | None, other: Passage | None) -> Passage | None:
    """Choose between two readings: the first, unless the second is far longer."""
    if one is None or other is None:
        return one or other
    return other if len(other.body.text) > _LONGER * len(one.body.text) else one
