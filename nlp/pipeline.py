"""spaCy carries the tagging: our tokens make its documents, and each kind of tag is a registered component."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry

from nlp import events, topics
from nlp.entities.joining import joined
from nlp.entities.recogniser import Recogniser
from nlp.fields import FieldTokens, fields_of, read_field
from nlp.organisations.matcher import Matcher
from nlp.organisations.register import Register
from pipelines.records import Event, Field, Moment, Organisation, Topic
from pipelines.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.vocab import Vocab

    from pipelines.records import Article

ORGANISATIONS = "organisations"
"""The span group of a spaCy document that holds the mentions of organisations."""

_READING = "rasad"
_JOINT = "\n"
# spaCy keeps words as UTF-8, which has no lone surrogates; they are replaced one by one, so offsets stay.
_LONE = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a spaCy document: the fields it was made of and the tags found so far.

    ``starts`` are the character offsets of the fields in the document's text; a document without words has none.
    """

    fields: tuple[FieldTokens, ...]
    starts: tuple[int, ...]
    language: str
    country: str = ""
    published: Moment | None = None
    organisations: tuple[Organisation, ...] = ()
    topics: tuple[Topic, ...] = ()
    events: tuple[Event, ...] = ()


def pipeline(language: str, overlay: Path | None, version: str, *, entities: bool = False) -> Language:
    """Give the spaCy pipeline of a language with the rules of the package and of an overlay folder.

    With ``entities`` a network looks for organisations outside the register, too, at twenty times the cost. It comes
    last: what it alone names is no party of an event.
    """
    nlp = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": "rasad.tokenizer.v1"}}})
    # Half of the time goes into attributes of words that nobody reads; only the folded form is. (Missing in the stub.)
    nlp.vocab.lex_attr_getters = {NORM: partial(fold, language=language)}  # type: ignore[attr-defined]  # spaCy does not declare it
    config = {"overlay": str(overlay) if overlay else None, "version": version}
    for component in ("rasad_organisations", "rasad_topics", "rasad_events"):
        nlp.add_pipe(component, config=config)
    if entities:
        nlp.add_pipe("rasad_entities")
    return nlp


def read(nlp: Language, article: Article) -> Doc:
    """Make the document of an article; the components have not seen it yet."""
    return _read(_document(nlp.vocab, fields_of(article), article.language), article)


def read_tersely(nlp: Language, article: Article) -> Doc:
    """Make a document of an article that has its fields and no words: the components find the same and show no spans.

    Words are a quarter of the time of all tags, and spaCy keeps each of them.
    """
    return _read(_of_fields(Doc(nlp.vocab), fields_of(article), (), article.language), article)


def _read(doc: Doc, article: Article) -> Doc:
    _keep(doc, replace(reading(doc), country=article.country, published=article.published))
    return doc


def reading(doc: Doc) -> Reading:
    """Give what is known of a document."""
    known: Reading = doc.user_data[_READING]
    return known


def _keep(doc: Doc, known: Reading) -> None:
    doc.user_data[_READING] = known


@registry.tokenizers("rasad.tokenizer.v1")  # type: ignore[untyped-decorator] # spaCy leaves it untyped
def make_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """Give the tokenizer of the language layer to spaCy; a bare text is read as the text of an article."""

    def for_language(nlp: Language) -> Callable[[str], Doc]:
        language = nlp.lang or ""
        return lambda text: _document(nlp.vocab, (read_field(Field.TEXT, text, language),), language)

    return for_language


def _document(vocab: Vocab, fields: Sequence[FieldTokens], language: str) -> Doc:
    """Make a document whose text is that of the fields, each on a line of its own."""
    pieces = _Pieces()
    starts: list[int] = []
    for found in fields:
        if starts:
            pieces.add_joint()
        starts.append(pieces.length)
        pieces.add(found)
    doc = Doc(vocab, words=pieces.words, spaces=pieces.spaces, sent_starts=pieces.sentences)
    return _of_fields(doc, fields, starts, language)


def _of_fields(doc: Doc, fields: Sequence[FieldTokens], starts: Sequence[int], language: str) -> Doc:
    _keep(doc, Reading(tuple(fields), tuple(starts), language))
    return doc


