"""The demo's articles as they were written: plain text files, one per outlet and ISO week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ARTICLES = Path(__file__).parent / "articles"
SEPARATOR = "----"
KEYS = frozenset(
    {
        *("slug", "title", "kicker", "lead", "date", "modified", "author", "section", "tags"),
        *("as", "tells", "language", "address", "formerly", "copy", "keep"),
    },
)
REQUIRED = ("slug", "date")


class Condition(StrEnum):
    """What is wrong, on purpose, with a page of the demo; the value stands behind ``as:`` in the text files."""

    UNDATED = "undated"
    PAYWALL = "paywall"
    FORBIDDEN = "forbidden"
    LYING_CHARSET = "lying-charset"
    NOT_SIGN = "not-sign"
    SPACED = "spaced"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One version of one article; an edited article is two drafts with the same slug.

    ``published`` and ``modified`` are aware. ``copied`` is ``outlet/slug`` of the article that this one copies and
    ``tells`` what a reader finds in it (``interaction signed``, ``call 2026-11-30``, ``off-topic`` ...): the truth
    that a run is held against. ``address`` and ``formerly`` are paths: where the page stands if not at the outlet's
    usual place, and the old address that lists still give and that redirects here.
    """

    outlet: str
    slug: str
    title: str
    published: datetime
    paragraphs: tuple[str, ...]
    modified: datetime | None = None
    kicker: str = ""
    lead: str = ""
    author: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    conditions: frozenset[Condition] = frozenset()
    tells: tuple[str, ...] = ()
    language: str = ""
    address: str = ""
    formerly: str = ""
    copied: str = ""

    @property
    def shown(self) -> datetime:
        """Give the moment since when this version stands on the web."""
        return self.modified or self.published

    @property
    def key(self) -> str:
        """Give ``outlet/slug``."""
        return f"{self.outlet}/{self.slug}"


def read(zones: Mapping[str, str], folder: Path = ARTICLES) -> tuple[Draft, ...]:
    """Read every text file below a folder, with copies filled from their originals, by time of appearance.

    Args:
        zones: the IANA zone of every outlet whose folder is to be read.
        folder: holds one folder per outlet with its ``*.txt`` files.

    Raises:
        DataError: a header is wrong or a copy has no original; the text names the file and the article.
    """
    blocks = [
        (file, header, paragraphs, outlet)
        for outlet in sorted(zones)
        for file in sorted((folder / outlet).glob("*.txt"))
        for header, paragraphs in _blocks(file)
    ]
    originals = {
        f"{outlet}/{header['slug']}": _draft(file, outlet, zones[outlet], header, paragraphs)
        for file, header, paragraphs, outlet in blocks
        if "copy" not in header and "modified" not in header
    }
    drafts = [
        _copy(file, outlet, zones[outlet], header, originals)
        if "copy" in header
        else _draft(file, outlet, zones[outlet], header, paragraphs)
        for file, header, paragraphs, outlet in blocks
    ]
    return tuple(sorted(drafts, key=lambda draft: (draft.shown, draft.key)))


def _blocks(file: Path) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """Yield header and paragraphs of each article of a file; lines of a paragraph are joined by a blank."""
    for block in file.read_text(encoding="utf-8").split(f"\n{SEPARATOR}\n"):
        head, _, body = block.strip().partition("\n\n")
        header = {}
        for line in head.splitlines():
            key, colon, value = line.partition(":")
            if not colon or key not in KEYS or key in header:
                raise DataError(f"{file.name}: the header line “{line}” is no “key: value” of {sorted(KEYS)}.")
            header[key] = value.strip()
        missing = [key for key in REQUIRED if not header.get(key)]
        if missing:
            raise DataError(f"{file.name}: an article has no {missing[0]} in its header “{head[:60]}”.")
        yield header, tuple(" ".join(part.split("\n")) for part in body.split("\n\n") if part.strip())


def _draft(file: Path, outlet: str, zone: str, header: Mapping[str, str], paragraphs: Sequence[str]) -> Draft:
    where = f"{file.name}, {header['slug']}"
    if not paragraphs or not header.get("title"):
        raise DataError(f"{where}: the article has no title or no text.")
    modified = header.get("modified")
    return Draft(
        outlet=outlet,
        slug=header["slug"],
        title=header["title"],
        published=_moment(where, header["date"], zone),
        modified=_moment(where, modified, zone) if modified else None,
        paragraphs=tuple(paragraphs),
        kicker=header.get("kicker", ""),
        lead=header.get("lead", ""),
        author=header.get("author", ""),
        section=header.get("section", ""),
        language=header.get("language", ""),
        address=header.get("address", ""),
        formerly=header.get("formerly", ""),
        tags=_list(header.get("tags", "")),
        conditions=_conditions(where, header),
        tells=_list(header.get("tells", "")),
    )


def _copy(file: Path, outlet: str, zone: str, header: Mapping[str, str], originals: Mapping[str, Draft]) -> Draft:
    """Fill a copy with the first ``keep`` paragraphs (all without it) of its original, which must be older."""
    where = f"{file.name}, {header['slug']}"
    original = originals.get(header["copy"])
    published = _moment(where, header["date"], zone)
    if original is None or original.published >= published:
        raise DataError(f"{where}: “{header['copy']}” is no earlier article that could be copied.")
    return replace(
        original,
        outlet=outlet,
        slug=header["slug"],
        title=header.get("title") or original.title,
        published=published,
        paragraphs=original.paragraphs[: int(header.get("keep") or len(original.paragraphs))],
        kicker=header.get("kicker", ""),
        lead=header.get("lead", ""),
        author=header.get("author", ""),
        section=header.get("section", ""),
        address=header.get("address", ""),
        formerly=header.get("formerly", ""),
        tags=_list(header.get("tags", "")) or original.tags,
        conditions=_conditions(where, header),
        copied=original.key,
    )


def _conditions(where: str, header: Mapping[str, str]) -> frozenset[Condition]:
    try:
        return frozenset(Condition(value) for value in _list(header.get("as", "")))
    except ValueError as error:
        raise DataError(f"{where}: {error}; write one of {[str(value) for value in Condition]}.") from error


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.replace("،", ",").split(",") if part.strip())


def _moment(where: str, text: str, zone: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise DataError(f"{where}: “{text}” is no date like 2026-11-12 14:35.") from error
