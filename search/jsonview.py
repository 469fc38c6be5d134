"""A result as the JSON that the command line and the API print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.index import FacetCount, Hit, Result
    from search.problems import Ignored


def to_json(
    result: Result, labels: Callable[[str, str], str] | None = None, ignored: Iterable[Ignored] = ()
) -> dict[str, Any]:
    """Write a result as JSON values.

    Args:
        result: what was found.
        labels: gives the name that people know a facet's value by, from facet and value; without it the value.
        ignored: what of the query was not searched as it was written.
    """
    label = labels or _unnamed
    return {
        "total": result.total,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": {name: [_count(name, count, label) for count in counts] for name, counts in result.facets.items()},
        "ignored": [
            {"text": one.text, "problem": one.problem.value, "suggestion": one.suggestion or None} for one in ignored
        ],
        "next": result.next,
    }


def _unnamed(facet: str, value: str) -> str:
    del facet
    return value


def _hit(hit: Hit) -> dict[str, Any]:
    article = hit.document.article
    return {
        "id": hit.id,
        "url": article.url,
        "title": article.title,
        "source": article.source,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "score": round(hit.score, 4),
        "snippet": hit.snippet.text,
    }


def _count(facet: str, count: FacetCount, label: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "value": count.value,
        "label": label(facet, count.value),
        "count": count.count,
        "selected": count.selected,
    }
