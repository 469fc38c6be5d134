"""Pages that are no article: home pages, listings, galleries, videos and live blogs, told by several signs at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pipelines.urls import split

if TYPE_CHECKING:
    from pipelines.extract.head import Head
    from pipelines.extract.linked import Linked
    from pipelines.extract.survey import Survey

_HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-zA-Z]{2})?/?)?(?:(?:index|default|home|anasayfa)(?:\.\w+)?/?)?")
_LISTING = re.compile(
    r"/(?:kategori|category|categories|etiket|etiketler|tag|tags|arsiv|archive|archives|arama|search|ara|page|sayfa|"
    r"service|services|konu|konular|topic|topics|author|feed|rss|برچسب|دسته|آرشیو|جستجو)(?:/|$)(?!.*\d{5})",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"/(?:foto-?galeri|fotogaleri|galeri|galeriler|gallery|galleries|photos?|foto|resim-galerisi|photogallery|album|"
    r"عکس|گالری|تصاویر)(?:[/-]|$)|-galerisi?(?:[-/.]|$)|-\d+g\.htm",
    re.IGNORECASE,
)
_FILMS = re.compile(
    r"/(?:video|videos|videolar|video-galeri|videogaleri|izle|watch|film|clip|media/video|فیلم|ویدئو|ویدیو)(?:[/-]|$)",
    re.IGNORECASE,
)
_LIVE = re.compile(r"(?:^|[-_ /])(?:live-?blog|canli-?(?:blog|anlatim)|canlı-?blog|liveblog)", re.IGNORECASE)
_GALLERY_TYPES = frozenset({"imagegallery", "mediagallery"})
_LISTING_TYPES = frozenset({"collectionpage", "searchresultspage", "itemlist", "profilepage"})
# Words under pictures and films are no article below this length (characters); reports with pictures are longer.
_CAPTIONS = 600
# A list of articles has at least as many headings that are links.
_TEASERS = 5


def kind_of(url: str, head: Head, linked: Linked, page: Survey, text: str) -> str:
    """Name what a page is instead of an article; an empty string for articles, however short.

    Args:
        url: the page's address.
        head: its metadata elements.
        linked: its JSON-LD.
        page: its survey.
        text: the text that was found on it.
    """
    parts = split(url)
    path = unquote(parts.path)
    if "liveblogposting" in linked.types or _LIVE.search(path):
        return "live blog"
    if parts.netloc and _HOME.fullmatch(path) and not parts.query and not linked.article:
        return "home page"
    if len(text) < _CAPTIONS:
        if linked.types & _GALLERY_TYPES or (_PICTURES.search(path) and not linked.body):
            return "picture gallery"
        if _FILMS.search(path) or head.first("og:type").startswith("video"):
            return "video"
    return "listing" if _is_listing(path, head, linked, page) else ""


def _is_listing(path: str, head: Head, linked: Linked, page: Survey) -> bool:
    if linked.article or head.first("article:published_time", "datepublished"):
        return False
    teasers = sum(block.is_link and block.is_heading for block in page.blocks)
    if teasers < _TEASERS:
        return False
    return bool(_LISTING.search(path) or linked.types & _LISTING_TYPES)
