"""One spelling for the letters and digits of dates, with the way back to the offsets of the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAME_LENGTH = {
    **{ord("۰") + digit: str(digit) for digit in range(10)},
    **{ord("٠") + digit: str(digit) for digit in range(10)},
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **dict(zip(map(ord, "İIıŞşĞğÜüÖöÇçÂâÎîÛû"), "iiissgguuooccaaiiuu", strict=True)),
    **dict(zip(map(ord, "يىئكآأإٱؤۀة"), "ییی" + "ک" + "اااا" + "وهه", strict=True)),
    **dict.fromkeys(map(ord, "‌¬\u00a0\u202f\u2009\u3000\t\n\r"), " "),
    **dict.fromkeys(map(ord, "’‘ʼ´`ʹ′"), "'"),
    **dict.fromkeys(map(ord, "–—‒−‐‑―"), "-"),
    ord("،"): ",",
    ord("؛"): ";",
    ord("："): ":",
    ord("⁄"): "/",
}
# Combining marks (also of decomposed Turkish letters), Arabic diacritics, tatweel, joiners and bidi controls.
_SILENT = re.compile(
    "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``places`` maps its offsets to the original's and is ``None`` where they are the same."""

    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in the original of a stretch of the folded text that is not empty."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> str:
    """Fold a text for reading dates: lower case, ASCII Turkish, one Persian spelling, Latin digits, nothing silent."""
    return _SILENT.sub("", text.translate(_SAME_LENGTH).lower())


def fold_with_places(text: str) -> Folded:
    """Fold a text as ``fold`` does and keep the way back to the original's offsets."""
    same_length = text.translate(_SAME_LENGTH).lower()
    if _SILENT.search(same_length) is None:
        return Folded(same_length, None)
    silent = {match.start() for match in _SILENT.finditer(same_length)}
    places = tuple(place for place in range(len(same_length)) if place not in silent)
    return Folded(_SILENT.sub("", same_length), places)
