"""What the query language asks of the registers."""

from __future__ import annotations

from typing import Protocol


class Vocabulary(Protocol):
    """What the registers know of names."""

    def organisations(self, text: str) -> tuple[str, ...]:
        """Give the ids of the organisations that the whole text names, in any language."""
        ...

    def topics(self, text: str) -> tuple[str, ...]:
        """Give the ids of the topics that the whole text names, in any language."""
        ...

    def suggest(self, field: str, text: str) -> tuple[str, ...]:
        """Give known values of a field that begin like or resemble the text, best first; a known value comes first."""
        ...


class Unregistered:
    """The vocabulary of a desk without registers: no name is known."""

    def organisations(self, text: str) -> tuple[str, ...]:  # noqa: ARG002 - the protocol names it
        """Know no organisation."""
        return ()

    def topics(self, text: str) -> tuple[str, ...]:  # noqa: ARG002 - the protocol names it
        """Know no topic."""
        return ()

    def suggest(self, field: str, text: str) -> tuple[str, ...]:  # noqa: ARG002 - the protocol names them
        """Know no value."""
        return ()
