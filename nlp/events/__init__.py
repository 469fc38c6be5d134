"""Events: what happens between whom, how far it is, and the sentence that says so."""

from __future__ import annotations

from nlp.events.eventset import EventSet, EventType, load

__all__ = ["EventSet", "EventType", "load"]
