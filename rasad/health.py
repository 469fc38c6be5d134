"""The health of sources as rows, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasad.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawlers.health import Health
    from crawlers.vitals import Vitals


def health_json(health: Health) -> dict[str, object]:
    """Give a source's health as one JSON line."""
    vitals = health.vitals
    return {
        "id": health.source.id,
        "articles_this_week": vitals.week.articles,
        "articles_per_week": round(vitals.history.articles / vitals.weeks, 2) if vitals.weeks else None,
        "last_article": vitals.last.isoformat() if vitals.last else None,
        "fetched": vitals.fetched,
        "rejected": dict(vitals.rejected),
        "filled": filled(vitals),
        "findings": [{"alarm": finding.alarm.value, "detail": finding.detail} for finding in health.findings],
    }


def filled(vitals: Vitals) -> dict[str, float]:
    """Give the share of all articles that have a date, an author and a full text; empty without articles."""
    both = vitals.week.articles + vitals.history.articles
    if not both:
        return {}
    return {
        "published": round((vitals.week.dated + vitals.history.dated) / both, 3),
        "authors": round((vitals.week.authored + vitals.history.authored) / both, 3),
        "text": round((vitals.week.complete + vitals.history.complete) / both, 3),
    }


def health_table(found: Iterable[Health]) -> str:
    """Align the health of sources for a terminal."""
    rows = []
    for one in sorted(found, key=lambda each: (not each.findings, each.source.id)):
        shares = filled(one.vitals)
        usual = one.vitals.history.articles / one.vitals.weeks if one.vitals.weeks else 0.0
        rows.append(
            (
                one.source.id,
                one.vitals.week.articles,
                f"{usual:.1f}",
                *(f"{shares[name]:.0%}" if shares else "-" for name in ("published", "authors", "text")),
                sum(one.vitals.rejected.values()),
                f"{one.vitals.last:%Y-%m-%d}" if one.vitals.last else "-",
                ", ".join(finding.alarm.value for finding in one.findings) or "well",
            )
        )
    head = ("source", "this week", "usual", "dated", "authors", "text", "rejected", "last article", "findings")
    return table(head, rows)
