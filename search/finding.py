"""Requests answered on a view: facets, pages, stories and highlights, the same for every engine."""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.errors import UsageError
from search.clauses import Clause, OneOf, narrow
from search.engine import Place, Position, View, Walk
from search.highlight import Highlighter
from search.index import LARGEST_PAGE, FacetCount, Hit, Request, Result, Sort
from search.lowering import lowered
from search.printer import to_text
from search.schema import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from search.nodes import Query

# Hits looked at for each story that is wanted, since most articles are alone in theirs; what is missing comes in larger
# steps.
_EACH, _LARGEST_STEP = 3, 1000


def find(view_of: Callable[[str], View], request: Request) -> Result:
    """Answer a request.

    Args:
        view_of: gives the view of a token, or the newest for an empty or forgotten one.
        request: what is asked.

    Raises:
        UsageError: a facet is unknown, or the cursor belongs to another request.
    """
    _check_facets(request)
    token, after = _position(request)
    view = view_of(token)
    base = lowered(request.query)
    clause = narrow(base, _filters(request))
    size = min(max(request.size, 1), LARGEST_PAGE)
    places, total = _page(view, clause, request, after, size)
    shown = places[:size]
    others = view.groups(clause, [place.group for place in shown]) if request.stories and shown else {}
    highlighted = request.query if request.highlight else None
    return Result(
        total=total,
        hits=hits_of(view, shown, highlighted, others),
        facets=_facets(view, base, request),
        next=_cursor(view, request, shown[-1]) if len(places) > size else None,
    )


def _check_facets(request: Request) -> None:
    for name in (*request.filters, *request.facets):
        if name not in FACETS:
            raise UsageError(f"there is no facet {name!r}; the facets are {', '.join(FACETS)}")


def _filters(request: Request, without: str = "") -> list[Clause]:
    return [OneOf(name, values) for name, values in request.filters.items() if values and name != without]


def _page(view: View, clause: Clause, request: Request, after: Position | None, size: int) -> tuple[list[Place], int]:
    """Give a page and one hit more, if there is one, and the number of all hits."""
    if request.stories:
        return _stories(view, clause, request.sort, after, size + 1)
    walk = view.walk(clause, request.sort, after, size + 1)
    return list(walk.places), view.count(clause) if walk.total is None else walk.total


def _stories(view: View, clause: Clause, sort: Sort, after: Position | None, size: int) -> tuple[list[Place], int]:
    """Walk from the first hit, since a story's first hit may stand on any page before."""
    found: list[Place] = []
    seen: set[int] = set()
    total = 0
    seek = size + (after.rank if after else 0)
    for walk in _strides(view, clause, sort, min(seek * _EACH, _LARGEST_STEP)):
        total = walk.total if walk.total is not None else total
        for place in walk.places:
            if place.group not in seen and (after is None or after.precedes(place, sort)):
                found.append(place)
            seen.add(place.group)
        if len(found) >= size:
            break
    return found[:size], total


def _strides(view: View, clause: Clause, sort: Sort, step: int) -> Iterator[Walk]:
    position: Position | None = None
    while True:
        walk = view.walk(clause, sort, position, step)
        yield walk
        if len(walk.places) < step:
            return
        last = walk.places[-1]
        position = Position(last.score, last.key, last.rank)
        step = min(step * 2, _LARGEST_STEP)


def hits_of(
    view: View,
    places: Sequence[Place],
    highlighted: Query | None = None,
    others: Mapping[int, int] = MappingProxyType({}),
) -> tuple[Hit, ...]:
    """Read hits, marked with what a query asks for, and with the number of articles of each story."""
    highlighter = Highlighter(highlighted)
    documents = view.read(places)
    read = [highlighter.read(document) if document else {} for document in documents]
    view.recall([reading for texts in read for reading in texts.values()])
    return tuple(
        Hit(
            id=document.article.id,
            document=document,
            score=place.score,
            snippet=shown.snippet,
            title=shown.title,
            others=max(others.get(place.group, 1) - 1, 0),
        )
        for place, document, texts in zip(places, documents, read, strict=True)
        if document is not None
        for shown in (highlighter.show(document, texts),)
    )


def _facets(view: View, base: Clause, request: Request) -> dict[str, tuple[FacetCount, ...]]:
    """Count facets; a facet with a selection is counted as if it had none, so that more of it can be selected."""
    selected = [name for name in request.facets if request.filters.get(name)]
    plain = [name for name in request.facets if name not in selected]
    counts = dict(view.counts(narrow(base, _filters(request)), plain)) if plain else {}
    for name in selected:
        counts |= view.counts(narrow(base, _filters(request, name)), [name])
    return {name: _top(counts[name], request.filters.get(name, ()), request.facet_size) for name in request.facets}


def _top(counts: list[tuple[str, int]], selected: tuple[str, ...], size: int) -> tuple[FacetCount, ...]:
    """Give the most frequent values, and the selected ones however rare they are."""
    known = dict(counts)
    kept = counts[:size]
    names = {value for value, _ in kept}
    kept = kept + [(value, known.get(value, 0)) for value in dict.fromkeys(selected) if value not in names]
    return tuple(FacetCount(value, count, value in selected) for value, count in kept)


def _fingerprint(request: Request) -> str:
    asked = [to_text(request.query), sorted(request.filters.items()), request.sort, request.stories]
    return blake2b(json.dumps(asked).encode(), digest_size=6).hexdigest()


def _cursor(view: View, request: Request, last: Place) -> str:
    content = [_fingerprint(request), view.token, last.score, last.key, last.rank]
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _position(request: Request) -> tuple[str, Position | None]:
    if request.cursor is None:
        return "", None
    try:
        padded = request.cursor + "=" * (-len(request.cursor) % 4)
        content = json.loads(base64.b64decode(padded.encode(), b"-_", validate=True))
        fingerprint, token, score, key, rank = content
        position = Position(float(score), int(key), int(rank))
    except (ValueError, TypeError, binascii.Error) as error:
        raise UsageError("the cursor of the next page is damaged; start again from the first page") from error
    if fingerprint != _fingerprint(request):
        raise UsageError("the cursor of the next page belongs to another search; start again from the first page")
    return str(token), position
