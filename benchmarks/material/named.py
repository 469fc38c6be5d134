"""Texts whose names of organisations, people and places are marked (``../shared/data/ner``), for scoring and training.

Turkish WikiNER (turkish-nlp-suite, CC BY-SA 4.0), Peyma and ParsTwiNER (overfit-ir/parstwiner, MIT). The tokens are
joined to running text again, and a Turkish name ends before its apostrophe.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "ner"
SETS = {
    "wikiner": ("tr", "tr/turkish_wikiner/{}.conll"),
    "peyma": ("fa", "fa/peyma/{}.txt"),
    "parstwiner": ("fa", "fa/parstwiner/{}.txt"),
}
"""The sets by name: language and path, with a place for ``train`` or ``dev``."""

# GPE: countries, cities; POG: parties and other political groups. Every other label is no name here.
_KINDS = {"PERSON": "PER", "PER": "PER", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG", "POG": "ORG"}
_CLOSING, _OPENING = frozenset(",.;:!?)]}»”…،؛؟%"), frozenset("([{«“")
_QUOTE = frozenset('"')
_VOWEL, _WIDE = "[ıiuüIİUÜ]", "[aeAE]"
_SUFFIXES = (
    rf"[Ll]{_WIDE}[Rr]|[Ll]{_VOWEL}[kKğĞ]?|[Ss]{_VOWEL}[Zz]|[cçCÇ]{_VOWEL}|[nsyNSY]?{_VOWEL}|{_VOWEL}?[Mm]{_VOWEL}[Zz]"
    rf"|[Nn]?{_VOWEL}[Nn]|[Nn]?[dtDT]{_WIDE}[Nn]?|[ynYN]?{_WIDE}|[yY]?[Ll]{_WIDE}|[nNcçCÇ]{_WIDE}|[Kk][İi]"
    rf"|[dtDT]{_VOWEL}[Rr]?|[yY]?[Mm]{_VOWEL}[şŞ]|[yY]?[sS]{_WIDE}"
)
_ENDING = re.compile(rf"(?<=[\w.)\"”»%])['’‘ʼ´`](?=(?:{_SUFFIXES})+(?:\W|$))\w+\W*$")


class Marked(NamedTuple):
    """A text with its names: start, end and kind (``ORG``, ``PER``, ``LOC``)."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def main(arguments: list[str]) -> int:
    """Print how many texts and names there are; 2 without the marked texts."""
    del arguments
    if not DATA.is_dir():
        print(f"The marked texts are not here ({DATA}).", file=sys.stderr)
        return 2
    for name in SETS:
        for part in ("train", "dev"):
            texts = marked(name, part)
            print(f"{name:11s} {part:5s} {len(texts):6d} texts {sum(len(text.names) for text in texts):6d} names")
    return 0


def marked(name: str, part: str) -> list[Marked]:
    """Read the ``train`` or ``dev`` part of a set."""
    _, path = SETS[name]
    return [_joined(sentence) for sentence in _sentences(DATA / path.format(part))]


def _sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Give sentences as tokens with their labels; a label that is no kind of ours is ``O``."""
    tokens: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            token, _, label = line.rpartition("|" if "|" in line.rpartition("\t")[2] else "\t")
            tokens.append((token.strip(), _own(label.strip(), tokens[-1][1] if tokens else "O")))
        elif tokens:
            yield tokens
            tokens = []


def _own(label: str, before: str) -> str:
    """Give a label in our terms; an inside without a beginning of its kind begins a name."""
    kind = _KINDS.get(label[2:])
    if kind is None:
        return "O"
    return f"I-{kind}" if label.startswith("I") and before[2:] == kind else f"B-{kind}"


def _joined(sentence: list[tuple[str, str]]) -> Marked:
    text, names, quoted, glued = "", list[tuple[int, int, str]](), False, True
    for place, (piece, label) in enumerate(sentence):
        quote = piece in _QUOTE
        closing = quoted if quote else piece[:1] in _CLOSING
        text += piece if glued or closing else f" {piece}"
        if label != "O":
            ends = place + 1 == len(sentence) or not sentence[place + 1][1].startswith("I-")
            end = len(text) - (_ending(piece) if ends else 0)
            start = len(text) - len(piece) if label.startswith("B") else names.pop()[0]
            names.append((start, end, label[2:]))
        quoted ^= quote
        glued = piece in _OPENING or (quote and quoted)
    return Marked(text, tuple(names))


def _ending(token: str) -> int:
    """Give the length of the Turkish ending behind an apostrophe."""
    found = _ENDING.search(token)
    return len(token) - found.start() if found and found.start() else 0
