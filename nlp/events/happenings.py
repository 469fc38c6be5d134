"""From a sentence to what happens in it: act, outcome, parties, place, date, deadline and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from nlp.events.antecedents import completed
from nlp.events.clauses import Clause, Earlier
from nlp.events.merging import Happening
from nlp.events.outcomes import is_aim, outcome
from nlp.events.parties import parties_of, place_of
from nlp.events.scenes import Scene, Setting
from nlp.events.scopes import scopes_of
from nlp.events.triggers import Act, ActFinder
from pipelines.records import Field, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nlp.amounts import Amount
    from nlp.events.definitions import Cues, EventFile
    from nlp.events.outcomes import Outcome
    from nlp.events.sides import Side
    from nlp.events.triggers import Place
    from nlp.fields import FieldTokens
    from pipelines.records import Moment, Organisation, Party

NEWS_LENGTH = 350
"""Characters at the beginning of a text that tell the news itself."""

HOME_OF_LANGUAGE = {"tr": "tr", "fa": "ir"}
"""Where a source's country is unknown, a Turkish text is written in Türkiye and a Persian one in Iran."""


class Miss(StrEnum):
    """Why an act made no event."""

    UNREAL = "unreal"
    ALONE = "alone"
    PASSING = "passing"


@dataclass(frozen=True, slots=True)
class Told:
    """An act, its sentence, why nothing is kept of it (``None``: it is), and the happening where it has its parties."""

    act: Act
    scene: Scene
    miss: Miss | None
    happening: Happening | None = None

    @property
    def span(self) -> Span:
        """The words of the act with the thing it is done to."""
        return _span(self.scene.sentence.text, (self.act.first, self.act.last))


class HappeningFinder:
    """Finds what happens in the articles of one language."""

    def __init__(self, language: str, types: Mapping[str, tuple[EventFile, str]], cues: Cues) -> None:
        self.language = language
        self._types = types
        self._acts = ActFinder(language, {id_: content for id_, (content, _) in types.items()}, cues)

    def find(
        self,
        fields: Sequence[FieldTokens],
        organisations: Sequence[Organisation],
        published: Moment | None,
        country: str,
    ) -> list[Happening]:
        """Give the happenings of an article sentence by sentence, not yet merged."""
        told = self.told(fields, organisations, published, country)
        return [one.happening for one in told if one.happening is not None and one.miss is None]

    def told(
        self,
        fields: Sequence[FieldTokens],
        organisations: Sequence[Organisation],
        published: Moment | None,
        country: str,
    ) -> Iterator[Told]:
        """Give every act of an article with what came of it, for explanations also those of which nothing did."""
        home = country or HOME_OF_LANGUAGE.get(self.language, "")
        setting = Setting(organisations, (published.local() if published else datetime.now(UTC)).date(), home)
        scenes = [Scene(sentence, setting) for text in fields for sentence in self._acts.sentences(text)]
        for number, scene in enumerate(scenes):
            acts = self._acts.acts(scene.sentence)
            if acts:
                yield from self._in_sentence(scene, acts, Earlier(scenes, number), scenes[number + 1 : number + 2])

    def vetoed(self, fields: Sequence[FieldTokens]) -> Iterator[tuple[str, Span, Span]]:
        """Give the types whose act stands in a sentence with words that forbid them: type, act and those words."""
        for text in fields:
            for sentence in self._acts.sentences(text):
                for type_, act, words in self._acts.vetoed(sentence):
                    yield type_, _span(text, act), _span(text, words)

    def _in_sentence(
        self, scene: Scene, acts: Sequence[Act], earlier: Earlier, later: Sequence[Scene]
    ) -> Iterator[Told]:
        sentence = scene.sentence
        judgements = [
            outcome(act, self._types[act.type][0], sentence, _following(acts, number, sentence.end))
            for number, act in enumerate(acts)
        ]
        real = [act for act, judged in zip(acts, judgements, strict=True) if judged or not is_aim(act, sentence)]
        only = sum(judged is not None for judged in judgements) == 1
        scopes = iter(scopes_of(sentence, real, self.language))
        for act, judged in zip(acts, judgements, strict=True):
            scope = next(scopes) if judged or not is_aim(act, sentence) else (sentence.first, sentence.end)
            if judged is None:
                yield Told(act, scene, Miss.UNREAL)
                continue
            content, rule = self._types[act.type]
            clause = Clause(scene, act, scope, content)
            place = place_of(clause)
            parties = completed(parties_of(clause), clause, earlier, place)
            if len(parties) < max(content.parties, act.frame.parties):
                yield Told(act, scene, Miss.ALONE)
                continue
            # Dates and sums are looked for last: most acts have no parties, and to read them takes longest.
            money = _worth(clause, later, only=only)
            happening = _told(clause, rule, judged, earlier, parties, place, money)
            yield Told(act, scene, Miss.PASSING if _is_in_passing(happening) else None, happening)


def _following(acts: Sequence[Act], number: int, end: int) -> int:
    """Give the token where the next act behind one begins."""
    return next((other.place[0] for other in acts[number + 1 :] if other.place[0] > acts[number].place[1]), end)


def _span(text: FieldTokens, place: Place) -> Span:
    return Span(field=text.field, start=text.tokens[place[0]].start, end=text.tokens[place[1]].end)


def _told(
    clause: Clause,
    rule: str,
    judged: Outcome,
    earlier: Earlier,
    parties: tuple[Party, ...],
    place: Side | None,
    money: Amount | None,
) -> Happening:
    """Put together what the sentence, and what was told before it, tell of an act."""
    scene, content = clause.scene, clause.content
    when, until = scene.when(clause.scope, content)
    return Happening(
        type=clause.act.type,
        rule=rule,
        stage=judged.stage,
        negated=judged.negated,
        sure=judged.sure,
        parties=parties,
        sentence=scene.span,
        evidence=(scene.span,),
        opens=earlier.opens,
        issuer=content.issuer,
        home=scene.setting.home,
        place=place.city if place else None,
        date=when,
        deadline=until,
        amount=money.value if money else None,
        currency=money.currency if money else None,
    )


def _worth(clause: Clause, later: Sequence[Scene], *, only: bool) -> Amount | None:
    """Give the sum of an act: of its clause, of a sentence behind that only tells the sum, else of its whole sentence.

    The last where the act is the ``only`` one there.
    """
    scene = clause.scene
    money = scene.money(clause.scope)
    for following in later if money is None else ():
        if following.sentence.cues.get("worth"):
            money = following.money((following.sentence.first, following.sentence.end))
    if money is None and only:
        return scene.money((scene.sentence.first, scene.sentence.end))
    return money


def _is_in_passing(happening: Happening) -> bool:
    """Say whether it is told deep in a text without anybody or anything that it is about: background, not news."""
    told = happening.parties or happening.deadline or happening.amount is not None
    return happening.sentence.field is Field.TEXT and happening.sentence.start > NEWS_LENGTH and not told
