"""Stories: articles of one language about one happening, whoever wrote them.

Copies share their word pairs (``pipelines.dedupe``); independent reports of a happening share its rare words: names,
numbers, terms. How rare a word is comes from the language's general frequencies (wordfreq), not from the articles at
hand, so that whether two articles belong together depends on those two alone and not on the order they came in.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log10
from typing import TYPE_CHECKING

from pipelines.dates.mentions import mentions
from pipelines.dedupe import Member, Resemblance, original
from pipelines.text import LANGUAGES, keys, tokens
from pipelines.text.lexicon import frequencies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from pipelines.records import Document

# Articles further apart than this never belong together by themselves.
SPAN = timedelta(days=7)
# A report says what happened in its title and first sentences; what follows is background that other stories share.
_OPENING = 900
_MOST_TRAITS = 32
_ISO_DAY = len("2026-11-12")
# In decades of wordfreq's scale: a word commoner than once in 6,000 weighs nothing, one rarer than 1 in 6 million most.
_COMMON, _RAREST = 5.2, 3.0
_TITLE_FACTOR = 1.6
_ORGANISATION, _DATE, _NUMBER = 1.5, 1.0, 1.5
_YEAR_CENTURIES = frozenset(("13", "14", "19", "20"))
# Of 24 pairs above 0.38 drawn from Turkish development texts that were no copies, 20 were about one happening; groups
# grow by chains, so the bound lies a little higher.
_LEAST_KINSHIP = 0.42
_LEAST_COMMON = 5
# Of two reports with so many numbers each, a quarter of the fewer are the same.
_LEAST_NUMBERS, _LEAST_NUMBERS_SHARED = 4, 0.25
# Articles are compared where they share two of their heaviest traits.
_PROPOSING, _LEAST_PROPOSED = 12, 2


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is recognised by: stems, numbers, organisations and days with weights that add up to one."""

    language: str
    weights: Mapping[str, float]
    numbers: frozenset[str]


# Of an article that cannot be read; it has no kin.
UNKNOWN = Traits("", {}, frozenset())


@dataclass(frozen=True, slots=True)
class Headline:
    """An article's title with what decides between equally good ones."""

    member: Member
    title: str


def _rarity(words: Iterable[str], language: str) -> float:
    """Give how rare the commonest of a word's forms is, in decades below a common word."""
    known = frequencies(language if language in LANGUAGES else "en")
    frequency = max(known.get(word, 0.0) for word in words)
    return min(_RAREST, max(0.0, _COMMON - 9 - log10(frequency))) if frequency else _RAREST


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in _YEAR_CENTURIES  # noqa: PLR2004 - digits of a year


def _weigh(text: str, language: str, factor: float) -> Iterator[tuple[str, float]]:
    for token in tokens(text, language):
        if not token.stem or _is_year(token.stem):
            continue
        if token.stem[0].isdigit():
            yield token.stem, _NUMBER * factor * (len(token.stem) > 1)
        else:
            yield token.stem, _rarity((token.exact, token.lemma), language) * factor


def traits(
    title: str, text: str, language: str, *, organisations: Collection[str] = (), days: Collection[str] = ()
) -> Traits:
    """Give what an article is recognised by.

    Args:
        title: its title, which weighs more.
        text: its text or lead and text; the opening counts.
        language: its language.
        organisations: ids of the organisations that were found in it.
        days: ISO days that its text names.
    """
    weights: dict[str, float] = {}
    for stem, weight in (*_weigh(title, language, _TITLE_FACTOR), *_weigh(text[:_OPENING], language, 1.0)):
        weights[stem] = max(weight, weights.get(stem, 0.0))
    weights |= {f"organisation:{name}": _ORGANISATION for name in organisations}
    weights |= {f"day:{day}": _DATE for day in days}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TRAITS]
    total = sum(weight for _, weight in heaviest) or 1.0
    numbers = frozenset(stem for stem in weights if stem[0].isdigit() and len(stem) > 1)
    return Traits(language, {stem: weight / total for stem, weight in heaviest if weight}, numbers)


def traits_of(document: Document) -> Traits:
    """Give what a tagged article is recognised by: its words, its organisations and the days that its opening names."""
    article = document.article
    text = f"{article.lead}\n{article.text}".strip()[:_OPENING]
    anchor = article.published.local() if article.published else article.fetched_at
    days = {mention.value for mention in mentions(text, article.language, anchor=anchor.date())}
    return traits(
        article.title,
        text,
        article.language,
        organisations=sorted({one.id for one in document.organisations if one.id}),
        days=sorted(day for day in days if len(day) == _ISO_DAY),
    )


