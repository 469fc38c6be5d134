"""Choose the pieces that Turkish, Persian and English words need, and write them: ``vocabulary.py OUT TEXT...``.

Words come from the given texts and from wordfreq, each counted once for every spelling. Of the 250,000 pieces of the
network the 48,000 that occur in most words stay, and every single letter and mark.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import wordfreq
from weights import bundled

from nlp.entities.pieces import Pieces
from nlp.entities.words import form, words

KEPT = 48_000
_SPECIAL = 4
_FREQUENT = {"tr": 200_000, "fa": 120_000, "en": 80_000}
_LETTERS = re.compile("[▁ -ɏ\u0300-\u036f\u0600-\u06ff‐-›€₺€…–—™ﷲ]+")
_UPPER = str.maketrans({"i": "İ", "ı": "I"})


def main(out: Path, texts: list[Path]) -> None:
    """Count pieces and write those that stay, with their log probabilities."""
    weights = bundled()
    pieces = Pieces(weights.pieces)
    counts: Counter[int] = Counter()
    for word, spaced in spellings(texts):
        counts.update(pieces.cut(word, spaced=spaced))
    fit = [n for n, (piece, _) in enumerate(weights.pieces) if _LETTERS.fullmatch(piece)]
    kept = {*range(_SPECIAL), *(n for n in fit if len(weights.pieces[n][0].strip("▁")) <= 1)}
    often = sorted((n for n in fit if counts[n] and n not in kept), key=lambda n: -counts[n])
    kept.update(often[: KEPT - len(kept)])
    rows = (weights.pieces[n] for n in sorted(kept))
    out.write_text("".join(f"{piece}\t{score:.4f}\n" for piece, score in rows), encoding="utf-8")


def spellings(texts: list[Path]) -> set[tuple[str, bool]]:
    """Give the words of texts and the frequent ones of each language, in small letters, capitals and both."""
    found = {(word.form, word.spaced) for path in texts for word in words(path.read_text("utf-8", "replace"))}
    for language, count in _FREQUENT.items():
        for word in wordfreq.top_n_list(language, count):
            upper = word.translate(_UPPER).upper() if language == "tr" else word.upper()
            found |= {(form(spelling), True) for spelling in (word, upper[:1] + word[1:], upper)}
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
