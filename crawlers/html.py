"""Whether a response is an HTML page, whatever its header says."""

from __future__ import annotations

# First bytes of what is served as HTML by mistake: PDF, ZIP (and Office), images, gzip, media, executables.
_FOREIGN = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"ID3", b"OggS", b"\x7fELF",
    b"MZ\x90", b"\xd0\xcf\x11\xe0", b"BM\x00", b"\x00\x00\x00",
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")
# A page with some stray ones is still a page.
_MOST_CONTROLS = 4
_MARKS = (b"<!doctype", b"<html", b"<head", b"<body", b"<div", b"<p", b"<article", b"<h1", b"<meta", b"<title")


def is_html(body: bytes, content_type: str = "") -> bool:
    """Say whether a body is an HTML page; an empty one served as HTML is one."""
    start = body[:_LOOKED_AT]
    if start.startswith(_FOREIGN):
        return False
    if not start.startswith(_UTF16) and _is_binary(start):
        return False
    kind = content_type.partition(";")[0].strip().lower()
    if "html" in kind:
        return True
    if kind and not kind.startswith(("text/plain", "application/octet-stream", "application/xml", "text/xml")):
        return False
    text = start.replace(b"\x00", b"").lower()
    return any(mark in text for mark in _MARKS)


def _is_binary(start: bytes) -> bool:
    """Tell bytes from text by control characters; UTF-16 is full of them, too, but in every second place only."""
    even, odd = (len(part) - len(part.translate(None, _CONTROLS)) for part in (start[::2], start[1::2]))
    return min(even, odd) > max(_MOST_CONTROLS, len(start) // 100)
