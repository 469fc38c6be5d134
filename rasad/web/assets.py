"""The desk's own files: style, scripts, font."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files("rasad.web") / "static"))


@cache
def asset(name: str) -> str:
    """Give the address of a file with its version, so that a browser keeps it until it changes."""
    version = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={version}"
