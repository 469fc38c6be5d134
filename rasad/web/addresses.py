"""Addresses within the desk."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def address(path: str, **parameters: object) -> str:
    """Write an address with its parameters; empty ones are left out, lists are repeated."""
    pairs = [
        (name, str(item))
        for name, value in parameters.items()
        for item in (value if isinstance(value, list | tuple) else [value])
        if item not in {None, "", False}
    ]
    return f"{quote(path)}?{urlencode(pairs)}" if pairs else quote(path)


def visitable(url: str) -> str:
    """Give an outside address if it can be followed safely; nothing for ``javascript:`` and the like."""
    return url if url.lower().startswith(("http://", "https://")) else ""
