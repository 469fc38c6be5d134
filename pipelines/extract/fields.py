"""The smaller fields of an article: its address, section, keywords and image."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.extract.lines import fold
from pipelines.extract.linked import split_keywords
from pipelines.extract.markup import absolute, line, text_of, unique, words_of
from pipelines.extract.selected import first_text
from pipelines.urls import canonical, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.extract.head import Head
    from pipelines.extract.sight import Sight
    from pipelines.records import Page

_TRAIL_LINKS = "//*[contains(@class, 'breadcrumb') or contains(@class, 'news_path') or contains(@id, 'breadcrumb')]//a"
_TAG_LISTS = "//*[contains(@class, 'tag') or contains(@class, 'etiket') or contains(@class, 'keyword')]"
_TAG_WORDS = frozenset({"tag", "tags", "etiket", "etiketler", "keywords", "taglist", "tagcloud", "barchasb"})
_LONGEST_LABEL = 40
# What templates write for every article of a site, folded.
_NO_SECTIONS = frozenset(
    {"news", "haber", "haberler", "home", "anasayfa", "article", "خانه", "صفحه نخست", "اخبار", "خبر"}
)


def find_address(page: Page, head: Head) -> str:
    """Choose the article's address: the page's canonical link where it is credible, else the one that answered."""
    for link in (head.canonical, head.first("og:url")):
        address = absolute(page.fetched_url, link) if link else ""
        if address and same_site(address, page.fetched_url) and _is_specific(address, page.fetched_url):
            return canonical(address)
    return canonical(page.fetched_url)


def _is_specific(address: str, fetched: str) -> bool:
    """Say whether a canonical link names an article: templates put the home page or the section there by mistake."""
    one, other = urlsplit(canonical(address)), urlsplit(canonical(fetched))
    if (one.path, one.query) == (other.path, other.query):
        return True
    return len(one.path) > 1 and not f"{other.path}/".startswith(f"{one.path}/")


def find_section(sight: Sight) -> str | None:
    """Find the section of the site that an article stands in."""
    chosen = first_text(sight.tree, sight.source.selectors.section)
    metas = sight.head.every("article:section", "og:article:section", "articlesection")
    told = (chosen, sight.linked.section, *metas, *_trail(sight))
    return next((text for text in told if text and fold(text) not in _NO_SECTIONS), None)


def _trail(sight: Sight) -> list[str]:
    """Give the steps of a printed breadcrumb, the nearest to the article first."""
    steps = [text_of(link) for link in sight.tree.xpath(_TRAIL_LINKS)]
    return [step for step in reversed(steps) if 0 < len(step) <= _LONGEST_LABEL and step != sight.title]


def find_keywords(sight: Sight) -> tuple[str, ...]:
    """List the keywords that the publisher gave an article, without its own name."""
    return tuple(keyword for keyword in _told_keywords(sight) if fold(keyword) not in sight.names)


def _told_keywords(sight: Sight) -> tuple[str, ...]:
    tags = sight.head.every("article:tag", "og:article:tag") or sight.head.every("keywords", "news_keywords")
    feed = sight.page.entry.categories if sight.page.entry is not None else ()
    found = sight.linked.keywords or unique(word for text in tags for word in split_keywords(text))
    return found or unique(_printed_tags(sight)) or unique(map(line, feed))


def _printed_tags(sight: Sight) -> Iterator[str]:
    """Give the links of a page's tag list."""
    lists = [element for element in sight.tree.xpath(_TAG_LISTS) if words_of(element.get("class")) & _TAG_WORDS]
    for link in (*sight.tree.xpath("//a[@rel='tag']"), *(link for element in lists for link in element.iter("a"))):
        text = text_of(link).removeprefix("#").strip(" -,،")
        if len(text) <= _LONGEST_LABEL:
            yield text


def find_image(sight: Sight) -> str | None:
    """Find the address of an article's leading image."""
    told = (*sight.head.every("og:image", "og:image:url", "og:image:secure_url"), sight.linked.image)
    entry = sight.page.entry.image if sight.page.entry is not None else ""
    base = sight.page.fetched_url
    addresses = (absolute(base, text) for text in (*told, sight.head.first("twitter:image"), entry) if text)
    return next((address for address in addresses if address and canonical(address) != canonical(base)), None)
