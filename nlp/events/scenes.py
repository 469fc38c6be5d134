"""A sentence with everything that may take part in its acts: names, places, dates and sums of money."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nlp.amounts import amounts
from nlp.events.field_names import FieldNames
from nlp.events.sides import sides_of
from pipelines.dates import DateRole
from pipelines.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nlp.amounts import Amount
    from nlp.events.definitions import EventFile
    from nlp.events.sides import Side
    from nlp.events.triggers import Sentence
    from nlp.fields import FieldTokens
    from pipelines.dates import Mention
    from pipelines.records import Organisation


class Setting:
    """What holds for a whole article: its organisations, the day it is read from and the country it is written in."""

    def __init__(self, organisations: Sequence[Organisation], anchor: date, home: str) -> None:
        self.anchor = anchor
        self.home = home
        self._organisations = organisations
        self._names: dict[str, FieldNames] = {}

    def names(self, text: FieldTokens) -> FieldNames:
        """Give what is named in a field; it is looked for once, and only where somebody asks."""
        if text.field not in self._names:
            self._names[text.field] = FieldNames(text, self._organisations, self.anchor)
        return self._names[text.field]


class Scene:
    """A sentence and, looked for when they are asked for, the names, dates and sums in it."""

    def __init__(self, sentence: Sentence, setting: Setting) -> None:
        self.sentence = sentence
        self.setting = setting
        self._sides_by_act: dict[int, list[Side]] = {}

    @property
    def span(self) -> Span:
        """The whole sentence."""
        low, high = self._place(self.sentence.first, self.sentence.end)
        return Span(field=self.sentence.text.field, start=low, end=high)

    def sides(self, act: int) -> list[Side]:
        """Give the names of the sentence; only in English their case depends on where the act stands."""
        key = act if self.sentence.grammar.language == "en" else 0
        if key not in self._sides_by_act:
            names, span = self.setting.names(self.sentence.text), self.span
            self._sides_by_act[key] = sides_of(
                self.sentence,
                names.organisations_in(span.start, span.end),
                names.places_in(self.sentence.first, self.sentence.end),
                self.setting.home,
                act,
            )
        return self._sides_by_act[key]

    def when(self, scope: tuple[int, int], content: EventFile) -> tuple[str | None, str | None]:
        """Give the date of an act and its deadline, from its clause; a call's deadline also from the whole text."""
        low, high = self._place(*scope)
        near = [found for found in self._dates if low <= found.start and found.end <= high]
        dates = [found for found in near if found.role is not DateRole.DEADLINE]
        if content.issuer is None:
            return (_iso(dates[0]) if dates else None), None
        called = _deadlines(self._dates, self.setting.anchor)
        everywhere = self.setting.names(self.sentence.text).dates
        return None, called[-1] if called else next(iter(_deadlines(everywhere, self.setting.anchor)), None)

    def money(self, scope: tuple[int, int]) -> Amount | None:
        """Give the first sum of money of a clause."""
        low, high = self._place(*scope)
        start = self.span.start
        return next((money for money in self._amounts if low <= money.start + start < high), None)

    @cached_property
    def _dates(self) -> Sequence[Mention]:
        return self.setting.names(self.sentence.text).dates_in(self.span.start, self.span.end)

    @cached_property
    def _amounts(self) -> Sequence[Amount]:
        text = self.sentence.text.text[self.span.start : self.span.end]
        return amounts(text, self.sentence.grammar.language)

    def _place(self, first: int, end: int) -> tuple[int, int]:
        tokens = self.sentence.text.tokens
        return tokens[first].start, tokens[end - 1].end


def _iso(found: Mention) -> str:
    """Write a date as ISO 8601: a day, a month, a year, or an interval."""
    return f"{found.value}/{found.until}" if found.until else found.value


def _deadlines(dates: Sequence[Mention], anchor: date) -> list[str]:
    """Give the deadlines among dates in order: those called so, else the ends of ranges that lie ahead."""
    called = [found.until or found.value for found in dates if found.role is DateRole.DEADLINE]
    ranges = [found.until for found in dates if found.role is DateRole.RANGE and found.until]
    return called or [until for until in ranges if until >= anchor.isoformat()]
