"""The founding article in the pages that may wrap it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.samples import article, document

SEED = Path(__file__).parents[2] / "../shared/data/seed/article.txt"
ADDRESS = "https://belmi.ir/?p=11989"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the founding article is not beside this checkout ({SEED})")


def _parts() -> list[str]:
    return [part.strip() for part in SEED.read_text(encoding="utf-8").split("\n\n") if part.strip()]


def _pages() -> dict[str, str]:
    trail, title, *rest = _parts() if SEED.exists() else ["", "", ""]
    heading = f"<h1>{title}</h1>"
    lines = "".join(f"<p>{part}</p>" for part in rest)
    return {
        "paragraphs": f"<p>{trail}</p>{heading}{lines}",
        "headline first": f"{heading}<p>{trail}</p>{lines}",
        "no headline": f"<p>{trail}</p><p>{title}</p>{lines}",
        "article": f"<nav>{trail}</nav><article>{heading}{lines}</article>",
        "breaks": f"{heading}<div>{'<br><br>'.join([trail, title, *rest])}</div>",
        "preformatted": f"{heading}<pre>{SEED.read_text(encoding='utf-8') if SEED.exists() else ''}</pre>",
        "table": f"<table><tr><td>{trail}</td></tr><tr><td>{heading}{lines}</td></tr></table>",
    }


@pytest.mark.parametrize("wrapping", _pages())
def test_the_founding_article_is_read(wrapping: str) -> None:
    """Its four paragraphs come without breadcrumb and related part, under its own title."""
    _, title, *rest = _parts()
    body = _pages()[wrapping]
    found = article(document(body, f"<title>{title}</title>", "fa"), "fa", url=ADDRESS)
    assert found.title == title
    assert f"{found.lead}\n\n{found.text}".strip().split("\n\n") == rest[:4]
    assert found.published is None
    assert found.url == ADDRESS
    assert found.complete
