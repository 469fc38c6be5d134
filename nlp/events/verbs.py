"""The verb that carries the tense of an act: its own word, a Persian light verb, or the main verb after a noun."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nlp.events.tenses import Form, Tense, english, persian, turkish
from pipelines.text import TokenKind

if TYPE_CHECKING:
    from nlp.events.triggers import Act, Sentence

LIGHT_VERB_REACH = 4
"""Words between a Persian act and the light verb that carries its tense: "به امضای دو طرف رسید"."""

MAIN_VERB_REACH = 30


@dataclass(frozen=True, slots=True)
class Verb:
    """The form that speaks for an act, and its token; ``nominal`` where the act is a noun and another verb speaks."""

    form: Form
    end: int
    nominal: bool


def verb_of(act: Act, sentence: Sentence, limit: int) -> Verb:
    """Find the verb that carries the tense of an act; the next act begins at the token ``limit``."""
    language = sentence.grammar.language
    if language == "fa":
        return _persian_verb(act, sentence, limit)
    last = act.place[1]
    token = sentence.text.tokens[last]
    if language == "tr":
        form = turkish(token.exact, token.lemma)
        if form is not None and form.tense not in {Tense.NOMINAL, Tense.CONVERB}:
            return Verb(replace(form, negated=form.negated or _is_undone(sentence, last)), last, nominal=False)
        return _turkish_main_verb(sentence, last, form)
    words = [sentence.text.tokens[at].exact for at in _words(sentence, sentence.first, act.place[0])]
    form = english(sentence.text.tokens[act.place[0]].exact, words)
    return Verb(form, last, nominal=form.tense is Tense.NOMINAL)


def _is_undone(sentence: Sentence, last: int) -> bool:
    """Say whether the word behind a Turkish participle takes it back: "imzalanmış değil", "imzalanmış olmadığını"."""
    following = sentence.text.tokens[last + 1 : last + 2]
    return any(token.exact.startswith(("değil", "olmad", "olmam")) for token in following)


def _turkish_main_verb(sentence: Sentence, last: int, form: Form | None) -> Verb:
    """Find the finite verb after a noun or a converb; a converb shares its tense."""
    for at in _words(sentence, last + 1, min(sentence.end, last + MAIN_VERB_REACH)):
        token = sentence.text.tokens[at]
        main = turkish(token.exact, token.lemma) if token.exact != token.lemma else None
        if (
            main is not None
            and main.tense in {Tense.PAST, Tense.FUTURE, Tense.PRESENT}
            and not _is_participle(token.exact)
        ):
            return Verb(main, at, nominal=form is None or form.tense is Tense.NOMINAL)
    return Verb(form or Form(Tense.NOMINAL), last, nominal=form is None or form.tense is Tense.NOMINAL)


def _is_participle(form: str) -> bool:
    return form.endswith(("an", "en")) or "dığ" in form or "diğ" in form or "duğ" in form or "düğ" in form


def _persian_verb(act: Act, sentence: Sentence, limit: int) -> Verb:
    """Find the light verb of an act; without one the act is a noun and the main verb of its clause speaks."""
    last = act.place[1]
    token = sentence.text.tokens[last]
    own = persian(token.exact)
    if own is not None:
        return Verb(own, last, nominal=False)
    is_linked = token.exact.endswith("ی") and token.lemma != token.exact
    reached = 0
    for at in _words(sentence, last + 1, min(sentence.end, last + MAIN_VERB_REACH)):
        reached += 1
        form = persian(sentence.text.tokens[at].exact)
        if form is None:
            continue
        if form.tense is Tense.FUTURE and reached > 1 and _is_copula(sentence, at):
            break
        light = reached <= LIGHT_VERB_REACH and (not is_linked or reached > 1) and at < limit
        if at >= limit and not light:
            break
        return Verb(form, at, nominal=not light)
    return Verb(Form(Tense.NOMINAL), last, nominal=True)


def _is_copula(sentence: Sentence, at: int) -> bool:
    """Say whether "خواهد" only says what something will be: "برگزاری نشست از تعهدات این بانک خواهد بود"."""
    return at + 1 < sentence.end and sentence.text.tokens[at + 1].exact == "بود"


def _words(sentence: Sentence, first: int, end: int) -> list[int]:
    """Give the tokens between two places that are words."""
    tokens = sentence.text.tokens
    return [at for at in range(first, end) if tokens[at].kind in {TokenKind.WORD, TokenKind.NUMBER}]
