"""What became of an act: its stage, whether it is denied, or whether nothing happened at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.events.definitions import Stage
from nlp.events.tenses import Tense, persian
from nlp.events.verbs import verb_of
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from nlp.events.definitions import EventFile
    from nlp.events.triggers import Act, Sentence
    from nlp.events.verbs import Verb

NEXT_REACH = 6
CUE_REACH = {"tr": 12, "fa": 14, "en": 4}
"""Words before an act that may make it planned: Turkish and Persian adverbs stand far off, English auxiliaries near."""

NOMINAL_REACH = 3
AIM_REACH = 10
"""Words of a Persian row of aims: "با هدف تبادل دانشجو و تأسیس آزمایشگاه"."""

CLOSE_REACH = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The stage of an act and whether it is negated; ``sure`` where a verb says so."""

    stage: Stage
    negated: bool
    sure: bool


def outcome(act: Act, content: EventFile, sentence: Sentence, limit: int) -> Outcome | None:
    """Judge an act; ``limit`` is the token where the next act of the sentence begins. ``None``: nothing happened."""
    return None if _is_question(sentence) else _Judge(act, content, sentence, limit).judge()


def is_aim(act: Act, sentence: Sentence) -> bool:
    """Say whether an act is what another one is done for: "برای احداث نیروگاه سرمایه‌گذاری می‌کنند"."""
    if sentence.has("purpose", act.first - NOMINAL_REACH, act.first):
        return True
    if sentence.grammar.language != "fa":
        return False
    tokens = sentence.text.tokens
    low = act.first
    while low > max(sentence.first, act.first - AIM_REACH):
        token = tokens[low - 1]
        if token.kind is TokenKind.PUNCT or persian(token.exact) is not None:
            break
        low -= 1
    return sentence.has("purpose", low, act.first)


