"""What every caller of the language layer relies on."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import text
from pipelines.text import pieces
from pipelines.text.pieces import Cutter
from pipelines.text.tokens import Part


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


@given(texts, languages)
def test_joined_keys_are_the_keys(content: str, language: str) -> None:
    """The keys as text are the keys, whether pieces or whole words of the text are looked up."""
    exact, stems = text.keys(content, language)
    assert text.joined(content, language) == (" ".join(exact), " ".join(stems))


@given(
    st.lists(
        st.sampled_from(["Ar-Ge", "(ODTÜ)'nün", ".NET", "C++", "12,5", "A.Ş.", "İzmir’de", "x.net", "\u2028", " "])
    )
)
def test_latin_words_are_the_same_alone_and_in_a_text(words: list[str]) -> None:
    """Nothing that stands before or behind a blank changes what a Latin word is."""
    content = " ".join(words)
    exact, stems = text.keys(content, "tr")
    assert text.joined(content, "tr") == (" ".join(exact), " ".join(stems))


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
def test_tokens_lie_where_their_pieces_were_cut(content: str, language: str) -> None:
    """A token's place is that of its part within its piece, also where the same letters stand before."""
    cutter = text.reader(language)
    places = [
        (match.start() + part.start, match.start() + part.end)
        for match in cutter.pieces(content)
        for part in cutter.parts(match[0])
    ]
    assert [(token.start, token.end) for token in text.tokens(content, language)] == places


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (")'nün .NET x.net .net", [(1, 5), (6, 10), (11, 12), (12, 16), (17, 21)]),
        ("ın 'ın (a)'ın", [(0, 2), (4, 6), (8, 9), (10, 13)]),
        ("(.NETx .NET", [(2, 6), (7, 11)]),
    ],
)
def test_places_of_pieces_that_begin_with_a_sign(content: str, places: list[tuple[int, int]]) -> None:
    """An ending behind a bracket and a name with a dot are found at their own place."""
    assert [(token.start, token.end) for token in text.tokens(content, "tr")] == places


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


PIECES = st.sampled_from(["شرکت", "های", "می", "شود", "TÜBİTAK", "'ın", "2,5", "-", ".", "start-up", "گفت", "و", "گو"])


@given(st.lists(PIECES, max_size=15), st.sampled_from(["", " ", "\u200c", "\n"]), languages)
def test_real_pieces_in_any_order_agree(parts: list[str], joiner: str, language: str) -> None:
    """The fast path and the tokens agree on what really occurs, joined in any way."""
    content = joiner.join(parts)
    indexed = [token for token in text.tokens(content, language) if token.stem]
    assert text.keys(content, language) == ([token.exact for token in indexed], [token.stem for token in indexed])


@given(texts, languages)
def test_punctuation_only_adds_marks(content: str, language: str) -> None:
    """With punctuation the other tokens stay as they are; marks are single characters."""
    plain = text.tokens(content, language)
    every = text.tokens(content, language, punctuation=True)
    assert [token for token in every if token.kind is not text.TokenKind.PUNCT] == plain
    assert all(token.end - token.start == 1 for token in every if token.kind is text.TokenKind.PUNCT)


@given(texts, languages)
def test_folding_loses_no_visible_sign(content: str, language: str) -> None:
    """Folding a text keeps its punctuation and digits in their order."""
    signs = [sign for sign in content if sign in ".,!?;:()"]
    assert [sign for sign in text.fold(content, language) if sign in ".,!?;:()"] == signs


def test_a_long_run_of_letters_is_not_remembered() -> None:
    """The memory of a cutter is bounded in pieces and in their length."""
    cutter = Cutter(lambda piece: (Part(0, len(piece), piece, piece, piece, text.TokenKind.WORD),))
    long = "a" * (pieces.LONGEST + 1)
    assert cutter.keys(f"kurz {long}") == (["kurz", long], ["kurz", long])
    assert [token.exact for token in cutter.tokens(f"kurz {long}")] == ["kurz", long]
    assert list(cutter._parts) == list(cutter._keys) == ["kurz"]


def test_a_full_memory_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """When so many pieces are known that memory would grow, the later half is forgotten and the answers stay right."""
    monkeypatch.setattr(pieces, "CAPACITY", 3)
    cutter = Cutter(lambda piece: (Part(0, len(piece), piece, piece, piece, text.TokenKind.WORD),))
    words = [f"w{number}" for number in range(20)]
    assert cutter.keys(" ".join(words)) == (words, words)
    assert len(cutter._parts) <= 3
    assert len(cutter._keys) <= 3


def test_joined_keys_are_forgotten_with_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of joined keys is bounded, too: long words are not kept, and a full one forgets."""
    monkeypatch.setattr(pieces, "CAPACITY", 3)
    cutter = Cutter(lambda piece: (Part(0, len(piece), piece, piece, piece, text.TokenKind.WORD),))
    told = " ".join([*(f"w{number}" for number in range(20)), "a" * (pieces.LONGEST + 1)])
    assert cutter.joined(told) == (told, told)
    assert len(cutter._joined) <= 3
    assert len(cutter._chunks) <= 3
    assert not any(len(stretch) > pieces.LONGEST for stretch in cutter._chunks)


@given(
    st.lists(st.sampled_from(["şirket", "C++", "2,5", "-", "Ankara’da", "(ODTÜ)'nün", "شرکت‌های"]), max_size=9),
    languages,
)
def test_stretches_are_read_by_themselves(parts: list[str], language: str) -> None:
    """The keys of a text's stretches, one after the other, are those of the text."""
    content = " ".join(parts)
    cutter = text.reader(language)
    stretches, apart = cutter.stretches(content)
    pairs = [cutter.read(stretch, apart=apart) for stretch in stretches]
    told = tuple(" ".join(filter(None, side)) for side in zip(*pairs, strict=True)) or ("", "")
    assert told == cutter.joined(content)


SLOW = {
    "one letter": "a",
    "capital I": "I",
    "initials": "a.b.",
    "digits": "1",
    "signs between digits": "1.2,",
    "zero-width": "\u200c",
    "marks": "\u0301",
    "ends": "! ",
    "quotes": '."',
    "apostrophes": "a'",
    "blanks": " ",
    "emoji": "😀",
    "surrogates": "\ud800",
    "Persian letters": "علم",
    "joined letters": "آ\u200c",
    "plurals": "ها\u200c",
    "continuous": "می ",
    "phrase": "گفت و ",
}


@pytest.mark.parametrize("name", SLOW)
@pytest.mark.parametrize("language", ["tr", "fa"])
def test_time_is_linear_in_hostile_texts(name: str, language: str) -> None:
    """Sixty thousand characters of anything take a second or two; quadratic time would take minutes."""
    content = SLOW[name] * (60_000 // len(SLOW[name])) + "x"
    started = time.process_time()
    text.keys(content, language)
    text.sentences(content, language)
    text.tokens(content, language, punctuation=True)
    assert time.process_time() - started < 15


def test_importing_the_layer_loads_no_lexicon() -> None:
    """Whoever starts a command does not wait for dictionaries that it may not need."""
    code = "import sys, pipelines.text, nlp.language; print({'simplemma', 'wordfreq', 'py3langid'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
