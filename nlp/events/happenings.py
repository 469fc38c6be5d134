"""From a sentence to what happens in it: act, outcome, parties, place, date, deadline and money."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nlp.amounts import amounts
from nlp.events.field_names import FieldNames
from nlp.events.merging import Happening
from nlp.events.outcomes import outcome
from nlp.events.parties import parties_of, place_of
from nlp.events.scopes import scopes_of
from nlp.events.sides import sides_of
from nlp.events.triggers import ActFinder
from pipelines.dates import DateRole
from pipelines.records import Field, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from nlp.amounts import Amount
    from nlp.events.definitions import Cues, EventFile
    from nlp.events.outcomes import Outcome
    from nlp.events.sides import Side
    from nlp.events.triggers import Act, Sentence
    from nlp.fields import FieldTokens
    from pipelines.dates import Mention
    from pipelines.records import Moment, Organisation

NEWS_LENGTH = 350
"""Characters at the beginning of a text that tell the news itself."""

HOME_OF_LANGUAGE = {"tr": "tr", "fa": "ir"}
"""Where a source's country is unknown, a Turkish text is written in Türkiye and a Persian one in Iran."""


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
        home = country or HOME_OF_LANGUAGE.get(self.language, "")
        anchor = (published.local() if published else datetime.now(UTC)).date()
        found: list[Happening] = []
        for text in fields:
            names: FieldNames | None = None
            for sentence in self._acts.sentences(text):
                acts = self._acts.acts(sentence)
                if acts:
                    names = names or FieldNames(text, organisations, anchor)
                    found += self._in_sentence(_Scene(sentence, names, anchor, home), acts)
        return found

    def _in_sentence(self, scene: _Scene, acts: Sequence[Act]) -> Iterator[Happening]:
        scopes = scopes_of(scene.sentence, acts, self.language)
        for number, (act, scope) in enumerate(zip(acts, scopes, strict=True)):
            content, rule = self._types[act.type]
            following = next(
                (other.place[0] for other in acts[number + 1 :] if other.place[0] > act.place[1]), scene.sentence.end
            )
            judged = outcome(act, content, scene.sentence, following)
            if judged is None:
                continue
            happening = scene.happening(act, scope, content, rule, judged)
            if len(happening.parties) >= content.parties and not _is_in_passing(happening):
                yield happening


class _Scene:
    """A sentence with everything that may take part in its acts."""

    def __init__(self, sentence: Sentence, names: FieldNames, anchor: date, home: str) -> None:
        self.sentence = sentence
        self._low, high = self._span(sentence.first, sentence.end)
        self._organisations = names.organisations_in(self._low, high)
        self._places = names.places_in(sentence.first, sentence.end)
        self._dates = names.dates_in(self._low, high)
        self._all_dates = names.dates
        self._amounts = amounts(sentence.text.text[self._low : high], sentence.grammar.language)
        self._anchor = anchor
        self._home = home
        self._sides_by_act: dict[int, Sequence[Side]] = {}

    def happening(self, act: Act, scope: tuple[int, int], content: EventFile, rule: str, judged: Outcome) -> Happening:
        """Put together what the sentence tells of an act."""
        sides = self._sides(act.place[0])
        own = [side for side in sides if scope[0] <= side.first < scope[1]]
        when, until = self._when(scope, content)
        money = self._money(scope)
        low, high = self._span(self.sentence.first, self.sentence.end)
        span = Span(field=self.sentence.text.field, start=low, end=high)
        return Happening(
            type=act.type,
            rule=rule,
            stage=judged.stage,
            negated=judged.negated,
            sure=judged.sure,
            parties=parties_of(own, sides, content, self.sentence.grammar.language, self._home),
            sentence=span,
            evidence=(span,),
            issuer=content.issuer,
            home=self._home,
            place=place_of(own, sides),
            date=when,
            deadline=until,
            amount=money.value if money else None,
            currency=money.currency if money else None,
        )

    def _sides(self, act: int) -> Sequence[Side]:
        """Give the names of the sentence; only in English their case depends on where the act stands."""
        key = act if self.sentence.grammar.language == "en" else 0
        if key not in self._sides_by_act:
            self._sides_by_act[key] = sides_of(self.sentence, self._organisations, self._places, self._home, act)
        return self._sides_by_act[key]

    def _span(self, first: int, end: int) -> tuple[int, int]:
        tokens = self.sentence.text.tokens
        return tokens[first].start, tokens[end - 1].end

    def _when(self, scope: tuple[int, int], content: EventFile) -> tuple[str | None, str | None]:
        """Give the date of an act and its deadline, from its clause; a call's deadline also from the whole text."""
        low, high = self._span(*scope)
        near = [found for found in self._dates if low <= found.start and found.end <= high]
        dates = [found for found in near if found.role is not DateRole.DEADLINE]
        if content.issuer is None:
            return (_iso(dates[0]) if dates else None), None
        called = _deadlines(self._dates, self._anchor)
        return None, called[-1] if called else next(iter(_deadlines(self._all_dates, self._anchor)), None)

    def _money(self, scope: tuple[int, int]) -> Amount | None:
        low, high = self._span(*scope)
        return next((money for money in self._amounts if low <= money.start + self._low < high), None)


def _iso(found: Mention) -> str:
    """Write a date as ISO 8601: a day, a month, a year, or an interval."""
    return f"{found.value}/{found.until}" if found.until else found.value


def _deadlines(dates: Sequence[Mention], anchor: date) -> list[str]:
    """Give the deadlines among dates in order: those called so, else the ends of ranges that lie ahead."""
    called = [found.until or found.value for found in dates if found.role is DateRole.DEADLINE]
    ranges = [found.until for found in dates if found.role is DateRole.RANGE and found.until]
    return called or [until for until in ranges if until >= anchor.isoformat()]


def _is_in_passing(happening: Happening) -> bool:
    """Say whether it is told deep in a text without anybody or anything that it is about: background, not news."""
    told = happening.parties or happening.deadline or happening.amount is not None
    return happening.sentence.field is Field.TEXT and happening.sentence.start > NEWS_LENGTH and not told
