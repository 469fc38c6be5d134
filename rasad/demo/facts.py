"""What a run over the mini web must find: the truth of every article, and the sums that a run is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipelines.records import Reason
from rasad.demo.drafts import Condition, read
from rasad.demo.outlets import outlets
from rasad.demo.pages import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasad.demo.drafts import Draft
    from rasad.demo.outlets import Outlet

WEEK = (date(2026, 11, 9), date(2026, 11, 15))
"""The first and the last day of the demo's last week, 2026-W46."""

ACCEPTED = frozenset({"tr", "fa", "en"})
# robots.txt forbids this folder of Teknogündem; its feed still announces the article.
FORBIDDEN_FOLDER = "/ozel/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of one article: the last version of it, as its author meant it.

    ``interaction`` is the stage of a happening between an Iranian and a Turkish side (``signed``, ``carried-out``,
    ``planned``, ``announced``, ``denied``), ``deadline`` the last day of a call, ``issuer`` the country of who calls;
    ``original`` is the address of the article that this one copies.
    """

    url: str
    source: str
    language: str
    title: str
    published: datetime
    revisions: int
    dated: bool
    complete: bool
    original: str | None
    interaction: str | None
    deadline: date | None
    issuer: str | None

    @property
    def accepted(self) -> bool:
        """Say whether the article is in a language that is read."""
        return self.language in ACCEPTED

    @property
    def in_week(self) -> bool:
        """Say whether it was published in the last week, by its source's clock."""
        return WEEK[0] <= self.published.date() <= WEEK[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The counts of a complete run.

    ``articles`` counts by language with copies, ``copies`` those that repeat an earlier article, ``revised`` those
    with a second version; ``interactions`` counts articles without copies that tell of a happening between Iran and
    Türkiye, ``open_needs`` calls of Turkish bodies, told by any article but copies, that were still open after the
    last week. ``rejections`` counts pages by reason.
    """

    articles: Mapping[str, int]
    copies: int
    revised: int
    incomplete: int
    undated: int
    interactions: int
    interactions_in_week: int
    open_needs: int
    rejections: Mapping[Reason, int]


EXPECTED = Sums(
    articles={"tr": 90, "fa": 82, "en": 43},
    copies=11,
    revised=4,
    incomplete=4,
    undated=5,
    interactions=34,
    interactions_in_week=10,
    open_needs=11,
    rejections={
        Reason.LANGUAGE: 3,
        Reason.GONE: 1,
        Reason.HTTP_ERROR: 1,
        Reason.ROBOTS: 1,
        Reason.NO_TEXT: 1,
        Reason.UNREACHABLE: 1,
    },
)


def truths() -> tuple[Truth, ...]:
    """Give the truth of every article of the mini web, by address."""
    known = outlets()
    drafts = read({outlet.id: outlet.zone for outlet in known.values()})
    versions = Counter(draft.key for draft in drafts)
    latest = {draft.key: draft for draft in drafts}
    links = {key: address(draft, known[draft.outlet]) for key, draft in latest.items()}
    found = [
        _truth(draft, known[draft.outlet], links[key], links.get(draft.copied), versions[key])
        for key, draft in latest.items()
    ]
    return tuple(sorted(found, key=lambda truth: truth.url))


def sums(found: Sequence[Truth]) -> Sums:
    """Sum truths up; the rejections are those that the outlets' odd pages and foreign languages must give."""
    read_ones = [truth for truth in found if truth.accepted]
    own = [truth for truth in read_ones if truth.original is None]
    return Sums(
        articles=dict(Counter(truth.language for truth in read_ones)),
        copies=len(read_ones) - len(own),
        revised=sum(truth.revisions > 1 for truth in read_ones),
        incomplete=sum(not truth.complete for truth in read_ones),
        undated=sum(not truth.dated for truth in read_ones),
        interactions=sum(truth.interaction is not None for truth in own),
        interactions_in_week=sum(truth.interaction is not None and truth.in_week for truth in own),
        open_needs=sum(is_open_need(truth) for truth in own),
        rejections={**_odd_pages(), Reason.LANGUAGE: len(found) - len(read_ones)},
    )


def is_open_need(truth: Truth) -> bool:
    """Say whether an article tells of a Turkish call that is still open after the last week."""
    return truth.issuer == "tr" and truth.deadline is not None and truth.deadline > WEEK[1]


def _odd_pages() -> dict[Reason, int]:
    """Count by reason the odd pages that lists lead to; of two redirects that chase each other one is listed."""
    statuses = {404: Reason.GONE, 500: Reason.HTTP_ERROR, 302: Reason.UNREACHABLE}
    reasons = [
        Reason.ROBOTS if extra.page == "home.html" else statuses.get(extra.status, Reason.NO_TEXT)
        for outlet in outlets().values()
        for extra in outlet.dress.extras
        if extra.listed
    ]
    return dict(Counter(reasons))


def _truth(draft: Draft, outlet: Outlet, url: str, original: str | None, revisions: int) -> Truth:
    tells = dict(_pair(told) for told in draft.tells)
    call = next((kind for kind in ("call", "call-ir") if kind in tells), None)
    return Truth(
        url=url,
        source=draft.outlet,
        language=draft.language or outlet.language,
        title=draft.title,
        published=draft.published,
        revisions=revisions,
        dated=Condition.UNDATED not in draft.conditions,
        complete=not draft.conditions & {Condition.FORBIDDEN, Condition.PAYWALL} and not _forbidden(draft),
        original=original,
        interaction=tells.get("interaction"),
        deadline=date.fromisoformat(tells[call]) if call else None,
        issuer={"call": "tr", "call-ir": "ir"}.get(call or ""),
    )


def _forbidden(draft: Draft) -> bool:
    return draft.address.startswith(FORBIDDEN_FOLDER)


def _pair(told: str) -> tuple[str, str]:
    kind, _, value = told.partition(" ")
    return kind, value