class _Judge:
    """The rules for one act, each for a kind of telling it."""

    def __init__(self, act: Act, content: EventFile, sentence: Sentence, limit: int) -> None:
        self._act = act
        self._sentence = sentence
        self._limit = max(limit, act.last + 2 * NEXT_REACH + 1)
        self._verb: Verb = verb_of(act, sentence, limit)
        self._done: Stage = act.frame.stage or content.stage
        self._present: Stage = act.frame.present or content.present
        self._issued = content.issuer is not None
        self._mutual = content.mutual
        self._denied = act.frame.negated or sentence.has("denied", sentence.first, sentence.end)

    def judge(self) -> Outcome | None:
        if self._is_called_off() and not self._is_subject_matter():
            return Outcome(Stage.CANCELLED, negated=False, sure=True)
        if self._sentence.has("postponed", self._act.first, self._sentence.end):
            return Outcome(Stage.PLANNED, self._denied, sure=True)
        tense = self._verb.form.tense
        if self._is_conditional(tense) or self._is_aimed_at() or self._is_subject_matter():
            return None
        if tense is Tense.FUTURE or self._is_promised():
            return self._future()
        if tense in {Tense.PAST, Tense.CONVERB} and not self._verb.nominal:
            return self._told(Stage.PLANNED if self._is_planned_after(CLOSE_REACH) else self._done)
        return self._open()

    def _told(self, stage: Stage) -> Outcome:
        return Outcome(stage, self._verb.form.negated or self._denied, sure=True)

    def _future(self) -> Outcome | None:
        """Judge "will sign" and "to sign"; in English the infinitive also follows wishes and managing."""
        if self._sentence.grammar.language == "en":
            if self._is_achieved():
                return Outcome(self._done, self._denied, sure=True)
            if self._is_idle(self._act.place[0]) and not self._is_promised():
                return None
        return self._told(self._act.frame.future or Stage.PLANNED)

    def _open(self) -> Outcome | None:
        """Judge an act in the present, in a noun or after a modal, by the cues around it."""
        if self._is_achieved():
            return Outcome(self._done, self._denied, sure=True)
        if self._is_idle(self._verb.end) and not self._denied:
            return None
        if self._is_planned_before() or self._is_planned_after(NEXT_REACH):
            return self._told(Stage.PLANNED)
        if self._verb.nominal or self._verb.form.tense is Tense.NOMINAL:
            return self._noun()
        is_call = self._verb.form.tense is Tense.POSSIBLE and self._issued
        if not is_call and (self._verb.form.tense is Tense.POSSIBLE or self._is_upcoming()):
            return self._told(Stage.PLANNED)
        told = self._told(self._present)
        return replace(told, sure=self._issued or not self._sentence.is_title)

    def _noun(self) -> Outcome | None:
        """Judge an act told by a noun: done after "with", where the main verb is past, or in a headline."""
        first, negated = self._act.first, self._verb.form.negated
        if is_aim(self._act, self._sentence):
            return None
        happened = self._sentence.has("done", first - 2, first)
        if self._sentence.is_title:
            upcoming = self._is_upcoming()
            return Outcome(Stage.PLANNED if upcoming else self._done, negated or self._denied, sure=upcoming)
        if happened or self._verb.form.tense is Tense.PAST:
            return Outcome(self._done, (negated and not happened) or self._denied, sure=False)
        return Outcome(self._done, negated=True, sure=False) if self._denied else None

    def _is_subject_matter(self) -> bool:
        """Say whether it is what a document is about: "تفاهم‌نامه ایجاد مرکز"."""
        first = self._act.first
        return (
            self._verb.nominal and not self._mutual and self._sentence.has("documents", first - CLOSE_REACH, first - 1)
        )

    def _is_conditional(self, tense: Tense) -> bool:
        """Say whether an act that has not happened hangs on something else."""
        if self._denied or (tense in {Tense.PAST, Tense.CONVERB} and not self._verb.nominal):
            return False
        return bool(self._sentence.cues.get("conditions")) and not self._is_achieved()

    def _is_promised(self) -> bool:
        """Say whether an English "would" reports what somebody said they will do: "the firm said it would open"."""
        first = self._act.place[0]
        near = self._sentence.text.tokens[max(self._sentence.first, first - CLOSE_REACH) : first]
        is_would = any(token.exact == "would" for token in near)
        return is_would and self._sentence.has("saying", self._sentence.first, first)

    def _is_aimed_at(self) -> bool:
        """Say whether the thing of a Persian act is another's purpose: "طرحی برای حمایت از صادرات آغاز شد"."""
        thing, first = self._act.thing, self._act.first
        if self._sentence.grammar.language != "fa" or self._issued or thing is None or thing[0] != first:
            return False
        return self._sentence.has("purpose", first - NOMINAL_REACH, first - 1)

    def _is_called_off(self) -> bool:
        reach = min(self._act.last + 3 * NEXT_REACH, self._limit - 1)
        return self._act.frame.stage is not Stage.CANCELLED and self._sentence.has("cancelled", self._act.first, reach)

    def _is_achieved(self) -> bool:
        reach = self._verb.end + CLOSE_REACH
        return not self._verb.form.negated and self._sentence.has("achieved", self._sentence.first, reach)

    def _is_planned_before(self) -> bool:
        far = CUE_REACH.get(self._sentence.grammar.language, NEXT_REACH)
        reach = NOMINAL_REACH if self._verb.nominal else far
        return self._sentence.has("planned_before", self._act.first - reach, self._act.place[0])

    def _is_planned_after(self, reach: int) -> bool:
        return self._sentence.has("planned_after", self._act.place[1] + 1, self._verb.end + reach)

    def _is_upcoming(self) -> bool:
        return self._sentence.has("upcoming", self._sentence.first, self._sentence.end)

    def _is_idle(self, end: int) -> bool:
        if self._sentence.is_title:
            return bool(self._sentence.cues.get("idle"))
        is_subjunctive = self._sentence.grammar.language == "fa" and self._verb.form.tense is Tense.POSSIBLE
        before = CUE_REACH["fa"] if is_subjunctive else NEXT_REACH
        return self._sentence.has("idle", self._act.first - before, end + NEXT_REACH)


def _is_question(sentence: Sentence) -> bool:
    last = sentence.text.tokens[sentence.end - 1]
    return sentence.text.text[last.start : last.end].endswith(("?", "؟"))
