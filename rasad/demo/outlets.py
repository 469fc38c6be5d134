"""The demo's outlets: what each one's pages, addresses and lists look like."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.errors import DataError
from rasad.demo.drafts import ARTICLES

SOURCES = Path(__file__).parent / "sources"
ZONES = {"tr": "Europe/Istanbul", "ir": "Asia/Tehran"}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleList(_Strict):
    """One address that lists articles: a feed, a sitemap or a listing page.

    ``form`` is a template's name; ``whole`` puts the full text into the feed; ``tracking`` is the query string that
    the feed adds to every link; ``members`` are the sitemaps of an index; ``gzip`` packs the body; ``cut`` names the
    capture whose body breaks off in the middle; ``days`` is how far back the list goes.
    """

    path: str
    form: str
    whole: bool = False
    tracking: str = ""
    members: tuple[str, ...] = ()
    gzip: bool = False
    cut: date | None = None
    days: int = 14


class Extra(_Strict):
    """An address that is no article: an error, a redirect (``to``) or a page (``page``, a template's name).

    ``listed`` is the capture in whose lists it stands under ``title``; without it nothing links to it.
    """

    path: str
    status: int = 200
    to: str = ""
    page: str = ""
    title: str = ""
    listed: date | None = None


class Dress(_Strict):
    """How an outlet publishes; ``articles/<id>/outlet.yaml`` says it.

    ``address`` is a pattern over year, month, day, slug, words (the title as a path) and number; ``byline`` names the
    way the page prints its date; ``charset`` encodes the body, ``header`` is what the Content-Type header claims
    (empty: nothing) and ``lie`` what it claims on a page with a lying header. ``zwnj`` and ``letters`` say what the
    outlet's editors or software make of Persian.
    """

    page: str
    address: str
    byline: str
    charset: str = "utf-8"
    header: str = "utf-8"
    lie: str = "utf-8"
    zwnj: Literal["kept", "spaced", "glued", "entity", "not-sign"] = "kept"
    letters: Literal["persian", "arabic"] = "persian"
    lists: tuple[ArticleList, ...]
    robots: str = "User-agent: *\nDisallow:\n"
    ticker: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()


class _Imprint(BaseModel):
    """What the demo's builder reads of a source file; the crawler checks the rest of it."""

    title: str
    home: str
    country: Literal["tr", "ir"]
    language: str


class Outlet(_Strict):
    """A demo source together with its dress."""

    id: str
    title: str
    home: str
    country: str
    language: str
    dress: Dress

    @property
    def zone(self) -> str:
        """Give the IANA zone of the outlet's clock."""
        return ZONES[self.country]

    def url(self, path: str) -> str:
        """Give the address of a path on this outlet's host."""
        return self.home.rstrip("/") + path


@cache
def outlets(sources: Path = SOURCES, articles: Path = ARTICLES) -> dict[str, Outlet]:
    """Read all outlets, by id.

    Args:
        sources: holds the source files, ``<id>.yaml``.
        articles: holds for each source a folder ``<id>`` with its ``outlet.yaml``.

    Raises:
        DataError: a file is wrong; the text names it and the reason.
    """
    return {file.stem: _outlet(file, articles / file.stem / "outlet.yaml") for file in sorted(sources.glob("*.yaml"))}


def _outlet(file: Path, dress: Path) -> Outlet:
    try:
        imprint = _Imprint.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        return Outlet(
            id=file.stem,
            dress=Dress.model_validate(yaml.safe_load(dress.read_text(encoding="utf-8"))),
            **imprint.model_dump(),
        )
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise DataError(f"The demo outlet {file.stem} cannot be read: {error}") from error
