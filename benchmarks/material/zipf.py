"""Articles of invented words in three languages, with the word frequencies, lengths and tags of real news."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from pipelines.records import Article, Document, Event, Field, Moment, Organisation, Precision, Span, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("tr", "fa", "en")
KINDS = {f"source{number}": kind for number, kind in enumerate(["news", "agency", "park", "university"] * 15)}
FIRST_DAY = datetime(2021, 1, 1, tzinfo=UTC)
DAYS = 5 * 365
# So many words, inflected, give 45,000 different ones in 220,000, as Turkish news does.
VOCABULARY = 20_000
_ONSETS = {
    "tr": ["b", "c", "ç", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "ş", "t", "v", "y", "z"],
    "fa": ["ب", "پ", "ت", "ج", "چ", "خ", "د", "ر", "ز", "س", "ش", "ف", "ق", "ک", "گ", "ل", "م", "ن", "و", "ه"],
    "en": ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "w"],
}
_VOWELS = {
    "tr": ["a", "e", "ı", "i", "o", "ö", "u", "ü"],
    "fa": ["ا", "ی", "و", ""],
    "en": ["a", "e", "i", "o", "u", "ea"],
}
_CODAS = {"tr": ["", "", "n", "r", "k", "l"], "fa": ["", "", "ن", "ر", "م"], "en": ["", "", "n", "r", "t", "s"]}
_SUFFIXES = {
    "tr": ["", "", "", "ler", "lar", "in", "de", "den", "nin", "si"],
    "fa": ["", "", "", "\u200cها", "\u200cهای", " های", "ی"],
    "en": ["", "", "", "s", "ing", "ed"],
}
_TOPICS = [f"topic-{number}" for number in range(40)]
_EVENTS = ["agreement", "visit", "investment", "call", "launch", "award"]


class Words:
    """The words of one language, by Zipf's law."""

    def __init__(self, language: str, seed: int, size: int) -> None:
        chance = random.Random(f"{language}-{seed}")
        self.words = [_word(language, chance) for _ in range(size)]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(size)))
        self._suffixes = _SUFFIXES[language]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Draw inflected words."""
        words = chance.choices(self.words, cum_weights=self._weights, k=count)
        return [word + suffix for word, suffix in zip(words, chance.choices(self._suffixes, k=count), strict=True)]


def _word(language: str, chance: random.Random) -> str:
    syllables = chance.choice([1, 2, 2, 3, 3, 4])
    onsets, vowels, codas = _ONSETS[language], _VOWELS[language], _CODAS[language]
    return "".join(chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas) for _ in range(syllables))


def vocabulary(seed: int = 1, size: int = VOCABULARY) -> dict[str, Words]:
    """Give the words of each language."""
    return {language: Words(language, seed, size) for language in LANGUAGES}


def documents(count: int, seed: int = 1, size: int = VOCABULARY) -> Iterator[Document]:
    """Give so many tagged articles of a vocabulary of some size, in the order of ingestion."""
    words = vocabulary(seed, size)
    chance = random.Random(seed)
    for number in range(1, count + 1):
        yield _document(number, words, chance)


def _document(number: int, words: dict[str, Words], chance: random.Random) -> Document:
    language = LANGUAGES[number % 3]
    source = chance.choice(list(KINDS))
    drawn = words[language].some(chance, chance.randrange(120, 320))
    title = " ".join(words[language].some(chance, chance.randrange(5, 13)))
    text = ". ".join(" ".join(drawn[start : start + 15]) for start in range(0, len(drawn), 15))
    published = FIRST_DAY + timedelta(seconds=chance.randrange(DAYS * 86400))
    article = Article(
        id=f"{number:016x}",
        url=f"https://{source}.example/{number}",
        fetched_url=f"https://{source}.example/{number}",
        source=source,
        country={"tr": "tr", "fa": "ir", "en": "gb"}[language],
        language=language,
        title=title,
        text=text,
        published=None
        if chance.random() < 0.01
        else Moment(instant=published, zone="Europe/Istanbul", precision=Precision.SECOND),
        extractor="made",
        fetched_at=published,
    )
    return Document(
        article=article,
        topics=_topics(chance),
        organisations=_organisations(chance),
        events=_events(chance),
        story=f"story{number - number % 7 if chance.random() < 0.2 else number}",
        duplicate_of=f"{max(number - 7, 1):016x}" if chance.random() < 0.05 else None,
        seq=number,
    )


def _spans(chance: random.Random) -> tuple[Span, ...]:
    starts = sorted(chance.randrange(600) for _ in range(chance.randrange(1, 4)))
    return tuple(Span(field=Field.TEXT, start=start, end=start + 9) for start in starts)


def _topics(chance: random.Random) -> tuple[Topic, ...]:
    chosen = chance.sample(_TOPICS, chance.randrange(4))
    return tuple(Topic(id=one, score=100, evidence=_spans(chance), rule="1") for one in chosen)


def _organisations(chance: random.Random) -> tuple[Organisation, ...]:
    chosen = {int(chance.paretovariate(0.6)) % 3000 for _ in range(chance.randrange(6))}
    return tuple(
        Organisation(
            id=f"tr/org-{one}", name=f"Org {one}", kind="company", country="tr", mentions=_spans(chance), rule="1"
        )
        for one in sorted(chosen)
    )


def _events(chance: random.Random) -> tuple[Event, ...]:
    if chance.random() < 0.7:
        return ()
    return (
        Event(
            type=chance.choice(_EVENTS),
            stage="announced",
            negated=False,
            interaction=chance.random() < 0.2,
            parties=(),
            evidence=_spans(chance),
            rule="1",
            place=chance.choice(["Ankara", "Tabriz", "Tehran", None]),
        ),
    )


def queries(count: int, seed: int = 2, size: int = VOCABULARY) -> Iterator[str]:
    """Give random queries in the query language whose words occur in the articles of the same vocabulary."""
    words = vocabulary(1, size)
    chance = random.Random(seed)
    for _ in range(count):
        yield _query(chance, words, 2)


def _query(chance: random.Random, words: dict[str, Words], depth: int) -> str:
    forms = ["word", "word", "and", "phrase", "near", "prefix", "title", "field", "range"]
    form = chance.choice(forms + ["or", "not", "group", "group"] * (depth > 0))
    vocabulary = words[chance.choice(LANGUAGES)]
    one, two = vocabulary.some(chance, 2)
    if form in {"or", "group", "not"}:
        left, right = _query(chance, words, depth - 1), _query(chance, words, depth - 1)
        return {"or": f"({left}) OR ({right})", "group": f"({left}) ({right})", "not": f"({left}) NOT ({right})"}[form]
    return {
        "word": one,
        "and": f"{one} {two}",
        "phrase": f'"{one} {two}"~{chance.randrange(4)}',
        "near": f'near:"{one} {two}"~{chance.randrange(20)}',
        "prefix": f"{one[:3]}*",
        "title": f"title:{one}",
        "field": chance.choice(
            [f"topic:topic-{chance.randrange(40)}", f"lang:{chance.choice(LANGUAGES)}", "is:interaction",
             f"org:tr/org-{chance.randrange(20)}", "duplicate:no", f"source:source{chance.randrange(60)}"]
        ),
        "range": f"published:{2021 + chance.randrange(5)}-{1 + chance.randrange(12):02d}..",
    }[form]  # fmt: skip


def main(argv: list[str]) -> int:
    """Print so many invented articles as JSON Lines, to look at what the other benchmarks measure."""
    for document in documents(int(argv[0]) if argv else 10):
        print(TypeAdapter(Document).dump_json(document).decode())
    return 0
