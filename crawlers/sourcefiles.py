"""Writes source files: a proposal as a new file, and the day of a passed check into an existing one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from crawlers.model import SourceFile
from pipelines.errors import SourceError
from pipelines.urls import canonical, host

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from crawlers.discovery import Proposal
    from crawlers.sources import Catalogue
    from pipelines.records import SourceKind

_VERIFIED = re.compile(r"^verified:.*$", re.MULTILINE)
_UNFIT = re.compile(r"[^a-z0-9]+")


def file_of(proposal: Proposal, kind: SourceKind, *, country: str = "", language: str = "") -> SourceFile:
    """Make a source file of a proposal.

    Raises:
        SourceError: the country or the language is not known and was not given.
    """
    chosen = {"country": country or proposal.country, "language": language or proposal.language}
    missing = [name for name, value in chosen.items() if not value]
    if missing:
        raise SourceError(f"The {missing[0]} of {proposal.home} cannot be told from its page; give --{missing[0]}.")
    return SourceFile.model_validate(
        {
            "title": proposal.title or host(proposal.home),
            "home": proposal.home,
            "country": chosen["country"],
            "language": [chosen["language"]],
            "kind": kind,
            "family": proposal.family,
            "feeds": proposal.feeds,
            "sitemaps": proposal.sitemaps,
            "listings": [{"url": listing.url, "links": listing.links} for listing in proposal.listings],
        }
    )


def id_of(url: str) -> str:
    """Make a source id of a site's host: its name without ``www`` and ending, such as ``teknogundem``."""
    labels = host(url).removeprefix("www.").split(".")
    endings = {"com", "net", "org", "gov", "edu", "ac", "co", "bel", "k12"}
    kept = [label for label in labels[:-1] if label not in endings] or labels[:1]
    return _UNFIT.sub("-", "-".join(kept)).strip("-") or "source"


def conflict(catalogue: Catalogue, file: SourceFile) -> str | None:
    """Say which known source already has one of a file's addresses, in a sentence; ``None`` where none has."""
    taken = {
        canonical(address): (id_, address) for id_, known in catalogue.files.items() for address in known.addresses()
    }
    for address in file.addresses():
        if canonical(address) in taken:
            id_, known = taken[canonical(address)]
            return f"{known} already belongs to the source {id_}."
    return None


def text_of(file: SourceFile) -> str:
    """Write a source file as YAML, with the keys in their usual order and without what is left at its default."""
    content = file.model_dump(mode="json", exclude_defaults=True)
    if len(content["language"]) == 1:
        content["language"] = content["language"][0]
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False)


def set_verified(path: Path, day: date) -> None:
    """Write into a source file, whose other lines stay as they are, when a live check last passed.

    Raises:
        SourceError: the file cannot be written.
    """
    line = f"verified: {day.isoformat()}"
    try:
        text = path.read_text(encoding="utf-8")
        changed, count = _VERIFIED.subn(line, text, count=1)
        path.write_text(changed if count else f"{text.rstrip()}\n{line}\n", encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{path} cannot be written ({error.strerror}); check its permissions.") from error
