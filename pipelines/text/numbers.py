"""Numbers: one token and one spelling, whatever signs a language groups and divides digits by.

A percent or currency sign is punctuation beside the number, and so is the hyphen of a range; a date is several numbers.
"""

from __future__ import annotations

import re
from functools import cache

_ARABIC_DECIMAL = "٫"
_ARABIC_GROUP = "٬"
# Digits are grouped by threes in all three languages.
_GROUP = 3


def is_number(text: str) -> bool:
    """Tell whether a folded run is digits with signs between them."""
    return _number().fullmatch(text) is not None


def canonical(text: str, decimal: str) -> str | None:
    """Write a number with a decimal point and without group signs; ``None`` if the run is not one number.

    Args:
        text: Folded digits with ``.``, ``,``, ``/``, ``٫`` or ``٬`` between them.
        decimal: The signs that may stand before the decimals in this language, such as ``","`` or ``"./"``.

    A date such as ``12.11.2026`` or ``1405/08/21`` is not one number.
    """
    signs = _sign().findall(text)
    groups = _sign().split(text)
    if not signs:
        return text
    whole, last = signs[:-1], signs[-1]
    if len(set(signs)) == 1 and last not in decimal + _ARABIC_DECIMAL and _grouped(groups):
        return "".join(groups)
    if len(signs) == 1:
        return f"{groups[0]}.{groups[1]}" if last != "/" or "/" in decimal else None
    if len(set(signs)) == 1 and last in ".," and _grouped(groups):
        return "".join(groups)
    if len(set(whole)) == 1 and whole[0] != last and last != "/" and _grouped(groups[:-1]):
        return f"{''.join(groups[:-1])}.{groups[-1]}"
    return None


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= _GROUP and all(len(group) == _GROUP for group in groups[1:])


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[0-9]+(?:[.,/٫٬][0-9]+)*")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(r"[.,/٫٬]")
