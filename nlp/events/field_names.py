"""Everything named in a field, in order, so that a sentence finds its own without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from nlp.places import gazetteer
from pipelines.dates import mentions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nlp.fields import FieldTokens
    from nlp.places import PlaceFound
    from pipelines.dates import Mention
    from pipelines.records import Organisation

Named = tuple[int, int, "Organisation"]
"""The start and end of a mention and its organisation."""


class FieldNames:
    """The organisations, places and dates of one field, each in the order of the text."""

    def __init__(self, text: FieldTokens, organisations: Sequence[Organisation], anchor: date) -> None:
        self._organisations: list[Named] = sorted(
            (
                (mention.start, mention.end, organisation)
                for organisation in organisations
                for mention in organisation.mentions
                if mention.field is text.field
            ),
            key=lambda named: (named[0], -named[1]),
        )
        self._places = gazetteer(text.language).find(text)
        self._text = text
        self._anchor = anchor

    @cached_property
    def dates(self) -> Sequence[Mention]:
        """The dates of the whole field; few sentences that are read for names are also read for them."""
        return mentions(self._text.text, self._text.language, anchor=self._anchor)

    def organisations_in(self, start: int, end: int) -> list[Named]:
        """Give the mentions that lie between two characters, longer ones first where several begin together."""
        first = bisect_left(self._organisations, start, key=lambda named: named[0])
        last = bisect_left(self._organisations, end, key=lambda named: named[0])
        return [named for named in self._organisations[first:last] if named[1] <= end]

    def places_in(self, first: int, end: int) -> list[PlaceFound]:
        """Give the places that lie between two tokens, ``end`` exclusive."""
        low = bisect_left(self._places, first, key=lambda place: place.first)
        high = bisect_left(self._places, end, key=lambda place: place.first)
        return [place for place in self._places[low:high] if place.last < end]

    def dates_in(self, start: int, end: int) -> list[Mention]:
        """Give the dates that lie between two characters."""
        low = bisect_left(self.dates, start, key=lambda found: found.start)
        high = bisect_left(self.dates, end, key=lambda found: found.start)
        return [found for found in self.dates[low:high] if found.end <= end]
