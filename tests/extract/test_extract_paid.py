"""What is behind a paywall is told from what a page only says of its price."""

from __future__ import annotations

import json

import pytest

from tests.extract.samples import TURKISH, article, document, paragraphs

HEAD = "<h1>Kumsal Robotu tanıtıldı</h1>"
OPENING = paragraphs(*(text * 4 for text in TURKISH))


def _ld(**fields: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "a", **fields})}</script>'
    )


def _part(free: object, selector: object = ".odeme") -> dict[str, object]:
    return {"@type": "WebPageElement", "isAccessibleForFree": free, "cssSelector": selector}


@pytest.mark.parametrize(
    ("part", "within", "complete"),
    [
        (_part(free=False), "", False),
        (_part(free=False), '<div class="odeme"></div>', False),
        (_part(free=False), f'<div class="odeme">{OPENING}</div>', True),
        (_part("https://schema.org/False"), "", False),
        ([_part(free=True), _part("false", [".yok", ".odeme"])], '<div class="odeme">Abone olun.</div>', False),
        (_part(free=True), "", True),
        (_part(free=False, selector="))bozuk(("), "", False),
        (_part(free=False, selector=""), "", True),
        ("text instead of a part", "", True),
    ],
)
def test_the_paid_part_decides(part: object, within: str, complete: bool) -> None:  # noqa: FBT001 -- a table's column
    """An article is whole where the part that is not free stands on the page, and a stub where it is missing."""
    found = article(document(f"{HEAD}{OPENING}{within}", _ld(isAccessibleForFree=False, hasPart=part)))
    assert found.complete is complete


def test_a_free_article_with_a_paid_part_is_a_stub() -> None:
    """A page that calls itself free but has a part that is not, and that part empty, is a stub."""
    head = _ld(isAccessibleForFree=True, hasPart=_part(free=False))
    assert not article(document(f"{HEAD}{OPENING}", head)).complete
    assert article(document(f"{HEAD}{OPENING}", _ld(isAccessibleForFree=True))).complete
