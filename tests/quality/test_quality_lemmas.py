"""How many forms of a word are found with it: sets of Turkish and Persian words, floors that may only rise."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.text import stem

# Language, share of forms that have their word's stem, number of words that share a stem with another one.
FLOORS = [("tr", 0.998, 5), ("fa", 0.99, 2)]


def read_groups(language: str) -> list[tuple[str, list[str]]]:
    """Give each word with its forms; an underscore in the file stands for a blank."""
    lines = (Path(__file__).parent / f"lemmas_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(word.replace("_", " "), [form.replace("_", " ") for form in forms.split()]) for word, forms in rows]


@pytest.mark.parametrize(("language", "floor", "_shared"), FLOORS)
def test_forms_have_the_stem_of_their_word(language: str, floor: float, _shared: int) -> None:
    """Verbs, possessives, case chains, plurals, ezafe, broken plurals and spellings lead to one stem."""
    groups = read_groups(language)
    pairs = [(word, form) for word, forms in groups for form in forms]
    wrong = [
        f"{form}: {stem(form, language)}, not {stem(word, language)}"
        for word, form in pairs
        if stem(form, language) != stem(word, language)
    ]
    assert len(groups) >= 300
    assert 1 - len(wrong) / len(pairs) >= floor, wrong


@pytest.mark.parametrize(("language", "_floor", "shared"), FLOORS)
def test_different_words_have_different_stems(language: str, _floor: float, shared: int) -> None:
    """Finding all forms of a word does not mean taking different words for one (girişim, girişimci)."""
    words = defaultdict(set)
    for word, _ in read_groups(language):
        words[stem(word, language)].add(word)
    together = [sorted(found) for found in words.values() if len(found) > 1]
    assert len(together) <= shared, together
