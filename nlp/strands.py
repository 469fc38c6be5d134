"""Sentences of an article that are in another language than its own, to be tagged by that language's rules."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from nlp.language import ACCEPTED, identify
from pipelines.records import Field
from pipelines.text import sentences
from pipelines.text.letters import ARABIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.records import Article, Document, Organisation, Span, Topic

# Letters from which on a sentence's language is sure (99.9 % of real ones cut to so many characters); shorter ones are
# names, titles of works and captions within a sentence of the article's own language.
_LEAST = 60
# The share of a sentence's letters that its script must have: others quote a name in the other one.
_SCRIPT = 0.8
_FIELDS = tuple(Field)


def strands(article: Article) -> dict[str, Article]:
    """Give for each other accepted language the article with all blank that is not in it; offsets stay.

    The title counts as the article's own. Most articles have one language and are told by a look at their letters.
    """
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for name in ("lead", "text"):
        for start, end, language in _foreign(getattr(article, name), article.language):
            found.setdefault(language, {}).setdefault(name, []).append((start, end))
    return {
        language: replace(
            article,
            language=language,
            title="",
            lead=_only(article.lead, places.get("lead", ())),
            text=_only(article.text, places.get("text", ())),
        )
        for language, places in found.items()
    }


def woven(document: Document, others: Iterable[Document]) -> Document:
    """Add to the tags of an article those of its strands: what is there already gains their evidence."""
    for other in others:
        document = replace(
            document,
            topics=_topics(document.topics, other.topics),
            organisations=_organisations(document.organisations, other.organisations),
            events=document.events + other.events,
        )
    return document


def _foreign(text: str, own: str) -> Iterator[tuple[int, int, str]]:
    """Give the sentences that are surely in another accepted language, with it."""
    if not _is_suspect(text, own):
        return
    for start, end in sentences(text, own):
        sentence = text[start:end]
        if _may_be_foreign(sentence, own):
            language = identify("", sentence)
            if language != own and language in ACCEPTED:
                yield start, end, language


def _is_suspect(text: str, own: str) -> bool:
    """Say quickly whether a text has what texts of one language lack: a long stretch in letters of another one."""
    if own == "fa":
        return bool(_latin_stretch().search(text))
    if re.search(f"[{ARABIC}]", text):
        return True
    if own != "tr":
        return bool(_turkish().search(text))
    return any(len(part) >= _LEAST and not _turkish().search(part) for part in _end().split(text))


@cache
def _latin_stretch() -> re.Pattern[str]:
    return re.compile(rf"[^{ARABIC}]{{{_LEAST},}}")


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"[.!?\n]")


def _may_be_foreign(sentence: str, own: str) -> bool:
    letters = sum(map(str.isalpha, sentence))
    if letters < _LEAST:
        return False
    arabic = len(_arabic().findall(sentence))
    if own == "fa" or arabic >= _SCRIPT * letters:
        return (arabic <= (1 - _SCRIPT) * letters) is (own == "fa")
    return bool(_turkish().search(sentence)) is (own != "tr")


@cache
def _arabic() -> re.Pattern[str]:
    return re.compile(rf"(?=[{ARABIC}])[^\W\d_]")


@cache
def _turkish() -> re.Pattern[str]:
    return re.compile("[ıİğĞşŞçÇöÖüÜ]")


def _only(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Keep some places of a text; all else becomes blanks, and lines stay lines."""
    kept, last = "", 0
    for start, end in places:
        kept += _blank(text[last:start]) + text[start:end]
        last = end
    return kept + _blank(text[last:]) if places else ""


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _topics(own: Sequence[Topic], more: Sequence[Topic]) -> tuple[Topic, ...]:
    named = {topic.id: topic for topic in own}
    for topic in more:
        known = named.get(topic.id, topic)
        evidence = _ordered({*known.evidence, *topic.evidence})
        named[topic.id] = replace(known, score=max(known.score, topic.score), evidence=evidence)
    return tuple(sorted(named.values(), key=lambda topic: (-topic.score, topic.id)))


def _organisations(own: Sequence[Organisation], more: Sequence[Organisation]) -> tuple[Organisation, ...]:
    named = {one.id or one.name: one for one in own}
    for one in more:
        known = named.get(one.id or one.name, one)
        named[one.id or one.name] = replace(known, mentions=_ordered({*known.mentions, *one.mentions}))
    return tuple(named.values())


def _ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (_FIELDS.index(span.field), span.start, span.end)))
