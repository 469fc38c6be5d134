"""A full memory of words forgets the later half of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.forgetting import forget


@given(st.dictionaries(st.text(max_size=4), st.integers()))
def test_what_was_met_first_stays_in_its_order(known: dict[str, int]) -> None:
    """Half of the entries stay, rounded down: those met first, as they were."""
    before = list(known.items())
    forget(known)
    assert list(known.items()) == before[: len(before) // 2]


class _Squares(dict[int, int]):
    """A memory that looks up what it does not hold."""

    def __missing__(self, number: int) -> int:
        if len(self) >= 10:
            forget(self)
        self[number] = number * number
        return self[number]


@given(st.lists(st.integers(0, 40)))
def test_a_memory_that_forgets_stays_bounded_and_right(asked: list[int]) -> None:
    """However it is asked, it never holds more than its bound, and what it forgot it looks up again."""
    squares = _Squares()
    for number in asked:
        assert squares[number] == number * number
        assert len(squares) <= 10
    assert list(squares)[:5] == list(dict.fromkeys(asked))[:5]
