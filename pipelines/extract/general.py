"""The general extractors, for pages whose text does not stand out: trafilatura, and resiliparse where that fails."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import version
from itertools import count
from typing import TYPE_CHECKING

from pipelines.extract.markup import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

# trafilatura removes what Python does not call printable, ZWNJ among it. A letter that no page uses stands in for it:
# U+A66E CYRILLIC LETTER MULTIOCULAR O, which occurs once in one manuscript of 1429.
_STAND_IN = "\ua66e"
_JOINER = "\u200c"
_REFERENCES = re.compile(r"&(?:zwnj|#0*8204|#[xX]0*200[cC]);?")
# trafilatura and the packages under it keep what they have seen in caches of up to a million entries.
_PAGES_BETWEEN_RESETS = 300
# Their time grows faster than the page; above this many characters they take longer than a page may.
_LARGEST = 2_000_000
# trafilatura walks over the elements many times; the longest pages seen in the wild have 6,000 tags.
_MOST_TAGS = 15_000


def read_with_trafilatura(markup: str) -> tuple[str, ...]:
    """Extract the paragraphs of a page with trafilatura 2 (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15).

    Returns:
        Paragraphs without those that are empty; ZWNJ is kept; none where the page has no text or is beyond parsing.
    """
    if len(markup) > _LARGEST or markup.count("<") > _MOST_TAGS:
        return ()
    from trafilatura import bare_extraction  # noqa: PLC0415 -- it takes half a second, and most pages do without
    from trafilatura.settings import Document  # noqa: PLC0415 -- the same

    _forget_now_and_then()
    try:
        found = bare_extraction(_disguise(markup), include_comments=False, with_metadata=False)
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError):
        return ()
    text = found.text if isinstance(found, Document) else None
    return tuple(line for raw in (text or "").replace(_STAND_IN, _JOINER).split("\n") if (line := _plain(raw)))


def read_with_resiliparse(markup: str) -> tuple[str, ...]:
    """Extract the paragraphs of a page with resiliparse (Bevendorff et al. 2018), which takes any depth of nesting."""
    if len(markup) > _LARGEST:
        return ()
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - few pages need it

    text = extract_plain_text(markup, main_content=True, list_bullets=False, alt_texts=False, preserve_formatting=True)
    return tuple(line for raw in text.split("\n\n") if (line := squeeze(raw)))


def name_of(package: str) -> str:
    """Name an extractor with its version, for example ``trafilatura-2.3.1``."""
    return f"{package}-{_version(package)}"


@lru_cache(maxsize=8)
def _version(package: str) -> str:
    return version(package)


def _disguise(markup: str) -> str:
    return _REFERENCES.sub(_STAND_IN, markup).replace(_JOINER, _STAND_IN)


def _plain(line: str) -> str:
    """Take trafilatura's list and table marks off a line."""
    return squeeze(line.removeprefix("- ").strip("|"))


@lru_cache(maxsize=1)
def _pages() -> Iterator[int]:
    return count(1)


def _forget_now_and_then() -> None:
    """Empty the caches of trafilatura, htmldate and courlan, so that memory stays flat over any number of pages."""
    if next(_pages()) % _PAGES_BETWEEN_RESETS == 0:
        from trafilatura.meta import reset_caches  # noqa: PLC0415 - see above

        reset_caches()
