"""JSON as files and databases can hold it: without halves of surrogate pairs."""

from __future__ import annotations

import json
import re
from typing import Any

# An escape of either half; pairs are common and harmless, single halves come from texts that were cut at a length.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def loads(text: str, *, strict: bool = True) -> Any:  # noqa: ANN401 -- JSON is of any type
    """Decode JSON (RFC 8259); single halves of surrogate pairs, which no UTF-8 can hold, become question marks.

    Raises:
        ValueError: it is no JSON.
        RecursionError: it is nested deeper than Python follows.
    """
    value = json.loads(text, strict=strict)
    if not _HALF.search(text):
        return value
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), strict=strict)
