"""The text of an article from the blocks of a page, and the standfirst that is printed over it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from pipelines.extract.container import prose_of
from pipelines.extract.furniture import Part
from pipelines.extract.lines import fold, load_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.extract.survey import Block

# Longer lines are sentences, never labels.
_LABEL = 300
# What follows an end mark is cut off unless it is more than this share of the prose: then the mark was a quotation.
_TAIL = 0.4
# Link lists: shorter items are names, longer ones headlines of other articles.
_HEADLINE = 30
# Headlines and breadcrumbs stand among this many first blocks.
_OPENING = 3
_SHORTEST_LEAD = 25
# A description and a paragraph are the same if they share this many characters from the start.
_COMMON = 60
# A description is about the article if this share of its longer words begins like words of the text.
_ABOUT = 0.4
# One with the name of the site in it is more likely about that.
_ABOUT_SITE = 0.75
_STEM = 5
_SENTENCE_ENDS = (".", "!", "?", "؟", "…", "»", "”", '"')
_CUT_MARKS = ("…", "...", "[…]", "[...]")


@dataclass(frozen=True, slots=True)
class Body:
    """An article's lead and text (paragraphs separated by blank lines), and whether a paywall was announced in it."""

    lead: str
    text: str
    paywalled: bool = False


def read_body(before: Sequence[Block], blocks: Sequence[Block], description: str, known: Sequence[str]) -> Body:
    """Clean the blocks of the text and part the lead from them.

    Args:
        before: the blocks between the headline and the text.
        blocks: the blocks of the text.
        description: the page's own description.
        known: lines that are printed elsewhere (the title first, site, section); they are no part of the text.
    """
    kept, paywalled = clean(blocks, known)
    printed = [block for block in before if not block.is_link and len(block.text) >= _SHORTEST_LEAD]
    lead = _printed_lead(printed, description)
    if not lead and len(kept) > 1 and (kept[0].part is Part.LEAD or _is_same(kept[0].text, description)):
        return Body(kept[0].text, _join(kept[1:]), paywalled)
    if lead:
        return Body(*_part(lead, kept), paywalled)
    text = _join(kept)
    return Body(_told_lead(description, text, [fold(name) for name in known[1:2] if name]), text, paywalled)


def _part(lead: str, blocks: Sequence[Block]) -> tuple[str, str]:
    """Take a printed lead off the text where the text repeats it; an excerpt of several paragraphs is no lead."""
    text = _join(blocks)
    if not text.startswith(lead):
        glued = "".join(lead.split())
        return ("", text) if "".join(text[: 2 * len(lead)].split()).startswith(glued) else (lead, text)
    rest = text[len(lead) :].strip()
    whole = lead.endswith(_SENTENCE_ENDS) or text[len(lead) :].startswith("\n")
    return (lead, rest) if rest and whole else ("", text)


def _join(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


def clean(blocks: Sequence[Block], known: Sequence[str] = ()) -> tuple[list[Block], bool]:
    """Drop what stands among the paragraphs and is none; also say whether a paywall was announced."""
    blocks = _cut_tail([*(block for block in blocks[:_OPENING] if not _is_heading(block, known)), *blocks[_OPENING:]])
    prose = [number for number, block in enumerate(blocks) if prose_of(block)]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    printed = {fold(line) for line in known if line}
    lines, kept, paywalled = load_lines(), [], False
    for number, block in enumerate(blocks):
        folded = fold(block.text) if len(block.text) <= _LABEL else ""
        if folded and lines.paywall.fullmatch(folded):
            paywalled = True
        elif not (_is_foreign_link(block) or (folded and lines.drop.fullmatch(folded))):
            outside = folded and not first < number < last
            if not (outside and (block.is_link or folded in printed or lines.edge.fullmatch(folded))):
                kept.append(block)
    return _without_loose_headings(kept), paywalled


def _cut_tail(blocks: list[Block]) -> list[Block]:
    """Cut what follows the article, from the line on that announces it, and the links announced within the text."""
    sums = [0, *accumulate(prose_of(block) for block in blocks)]
    lines, announced = load_lines(), False
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        folded = fold(block.text) if len(block.text) <= _LABEL else ""
        aside = bool(lines.aside.fullmatch(folded))
        if aside or lines.end.fullmatch(folded):
            inside = aside and number + 1 < len(blocks) and blocks[number + 1].is_link
            rest = sums[-1] - sums[_behind_links(blocks, number + 1) if inside else number]
            if sums[number] and rest <= (0 if inside else _TAIL) * sums[-1]:
                return kept
            announced = True
        elif not (announced and block.is_link):
            announced = False
            kept.append(block)
    return kept


def _behind_links(blocks: Sequence[Block], start: int) -> int:
    """Give the index of the first block from ``start`` on that is no link."""
    return next((number for number in range(start, len(blocks)) if not blocks[number].is_link), len(blocks))


def _is_heading(block: Block, known: Sequence[str]) -> bool:
    """Say whether a first block is the headline or a breadcrumb, which templates put into the text."""
    folded = fold(block.text)
    return folded == fold(known[0] if known else "") or bool(load_lines().trail.fullmatch(folded))


def _is_foreign_link(block: Block) -> bool:
    """Say whether a block leads to another article: a link alone, or behind a label such as ``İLGİLİ HABER``."""
    if block.is_link:
        return block.tag != "li" or len(block.text) >= _HEADLINE
    label = fold(block.text[: block.prose]) if block.linked and len(block.text) <= _LABEL else ""
    return bool(label) and bool(load_lines().aside.fullmatch(label) or load_lines().drop.fullmatch(label))


def _without_loose_headings(blocks: list[Block]) -> list[Block]:
    """Drop headings at the end: nothing stands under them."""
    while blocks and blocks[-1].is_heading and len(blocks) > 1:
        blocks = blocks[:-1]
    return blocks


def _printed_lead(before: Sequence[Block], description: str) -> str:
    """Choose the standfirst among the blocks between headline and text."""
    named = [block.text for block in before if block.part is Part.LEAD]
    if named:
        return named[0]
    same = [block.text for block in before if _is_same(block.text, description)]
    if same:
        return same[0]
    return next((block.text for block in before if prose_of(block)), "")


def _is_same(text: str, description: str) -> bool:
    """Say whether a printed line is the page's description, which may be cut."""
    one, other = _start(text), _start(description)
    if len(other) < _SHORTEST_LEAD:
        return False
    near = len(other) > _COMMON and 0.8 * len(other) <= len(one) < 1.5 * len(other)
    return one == other or (near and one.startswith(other[:_COMMON]))


def _start(text: str) -> str:
    folded = fold(text)
    for mark in _CUT_MARKS:
        folded = folded.removesuffix(mark).strip()
    return folded


def _told_lead(description: str, text: str, names: Sequence[str]) -> str:
    """Take the page's description as the lead where it is whole, about this article, and not the text's beginning."""
    folded = fold(description)
    if len(folded) < _SHORTEST_LEAD or description.endswith(_CUT_MARKS) or folded[:_COMMON] in fold(text):
        return ""
    words, told = _stems(folded), _stems(fold(text))
    least = _ABOUT_SITE if any(name in folded for name in names) else _ABOUT
    return description if len(words & told) >= least * len(words) else ""


def _stems(folded: str) -> set[str]:
    """Give the beginnings of the longer words, which inflection leaves alone."""
    return {word[:_STEM] for word in folded.split() if len(word) >= _STEM}
