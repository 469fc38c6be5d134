"""What became of an act: its stage, whether it is denied, or whether nothing happened at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nlp.events.definitions import Stage
from nlp.events.tenses import Form, Tense, english, persian, turkish
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from nlp.events.definitions import EventFile
    from nlp.events.triggers import Act, Sentence

LIGHT_VERB_REACH = 4
"""Words between a Persian act and the light verb that carries its tense: "به امضای دو طرف رسید"."""

MAIN_VERB_REACH = 30
NEXT_REACH = 6
CUE_REACH = {"tr": 12, "fa": 14, "en": 4}
"""Words before an act that may make it planned: Turkish and Persian adverbs stand far off, English auxiliaries near."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The stage of an act and whether it is negated; ``sure`` where a verb says so, ``end`` the verb's last token."""

    stage: Stage
    negated: bool
    sure: bool
    end: int


@dataclass(frozen=True, slots=True)
class _Verb:
    form: Form
    end: int
    nominal: bool


def outcome(act: Act, content: EventFile, sentence: Sentence, language: str, limit: int) -> Outcome | None:
    """Judge an act; ``limit`` is the token where the next act of the sentence begins. ``None``: nothing happened."""
    if _is_question(sentence):
        return None
    verb = _verb(act, sentence, language, limit)
    stage = act.frame.stage or content.stage
    if _is_called_off(act, sentence):
        return Outcome(Stage.CANCELLED, negated=False, sure=True, end=verb.end)
    denied = sentence.has("denied", sentence.first, sentence.end)
    if sentence.has("postponed", act.first, sentence.end):
        return Outcome(Stage.PLANNED, denied, sure=True, end=verb.end)
    tense = verb.form.tense
    denied = denied or act.frame.negated
    if tense in {Tense.PAST, Tense.CONVERB} and not verb.nominal:
        if _is_planned_after(act, sentence, verb.end, reach=2):
            return Outcome(Stage.PLANNED, denied, sure=True, end=verb.end)
        return Outcome(stage, verb.form.negated or denied, sure=True, end=verb.end)
    if tense is Tense.FUTURE and language == "en" and _is_idle(act, sentence, act.place[0]):
        return None
    if tense is Tense.FUTURE:
        return Outcome(Stage.PLANNED, verb.form.negated or denied, sure=True, end=verb.end)
    return _open_outcome(act, content, sentence, language, verb)


def _open_outcome(act: Act, content: EventFile, sentence: Sentence, language: str, verb: _Verb) -> Outcome | None:
    """Judge an act in the present, in a noun or after a modal, by the cues around it."""
    tense, denied = verb.form.tense, sentence.has("denied", sentence.first, sentence.end)
    if sentence.has("achieved", sentence.first, verb.end + 2) and not verb.form.negated:
        return Outcome(act.frame.stage or content.stage, denied, sure=True, end=verb.end)
    planned = _is_planned_before(act, sentence, language, nominal=verb.nominal) or _is_planned_after(
        act, sentence, verb.end, reach=NEXT_REACH
    )
    if _is_idle(act, sentence, verb.end) and not denied:
        return None
    if planned:
        return Outcome(Stage.PLANNED, verb.form.negated or denied, sure=True, end=verb.end)
    if tense is Tense.POSSIBLE and not verb.nominal:
        return Outcome(Stage.PLANNED, verb.form.negated or denied, sure=True, end=verb.end)
    if tense is Tense.PRESENT and not verb.nominal:
        upcoming = sentence.has("upcoming", sentence.first, sentence.end)
        present = Stage.PLANNED if upcoming else act.frame.present or content.present
        return Outcome(present, verb.form.negated or denied, sure=True, end=verb.end)
    return _nominal_outcome(act, content, sentence, verb)


def _nominal_outcome(act: Act, content: EventFile, sentence: Sentence, verb: _Verb) -> Outcome | None:
    """Judge an act told by a noun: done after "with" or "after", or where the main verb is past, or in a headline."""
    stage = act.frame.stage or content.stage
    denied = sentence.has("denied", sentence.first, sentence.end)
    happened = sentence.has("done", act.first - 2, act.first)
    if sentence.has("purpose", act.first - 2, act.first) and not happened:
        return None
    if sentence.is_title:
        upcoming = sentence.has("upcoming", sentence.first, sentence.end)
        return Outcome(Stage.PLANNED if upcoming else stage, verb.form.negated or denied, sure=upcoming, end=act.last)
    if verb.form.tense is Tense.PAST or happened:
        return Outcome(stage, (verb.form.negated and not happened) or denied, sure=False, end=act.last)
    return Outcome(stage, negated=True, sure=False, end=act.last) if denied else None