class _Pieces:
    """The words, blanks and sentence starts that spaCy builds a document of; they lose no character."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.spaces: list[bool] = []
        self.sentences: list[bool | int | None] = []
        self.length = 0

    def add(self, found: FieldTokens) -> None:
        """Add a field: its tokens and all that stands between them."""
        text, place = _LONE.sub(_REPLACEMENT, found.text), 0
        starts = iter([*(start for start, _ in found.sentences), len(text)])
        sentence = next(starts)
        words, spaces, sentences = self.words, self.spaces, self.sentences
        for token in found.tokens:
            start = token.start
            if start != place:
                if text[place:start] == " " and place:
                    spaces[-1] = True
                else:
                    self._add_gap(text[place:start])
            place = token.end
            words.append(text[start:place])
            spaces.append(False)
            sentences.append(start >= sentence)
            while sentence <= start:
                sentence = next(starts)
        self._add_gap(text[place:])
        self.length += len(text)

    def add_joint(self) -> None:
        """Add what stands between two fields."""
        self._add_word(_JOINT)
        self.length += len(_JOINT)

    def _add_gap(self, gap: str) -> None:
        """Add what stands between two tokens: one blank belongs to the token before, the rest is a token."""
        if gap[:1] == " " and self.spaces and not self.spaces[-1]:
            self.spaces[-1] = True
            gap = gap[1:]
        if gap:
            self._add_word(gap)

    def _add_word(self, word: str) -> None:
        self.words.append(word)
        self.spaces.append(False)
        self.sentences.append(False)


@Language.factory("rasad_organisations", default_config={"overlay": None, "version": ""})
def make_organisations(nlp: Language, name: str, overlay: str | None, version: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the organisations of the register."""
    del nlp, name
    matcher = _matcher(overlay, version)
    return partial(_tag_organisations, matcher=matcher)


@Language.factory("rasad_topics", default_config={"overlay": None, "version": ""})
def make_topics(nlp: Language, name: str, overlay: str | None, version: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the topics."""
    del name
    known = _topics(overlay, version)
    known.matcher(nlp.lang or "")
    return partial(_tag_topics, known=known)


@Language.factory("rasad_events", default_config={"overlay": None, "version": ""})
def make_events(nlp: Language, name: str, overlay: str | None, version: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the events; it reads the organisations and topics found before."""
    del name
    known = _events(overlay, version)
    known.finder(nlp.lang or "")
    return partial(_tag_events, known=known)


@Language.factory("rasad_entities")
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds organisations outside the register; those of the register are there already."""
    del nlp, name
    return partial(_tag_entities, recogniser=_recogniser())


def _tag_organisations(doc: Doc, matcher: Matcher) -> Doc:
    known = reading(doc)
    return _name(doc, matcher.organisations(known.fields, known.language, known.country))


def _tag_entities(doc: Doc, recogniser: Recogniser) -> Doc:
    known = reading(doc)
    found = recogniser.entities(known.fields)
    return _name(doc, joined(known.organisations, found, known.fields, recogniser.version))


def _name(doc: Doc, found: tuple[Organisation, ...]) -> Doc:
    """Keep organisations, and show their mentions as spans; entities may not overlap, so the longest ones are those."""
    known = reading(doc)
    _keep(doc, replace(known, organisations=found))
    if not len(doc):
        return doc
    spans = [
        doc.char_span(
            start + mention.start, start + mention.end, label=organisation.kind or "", kb_id=organisation.id or ""
        )
        for organisation in found
        for mention in organisation.mentions
        for tokens, start in zip(known.fields, known.starts, strict=True)
        if tokens.field is mention.field
    ]
    doc.spans[ORGANISATIONS] = sorted(filter(None, spans), key=_place)
    doc.set_ents(filter_spans(doc.spans[ORGANISATIONS]))
    return doc


def _place(span: Span) -> int:
    return int(span.start)


def _tag_topics(doc: Doc, known: topics.TopicSet) -> Doc:
    seen = reading(doc)
    _keep(doc, replace(seen, topics=known.match(seen.fields, seen.language)))
    return doc


def _tag_events(doc: Doc, known: events.EventSet) -> Doc:
    seen = reading(doc)
    found = known.match(seen.fields, seen.language, seen.organisations, seen.topics, seen.published, seen.country)
    _keep(doc, replace(seen, events=found))
    return doc


# The three languages share one register and one set of rules; the version makes changed files be read again.
@lru_cache(maxsize=1)
def _matcher(overlay: str | None, version: str) -> Matcher:
    del version
    return Matcher(Register.load(_folder(overlay)))


@lru_cache(maxsize=1)
def _recogniser() -> Recogniser:
    return Recogniser.load()


@lru_cache(maxsize=1)
def _topics(overlay: str | None, version: str) -> topics.TopicSet:
    del version
    return topics.load(_folder(overlay))


@lru_cache(maxsize=1)
def _events(overlay: str | None, version: str) -> events.EventSet:
    del version
    return events.load(_folder(overlay))


def _folder(overlay: str | None) -> Path | None:
    return Path(overlay) if overlay else None
