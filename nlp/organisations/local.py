"""Names that a body of every region bears: "the province's science park" is the park that the article speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.organisations.lexicon import Phrases
from nlp.organisations.spelling import language_of, name_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from nlp.organisations.entry import Entry
    from nlp.organisations.scene import View


class Regions:
    """The regions of the entries that have local names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._phrases = Phrases(
            {
                name_keys(region, language_of(region)): entry.id
                for entry in entries
                if entry.local
                for region in entry.regions
            }
        )

    def meant(self, candidates: Collection[str], named: Collection[str], views: Sequence[View]) -> str | None:
        """Give the id of the body that a local name means.

        It is the only candidate that the article names in full, else the one of the only region that it speaks of;
        ``None`` where there is no such one or more than one.
        """
        known = {identifier for identifier in named if identifier in candidates}
        if not known:
            known = self._spoken_of(views) & set(candidates)
        return known.pop() if len(known) == 1 else None

    def _spoken_of(self, views: Sequence[View]) -> set[str]:
        found = (self._phrases.after(view, place) for view in views for place in range(len(view.words)))
        return {label for label, _ in filter(None, found)}
