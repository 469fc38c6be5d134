"""Tense and negation are read from the forms of verbs in three languages."""

from __future__ import annotations

import pytest

from nlp.events.tenses import Tense, english, persian, turkish
from pipelines.text import tokens


@pytest.mark.parametrize(
    ("word", "tense", "negated"),
    [
        ("imzaladı", Tense.PAST, False),
        ("imzalanmadı", Tense.PAST, True),
        ("imzalanacak", Tense.FUTURE, False),
        ("imzalanmayacak", Tense.FUTURE, True),
        ("imzalıyor", Tense.PRESENT, False),
        ("imzalanabilir", Tense.POSSIBLE, False),
        ("imzalarsa", Tense.POSSIBLE, False),
        ("imzalayarak", Tense.CONVERB, False),
        ("imzalanması", Tense.NOMINAL, False),
        ("imzalanan", Tense.PAST, False),
    ],
)
def test_turkish_suffixes_tell_tense_and_negation(word: str, tense: Tense, negated: bool) -> None:  # noqa: FBT001 -- a column of the table
    """The endings that a lemma loses are read."""
    (token,) = tokens(word, "tr")
    form = turkish(token.exact, token.lemma)
    assert form is not None
    assert (form.tense, form.negated) == (tense, negated)


def test_a_turkish_noun_in_the_accusative_is_no_past_tense() -> None:
    """The word for "visit" with an ending looks like a past tense and is none."""
    (token,) = tokens("ziyareti", "tr")
    assert turkish(token.exact, token.lemma) is None


@pytest.mark.parametrize(
    ("word", "tense", "negated"),
    [
        ("شد", Tense.PAST, False),
        ("نکردند", Tense.PAST, True),
        ("خواهد", Tense.FUTURE, False),
        ("نخواهد", Tense.FUTURE, True),
        ("می‌شود", Tense.PRESENT, False),
        ("نمی‌شود", Tense.PRESENT, True),
        ("شود", Tense.POSSIBLE, False),
    ],
)
def test_persian_verbs_tell_tense_and_negation(word: str, tense: Tense, negated: bool) -> None:  # noqa: FBT001 -- a column of the table
    """Light verbs are read in every spelling of the language layer."""
    (token,) = tokens(word, "fa")
    form = persian(token.exact)
    assert form is not None
    assert (form.tense, form.negated) == (tense, negated)
    assert persian("دانشگاه") is None


@pytest.mark.parametrize(
    ("before", "word", "tense", "negated"),
    [
        ("", "signed", Tense.PAST, False),
        ("has not", "signed", Tense.PAST, True),
        ("will", "sign", Tense.FUTURE, False),
        ("to be", "signed", Tense.FUTURE, False),
        ("could", "sign", Tense.POSSIBLE, False),
        ("after the", "signing", Tense.NOMINAL, False),
        ("is", "signing", Tense.PRESENT, False),
        ("", "signs", Tense.PRESENT, False),
        ("had", "won", Tense.PAST, False),
    ],
)
def test_english_forms_tell_tense_and_negation(before: str, word: str, tense: Tense, negated: bool) -> None:  # noqa: FBT001 -- a column of the table
    """Endings and the words before are read."""
    form = english(word, before.split())
    assert (form.tense, form.negated) == (tense, negated)
