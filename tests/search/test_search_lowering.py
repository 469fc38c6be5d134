"""What a query asks of the index: spellings, fields, weights and conditions, worked out before any engine."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import keys
from search.analysis import (
    LONGEST,
    absorbs,
    clip,
    exact_forms,
    is_arabic,
    languages_of,
    name_key,
    searchable,
    stem_forms,
    word_forms,
)
from search.clauses import (
    Anything,
    Beginning,
    Between,
    Clause,
    Close,
    Every,
    Flat,
    Gapped,
    OneOf,
    Sequence,
    Some,
    Term,
)
from search.lowering import TITLE_BOOST, lower
from search.query import parse

TODAY = date(2026, 11, 24)


def _lowered(text: str) -> Clause:
    return lower(parse(text, today=TODAY).query)


def _word(token: str) -> Clause:
    """Give what one word with one spelling asks: the text, or with more weight the title."""
    return Some((Term("stem", token), Term("title_stem", token, TITLE_BOOST)))


def test_a_word_is_looked_for_in_text_and_title() -> None:
    """A word counts once in the text and three times in the title, under its recall key."""
    assert _lowered("tubitak") == _word("tubitak")
    assert _lowered("title:tubitak") == Term("title_stem", "tubitak")


def test_a_word_of_two_readings_is_looked_for_in_both() -> None:
    """A Latin word is read by the rules of each language; different keys are alternatives, equal ones count once."""
    clause = _lowered("girişimciler")
    assert isinstance(clause, Some)
    tokens = {part.token for part in clause.clauses if isinstance(part, Term)}
    assert tokens == {form[0] for form in stem_forms("girişimciler")}
    assert len(clause.clauses) == 2 * len(tokens)


def test_words_must_all_occur_and_doubles_count_once() -> None:
    """Words are conditions that score; the same word twice is one condition."""
    assert _lowered("tubitak ankara") == Every(scored=(_word("tubitak"), _word("ankara")))
    assert _lowered("tubitak tubitak") == Every(scored=(_word("tubitak"),))


def test_a_glued_compound_is_its_parts_in_order() -> None:
    """However a Persian compound is typed, its parts are asked for; in one piece they must follow each other."""
    expected = Some(
        (Sequence("stem", ("دانش", "بنیان")), Sequence("title_stem", ("دانش", "بنیان"), TITLE_BOOST)),
    )
    assert _lowered("دانشبنیان") == expected
    assert _lowered("دانش‌بنیان") == expected
    assert _lowered("دانش بنیان") == Every(scored=(_word("دانش"), _word("بنیان")))


def test_a_suffix_written_apart_belongs_to_its_word() -> None:
    """Plural and comparative suffixes are no words of their own."""
    assert _lowered("شرکت های") == _lowered("شرکت‌های") == _lowered("شرکتهای") == _word("شرکت")


@pytest.mark.parametrize("text", ["tubitak ve ankara", "tubitak and ankara", "tubitak VE ankara", "tubitak & ankara"])
def test_conjunctions_ask_for_nothing(text: str) -> None:
    """An "and" between words adds no condition."""
    parts = _lowered(text)
    assert isinstance(parts, Every)
    assert set(parts.scored) == {_word("tubitak"), _word("ankara")}


def test_a_conjunction_alone_is_a_word() -> None:
    """Who asks for nothing but "ve" means the word."""
    assert _lowered("ve") == _word("ve")


def test_a_phrase_is_looked_for_as_it_is_written() -> None:
    """Quoted words are compared folded, not lemmatised; one quoted word is a term."""
    assert (
        _lowered('"yatırım aldı"')
        == Some(
            (Sequence("exact", ("yatırım", "aldı")),),
        ).clauses[0]
    )
    assert _lowered('"tubitak"') == Term("exact", "tubitak")
    assert _lowered('title:"yatırım aldı"') == Sequence("title_exact", ("yatırım", "aldı"))


def test_a_phrase_with_gaps_keeps_its_order() -> None:
    """Slop allows other words between, in this order."""
    assert _lowered('"alpha beta"~3') == Gapped("exact", ("alpha", "beta"), 3)
    assert _lowered('"alpha"~3') == Term("exact", "alpha")
    assert _lowered('"alpha beta"~99') == Gapped("exact", ("alpha", "beta"), 10)


def test_near_words_may_stand_in_any_order() -> None:
    """Neighbours are compared by recall keys, pair by pair."""
    assert _lowered("ankara NEAR/4 izmir") == Flat(Close("stem", "ankara", "izmir", 4))
    three = _lowered('near:"ankara izmir tebriz"~2')
    assert three == Every(scored=(Flat(Close("stem", "ankara", "izmir", 2)), Flat(Close("stem", "izmir", "tebriz", 2))))
    assert _lowered("title:(ankara NEAR/1 izmir)") == Flat(Close("title_stem", "ankara", "izmir", 1))


def test_a_beginning_is_looked_for_with_and_without_marks() -> None:
    """A prefix is compared with the words as written, and without marks with the recall keys."""
    clause = _lowered("GİRİŞ*")
    assert isinstance(clause, Flat)
    assert isinstance(clause.clause, Some)
    assert Beginning("exact", "giriş") in clause.clause.clauses
    assert Beginning("stem", "giris") in clause.clause.clauses
    assert _lowered("title:inov*") == Flat(Some((Beginning("title_exact", "inov"), Beginning("title_stem", "inov"))))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("source:webrazzi", OneOf("source", ("webrazzi",))),
        ("source:(a OR b)", OneOf("source", ("a", "b"))),
        ("lang:Türkçe", OneOf("lang", ("tr",))),
        ("place:İSTANBUL", OneOf("place_key", ("istanbul",))),
        ('author:"Ayşe Işık"', OneOf("author_key", ("ayse isik",))),
        ("topic:ai", OneOf("topic", ("ai",))),
        ("org:tr/tubitak", OneOf("org", ("tr/tubitak",))),
        ("is:need", OneOf("is", ("need",))),
        ("published:2026-11-12", Between("day_number", date(2026, 11, 12).toordinal(), date(2026, 11, 12).toordinal())),
        ("published:2026..", Between("day_number", date(2026, 1, 1).toordinal(), None)),
        ("published:..2026", Between("day_number", 1, date(2026, 12, 31).toordinal())),
        ("*", Anything()),
        ("-source:a", Every(without=(OneOf("source", ("a",)),))),
        (
            "NOT (source:a kind:news)",
            Every(without=(Every(filters=(OneOf("source", ("a",)), OneOf("kind", ("news",)))),)),
        ),
    ],
)
def test_properties_are_conditions_that_do_not_score(text: str, clause: Clause) -> None:
    """Fields select; a range that is open below leaves undated articles out."""
    assert _lowered(text) == clause


def test_properties_beside_words_only_filter() -> None:
    """In a conjunction words score, fields and beginnings filter, negations exclude."""
    assert _lowered("tubitak lang:tr inov* -ankara") == Every(
        scored=(_word("tubitak"),),
        filters=(OneOf("lang", ("tr",)), Flat(Some((Beginning("exact", "inov"), Beginning("stem", "inov"))))),
        without=(_word("ankara"),),
    )


def test_an_organisation_outside_the_register_is_looked_for_by_name() -> None:
    """Its surface form among the tags, or the name in the text."""
    clause = _lowered('org:"Sample Chips"')
    assert isinstance(clause, Flat)
    assert isinstance(clause.clause, Some)
    assert OneOf("org_key", ("sample chips",)) in clause.clause.clauses
    assert Sequence("exact", ("sample", "chips")) in clause.clause.clauses


@pytest.mark.parametrize(
    ("text", "arabic"),
    [("دانش", True), ("TÜBİTAK", False), ("ك", True), ("۱۲", False), ("12", False), ("aب", True), ("", False)],
)
def test_the_script_decides_the_language(text: str, arabic: bool) -> None:  # noqa: FBT001 - the expected answer
    """A letter of Arabic script makes a word Persian; digits and Latin letters belong to every language."""
    assert is_arabic(text) is arabic
    assert languages_of(text) == (("fa",) if arabic else ("tr", "fa", "en"))


@pytest.mark.parametrize(
    ("word", "following", "one"),
    [
        ("شرکت", "های", True),
        ("شرکت", "ها", True),
        ("می", "شود", True),
        ("شرکت", "بانک", False),
        ("دانش", "بنیان", False),
        ("company", "های", False),
        ("شرکت", "s", False),
    ],
)
def test_only_affixes_are_absorbed(word: str, following: str, one: bool) -> None:  # noqa: FBT001 - the expected answer
    """Two words are one where a suffix or prefix is written apart; the parts of a compound stay two."""
    assert absorbs(word, following) is one


def test_a_run_of_two_scripts_keeps_its_order() -> None:
    """Latin words between Persian ones are read alone, and the others in their context."""
    assert word_forms(["شرکت", "های", "TÜBİTAK", "دانش‌بنیان"]) == [
        (("شرکت",),),
        (("tubitak",),),
        (("دانش", "بنیان"),),
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ayşe Işık", "ayse isik"),
        ("AYŞE IŞIK", "ayse isik"),
        ("İSTANBUL", "istanbul"),
        ("Sample Chips, Ltd.", "sample chips ltd"),
        ("شركت نمونه", "شرکت نمونه"),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_marks_and_signs(name: str, key: str) -> None:
    """A name has one key in every way to write it."""
    assert name_key(name) == key


@given(st.text(max_size=60))
def test_forms_are_those_that_texts_are_indexed_by(text: str) -> None:
    """What a query looks for is what the language layer makes of the same text, cut at the same length."""
    for forms, place in ((exact_forms(text), 0), (stem_forms(text), 1)):
        expected = [tuple(clip(keys(text, language)[place])) for language in languages_of(text)]
        assert set(forms) == {tokens for tokens in expected if tokens}
    assert searchable(text) is any(keys(text, language)[0] for language in languages_of(text))


def test_endless_words_are_cut_alike() -> None:
    """A run of letters that is no word has the same key in the text and in the query."""
    assert clip(["a" * 500, "b"]) == ["a" * LONGEST, "b"]
    assert exact_forms("x" * 5000) == (("x" * LONGEST,),)
    assert clip([]) == []
