"""Changes of health as a message for people: a subject, lines, and a key that stays the same when it is sent again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasad.notices import Notice
from rasad.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be told; ``key`` names these very changes, and ``notices`` holds them for programs."""

    subject: str
    text: str
    key: str
    language: str
    notices: tuple[Notice, ...]

    @classmethod
    def of(cls, notices: Sequence[Notice], language: str) -> Message:
        """Write a message in an interface language; the details stand as they were recorded."""
        words = texts(language)
        raised = [notice for notice in notices if notice.raised]
        cleared = [notice for notice in notices if not notice.raised]
        lines: list[str] = []
        for heading, group in (("notices_raised", raised), ("notices_cleared", cleared)):
            if group:
                lines += [words(heading), *(line(notice, language) for notice in group), ""]
        told = "\n".join(f"{notice.seq} {notice.source} {notice.alarm} {notice.raised}" for notice in notices)
        return cls(
            subject=f"{words('name')}: {words('notices_subject', raised=len(raised), cleared=len(cleared))}",
            text="\n".join(lines),
            key=hashlib.sha256(told.encode()).hexdigest()[:32],
            language=language,
            notices=tuple(notices),
        )


def line(notice: Notice, language: str) -> str:
    """Write one change: the source, what it has or has no more, and the detail while it has it."""
    words = texts(language)
    name = words.words.get(f"alarm_{notice.alarm}", notice.alarm)
    head = f"{notice.title} ({notice.source}): {name}"
    return f"{head}. {notice.detail}" if notice.raised else head
