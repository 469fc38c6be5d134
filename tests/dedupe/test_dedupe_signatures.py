"""Signatures are small, stable and comparable whatever the length of the texts is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedupe import Resemblance, Window, signature
from tests.dedupe.rewrites import DAY, TURKISH, add, edited, jaccard, text_of


def test_a_signature_of_another_version_counts_as_none() -> None:
    """Signatures that another version of the format made are not compared with this one's."""
    packed = signature("t", TURKISH, "tr")
    assert packed is not None
    old = bytes((packed[0] + 1,)) + packed[1:]
    window = Window()
    window.add("a", "bir", old, DAY, "tr")
    assert window.add("b", "iki", packed, DAY, "tr") == []


def test_signatures_are_small_and_stable() -> None:
    """The signature depends on the words alone and stays below 5 kB for any length."""
    assert signature("x", TURKISH, "tr") == signature("y", TURKISH + " ", "tr")
    chance = random.Random(4)
    huge = signature("x", " ".join(text_of(chance, 30_000)), "tr")
    assert huge is not None
    assert len(huge) < 5500


def test_long_copies_are_compared_by_a_sample() -> None:
    """Two long texts that share 0.8 of their pairs are measured within 0.06 of it."""
    chance = random.Random(5)
    first = text_of(chance, 5000)
    second = edited(first, 0.11, chance)
    window = Window()
    add(window, "a", " ".join(first))
    found = add(window, "b", " ".join(second))
    assert found[0].similarity == pytest.approx(jaccard(first, second), abs=0.06)


def test_texts_on_both_sides_of_the_sampling_bound_are_compared_alike() -> None:
    """A text just above the bound, of which half the pairs are kept, resembles its copy just below the bound."""
    chance = random.Random(6)
    below = text_of(chance, 1000)
    above = below + text_of(chance, 100)
    window = Window()
    add(window, "a", " ".join(below))
    found = add(window, "b", " ".join(above))
    assert found[0].similarity == pytest.approx(jaccard(below, above), abs=0.06)


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=80), text=st.text(max_size=800), language=st.sampled_from(["tr", "fa", "en", "xx"]))
def test_no_text_breaks_a_signature_or_a_window(title: str, text: str, language: str) -> None:
    """Any characters give a signature or none, and can be added."""
    window = Window()
    packed = signature(title, text, language)
    assert window.add("a", title, packed, DAY, language) == []
    again = window.add("b", title, packed, DAY, language)
    assert all(pair == Resemblance("a", "b", pair.similarity) for pair in again)
    assert packed is None or again
