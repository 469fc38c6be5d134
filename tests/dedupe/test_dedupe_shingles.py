"""Shingles: hashes of word pairs and numbers, made of those of the words, each of which is hashed once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import shingles as module
from pipelines.shingles import is_figure, minhash, shingles, shorten
from pipelines.text import keys, reader

LANGUAGES = st.sampled_from(["tr", "fa", "en"])
WORDS = st.lists(
    st.sampled_from(
        [
            "Ankara'da",
            "12,5",
            "2026",
            "1405",
            "C++",
            "(ODTÜ)'nün",
            "şirket",
            "ve",
            "x.net",
            "-",
            "شرکت",
            "های",
            "می",
            "شود",
        ]
    ),
    max_size=25,
)
WORD = st.text("abcçğıöşü", min_size=1, max_size=5)


@pytest.fixture(scope="module", autouse=True)
def lexicons() -> None:
    """Load the lexicons before Hypothesis times a single example."""
    for language in ("tr", "fa", "en"):
        shingles("Ankara تبریز", language)


@given(WORDS, LANGUAGES)
def test_there_is_a_hash_for_each_pair_of_words(words: list[str], language: str) -> None:
    """Pairs have hashes in the order of the text, equal ones for equal pairs and different ones for others."""
    text = " ".join(words)
    pairs = list(pairwise(keys(text, language)[0]))
    hashes = shingles(text, language).pairs.tolist()
    assert len(hashes) == len(pairs)
    assert len(set(hashes)) == len(set(zip(pairs, hashes, strict=True))) == len(set(pairs))


@given(WORDS, LANGUAGES)
def test_numbers_are_those_of_the_text(words: list[str], language: str) -> None:
    """There is one hash for each different number that is no year."""
    text = " ".join(words)
    told = {word for word in keys(text, language)[0] if is_figure(word)}
    assert len(shingles(text, language).numbers) == len(told)


@given(st.lists(WORD, min_size=2, max_size=20))
def test_what_was_met_before_changes_nothing(words: list[str]) -> None:
    """A text has the same shingles before and after its words are known."""
    text = " ".join(words)
    module._hashed.cache_clear()
    first = shingles(text, "tr").pairs
    assert np.array_equal(first, shingles(text, "tr").pairs)
    assert np.array_equal(first, shingles(f"  {text}\n", "tr").pairs)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("12", True), ("2.5", True), ("%20", True), ("2026", False), ("1405", False), ("20265", True), ("2100", True),
     ("%2026", False), ("on2", False), ("19a5", False), ("3d", True), ("", False), ("%", False)],
)  # fmt: skip
def test_what_a_daily_template_changes_is_a_figure(word: str, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """Numbers are figures, also with a sign before or a letter behind, and years of four signs are none."""
    assert is_figure(word) is expected


def test_the_order_of_two_words_matters() -> None:
    """A pair is not its reverse."""
    one, other = shingles("bilim teknoloji", "tr").pairs, shingles("teknoloji bilim", "tr").pairs
    assert one.tolist() != other.tolist()


def test_pairs_of_many_words_do_not_collide() -> None:
    """Of a hundred thousand pairs of words that look alike, hardly two have the same 32 bits."""
    words = [f"{first}{second}" for first in "abcdefghij" for second in "klmnopqrst"]
    text = " ".join(f"{one} {other}" for one in words for other in words for _ in range(1))
    pairs = set(pairwise(keys(text, "en")[0]))
    assert len(shorten(shingles(text, "en").pairs)) > len(pairs) - 5


def test_halves_of_the_hashes_are_kept_evenly() -> None:
    """Each bit of a pair's hash is set in half of the pairs, so that sampling by zero bits takes its share."""
    text = " ".join(f"word{number} ve" for number in range(5000))
    hashes = shorten(shingles(text, "en").pairs)
    shares = [float(np.mean((hashes >> bit) & 1)) for bit in range(32)]
    assert all(0.45 < share < 0.55 for share in shares)


@pytest.mark.parametrize("shared", [0.2, 0.5, 0.8])
def test_a_minhash_estimates_the_share(shared: float) -> None:
    """The share of equal values is that of the pairs two texts have in common, within three standard errors."""
    both = [f"ortak{number}" for number in range(int(1000 * shared))]
    rest = len(range(int(1000 * (1 - shared)))) // 2
    one, other = ([f"{name}{number}" for number in range(rest)] for name in ("bir", "iki"))
    first, second = (minhash(shingles(" ve ".join([*both, *own]), "tr").pairs, 512, 1405) for own in (one, other))
    error = (shared * (1 - shared) / 512) ** 0.5
    assert abs(float(np.mean(first == second)) - shared) < 3 * error + 0.02


def test_a_minhash_of_nothing_agrees_with_nothing_else() -> None:
    """An empty text has a MinHash, too, and it is not that of a text."""
    nothing = minhash(shingles("", "tr").pairs, 16, 1405)
    some = minhash(shingles("bir iki üç", "tr").pairs, 16, 1405)
    assert len(nothing) == 16
    assert not np.any(nothing == some)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long stretches are not kept, and when too many are, the later half is forgotten."""
    monkeypatch.setattr(module, "CAPACITY", 3)
    hashed = module._Hashed(lambda stretch: (stretch, stretch))
    assert hashed["a" * 65] == hashed["a" * 65]
    assert not hashed
    assert [len(hashed[word]) for word in ("bir", "iki", "üç", "dört", "bir iki")] == [8, 8, 8, 8, 16]
    assert len(hashed) <= 3


@given(WORDS, LANGUAGES)
def test_stretches_give_the_keys_of_the_text(words: list[str], language: str) -> None:
    """What a text is cut into gives its keys piece by piece."""
    text = " ".join(words)
    cutter = reader(language)
    stretches, apart = cutter.stretches(text)
    told = " ".join(filter(None, (cutter.read(stretch, apart=apart)[0] for stretch in stretches)))
    assert told == cutter.joined(text)[0]
