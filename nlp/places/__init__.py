"""Places: countries, provinces and main cities of Türkiye and Iran, capitals and trade cities of the world.

The tables beside this module are hand-kept facts: one row a place, names per language separated by ``;``, the first of
them the display name. A row whose country is ``-`` hides what it covers (an agency or a ship named like a region).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.places.demonyms import demonyms, plurals
from nlp.topics.phrases import PhraseBook
from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlp.fields import FieldTokens
    from nlp.topics.phrases import Hit

LANGUAGES = ("tr", "fa", "en")
TABLES = Path(__file__).parent
_HIDDEN = "-"


class PlaceKind(StrEnum):
    """What a name stands for.

    ``PEOPLE`` is a country's adjective (Iranian, Türk, ترکیه‌ای), ``TOWNSPEOPLE`` a city's (Tebrizli, تبریزی), and
    ``INSTITUTION`` what one country calls its institutions (Teknokent, شرکت دانش‌بنیان): weak evidence of it.
    """

    COUNTRY = "country"
    CITY = "city"
    PEOPLE = "people"
    TOWNSPEOPLE = "townspeople"
    INSTITUTION = "institution"


_ADJECTIVES = frozenset({PlaceKind.PEOPLE, PlaceKind.TOWNSPEOPLE})


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its kind, country (ISO 3166 alpha-2, lower case) and names by language, the display name first."""

    kind: PlaceKind
    country: str
    names: tuple[tuple[str, ...], ...]

    def display(self, language: str) -> str:
        """Give the display name in a language, in English for one that has none."""
        names = self.names[LANGUAGES.index(language)] if language in LANGUAGES else ()
        return (names or self.names[-1])[0]


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place in a field: the first and last token (both inclusive) and the character offsets."""

    place: Place
    first: int
    last: int
    start: int
    end: int


class Gazetteer:
    """Finds places in the text of one language."""

    def __init__(self, language: str) -> None:
        named = [(place, place.names[LANGUAGES.index(language)]) for place in all_places()]
        people = [
            (Place(PlaceKind.TOWNSPEOPLE, place.country, place.names), tuple(forms))
            for place, names in named
            if place.kind is PlaceKind.CITY and place.country != _HIDDEN
            if (forms := [form for name in names for form in demonyms(name, language)])
        ]
        self._places = [place for place, _ in (*named, *people)]
        self._book = PhraseBook(language)
        for number, (place, names) in enumerate((*named, *people)):
            for name in names:
                self._book.add(_as_phrase(place, name), number)
                for form in plurals(name, language) if place.kind is PlaceKind.PEOPLE else ():
                    self._book.add(_as_phrase(place, form), number)

    def find(self, text: FieldTokens) -> list[PlaceFound]:
        """Find the places in a field, in order and without overlap; the longest name wins.

        A name in Latin script must begin with a capital: "van", "ordu" and "turkey" are words.
        """
        found: list[PlaceFound] = []
        free = 0
        for hit in sorted(self._book.find(text), key=self._rank):
            start, end = text.tokens[hit.first].start, text.tokens[hit.last].end
            place = self._places[hit.value]
            if hit.first < free or (text.text[start].islower() and place.kind is not PlaceKind.INSTITUTION):
                continue
            free = hit.last + 1
            if place.country != _HIDDEN:
                found.append(PlaceFound(place, hit.first, hit.last, start, end))
        return found

    def _rank(self, hit: Hit) -> tuple[int, int, bool]:
        """Put the longest first, and the adjective before the country whose lemma it shares."""
        return hit.first, -hit.last, self._places[hit.value].kind not in _ADJECTIVES


def _as_phrase(place: Place, name: str) -> str:
    """An adjective is matched as it stands: its lemma may be the country's."""
    return " ".join(f"={word}" for word in name.split()) if place.kind in _ADJECTIVES else name


@cache
def gazetteer(language: str) -> Gazetteer:
    """Give the gazetteer of a language, that of English for a language without one; read on first use."""
    return Gazetteer(language if language in LANGUAGES else "en")


@cache
def all_places() -> tuple[Place, ...]:
    """Read all tables.

    Raises:
        DataError: If a row has not the right number of columns; the text names file and line.
    """
    tables = [TABLES / f"{name}.tsv" for name in ("tr", "ir", "world")]
    places = [place for path in tables for place in _named(path, PlaceKind.CITY)]
    institutions = _named(TABLES / "institutions.tsv", PlaceKind.INSTITUTION)
    return (*places, *_countries(TABLES / "countries.tsv"), *institutions)


def _named(path: Path, kind: PlaceKind) -> Iterator[Place]:
    for country, *names in read_rows(path, 1 + len(LANGUAGES)):
        yield Place(kind, country, _split(names))


def _countries(path: Path) -> Iterator[Place]:
    for country, *names in read_rows(path, 1 + 2 * len(LANGUAGES)):
        yield Place(PlaceKind.COUNTRY, country, _split(names[: len(LANGUAGES)]))
        yield Place(PlaceKind.PEOPLE, country, _split(names[len(LANGUAGES) :]))


def read_rows(path: Path, columns: int) -> Iterator[list[str]]:
    """Read the rows of a table; lines that begin with ``#`` are remarks.

    Raises:
        DataError: If a row has not this number of columns; the text names file and line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = line.split("\t")
        if not line.startswith("#"):
            if len(row) != columns:
                raise DataError(f"{path}, line {number}: {len(row)} columns instead of {columns}")
            yield row


def _split(names: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.strip() for name in column.split(";") if name.strip()) for column in names)
