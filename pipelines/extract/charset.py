"""The characters of a page, whatever its server, its markup or its author say about them."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# WHATWG Encoding Standard: the ISO labels mean the Windows supersets; 1256 is what ISO-8859-6 pages turn out to be.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-6": "cp1256",
    "utf-16": "utf-16-le",
}
_BY_LANGUAGE = {"tr": "cp1254", "fa": "cp1256", "ar": "cp1256"}
_CANDIDATES = ("cp1254", "cp1256", "cp1252")
# HTML Standard, "prescan a byte stream": declarations stand in the first 1024 bytes; real pages are less tidy.
_PRESCAN = 4096
# Bytes enough to judge an 8-bit encoding by the letters it gives.
_SAMPLE = 200_000
# A page that is UTF-8 but for this share of its non-ASCII characters is UTF-8 with foreign pieces in it.
_FOREIGN_SHARE = 0.3
# Share of zero bytes in one of the two byte positions that makes UTF-16 without a mark.
_ZEROS = 0.3
_TURKISH = frozenset("ğüşıöçİĞÜŞÖÇâîûÂÎÛ’“”‘…–—\u00a0«»")
_PERSIAN = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2,}")
_LATIN_BESIDE_ARABIC = re.compile("[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]")
_CONTROL_BYTES = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
_CONTROLS = re.compile(f"[{re.escape(_CONTROL_BYTES.decode())}]")


def decode(body: bytes, content_type: str, languages: Sequence[str] = ()) -> str:
    """Turn the bytes of a page into text without control characters; it never raises.

    A byte order mark decides, then validity as UTF-8, then how well the text reads in each declared or likely 8-bit
    encoding: headers and ``meta`` elements are often wrong. Bytes that are foreign to a UTF-8 page are read in the
    8-bit encoding of the page's language.

    Args:
        body: the response's bytes after content decoding.
        content_type: the Content-Type header.
        languages: what the source publishes in, as ISO 639-1.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _CONTROLS.sub("", body[len(mark) :].decode(encoding, "replace"))
    wide = _wide(body)
    if wide:
        return _CONTROLS.sub("", body.decode(wide, "replace"))
    plain = body.translate(None, _CONTROL_BYTES)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return _repair(plain, _declared(plain, content_type), languages)


def inflate(body: bytes, limit: int) -> bytes:
    """Undo a gzip compression that the headers do not mention, up to ``limit`` + 1 bytes; other bodies stay."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, limit + 1)
    except zlib.error:
        return body


def _wide(body: bytes) -> str:
    """Recognise UTF-16 without a mark by its zero bytes; an empty string for anything else."""
    sample = body[:_PRESCAN]
    half = len(sample) / 2 * _ZEROS
    if b"\0" not in sample:
        return ""
    if sample[1::2].count(0) > half > sample[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > half > sample[1::2].count(0) else ""


def _declared(body: bytes, content_type: str) -> list[str]:
    """List the Python names of the encodings that the markup and the header declare, known ones only."""
    labels = [label.decode("ascii") for label in _DECLARED.findall(body[:_PRESCAN])]
    labels += _IN_HEADER.findall(content_type)
    return [name for name in map(_known, labels) if name]


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(name, name)


def _repair(body: bytes, declared: list[str], languages: Sequence[str]) -> str:
    text = body.decode("utf-8", "surrogateescape")
    foreign = [character for character in text if "\udc80" <= character <= "\udcff"]
    others = sum(character > "\x7f" for character in text) - len(foreign)
    whole = len(foreign) > _FOREIGN_SHARE * (len(foreign) + others)
    sample = (
        body if whole else "".join(c for c in text if c < "\x80" or c >= "\udc80").encode("utf-8", "surrogateescape")
    )
    eight_bit = _best([name for name in declared if not name.startswith("utf")], sample, languages)
    if whole:
        return body.decode(eight_bit, "replace")
    table = {ord(character): _one(character, eight_bit) for character in set(foreign)}
    return text.translate(table)


def _one(surrogate: str, encoding: str) -> str:
    """Read one escaped byte in an 8-bit encoding."""
    return bytes([ord(surrogate) - 0xDC00]).decode(encoding, "replace")


def _best(declared: list[str], body: bytes, languages: Sequence[str]) -> str:
    """Choose the encoding in which the page reads best; the declared one and then the language's win a draw."""
    expected = [_BY_LANGUAGE[language] for language in languages if language in _BY_LANGUAGE]
    candidates = list(dict.fromkeys([*declared, *expected, *_CANDIDATES]))
    sample = body[:_SAMPLE]
    return max(candidates, key=lambda name: _quality(sample, name))


def _quality(sample: bytes, encoding: str) -> float:
    """Score how much of the non-ASCII text reads as Turkish or as Persian; 1 is all of it."""
    text = sample.decode(encoding, "replace")
    strange = [character for character in text if character > "\x7f"]
    if not strange:
        return 1.0
    arabic = sum(len(run) for run in _PERSIAN.findall(text))
    turkish = sum(character in _TURKISH for character in strange)
    misread = len(_LATIN_BESIDE_ARABIC.findall(text)) + text.count("\ufffd")
    return (arabic + turkish - 2 * misread) / len(strange)
