"""The fields of the query language, by their names in three languages."""

from __future__ import annotations

from functools import cache

from rapidfuzz import process

from search.nodes import KeywordField, TagField, TextField

# Canonical name first; the others are what a Turkish or a Persian reader would write.
_NAMES = (
    "title başlık baslik عنوان تیتر",
    "source kaynak منبع",
    "country ülke ulke کشور",
    "lang language dil زبان",
    "kind tür tur نوع",
    "topic konu موضوع",
    "org organisation organization kurum kuruluş kurulus سازمان نهاد",
    "event olay etkinlik رویداد",
    "place yer مکان محل",
    "published date tarih yayın yayin تاریخ انتشار",
    "author yazar نویسنده",
    "story öykü oyku خبر",
    "duplicate kopya تکراری",
    "is",
    "id",
    "near yakın yakin نزدیک",
)
PUBLISHED = "published"
NEAR = "near"
# Share of equal letters from which a misspelt name is taken for a known one; below 75 short names match anything.
_LIKENESS = 75

_YES = frozenset({"yes", "true", "1", "evet", "بله", "اری", "only"})
_NO = frozenset({"no", "false", "0", "hayır", "hayir", "خیر", "نه"})
_FLAGS = ("interaction", "need", "complete", "stub", "undated")


@cache
def _names() -> dict[str, str]:
    return {name: line.split()[0] for line in _NAMES for name in line.split()}


def field_of(name: str) -> TextField | KeywordField | TagField | str | None:
    """Give the field of a name: one of the enumerations, ``published`` or ``near``; ``None`` for an unknown name."""
    canonical = _names().get(_fold(name))
    if canonical is None:
        return None
    for fields in (KeywordField, TagField):
        if canonical in set(fields):
            return fields(canonical)
    return TextField.TITLE if canonical == TextField.TITLE else canonical


def nearest_field(name: str) -> str:
    """Give the field name that a misspelt one resembles, or an empty string."""
    found = process.extractOne(_fold(name), list(_names()), score_cutoff=_LIKENESS)
    return _names()[found[0]] if found else ""


def keyword_value(field: KeywordField, text: str) -> str:
    """Write a value as the index keeps it: lower case where only lower case occurs, yes and no in three languages."""
    if field in {KeywordField.AUTHOR, KeywordField.PLACE, KeywordField.STORY, KeywordField.ID}:
        return text
    value = _fold(text)
    if field is KeywordField.DUPLICATE:
        return "yes" if value in _YES else "no" if value in _NO else text
    if field is KeywordField.LANG:
        return {"turkish": "tr", "türkçe": "tr", "persian": "fa", "فارسی": "fa", "english": "en"}.get(value, value)
    return value.replace(" ", "-") if field in {KeywordField.EVENT, KeywordField.KIND} else value


def known_values(field: KeywordField) -> tuple[str, ...]:
    """Give the values of a field that the language itself fixes; empty where the register or the index knows them."""
    return _FLAGS if field is KeywordField.IS else ()


def nearest(text: str, values: tuple[str, ...]) -> str:
    """Give the value that a misspelt one resembles, or an empty string."""
    found = process.extractOne(_fold(text), values, score_cutoff=_LIKENESS)
    return str(found[0]) if found else ""


def _fold(name: str) -> str:
    return name.replace("İ", "i").lower().replace("i\u0307", "i").replace("ي", "ی").replace("ك", "ک").strip()
