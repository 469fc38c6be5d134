"""Who wrote an article: people, not the desks and agencies that sites put in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.lines import fold, load_lines
from pipelines.extract.markup import line, text_of, unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from pipelines.extract.head import Head
    from pipelines.extract.linked import Linked

# Between names; "ve", "و" and "and" only as words of their own.
_BETWEEN = re.compile(r"\s*(?:[,،;/|•·]|\s(?:ve|and|&)\s|\sو\s)\s*")
_AFTER = re.compile(r"\s*(?:\||\(|-\s|–|@|\b\d).*$")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\u0307\u200c-])*")
# Words of a name that stand in lower case: "de", "van", "bin" and their like.
_PARTICLE = 3
# A person's name as bylines print it has two to five words, none of them long.
_WORDS = (2, 5)
_LONGEST_WORD = 20
_LONGEST_BYLINE = 120
_AUTHOR_METAS = ("author", "article:author", "dc.creator", "dc.creator.name", "articleauthor", "og:article:author")


def choose_authors(
    head: Head, linked: Linked, printed: Sequence[str], feed: Sequence[str], names: Sequence[str]
) -> tuple[str, ...]:
    """Choose the people who wrote an article from the first place that names any.

    Args:
        head: the page's metadata elements.
        linked: the page's JSON-LD.
        printed: bylines near the text.
        feed: the authors of the feed entry.
        names: what the site calls itself, folded; such an author is none.
    """
    for place in (linked.people, head.every(*_AUTHOR_METAS), printed, feed):
        people = unique(name for text in place for name in people_in(text, names))
        if people:
            return people
    return ()


def credited(head: Head, linked: Linked) -> tuple[str, ...]:
    """Give whom a page's metadata names as authors, people or not."""
    return (*linked.authors, *head.every(*_AUTHOR_METAS))


def people_in(text: str, names: Sequence[str] = ()) -> Iterator[str]:
    """Give the names of people that a byline holds, without labels, dates and roles."""
    byline = line(text)
    if len(byline) > _LONGEST_BYLINE or byline.startswith(("http:", "https:", "www.")):
        return
    folded = fold(byline)
    label = load_lines().byline.match(folded)
    if label and len(folded) == len(byline):
        byline = byline[label.end() :]
    for part in _BETWEEN.split(byline):
        name = _AFTER.sub("", part).strip(" .:-–—•")
        if _is_person(name, names):
            yield name


def bylines(elements: Iterable[HtmlElement]) -> tuple[str, ...]:
    """Give the text of elements that are named as bylines, item by item where one is a list."""
    lines = (text_of(item) for element in elements for item in (element.findall(".//li") or [element]))
    return tuple(text for text in lines if 0 < len(text) <= _LONGEST_BYLINE)


def is_labelled(text: str) -> bool:
    """Say whether a line is a byline by its label, such as ``Haber: ...`` and ``خبرنگار: ...``."""
    label = load_lines().byline.match(fold(text)) if len(text) <= _LONGEST_BYLINE else None
    return label is not None and label.group().rstrip().endswith((":", "؛", "/"))


def _is_person(name: str, names: Sequence[str]) -> bool:
    words = name.split()
    if not _WORDS[0] <= len(words) <= _WORDS[1]:
        return False
    if not all(_NAME.fullmatch(word) and len(word) <= _LONGEST_WORD for word in words):
        return False
    if any(word[0].islower() and len(word) > _PARTICLE for word in words) or words[0][0].islower():
        return False
    folded = fold(name)
    return folded not in names and not load_lines().desk.fullmatch(folded)
