"""Which of the dates that a page gives is the publication's, which the last change's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pipelines.dates.parsing import Reading, Setting, read, to_moment
from pipelines.records import Moment, Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

# Most trusted first; what is not named comes between the feed and the address.
# Whoever wrote a selector into a source's file looked at its pages: what it finds goes before a machine's time without
# a zone, which may be local, UTC or that of a draft.
SELECTOR = "selector"
_TRUST = {"json-ld": 0, "meta": 1, "time": 2, SELECTOR: 3, "byline": 4, "feed": 5, "url": 9}
_MACHINES = ("json-ld", "meta", "time")
_UNKNOWN = 6
_SHOWN = ("byline", SELECTOR)
_CONFLICT = timedelta(hours=36)
# Systems stamp a change at publication seconds before or after it.
_SAME_STAMP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Found:
    """A date string of a page: where it was found, as it stands there, and what it is said to be.

    ``origin`` is ``json-ld``, ``meta``, ``time``, ``byline``, ``feed`` or ``url``; ``role`` is ``published`` or
    ``modified``.
    """

    origin: str
    raw: str
    role: str = "published"


@dataclass(frozen=True, slots=True)
class Dates:
    """The two dates of an article; ``conflict`` names those found more than 36 h off as ``origin=string``."""

    published: Moment | None
    modified: Moment | None
    conflict: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    moment: Moment
    role: str
    reading: Reading

    @property
    def trust(self) -> int:
        return _TRUST.get(self.moment.origin, _UNKNOWN)

    @property
    def without_zone(self) -> bool:
        return self.moment.origin in _MACHINES and _clock_offset(self) is None


def _candidates(found: Sequence[Found], setting: Setting) -> list[_Candidate]:
    candidates = []
    for one in found:
        for reading in read(one.raw, one.origin, setting):
            moment = to_moment(reading, one.raw, one.origin, setting)
            if moment is not None:
                candidates.append(_Candidate(moment, reading.role or one.role, reading))
    selected = any(candidate.moment.origin == SELECTOR for candidate in candidates)
    return sorted(candidates, key=lambda one: (one.reading.assumed, selected and one.without_zone, one.trust))


def _wall(candidate: _Candidate) -> datetime:
    return candidate.moment.local().replace(tzinfo=None, second=0)


def _refined(best: _Candidate, others: Sequence[_Candidate]) -> Moment:
    """Give the best date the time of day that a less trusted one knows of the same day."""
    if best.moment.precision is not Precision.DAY:
        return best.moment
    day = best.moment.local().date()
    for other in others:
        if other.moment.precision is not Precision.DAY and other.moment.local().date() == day:
            return other.moment
    return best.moment


def _clock_offset(candidate: _Candidate) -> timedelta | None:
    return candidate.reading.clock.offset if candidate.reading.clock else None


def _own_offset(candidate: _Candidate) -> timedelta:
    return candidate.moment.local().utcoffset() or timedelta()


def _proven_shift(candidate: _Candidate, shown: Sequence[_Candidate]) -> timedelta:
    """Give what a machine's time is off by, where a time that the page shows people or the fetch proves it.

    A time marked UTC with the wall time that is shown is local after all, and one without a zone that is the shown time
    in UTC is UTC. One marked UTC that was read as local, because it would lie in the future, is proof for its kind.
    """
    offset, own = _clock_offset(candidate), _own_offset(candidate)
    apart = {_wall(other) - _wall(candidate) for other in shown}
    if offset is None:
        return own if own in apart else timedelta()
    was_read_as_local = (
        candidate.reading.clock is not None and candidate.moment.local().time() == candidate.reading.clock.at
    )
    return -own if offset == timedelta() and (-own in apart or was_read_as_local) else timedelta()


def _in_right_zone(candidates: list[_Candidate]) -> list[_Candidate]:
    """Shift the times of a kind (origin and mark) of which one is proven to be off."""
    timed = [candidate for candidate in candidates if candidate.moment.precision is not Precision.DAY]
    shown = [candidate for candidate in timed if candidate.moment.origin in _SHOWN and _clock_offset(candidate) is None]
    hidden = [candidate for candidate in timed if candidate.moment.origin not in _SHOWN]
    shifts = {
        (candidate.moment.origin, _clock_offset(candidate)): shift
        for candidate in hidden
        if (shift := _proven_shift(candidate, [other for other in shown if not other.reading.assumed]))
    }
    return [
        replace(candidate, moment=_shifted(candidate, shifts.get((candidate.moment.origin, _clock_offset(candidate)))))
        for candidate in candidates
    ]


def _shifted(candidate: _Candidate, shift: timedelta | None) -> Moment:
    moment, clock = candidate.moment, candidate.reading.clock
    if shift is None or clock is None or moment.precision is Precision.DAY:
        return moment
    if clock.offset is not None and moment.local().time() == clock.at:
        return moment
    return replace(moment, instant=moment.instant + shift)


def _chosen(candidates: Sequence[_Candidate], modified: Moment | None) -> Moment | None:
    """Choose by trust, but leave a publication after the last change to the next one that is not."""
    if not candidates:
        return None
    moments = [_refined(candidate, candidates) for candidate in candidates]
    if modified is not None:
        for moment in moments:
            if abs(moment.instant - moments[0].instant) <= _CONFLICT and not _is_after(moment, modified):
                return moment
    return moments[0]


def _is_after(published: Moment, modified: Moment) -> bool:
    if Precision.DAY in (published.precision, modified.precision):
        return published.local().date() > modified.local().date()
    return published.instant > modified.instant + _SAME_STAMP


def published_and_modified(found: Sequence[Found], zone: str, fetched_at: datetime, languages: Sequence[str]) -> Dates:
    """Choose publication and last change among all date strings of a page.

    Args:
        found: the strings; the order among those of one origin is theirs in the page.
        zone: the source's IANA zone.
        fetched_at: when the page was fetched, aware.
        languages: the source's languages, the first one first.

    Returns:
        The two moments and the conflicts. Where nothing but a change is dated, it stands for the publication, too.
    """
    candidates = _in_right_zone(_candidates(found, Setting(zone, tuple(languages), fetched_at)))
    published_ones = [candidate for candidate in candidates if candidate.role != "modified"]
    modified_ones = [candidate for candidate in candidates if candidate.role == "modified"]
    modified = _refined(modified_ones[0], modified_ones) if modified_ones else None
    published = _chosen(published_ones, modified) or modified
    if published is None:
        return Dates(None, None, ())
    conflict = tuple(
        dict.fromkeys(
            f"{candidate.moment.origin}={candidate.moment.raw}"
            for candidate in published_ones
            if abs(candidate.moment.instant - published.instant) > _CONFLICT
        )
    )
    if modified is not None and _is_after(published, modified):
        modified = None
    return Dates(published, modified, conflict)
