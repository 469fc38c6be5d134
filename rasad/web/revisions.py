"""What changed from one revision of an article to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from rasad.web.marking import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.records import Article
    from rasad.web.reader import Reader

_WORDS = re.compile(r"\s+|[^\s]+")
# Comparing takes time that grows with the square of the words; a longer paragraph is shown as replaced whole.
MOST_WORDS = 600
# The same for paragraphs of a text.
MOST_PARAGRAPHS = 400


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision: its number, when it was fetched, and the paragraphs that changed (none for the first)."""

    number: str
    day: str
    changes: tuple[tuple[Piece, ...], ...]


def revisions(reader: Reader, history: Sequence[Article]) -> tuple[Revision, ...]:
    """Give the revisions of an article, the newest first; nothing where there is but one."""
    if len(history) < 2:  # noqa: PLR2004 -- one revision has nothing to be compared with
        return ()
    first = history[0]
    told = [Revision(reader.number(first.revision), reader.day(first.fetched_at), ())]
    for old, new in pairwise(history):
        told.append(Revision(reader.number(new.revision), reader.day(new.fetched_at), tuple(changes(old, new))))
    return tuple(reversed(told))


def changes(old: Article, new: Article) -> Iterator[tuple[Piece, ...]]:
    """Give the paragraphs of title, lead and text that differ, cut into what was kept, taken out and put in."""
    before, after = _paragraphs(old), _paragraphs(new)
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[a:b], after[c:d]
        for number in range(max(len(gone), len(come))):
            yield _compare("".join(gone[number : number + 1]), "".join(come[number : number + 1]))


def _paragraphs(article: Article) -> list[str]:
    text = f"{article.title}\n{article.lead}\n{article.text}"
    return [part.strip() for part in text.split("\n") if part.strip()][:MOST_PARAGRAPHS]


def _compare(old: str, new: str) -> tuple[Piece, ...]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return _piece("gone", [old]) + _piece("come", [new])
    result: tuple[Piece, ...] = ()
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            result += _piece("", before[a:b])
        else:
            result += _piece("gone", before[a:b]) + _piece("come", after[c:d])
    return result


def _piece(kind: str, words: Sequence[str]) -> tuple[Piece, ...]:
    return (Piece("".join(words), kind),) if any(words) else ()
