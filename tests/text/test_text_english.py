"""English: possessives, hyphens, lemmas, and Turkish names within English text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import LANGUAGES, TokenKind, keys, stem, tokens
from pipelines.text.en import is_ending, lemmatise, read


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("companies", "company"),
        ("technologies", "technology"),
        ("universities", "university"),
        ("signed", "sign"),
        ("investors", "investor"),
        ("Iranian", "iranian"),
        ("went", "go"),
        ("teknokent", "teknokent"),
    ],
)
def test_lemmas(form: str, lemma: str) -> None:
    """Plurals and tenses lead to the word; what the dictionary lacks stays as it is."""
    assert read(form)[1] == lemma


def test_the_possessive_is_a_suffix() -> None:
    """The company is found without its 's; a name with an apostrophe is whole."""
    found = [(token.exact, token.kind) for token in tokens("Baykar's and O'Brien’s don't", "en")]
    assert found == [
        ("baykar", TokenKind.WORD),
        ("'s", TokenKind.SUFFIX),
        ("and", TokenKind.WORD),
        ("obrien", TokenKind.WORD),
        ("'s", TokenKind.SUFFIX),
        ("dont", TokenKind.WORD),
    ]
    assert is_ending("S")
    assert not is_ending("t")


@pytest.mark.parametrize(
    ("spellings", "stems"),
    [
        (["start-up", "start up", "startup", "Start-Ups", "startups"], ["start", "up"]),
        (["knowledge-based", "knowledge based"], ["knowledge", "base"]),
        (["co-operation", "cooperation"], ["cooperation"]),
        (["e-commerce", "ecommerce", "e commerce"], ["e", "commerce"]),
        (["cyber-security", "cybersecurity", "cyber security"], ["cyber", "security"]),
        (["U.S.", "US"], ["us"]),
    ],
)
def test_spellings_of_compounds(spellings: list[str], stems: list[str]) -> None:
    """With a hyphen, apart or in one: the same tokens."""
    for spelling in spellings:
        assert keys(spelling, "en")[1] == stems, spelling


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Bakanlığı", "bakanlık"), ("TÜBİTAK", "tubitak"), ("Şişecam", "sisecam"), ("ÜNİVERSİTESİ", "üniversite")],
)
def test_turkish_names_in_english_text(written: str, plain: str) -> None:
    """A word with Turkish letters has its Turkish stem in an English and a Persian text, too."""
    assert {stem(written, language) for language in LANGUAGES} == {stem(plain, "tr")}


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_any_word_has_a_lemma(word: str) -> None:
    """Lemmas are never empty."""
    assert lemmatise(word)
