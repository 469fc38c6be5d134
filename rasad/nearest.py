"""What somebody may have meant who misspelt a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known names nearest to a misspelt one as a question in brackets, or nothing where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 -- only for an error's sake

    near = get_close_matches(word, sorted(known))
    return f" (did you mean {', '.join(near)}?)" if near else ""
