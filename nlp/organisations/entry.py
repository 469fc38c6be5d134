"""What the register knows of one organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

INTERNATIONAL = "int"
"""The country of bodies that belong to no single state."""


class Kind(StrEnum):
    """What sort of organisation an entry is; the value is what register files say."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    DEVELOPMENT_AGENCY = "development-agency"
    FUND = "fund"
    PARK = "park"
    ZONE = "zone"
    ACCELERATOR = "accelerator"
    TRANSFER_OFFICE = "transfer-office"
    UNIVERSITY = "university"
    RESEARCH_CENTRE = "research-centre"
    COMPANY = "company"
    STARTUP = "startup"
    DEFENCE = "defence"
    BANK = "bank"
    ASSOCIATION = "association"
    CHAMBER = "chamber"
    INTERNATIONAL = "international"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One organisation of the register.

    ``id`` is ``<country>/<slug>``; ``country`` ISO 3166 alpha-2 in lower case, or ``int``. ``names`` maps a language
    to names, the first of which is shown. ``acronyms`` are matched with their capitals, ``former`` names like current
    ones.

    What keeps a name from being taken for something else: ``cued`` names (all of them where ``cue`` is true) are
    common words that count only beside a word such as *company*; ``national`` entries share their names with bodies of
    other countries, so the country must be clear; ``unless`` names contexts (``sport`` ...) in which the name means
    something else; ``not_before`` and ``not_after`` are neighbouring words that make it something else. ``offices``
    are titles that imply the body (*Minister of ...*). ``local`` names are those that a body of every region bears
    (*the province's science park*); they count where the article speaks of one body, or of one of the ``regions``.
    ``origin`` is the list an entry was taken from, empty for hand-kept ones.
    """

    id: str
    kind: Kind
    country: str
    city: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acronyms: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    cued: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    website: str = ""
    cue: bool = False
    national: bool = False
    unless: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    origin: str = ""

    @property
    def state(self) -> str | None:
        """The country as records carry it: ``None`` for a body that belongs to no single state."""
        return None if self.country == INTERNATIONAL else self.country
