"""Which language an article is in, and which languages go on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ACCEPTED = ("tr", "fa", "en")
UNKNOWN = "und"
_CANDIDATES = ("tr", "fa", "en", "az", "ar", "ku")
# Letters of Sorani Kurdish that neither Persian nor Arabic has.
_SORANI = "ێۆڕڵە"
_EXCERPT = 3000


def identify(title: str, text: str, *, hint: str | None = None) -> str:
    """Name the language of an article.

    Args:
        title: The headline; it decides where there is no text.
        text: The body.
        hint: The language that the source usually writes; it breaks near ties only.

    Returns:
        An ISO 639 code (``azb`` is Azerbaijani in Arabic letters, ``ckb`` Sorani), ``und`` where there are no letters.
    """
    sample = f"{title}\n{text}"[:_EXCERPT]
    if not any(letter.isalpha() for letter in sample):
        return hint or UNKNOWN
    if _sorani().search(sample):
        return "ckb"
    code: str = _identifier().classify(sample)[0]
    return code


@cache
def _sorani() -> re.Pattern[str]:
    return re.compile(rf"[{_SORANI}]")


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - takes 0.2 s and 30 MB

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_CANDIDATES)
    return identifier