def _is_question(sentence: Sentence) -> bool:
    source = sentence.text.text
    last = sentence.text.tokens[sentence.end - 1]
    return source[last.start : last.end].endswith(("?", "؟"))


def _is_called_off(act: Act, sentence: Sentence) -> bool:
    return act.frame.stage is not Stage.CANCELLED and sentence.has("cancelled", act.first, act.last + 2 * NEXT_REACH)


def _is_planned_before(act: Act, sentence: Sentence, language: str, *, nominal: bool) -> bool:
    reach = 3 if nominal else CUE_REACH.get(language, NEXT_REACH)
    return sentence.has("planned_before", act.first - reach, act.place[0])


def _is_planned_after(act: Act, sentence: Sentence, end: int, *, reach: int) -> bool:
    return sentence.has("planned_after", act.place[1] + 1, end + reach)


def _is_idle(act: Act, sentence: Sentence, end: int) -> bool:
    if sentence.is_title:
        return bool(sentence.cues.get("idle"))
    return sentence.has("idle", act.first - NEXT_REACH, end + NEXT_REACH)


def _verb(act: Act, sentence: Sentence, language: str, limit: int) -> _Verb:
    """Find the verb that carries the tense of an act."""
    if language == "fa":
        return _persian_verb(act, sentence, limit)
    last = act.place[1]
    token = sentence.text.tokens[last]
    if language == "tr":
        form = turkish(token.exact, token.lemma)
        if form is not None and form.tense not in {Tense.NOMINAL, Tense.CONVERB}:
            return _Verb(form, last, nominal=False)
        return _turkish_main_verb(sentence, last, form)
    words = [sentence.text.tokens[at].exact for at in _words(sentence, sentence.first, act.place[0])]
    form = english(sentence.text.tokens[act.place[0]].exact, words)
    return _Verb(form, last, nominal=form.tense is Tense.NOMINAL)


def _turkish_main_verb(sentence: Sentence, last: int, form: Form | None) -> _Verb:
    """Find the finite verb after a noun or a converb; a converb shares its tense."""
    for at in _words(sentence, last + 1, min(sentence.end, last + MAIN_VERB_REACH)):
        token = sentence.text.tokens[at]
        main = turkish(token.exact, token.lemma) if token.exact != token.lemma else None
        if (
            main is not None
            and main.tense in {Tense.PAST, Tense.FUTURE, Tense.PRESENT}
            and not _is_participle(token.exact)
        ):
            return _Verb(main, at, nominal=form is None or form.tense is Tense.NOMINAL)
    return _Verb(form or Form(Tense.NOMINAL), last, nominal=form is None or form.tense is Tense.NOMINAL)


def _is_participle(form: str) -> bool:
    return form.endswith(("an", "en")) or "dığ" in form or "diğ" in form or "duğ" in form or "düğ" in form


def _persian_verb(act: Act, sentence: Sentence, limit: int) -> _Verb:
    """Find the light verb of an act; without one the act is a noun and the main verb of its clause speaks."""
    last = act.place[1]
    token = sentence.text.tokens[last]
    own = persian(token.exact)
    if own is not None:
        return _Verb(own, last, nominal=False)
    is_linked = token.exact.endswith("ی") and token.lemma != token.exact
    reached = 0
    for at in _words(sentence, last + 1, min(sentence.end, last + MAIN_VERB_REACH)):
        reached += 1
        form = persian(sentence.text.tokens[at].exact)
        if form is None:
            continue
        light = reached <= LIGHT_VERB_REACH and (not is_linked or reached > 1) and at < limit
        if at >= limit and not light:
            break
        return _Verb(form, at, nominal=not light)
    return _Verb(Form(Tense.NOMINAL), last, nominal=True)


def _words(sentence: Sentence, first: int, end: int) -> list[int]:
    """Give the tokens between two places that are words."""
    tokens = sentence.text.tokens
    return [at for at in range(first, end) if tokens[at].kind in {TokenKind.WORD, TokenKind.NUMBER}]
