"""The index of bands proposes exactly the owners that agree in all rows of a band."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import bands as module
from pipelines.bands import Bands, Words


def _shares_a_band(one: Words, other: Words, bands: int, rows: int) -> bool:
    same = (one == other).reshape(bands, rows).all(axis=1)
    return bool(same.any())


def _words(values: list[int]) -> Words:
    return np.array(values, dtype=np.uint32)


# Few different values, so that bands agree often.
VALUES = st.lists(st.lists(st.integers(0, 3), min_size=12, max_size=12), max_size=25)


@settings(max_examples=200, deadline=None)
@given(values=VALUES, waiting=st.integers(1, 6), rows=st.sampled_from((2, 3, 4)))
def test_proposals_are_those_of_brute_force(values: list[list[int]], waiting: int, rows: int) -> None:
    """Whatever is still waiting and whatever is merged, the owners proposed are those that share a band."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WAITING", waiting)
        index = Bands(12 // rows, rows)
        for place, numbers in enumerate(values):
            expected = {
                earlier
                for earlier in range(place)
                if _shares_a_band(_words(values[earlier]), _words(numbers), 12 // rows, rows)
            }
            assert index.propose_and_add(place, _words(numbers)) == expected


@given(values=VALUES, kept=st.sets(st.integers(0, 24)))
def test_only_kept_owners_are_proposed(values: list[list[int]], kept: set[int]) -> None:
    """After forgetting, no other owner is proposed, and the kept ones are as before."""
    index = Bands(4, 3)
    for place, numbers in enumerate(values):
        index.propose_and_add(place, _words(numbers))
    index.keep(kept)
    for place, numbers in enumerate(values):
        expected = {
            other
            for other in kept & set(range(len(values)))
            if _shares_a_band(_words(values[other]), _words(numbers), 4, 3)
        }
        fresh = 100 + place
        found = index.propose_and_add(fresh, _words(numbers))
        assert {owner for owner in found if owner < 100} == expected


def test_the_same_value_in_another_band_is_no_agreement() -> None:
    """Bands are compared with the same band of the other alone."""
    index = Bands(2, 2)
    index.propose_and_add(0, _words([1, 2, 3, 4]))
    assert index.propose_and_add(1, _words([3, 4, 1, 2])) == set()


def test_memory_is_a_few_bytes_a_band() -> None:
    """Ten thousand owners of 32 bands take less than 4 MB once they are merged."""
    chance = np.random.default_rng(5)
    index = Bands(32, 4)
    for place in range(2 * module._WAITING):
        index.propose_and_add(place, chance.integers(0, 1 << 32, 128, dtype=np.uint32))
    assert index._sorted.nbytes == 2 * module._WAITING * 32 * 8
    assert index._waiting == {}
