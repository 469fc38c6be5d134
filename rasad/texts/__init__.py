"""The words of the desk and of the issues, one file per interface language.

A file ``fa.toml`` holds a flat table of keys; all languages have the same keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Interface languages with their own names and writing directions.
LANGUAGES = {"fa": ("فارسی", "rtl"), "tr": ("Türkçe", "ltr"), "en": ("English", "ltr")}
RIGHT_TO_LEFT = frozenset({"fa", "ar", "azb", "ckb", "ku"})

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one interface language; calling it with a key gives the text."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Give the text of ``key`` with ``values`` put in; numbers come in the language's digits.

        Raises:
            KeyError: there is no such text.
        """
        text = self.words[key]
        return text.format(**{name: self.number(value) for name, value in values.items()}) if values else text

    def number(self, value: object) -> str:
        """Write a number (or anything with digits) with the language's digits and separators."""
        if isinstance(value, int):
            value = f"{value:,}" if self.language == "en" else f"{value:,}".replace(",", "٬" if self.rtl else ".")
        return str(value).translate(PERSIAN_DIGITS) if self.rtl else str(value)

    @property
    def rtl(self) -> bool:
        """Whether the interface is written from right to left."""
        return LANGUAGES[self.language][1] == "rtl"

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, for HTML's ``dir``."""
        return LANGUAGES[self.language][1]


@cache
def texts(language: str) -> Texts:
    """Read the words of one interface language: ``fa``, ``tr`` or ``en``."""
    source = files(__package__) / f"{language}.toml"
    return Texts(language, tomllib.loads(source.read_text(encoding="utf-8")))


def direction(language: str) -> str:
    """Give the writing direction of a text's language, for HTML's ``dir``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
