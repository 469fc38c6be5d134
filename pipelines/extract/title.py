"""The headline of a page, without the name of the site and without what is printed over it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.extract.lines import fold
from pipelines.extract.markup import line, text_of, unique
from pipelines.urls import split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from pipelines.extract.head import Head
    from pipelines.extract.linked import Linked
    from pipelines.records import Source

# Between a headline and the name of the site; a hyphen counts only with a blank beside it.
_SEPARATOR = re.compile(r"\s*(?:\s[-–—|»«•·:/]+\s|\|+|::+|»|(?<=\S)[-–—]\s|\s[-–—](?=\S))\s*")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_LETTERS = re.compile(r"[^\W_]+")
# The least share of a heading's words that the page's own title has, for the heading to be the headline.
_SAME = 0.6
_HEADINGS = 40
_TELLING = 3
# Words that stand beside a site's name in titles, folded.
_GENERIC = frozenset(
    [
        *("haber", "haberleri", "haberler", "son", "dakika", "guncel", "gundem", "gazetesi", "gazete", "teknoloji"),
        *(
            "com",
            "tr",
            "ir",
            "net",
            "org",
            "www",
            "news",
            "agency",
            "website",
            "blog",
            "online",
            "portal",
            "magazine",
            "dergisi",
        ),
        *("خبرگزاری", "پایگاه", "خبری", "تحلیلی", "اخبار", "روزنامه", "سایت", "وب", "آژانس", "خبر"),
    ]
)


def find_headline(tree: HtmlElement, head: Head, linked: Linked, names: Sequence[str]) -> HtmlElement | None:
    """Find the heading element that prints the page's title; ``None`` where no heading does.

    A heading that is a name of the site (``names``, folded) is none. An ``h1`` is taken if it is the only one, else
    the heading that has most of its words in the title.
    """
    wanted = [_words(text) for text in (head.title, head.first("og:title", "twitter:title"), linked.headline) if text]
    first = islice(tree.iter("h1"), _HEADINGS)
    headings = [heading for heading in first if _is_headline(heading, names)]
    if len(headings) == 1 and (not wanted or _likeness(headings[0], wanted) > 0):
        return headings[0]
    if not headings and all(fold(text) in names for text in (head.title, head.first("og:title")) if text):
        return next((heading for heading in islice(tree.iter("h2", "h3"), _HEADINGS) if _is_telling(heading)), None)
    candidates = [*headings, *islice(tree.iter("h2", "h3", "h4"), _HEADINGS)] if wanted else headings[:1]
    best = max(candidates, key=lambda heading: _likeness(heading, wanted), default=None)
    return best if best is not None and (not wanted or _likeness(best, wanted) >= _SAME) else None


def _is_telling(heading: HtmlElement) -> bool:
    """Say whether a heading can be a headline though no title confirms it: some words, and no link."""
    return len(text_of(heading).split()) >= _TELLING and heading.find(".//a") is None


def _is_headline(heading: HtmlElement, names: Sequence[str]) -> bool:
    """Say whether a heading can be a headline: one with the site's name, or a link to its home page, is none."""
    text = text_of(heading)
    if not text or fold(text) in names:
        return False
    link = heading.find(".//a[@href]")
    return link is None or split(link.get("href", "")).path not in {"", "/"} or "#" in link.get("href", "")


def choose_title(heading: HtmlElement | None, head: Head, linked: Linked, source: Source) -> str:
    """Choose the title of a page: what its heading prints, completed by what its metadata agree on.

    Args:
        heading: the element found by ``find_headline``.
        head: the page's metadata elements.
        linked: the page's JSON-LD.
        source: who publishes it; its names are taken off the end.

    Returns:
        One line, or an empty string where the page has no title.
    """
    names = site_names(head, linked, source)
    printed = strip_site(text_of(heading), names) if heading is not None else ""
    told = [strip_site(text, names) for text in (linked.headline, head.first("og:title"), head.first("twitter:title"))]
    told = [text for text in told if text]
    if not printed:
        return told[0] if told else strip_site(head.title, names)
    for text in told:
        # Two statements of the publisher against one heading, which prints less than the whole.
        if told.count(text) > 1 and text != printed and text.startswith(printed):
            return text
        # A kicker that is an element of its own inside the heading.
        if printed.endswith(text) and printed.removesuffix(text).strip() in _pieces(heading):
            return text
    return printed


def _pieces(heading: HtmlElement | None) -> set[str]:
    return {text_of(child) for child in heading} if heading is not None else set()


def site_names(head: Head, linked: Linked, source: Source) -> tuple[str, ...]:
    """List what the site may call itself, folded."""
    host = source.home.rpartition("//")[2].split("/")[0].removeprefix("www.")
    told = (
        source.title,
        _ASIDE.sub("", source.title),
        head.first("og:site_name"),
        head.first("application-name"),
        *linked.publishers,
    )
    return unique(fold(line(name)) for name in (*told, host, host.rpartition(".")[0], host.split(".")[0]))


def strip_site(title: str, names: Sequence[str]) -> str:
    """Take the name of the site off the end (or the beginning) of a title; a bare name stays."""
    cuts = list(_SEPARATOR.finditer(title))
    for number, cut in enumerate(cuts):
        if cut.start() and _is_site(_parts(title[cut.end() :])[0], names):
            return title[: cut.start()].strip()
        if number == 0 and fold(title[: cut.start()]) in names and title[cut.end() :].strip():
            return strip_site(title[cut.end() :].strip(), names)
    return title.strip()


def _parts(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text) if part.strip()] or [text]


def _is_site(part: str, names: Sequence[str]) -> bool:
    """Say whether a part of a title names the site: its name, alone or among words such as News or خبرگزاری."""
    folded = fold(part)
    if not folded:
        return True
    words = _words(part)
    return any(folded == name or _is_extended(words, _words(name)) for name in names)


def _is_extended(words: frozenset[str], name: frozenset[str]) -> bool:
    return bool(words & (name - _GENERIC)) and words <= name | _GENERIC


def _words(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(fold(text)))


def _likeness(heading: HtmlElement, wanted: Sequence[frozenset[str]]) -> float:
    """Give the share of a heading's words that are in a title, weighed by the share of the title that it has."""
    words = _words(text_of(heading))
    shares = [both / len(words) * min(1.0, 0.5 + both / len(title)) for title in wanted if (both := len(words & title))]
    return max(shares, default=0.0)
