"""What of a clause finds articles, and what only adds to their score."""

from __future__ import annotations

import pytest

from search.clauses import Anything, Clause, Every, Flat, Nothing, OneOf, Some, Term
from search.clauses import Sequence as InOrder
from search.plan import alternatives, ceiling, constant, counted, planned

A, B = Term("stem", "a"), Term("stem", "b")
TITLE_A, TITLE_B = Term("title_stem", "a", 3.0), Term("title_stem", "b", 3.0)
FILTER = OneOf("lang", ("tr",))


@pytest.mark.parametrize(
    ("clause", "scored", "titles"),
    [
        (Some((A, TITLE_A)), A, (TITLE_A,)),
        (Some((Some((A, TITLE_A)), Some((B, TITLE_B)))), Some((A, B)), (TITLE_A, TITLE_B)),
        (
            Every((Some((A, TITLE_A)), B), (Some((B, TITLE_B)),), (Some((A, TITLE_A)),)),
            Every((A, B), (B,), (A,)),
            (TITLE_A,),
        ),
        (Every((Every((Some((A, TITLE_A)),)), B)), Every((Every((A,)), B)), (TITLE_A,)),
        (Some((A, TITLE_B)), Some((A, TITLE_B)), ()),
        (TITLE_A, TITLE_A, ()),
        (Flat(Some((A, TITLE_A))), Flat(A), ()),
        (Some((Every((B,), (Some((A, TITLE_A)),)), A)), Some((Every((B,), (A,)), A)), ()),
    ],
)
def test_titles_are_taken_out_where_they_only_add(clause: Clause, scored: Clause, titles: tuple[Clause, ...]) -> None:
    """A word of a title is separated where the same word is looked for in the text, and nowhere else."""
    plan = planned(clause)
    assert (plan.scored, plan.titles) == (scored, titles)


def test_titles_below_other_conditions_stay() -> None:
    """A title that counts only if another word is there, too, cannot be added on its own; to count, it can go."""
    clause = Some((Every((Some((A, TITLE_A)), B)), Some((B, TITLE_B))))
    plan = planned(clause)
    assert (plan.scored, plan.titles) == (clause, ())
    assert plan.counted == Some((Every((A, B)), B))
    nested = Every((clause, A))
    assert planned(nested).scored == nested


@pytest.mark.parametrize(
    ("clause", "score"),
    [
        (Anything(), 1.0),
        (FILTER, 1.0),
        (Flat(A), 1.0),
        (Every((FILTER, Flat(A)), (A,)), 2.0),
        (Every(filters=(A,)), 1.0),
        (Every((FILTER, A)), None),
        (Some((FILTER, FILTER)), None),
        (A, None),
    ],
)
def test_clauses_of_one_score_are_known(clause: Clause, score: float | None) -> None:
    """Properties and flat clauses are worth one each; where words are weighed or may be missing nothing is sure."""
    assert constant(clause) == score


def test_a_choice_is_of_words_alone() -> None:
    """Words of which any is enough are listed; another condition among them, or with them, makes it no such choice."""
    pair = InOrder("stem", ("a", "b"))
    assert alternatives(Some((A, Some((pair, B))))) == [A, pair, B]
    assert alternatives(Some((A, FILTER))) == alternatives(Every((A, B))) == alternatives(FILTER) == []
    assert counted(Some((A, A))) == A
    assert ceiling(Nothing(), lambda _field, _token: 5.0) == 0
    assert ceiling(Some((A, FILTER)), lambda _field, _token: 5.0) == pytest.approx(12)