def kinship(a: Traits, b: Traits) -> float:
    """Give the weight that two articles share, 0 where they do not count as reports of one happening.

    Reports of which each has several numbers and few in common are two days of a recurring report.
    """
    common = a.weights.keys() & b.weights.keys()
    if a.language != b.language or len(common) < _LEAST_COMMON:
        return 0.0
    fewer = min(len(a.numbers), len(b.numbers))
    if fewer >= _LEAST_NUMBERS and len(a.numbers & b.numbers) < _LEAST_NUMBERS_SHARED * fewer:
        return 0.0
    shared = sum(map(min, map(a.weights.__getitem__, common), map(b.weights.__getitem__, common)))
    return shared if shared >= _LEAST_KINSHIP else 0.0


class Stories:
    """The articles of the last days in memory, for finding those about the same happening as a new one."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Traits, datetime]] = {}
        self._having: dict[str, set[str]] = {}

    def __len__(self) -> int:
        """Give the number of articles kept."""
        return len(self._entries)

    def add(self, id: str, article: Traits, published: datetime) -> list[Resemblance]:  # noqa: A002 - as in the records
        """Add an article (again, if it was edited) and give those of its story that were added before.

        Args:
            id: the article's id.
            article: what ``traits`` gave of it.
            published: when it was published, aware.

        Returns:
            The resemblances to articles at most a week apart. A story is a connected component of them.
        """
        found = []
        for other in self._propose(article):
            traits_, then = self._entries[other]
            if other != id and abs(published - then) <= SPAN and (shared := kinship(article, traits_)):
                found.append(Resemblance(min(id, other), max(id, other), shared))
        self.load(id, article, published)
        return sorted(found, key=lambda resemblance: (resemblance.a, resemblance.b))

    def load(self, id: str, article: Traits, published: datetime) -> None:  # noqa: A002 - as in the records
        """Add an article (again, if it was edited) whose kin is known already."""
        self._drop(id)
        # Reports share their words with thousands of others; each word is kept once.
        weights = {sys.intern(stem): weight for stem, weight in article.weights.items()}
        numbers = frozenset(map(sys.intern, article.numbers))
        self._entries[id] = Traits(article.language, weights, numbers), published
        for stem in list(weights)[:_PROPOSING]:
            self._having.setdefault(stem, set()).add(id)

    def _propose(self, article: Traits) -> list[str]:
        counts = Counter(other for stem in _heaviest(article) for other in self._having.get(stem, ()))
        return [other for other, count in counts.items() if count >= _LEAST_PROPOSED]

    def forget(self, before: datetime) -> None:
        """Drop the articles published before a moment."""
        for name in [name for name, (_, published) in self._entries.items() if published < before]:
            self._drop(name)

    def _drop(self, name: str) -> None:
        entry = self._entries.pop(name, None)
        for stem in _heaviest(entry[0]) if entry else ():
            self._having[stem].discard(name)
            if not self._having[stem]:
                del self._having[stem]


def _heaviest(article: Traits) -> list[str]:
    return list(article.weights)[:_PROPOSING]


def story_id(members: Sequence[Member], former: Collection[str] = ()) -> str:
    """Give the id of a story: that of its first article, once given kept.

    Args:
        members: the articles of the story, at least one.
        former: ids that its members' stories had before. The story keeps one as long as the article is a member; of
            several, where stories have grown together, that of the first article.
    """
    named = [member for member in members if member.id in former]
    return original(named or members)


def best_title(headlines: Sequence[Headline], language: str) -> str:
    """Give the title that says most of what the others say; of equals the original's.

    Raises:
        ValueError: there are no headlines.
    """
    words = [frozenset(keys(headline.title, language)[1]) for headline in headlines]
    said = Counter(word for title in words for word in title)

    def worth(place: int) -> float:
        """Weigh the words by how many other titles have them, against the length."""
        return sum(said[word] - 1 for word in words[place]) / (len(words[place]) + 3)

    best = max(map(worth, range(len(headlines))), default=0.0)
    equals = [headline for place, headline in enumerate(headlines) if worth(place) == best]
    first = original([headline.member for headline in equals])
    return next(headline.title for headline in equals if headline.member.id == first)
