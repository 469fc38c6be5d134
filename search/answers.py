"""What an index answers once it gives a view of its articles: the same for every engine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from search import discovery
from search.finding import find
from search.lowering import lowered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engine import View
    from search.index import Entry, Hit, Request, Result
    from search.nodes import Query


class Answers(ABC):
    """The half of an index that reads."""

    @abstractmethod
    def _view(self, token: str = "") -> View:
        """Give the moment of a token if it is still held, else the newest one."""

    def search(self, request: Request) -> Result:
        """Answer a request."""
        return find(self._view, request)

    def count(self, query: Query) -> int:
        """Count the articles that a query finds."""
        return self._view().count(lowered(query))

    def similar(self, id: str, size: int = 10) -> tuple[Hit, ...]:  # noqa: A002 - the record's own name
        """Give other articles that share the rarest words of one."""
        return discovery.similar(self._view(), id, size)

    def complete(self, text: str, size: int = 8) -> tuple[str, ...]:
        """Give titles that hold the words typed so far."""
        return discovery.complete(self.search, text, size)

    def spellings(self, word: str, size: int = 5) -> tuple[str, ...]:
        """Give words of the index that resemble one which it does not hold."""
        return discovery.spellings(self._view(), word, size)

    def explain(self, query: Query, id: str) -> str:  # noqa: A002 - the record's own name
        """Say how the score of an article comes about."""
        return self._view().explain(lowered(query), id)

    def entries(self) -> Iterator[Entry]:
        """Go through all articles of the index."""
        return self._view().entries()
