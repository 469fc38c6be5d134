"""What every caller of the language layer relies on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import text


@pytest.fixture(scope="module", autouse=True)
def lexicons() -> None:
    """Load every lexicon before Hypothesis times a single example."""
    for language in text.LANGUAGES:
        text.keys("bilim ve science دانش", language)


languages = st.sampled_from(text.LANGUAGES)
# Letters of both scripts, marks, joiners and signs that the layer treats specially come more often than chance has it.
texts = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aıiIİşğçöüâ'’-.,&/_%#+0123456789 \n\u200c\u200d\u00ac\u0307\u0640\u064b\u202b\u00a0"),
        st.sampled_from("اآبپتسشعفقکگلمنوهیيكىةۀأؤئ۰۱۲۳٤٥٫٬،؟"),
    )
)


@given(texts, languages)
def test_keys_and_tokens_agree(content: str, language: str) -> None:
    """The fast path gives the exact and stem keys of the indexed tokens, in their order."""
    indexed = [token for token in text.tokens(content, language) if token.stem]
    exact, stems = text.keys(content, language)
    assert exact == [token.exact for token in indexed]
    assert stems == [token.stem for token in indexed]


@given(texts, languages, st.booleans())
def test_tokens_lie_in_order_inside_the_text(content: str, language: str, punctuation: bool) -> None:  # noqa: FBT001 - drawn
    """Tokens are not empty, do not overlap and stand in the order of the text."""
    place = 0
    for token in text.tokens(content, language, punctuation=punctuation):
        assert place <= token.start < token.end <= len(content)
        assert token.exact
        assert not any(sign.isspace() for sign in token.exact + token.stem)
        place = token.end


@given(texts, languages)
def test_sentences_lie_in_order_inside_the_text(content: str, language: str) -> None:
    """Sentences hold all that is not blank, each character once."""
    place, kept = 0, ""
    for start, end in text.sentences(content, language):
        assert place <= start < end <= len(content)
        kept += content[start:end]
        place = end
    assert "".join(kept.split()) == "".join(content.split())


@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_latin_name_has_one_stem_in_every_language(language: str) -> None:
    """A name is found in the texts of all languages, with or without its Turkish letters."""
    assert text.stem("TÜBİTAK", language) == text.stem("tubitak", language) == "tubitak"
