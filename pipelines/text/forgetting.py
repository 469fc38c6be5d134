"""How a memory of words stays bounded: it forgets what it met last and keeps what it met first."""

from __future__ import annotations

from itertools import islice
from typing import Any


def forget(known: dict[Any, Any]) -> None:
    """Halve a full memory, in place.

    Words come as often as Zipf's law has it, so that those met first are the frequent ones; the later half is mostly
    words met once, and emptying the memory would analyse the frequent ones again each time.
    """
    kept = list(islice(known.items(), len(known) // 2))
    known.clear()
    known.update(kept)
