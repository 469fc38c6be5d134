"""Chains of endings: the tails of a word that a pattern matches are those that Python's own expressions find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.chains import Chains
from pipelines.text.tr_endings import _verb_endings

# Patterns over three letters, built up from letters and sets as the endings of a language are.
PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "c", "[ab]", "[bc]", "[abc]"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda several: f"(?:{'|'.join(several)})"),
        st.tuples(inner, st.sampled_from("?*")).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=8,
)
WORDS = st.text("abcd", max_size=9)


def found_by_re(pattern: str, word: str) -> list[int]:
    """Try every tail of a word, the shortest first."""
    return [at for at in reversed(range(len(word))) if re.fullmatch(pattern, word[at:])]


@given(PATTERNS, WORDS)
def test_every_tail_is_found(pattern: str, word: str) -> None:
    """A walk from the end finds the places from which the pattern reaches the end, and no others."""
    assert Chains(pattern).starts(word) == found_by_re(pattern, word)


@given(PATTERNS, WORDS)
def test_a_whole_ending_matches_as_in_re(pattern: str, ending: str) -> None:
    """An ending matches where the expression matches it in full, the empty one included."""
    assert Chains(pattern).matches(ending) == (re.fullmatch(pattern, ending) is not None)


@given(PATTERNS, st.lists(WORDS, max_size=6))
def test_what_was_walked_before_changes_nothing(pattern: str, words: list[str]) -> None:
    """States are kept from walk to walk, and each walk finds what a fresh one does."""
    chains = Chains(pattern)
    assert [chains.starts(word) for word in words] == [Chains(pattern).starts(word) for word in words]


@pytest.mark.parametrize(
    ("pattern", "word", "starts"),
    [
        ("l[ae]r", "evler", [2]),
        ("l[ae]r", "evlet", []),
        ("(?:l[ae]r|i)*", "evleri", [5, 2]),
        ("d[ae]n?|n", "evden", [4, 2]),
        ("a|", "aa", [1]),
        ("ab?", "cab", [1]),
        ("(?:ab)?c", "abc", [2, 0]),
        ("(?:a|b)*c?", "abdabc", [5, 4, 3]),
    ],
)
def test_signs_of_a_pattern(pattern: str, word: str, starts: list[int]) -> None:
    """Sets, alternatives, groups and the signs behind them mean what they mean in expressions."""
    assert Chains(pattern).starts(word) == starts


def test_letters_of_all_scripts_are_read_in_bounded_memory() -> None:
    """No chain has letters of other scripts, and a state does not remember each of thousands."""
    chains = Chains("[ae]n?")
    words = [chr(code) for code in range(0x3041, 0x3400)]
    assert [chains.starts(word) for word in words] == [[]] * len(words)
    assert len(chains._start) <= 64
    assert chains.starts("kan") == [1]


def test_the_verb_endings_are_few_states() -> None:
    """Tens of thousands of chains of Turkish verbs are read with some hundred states."""
    endings = _verb_endings()
    words = [
        stem + end for stem in ("geliştir", "oku") for end in ("iyor", "ecekler", "dikleri", "meyebilirdi", "yunca")
    ]
    assert [bool(endings.starts(word)) for word in words] == [True] * len(words)
    assert len({id(state) for state in _states(endings)}) < 1000


def _states(chains: Chains) -> list[dict[str, object]]:
    """Collect the states that were met, each once."""
    todo: list[dict[str, object]] = [dict(chains._start)]
    seen = {id(chains._start)}
    for moves in todo:
        for state in moves.values():
            if id(state) not in seen and isinstance(state, dict):
                seen.add(id(state))
                todo.append(state)
    return todo
