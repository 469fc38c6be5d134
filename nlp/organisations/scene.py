"""An article as the matcher sees it: its fields in words, sentences, capitals, and what it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nlp.fields import FieldTokens
from nlp.organisations import lexicon
from nlp.organisations.words import Word
from nlp.places import gazetteer

if TYPE_CHECKING:
    from nlp.organisations.trie import Hit

# A sentence whose letters are capitals in this share is a headline in capitals, where capitals say nothing.
_CAPITALS = 0.6
# How far an address reaches around a name, in characters.
_CHUNK = 60
_LAST_CHUNK = re.compile(r"\S*$")
_FIRST_CHUNK = re.compile(r"^\S*")
_ADDRESS = re.compile(r"://|www\.|@|_|\w\.(?:com|org|net|gov|edu|ac|ir|co)\b")
# Places of one foreign country from which on an article without a place at home speaks of that country.
_ABROAD = 3
_HOMES = {"tr": "tr", "fa": "ir"}
_QUOTES = "«»“”\"‘’'„"


@dataclass(slots=True)
class View:
    """One field: its tokens, its words and the index of each word's token."""

    tokens: FieldTokens
    words: Sequence[Word]
    places: Sequence[int]
    _capitals: dict[tuple[int, int], bool] = field(default_factory=dict)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the character offsets of words ``start`` to ``end`` (exclusive)."""
        tokens = self.tokens.tokens
        return tokens[self.places[start]].start, tokens[self.places[end - 1]].end

    def written(self, place: int) -> str:
        """Give a word as it is written; the empty string outside of the field."""
        if not 0 <= place < len(self.words):
            return ""
        token = self.tokens.tokens[self.places[place]]
        return self.tokens.text[token.start : token.end]

    def goes_on(self, place: int) -> bool:
        """Tell whether a word is written in one with the one before it (Doğalgaz is read as two words)."""
        start = self.tokens.tokens[self.places[place]].start
        return start > 0 and self.tokens.text[start - 1].isalnum()

    def keys(self, place: int) -> tuple[str, ...]:
        """Give the key and the bare forms of a word; nothing outside of the field."""
        if not 0 <= place < len(self.words):
            return ()
        word = self.words[place]
        return (word.key, *word.bases)

    def sentence(self, place: int) -> tuple[int, int]:
        """Give the character range of the sentence that holds a word."""
        offset = self.tokens.tokens[self.places[place]].start
        sentences = self.tokens.sentences
        index = bisect_right(sentences, (offset, len(self.tokens.text))) - 1
        return sentences[index] if index >= 0 else (0, len(self.tokens.text))

    def begins_sentence(self, place: int) -> bool:
        """Tell whether a word is the first of its sentence, an opening quote before it aside."""
        start = self.sentence(place)[0]
        offset = self.tokens.tokens[self.places[place]].start
        return not self.tokens.text[start:offset].strip(_QUOTES + " \t\n([-•–—")

    def in_capitals(self, place: int) -> bool:
        """Tell whether the sentence of a word is written in capitals."""
        sentence = self.sentence(place)
        if sentence not in self._capitals:
            letters = [letter for letter in self.tokens.text[slice(*sentence)] if letter.isalpha()]
            upper = sum(letter.isupper() for letter in letters)
            self._capitals[sentence] = upper > _CAPITALS * len(letters)
        return self._capitals[sentence]

    def is_address(self, hit: Hit) -> bool:
        """Tell whether a name is part of a web or mail address or an account, and no such name itself."""
        start, end = self.span(hit.start, hit.end)
        text = self.tokens.text
        if "." in hit.alias.text or not text[start].isascii():
            return False
        chunk = f"{_LAST_CHUNK.findall(text[max(0, start - _CHUNK) : start])[0]}{text[start:end]}"
        return bool(_ADDRESS.search(chunk + _FIRST_CHUNK.findall(text[end : end + _CHUNK])[0]))

    def behind(self, hit: Hit) -> int:
        """Give the word behind a name and the ending that may follow its apostrophe."""
        return hit.end + any(form.startswith("'") for form in self.keys(hit.end))

    def is_quoted(self, hit: Hit) -> bool:
        """Tell whether a name stands in quotation marks by itself."""
        before, after = self.written(hit.start - 1), self.written(hit.end)
        return bool(before and after) and before in _QUOTES and after in _QUOTES


class Scene:
    """An article: its fields, its language, and the country that it is at home in.

    An article of unknown origin is at home where its language is spoken; one in English nowhere.
    """

    def __init__(self, views: Sequence[View], language: str, home: str) -> None:
        self.views = views
        self.language = language
        self.home = home or _HOMES.get(language, "")
        self._contexts: dict[str, int] = {}
        self._abroad: bool | None = None

    def speaks_of(self, context: str) -> int:
        """Count the distinct words of a context (``sport`` ...) that the article uses."""
        if context not in self._contexts:
            known = lexicon.context(context)
            self._contexts[context] = len({phrase for view in self.views for phrase in known.used(view)})
        return self._contexts[context]

    def is_abroad(self) -> bool:
        """Tell whether the article speaks of places abroad several times and of none at home."""
        if self._abroad is None:
            places = gazetteer(self.language)
            named = Counter(found.place.country for view in self.views for found in places.find(view.tokens))
            self._abroad = not named[self.home] and max(named.values(), default=0) >= _ABROAD
        return self._abroad
