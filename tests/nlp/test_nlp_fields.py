"""Fields: what is known of each token before any rule looks at it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.fields import BREAKS, NOWHERE, read_field
from pipelines.records import Field
from pipelines.text import TokenKind

TEXTS = st.text(alphabet=st.sampled_from("aşİ ک‌ی'’.,-:\"\n\u0307😀7"), max_size=60)
LANGUAGES = st.sampled_from(["tr", "fa", "en"])


def _chain(text: str, language: str = "tr") -> list[str]:
    """Give the words that follow each other from the first one."""
    found = read_field(Field.TEXT, text, language)
    at = next(at for at, token in enumerate(found.tokens) if token.kind is TokenKind.WORD)
    words = []
    while at != NOWHERE:
        words.append(found.keys[at][0])
        at = found.following[at]
    return words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("yapay zekâ ve robot", ["yapay", "zeka", "ve", "robot"]),
        ("TÜBİTAK'ın yeni çağrısı", ["tübitak", "yeni", "çağrısı"]),
        ("yapay (zekâ)", ["yapay"]),
        ("yapay, zekâ", ["yapay"]),
        ("“yapay” zekâ - robot", ["yapay", "zeka", "robot"]),
        ("yapay\nzekâ", ["yapay"]),
        ("Ankara'da\nzekâ", ["ankara"]),
        ("yapay “\n zekâ", ["yapay"]),
    ],
)
def test_a_phrase_reaches_over_endings_and_marks_but_no_break(text: str, words: list[str]) -> None:
    """The next word is beyond suffixes, quotes and dashes, and not beyond commas, brackets and lines."""
    assert _chain(text) == words


@given(text=TEXTS, language=LANGUAGES)
def test_what_follows_is_the_very_next_word(text: str, language: str) -> None:
    """Between a word and the following one there is no other word and no break; elsewhere there is one, or the end."""
    found = read_field(Field.TEXT, text, language)
    words = [at for at, token in enumerate(found.tokens) if token.kind in {TokenKind.WORD, TokenKind.NUMBER}]
    for at, following in zip(words, [*words[1:], NOWHERE], strict=False):
        between = found.tokens[at + 1 : following] if following != NOWHERE else ()
        endings = [token.end for token in between if token.kind is TokenKind.SUFFIX]
        stop = found.tokens[following].start if following != NOWHERE else 0
        line = "\n" in found.text[(endings or [found.tokens[at].end])[-1] : stop]
        broken = line or any(token.exact in BREAKS for token in between if token.kind is TokenKind.PUNCT)
        assert found.following[at] == (NOWHERE if broken else following)


@given(text=TEXTS, language=LANGUAGES)
def test_every_token_has_its_key_and_marks_are_those_of_punctuation(text: str, language: str) -> None:
    """Keys are form and lemma, marks ascend, and nothing follows a mark or an ending."""
    found = read_field(Field.TEXT, text, language)
    assert list(found.keys) == [(token.exact, token.lemma) for token in found.tokens]
    assert [found.tokens[at].kind for at in found.marks] == [TokenKind.PUNCT] * len(found.marks)
    others = [at for at, token in enumerate(found.tokens) if token.kind in {TokenKind.PUNCT, TokenKind.SUFFIX}]
    assert set(found.marks) <= set(others)
    assert {found.following[at] for at in others} <= {NOWHERE}
