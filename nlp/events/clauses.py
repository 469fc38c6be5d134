"""An act with the names of its clause, and the sentences that a reader has in mind when reading it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nlp.events.definitions import Case
from pipelines.records import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nlp.events.definitions import EventFile
    from nlp.events.scenes import Scene
    from nlp.events.sides import Side
    from nlp.events.triggers import Act

WINDOW = 2
"""Sentences that a reader keeps in mind beside title and lead."""


class Clause:
    """An act with the names of its clause (``own``) and of its whole sentence (``sides``)."""

    def __init__(self, scene: Scene, act: Act, scope: tuple[int, int], content: EventFile) -> None:
        self.scene = scene
        self.act = act
        self.scope = scope
        self.content = content
        self.sides = scene.sides(act.place[0])
        self.own = [side for side in self.sides if scope[0] <= side.first < scope[1]]

    @cached_property
    def roles(self) -> Mapping[Case, str]:
        """The roles by case, those of the frame before those of the type."""
        return self.content.roles_in(self.scene.sentence.grammar.language) | self.act.frame.roles

    @property
    def lead_role(self) -> str:
        """The role of whoever does it."""
        return self.roles.get(Case.AGENT, "party")

    def has(self, cue: str) -> bool:
        """Say whether a cue lies in the clause."""
        return self.scene.sentence.has(cue, self.scope[0], self.scope[1] - 1)


class Earlier:
    """The sentences before one, the nearest first: two of its field, then those of lead and title."""

    def __init__(self, scenes: Sequence[Scene], number: int) -> None:
        self._scenes = scenes
        self._number = number

    @property
    def opens(self) -> bool:
        """Whether the sentence is in the title or the first one of its field: all these tell the same news."""
        field = self._scenes[self._number].sentence.text.field
        return field is Field.TITLE or self._number == 0 or self._scenes[self._number - 1].sentence.text.field != field

    @cached_property
    def told(self) -> Sequence[Sequence[Side]]:
        """The names of each of these sentences."""
        return [scene.sides(scene.sentence.end) for scene in self._before()]

    def _before(self) -> Iterator[Scene]:
        here = self._scenes[self._number].sentence.text.field
        before = self._scenes[: self._number][::-1]
        near = [scene for scene in before if scene.sentence.text.field is here]
        yield from near[:WINDOW]
        yield from (scene for scene in before if scene.sentence.text.field not in {here, Field.TEXT})
