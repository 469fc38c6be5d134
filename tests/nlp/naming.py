"""A register of a few entries, and what it finds in a text."""

from __future__ import annotations

from nlp.fields import read_field
from nlp.organisations.alias import Role, aliases
from nlp.organisations.entry import Entry, Kind
from nlp.organisations.matcher import Matcher
from nlp.organisations.register import Register
from nlp.organisations.scene import View
from nlp.organisations.words import Words
from pipelines.records import Field


def entry(identifier: str = "tr/x", kind: Kind = Kind.COMPANY, **more: object) -> Entry:
    """Make an entry; its country is that of its id."""
    return Entry(id=identifier, kind=kind, country=identifier.split("/", maxsplit=1)[0], **more)  # type: ignore[arg-type] # the tests vary single fields


def found(entries: list[Entry], text: str, language: str = "tr", home: str = "") -> list[tuple[str, str]]:
    """Give the ids and surfaces that a register of a few entries finds in a text."""
    matcher = Matcher(Register(entries))
    mentions = matcher.mentions((read_field(Field.TEXT, text, language),), language, home)
    return [(mention.entry.id, text[mention.span.start : mention.span.end]) for mention in mentions]


def surfaces(entries: list[Entry], text: str, language: str = "tr", home: str = "") -> list[str]:
    """Give only the surfaces."""
    return [surface for _, surface in found(entries, text, language, home)]


def view(text: str, language: str) -> View:
    """Cut a text as the matcher does."""
    cut = read_field(Field.TEXT, text, language)
    return View(cut, *Words(lambda _: False, lambda _: False).of(cut))


def names_of(item: Entry, role: Role) -> set[tuple[str, ...]]:
    """Give the keys of an entry's names of one role."""
    return {alias.keys for alias in aliases(item) if alias.role is role}
