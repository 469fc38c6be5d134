"""A query cut into tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fields import field_of, keyword_value, nearest, nearest_field
from search.lexer import DEFAULT_DISTANCE, Kind, lex, unescape
from search.nodes import KeywordField, TagField, TextField


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a b", [(Kind.WORD, "a"), (Kind.WORD, "b")]),
        ("  a\t\nb\u00a0c ", [(Kind.WORD, "a"), (Kind.WORD, "b"), (Kind.WORD, "c")]),
        ("دانش\u200cبنیان", [(Kind.WORD, "دانش\u200cبنیان")]),
        ("e-ticaret", [(Kind.WORD, "e-ticaret")]),
        ("-a", [(Kind.NOT, "-"), (Kind.WORD, "a")]),
        ("a -b", [(Kind.WORD, "a"), (Kind.NOT, "-"), (Kind.WORD, "b")]),
        ("a - b", [(Kind.WORD, "a"), (Kind.WORD, "-"), (Kind.WORD, "b")]),
        ("!a", [(Kind.NOT, "!"), (Kind.WORD, "a")]),
        ("−a", [(Kind.NOT, "−"), (Kind.WORD, "a")]),
        ("+a", [(Kind.WORD, "a")]),
        ("a|b", [(Kind.WORD, "a"), (Kind.OR, "|"), (Kind.WORD, "b")]),
        ("R&D", [(Kind.WORD, "R&D")]),
        ("a && b", [(Kind.WORD, "a"), (Kind.AND, "&&"), (Kind.WORD, "b")]),
        ("or and not", [(Kind.WORD, "or"), (Kind.WORD, "and"), (Kind.WORD, "not")]),
        ("a OR b", [(Kind.WORD, "a"), (Kind.OR, "OR"), (Kind.WORD, "b")]),
        ("a يا b", [(Kind.WORD, "a"), (Kind.OR, "يا"), (Kind.WORD, "b")]),
        ("(a)", [(Kind.OPEN, "("), (Kind.WORD, "a"), (Kind.CLOSE, ")")]),
        ("f(a)", [(Kind.WORD, "f"), (Kind.OPEN, "("), (Kind.WORD, "a"), (Kind.CLOSE, ")")]),
        ("title:a", [(Kind.FIELD, "title"), (Kind.WORD, "a")]),
        ("title: a", [(Kind.FIELD, "title"), (Kind.WORD, "a")]),
        ("عنوان:الف", [(Kind.FIELD, "عنوان"), (Kind.WORD, "الف")]),
        ("14:35", [(Kind.WORD, "14:35")]),
        ("https://a.example/?q=1", [(Kind.WORD, "https://a.example/?q=1")]),
        ("a\\:b", [(Kind.WORD, "a:b")]),
        ("\\(a\\)", [(Kind.WORD, "(a)")]),
        ("\\AND", [(Kind.WORD, "AND")]),
        ("inov*", [(Kind.PREFIX, "inov")]),
        ("inov\\*", [(Kind.WORD, "inov*")]),
        ("in*ov", [(Kind.WORD, "in*ov")]),
        ("*", [(Kind.WORD, "*")]),
        ("published:[2026 TO *]", [(Kind.FIELD, "published"), (Kind.RANGE, "[2026 TO *]")]),
        ("[a]", [(Kind.WORD, "[a]")]),
        ("a\ud800b", [(Kind.WORD, "a\ufffdb")]),
        ("a \\", [(Kind.WORD, "a"), (Kind.WORD, "\\")]),
    ],
)
def test_a_query_is_cut_into_tokens(text: str, tokens: list[tuple[Kind, str]]) -> None:
    """Words, operators in three languages, fields, prefixes, ranges and escapes."""
    assert [(lexeme.kind, lexeme.text) for lexeme in lex(text)] == tokens


@pytest.mark.parametrize(
    ("text", "phrase", "slop", "is_open"),
    [
        ('"a b"', "a b", 0, False),
        ("“a b”", "a b", 0, False),
        ("«a b»", "a b", 0, False),
        ("„a b“", "a b", 0, False),
        ('"a b"~3', "a b", 3, False),
        ('"a b', "a b", 0, True),
        ('"a \\" b"', 'a " b', 0, False),
        ('""', "", 0, False),
        ('"a OR (b"', "a OR (b", 0, False),
        ('"a b"~99999999999', "a b", 1000, False),
    ],
)
def test_phrases_stand_in_any_quotes(text: str, phrase: str, slop: int, is_open: bool) -> None:  # noqa: FBT001 - the expected answer
    """Quotes of three typographies, a slop, and a quote that was left open."""
    (lexeme,) = lex(text)
    assert (lexeme.kind, lexeme.text, lexeme.number, lexeme.open) == (Kind.PHRASE, phrase, slop, is_open)


@pytest.mark.parametrize(
    ("text", "distance"), [("a NEAR/3 b", 3), ("a NEAR b", DEFAULT_DISTANCE), ("a NEAR~7 b", 7), ("a YAKIN/2 b", 2)]
)
def test_near_has_a_distance(text: str, distance: int) -> None:
    """NEAR joins two words at a distance, by default about a clause."""
    assert [(lexeme.kind, lexeme.number) for lexeme in lex(text)][1] == (Kind.NEAR, distance)


@pytest.mark.parametrize("text", ["NEARBY", "near", "NEAR/x"])
def test_words_that_begin_like_near_are_words(text: str) -> None:
    """Only the operator itself, in capitals, joins words."""
    assert [lexeme.kind for lexeme in lex(f"a {text}")] == [Kind.WORD, Kind.WORD]


@given(st.text(max_size=60))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    """The tokens written one after the other are the text without its blanks, unless it is operators alone."""
    lexemes = lex(text)
    if any(lexeme.kind is Kind.WORD for lexeme in lexemes) and len(lexemes) > 1:
        visible = "".join(
            "\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text if not letter.isspace()
        )
        assert "".join("".join(lexeme.raw.split()) for lexeme in lexemes) == visible


@given(st.text(max_size=30))
def test_escaping_every_character_gives_the_word(text: str) -> None:
    """A backslash before each character makes any text without surrogates one word."""
    if text and not any("\ud800" <= letter <= "\udfff" for letter in text):
        escaped = "".join(f"\\{letter}" for letter in text)
        assert [(lexeme.kind, lexeme.text) for lexeme in lex(escaped)] == [(Kind.WORD, text)]
        assert unescape(escaped) == text


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("title", TextField.TITLE),
        ("Başlık", TextField.TITLE),
        ("عنوان", TextField.TITLE),
        ("SOURCE", KeywordField.SOURCE),
        ("kaynak", KeywordField.SOURCE),
        ("منبع", KeywordField.SOURCE),
        ("language", KeywordField.LANG),
        ("DİL", KeywordField.LANG),
        ("konu", TagField.TOPIC),
        ("سازمان", TagField.ORG),
        ("tarih", "published"),
        ("تاریخ", "published"),
        ("تاريخ", "published"),
        ("near", "near"),
        ("nope", None),
    ],
)
def test_fields_have_names_in_three_languages(name: str, field: object) -> None:
    """A field is known by its English, Turkish and Persian names, in any case."""
    assert field_of(name) == field


@pytest.mark.parametrize(
    ("name", "meant"), [("titel", "title"), ("publised", "published"), ("kaynk", "source"), ("qqq", "")]
)
def test_a_misspelt_field_is_guessed(name: str, meant: str) -> None:
    """The nearest name is offered under its canonical form, or none."""
    assert nearest_field(name) == meant


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (KeywordField.COUNTRY, "TR", "tr"),
        (KeywordField.LANG, "فارسی", "fa"),
        (KeywordField.LANG, "EN", "en"),
        (KeywordField.KIND, "Public Body", "public-body"),
        (KeywordField.EVENT, "support programme", "support-programme"),
        (KeywordField.DUPLICATE, "Evet", "yes"),
        (KeywordField.DUPLICATE, "خیر", "no"),
        (KeywordField.DUPLICATE, "a1B2", "a1B2"),
        (KeywordField.STORY, "aB", "aB"),
        (KeywordField.PLACE, "İzmir", "İzmir"),
    ],
)
def test_values_are_written_as_the_index_keeps_them(field: KeywordField, text: str, value: str) -> None:
    """Codes are lower case, yes and no come in three languages, ids and names stay as they are."""
    assert keyword_value(field, text) == value


def test_the_nearest_value_is_offered() -> None:
    """A misspelt flag resembles one that exists, or none."""
    assert nearest("interacton", ("interaction", "need")) == "interaction"
    assert nearest("zzz", ("interaction", "need")) == ""
