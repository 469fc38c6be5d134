"""What changed between two revisions is found, and both can be read from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.web.revisions import MOST_WORDS, changes
from tests.web.library import article

LINES = st.lists(st.text(alphabet="abİ ğ", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=6)


@given(LINES, LINES)
def test_both_texts_can_be_read_from_the_changes(old: list[str], new: list[str]) -> None:
    """Without what came, the changed paragraphs are the old ones; without what went, the new ones."""
    before, after = article(1, "Başlık", "\n".join(old)), article(1, "Başlık", "\n".join(new))
    found = list(changes(before, after))
    for kind, lines in (("come", old), ("gone", new)):
        read = ["".join(piece.text for piece in one if piece.kinds != kind) for one in found]
        rest = list(lines)
        for line in filter(None, read):
            assert line in rest
            rest.remove(line)
        assert all(line in old and line in new for line in rest)


def test_nothing_changed_is_no_change() -> None:
    """Equal revisions have no changed paragraph."""
    assert list(changes(article(1, "A", "B\n\nC"), article(1, "A", "B\nC"))) == []


@pytest.mark.timeout(20)
def test_long_texts_are_compared_in_a_moment() -> None:
    """A paragraph of a megabyte is replaced whole; thousands of paragraphs are compared as far as they go."""
    long = article(1, "Uzun", "kelime " * 100_000)
    other = replace(long, text="sözcük " * (MOST_WORDS + 1))
    assert [piece.kinds for one in changes(long, other) for piece in one] == ["gone", "come"]
    many = article(1, "Çok", "\n".join(f"satır {number}" for number in range(20_000)))
    assert len(list(changes(many, replace(many, text="\n".join(f"sıra {number}" for number in range(20_000)))))) > 300
