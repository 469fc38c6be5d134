"""Which articles of a general outlet are worth fetching: those of some sections, or those that name some words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pipelines.records import FeedEntry

_TAG = re.compile(r"<[^>]*>")
_NOT_A_WORD = re.compile(r"[^\w]+")
# Arabic spellings that Persian pages mix in, the joiner that some drop, and Turkish letters that ASCII spellings lose.
_FOLD = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "إ": "ا", "أ": "ا", "\u200c": " ", "ـ": "", "ı": "i"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A source's filter: an article passes with one of ``sections`` or one of ``keywords``.

    ``sections`` are compared with the entry's categories and with whole segments of its address; ``keywords`` are
    beginnings of words (so ``girişim`` passes ``girişimciler``), or phrases of them.
    """

    keywords: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def passes(self, entry: FeedEntry) -> bool:
        """Say whether an entry is worth fetching; a filter without words and sections lets everything pass."""
        if not self.keywords and not self.sections:
            return True
        return self._has_section(entry) or self._has_keyword(entry)

    def _has_section(self, entry: FeedEntry) -> bool:
        wanted = {fold(section) for section in self.sections}
        named = {fold(part) for category in entry.categories for part in re.split(r"[>/|]", category)}
        segments = {fold(segment) for segment in unquote(entry.link).split("/")}
        return not wanted.isdisjoint(named | segments)

    def _has_keyword(self, entry: FeedEntry) -> bool:
        pattern = _keywords(self.keywords)
        if pattern is None:
            return False
        text = fold(" ".join((entry.title, entry.summary, *entry.categories)))
        return pattern.search(f" {text} ") is not None


def fold(text: str) -> str:
    """Reduce a text to what a keyword is compared with: lower-case words without marks, markup and punctuation."""
    plain = unicodedata.normalize("NFKC", _TAG.sub(" ", unescape(text))).replace("I", "ı").replace("İ", "i").lower()
    marks = unicodedata.normalize("NFKD", plain.translate(_FOLD))
    bare = "".join(character for character in marks if not unicodedata.combining(character))
    return _NOT_A_WORD.sub(" ", bare).strip()


@lru_cache(maxsize=256)
def _keywords(words: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = [re.escape(folded) for word in words if (folded := fold(word))]
    return re.compile(f" (?:{'|'.join(parts)})") if parts else None
