"""Names for people of what documents hold only by id: topics, organisations, event types, sources, countries."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rasad.texts import texts

if TYPE_CHECKING:
    from nlp.events import EventSet
    from nlp.organisations.register import Register
    from nlp.topics import TopicSet
    from rasad.setup import Setup


class Labels:
    """Looks names up in the registers of one home; each register is read when first needed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    @cached_property
    def register(self) -> Register:
        """The register of organisations."""
        from nlp.organisations.register import Register  # noqa: PLC0415 -- reads hundreds of files

        return Register.load(self._setup.home.folder)

    @cached_property
    def topics(self) -> TopicSet:
        """The topics."""
        from nlp.topics import load  # noqa: PLC0415 -- reads every topic file

        return load(self._setup.home.folder)

    @cached_property
    def events(self) -> EventSet:
        """The event types."""
        from nlp.events import load  # noqa: PLC0415 -- reads every event file

        return load(self._setup.home.folder)

    def topic(self, id_: str, language: str) -> str:
        """Name a topic; an unknown one keeps its id."""
        return self.topics.labels(language).get(id_, id_)

    def organisation(self, id_: str | None, language: str, name: str = "") -> str:
        """Name an organisation; one outside the register keeps the name it has in the text."""
        if id_ is None or self.register.get(id_) is None:
            return name or id_ or ""
        return self.register.display_name(id_, language)

    def event(self, type_: str, language: str) -> str:
        """Name an event type."""
        return self.events.labels(language).get(type_, type_)

    def source(self, id_: str) -> str:
        """Name a source; an unknown one keeps its id."""
        source = self._setup.catalogue.sources.get(id_)
        return source.title if source else id_

    def facet(self, field: str, value: str, language: str) -> str:
        """Name a value of a search facet."""
        words = texts(language).words
        named = {
            "topic": lambda: self.topic(value, language),
            "organisation": lambda: self.organisation(value, language),
            "org": lambda: self.organisation(value, language),
            "event": lambda: self.event(value, language),
            "source": lambda: self.source(value),
        }
        return named[field]() if field in named else words.get(f"{field}_{value}", value)
