"""The smaller fields of an article: its address, section, keywords and image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.lines import fold
from pipelines.extract.linked import split_keywords
from pipelines.extract.markup import absolute, line, text_of, unique, words_of
from pipelines.extract.selected import first_text
from pipelines.urls import canonical, same_site, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.extract.head import Head
    from pipelines.extract.sight import Sight
    from pipelines.records import Page

_TRAIL_LINKS = "//*[contains(@class, 'breadcrumb') or contains(@class, 'news_path') or contains(@id, 'breadcrumb')]//a"
_SECTIONS = (
    "//*[@itemprop='articleSection'] | //a[contains(@rel, 'category')] | //*[contains(@class, 'kategori')"
    " or contains(@class, 'category') or contains(@class, 'eyebrow') or contains(@class, 'section-label')"
    " or contains(@class, 'cat-links') or contains(@class, 'service')]"
)
# A section stands within this many elements of the headline.
_NEAR = 40
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
    one, other = split(canonical(address)), split(canonical(fetched))
    if (one.path, one.query) == (other.path, other.query):
        return True
    return len(one.path) > 1 and not f"{other.path}/".startswith(f"{one.path}/")


def find_section(sight: Sight) -> str | None:
    """Find the section of the site that an article stands in."""
    chosen = first_text(sight.tree, sight.source.selectors.section)
    metas = sight.head.every("article:section", "og:article:section", "articlesection")
    told = (
        (chosen, sight.linked.section, *metas) if chosen or sight.linked.section or metas else _printed_sections(sight)
    )
    return next((text for text in told if text and fold(text) not in _NO_SECTIONS), None)


def _printed_sections(sight: Sight) -> list[str]:
    """Give the labels that look like a section, the nearest to the headline first, and the steps of a breadcrumb."""
    order = {element: number for number, element in enumerate(sight.tree.iter("*"))}
    at = order.get(sight.heading, 0) if sight.heading is not None else 0
    far = len(order) + _NEAR
    labels = [(abs(order.get(element, far) - at), element) for element in sight.tree.xpath(_SECTIONS)]
    near = [element for distance, element in sorted(labels, key=lambda pair: pair[0]) if distance <= _NEAR]
    steps = list(reversed(sight.tree.xpath(_TRAIL_LINKS)))
    texts = (text_of(element) for element in (*near, *steps))
    return [text for text in texts if 0 < len(text) <= _LONGEST_LABEL and text != sight.title]


def find_keywords(sight: Sight, lines: Sequence[str]) -> tuple[str, ...]:
    """List the keywords that the publisher gave an article (in metadata or ``lines``), without its own name."""
    printed = unique(word for text in lines for word in split_keywords(text))
    return tuple(keyword for keyword in _told_keywords(sight) or printed if fold(keyword) not in sight.names)


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
