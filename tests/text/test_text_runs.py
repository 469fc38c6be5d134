"""Runs: the short way for plain pieces gives what the long way gives."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import LANGUAGES, en, fa, keys, runs, tr
from pipelines.text.latin import Tongue
from pipelines.text.letters import ZWNJ, fold_letters
from pipelines.text.lexicon import lemmas

TONGUES: dict[str, Tongue] = {"tr": tr.tongue(), "fa": fa.tongue(), "en": en.tongue()}
LATIN = "abcçdefgğhıijklmnoöprsştuüvyzqwxâîûéßœÇĞİIÖŞÜÂÎABDEKLMNRTU"
ARABIC = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأإؤئيكىةۀءٱ"
HOSTS = st.one_of(
    st.sampled_from(
        [
            "شرکت",
            "دانش",
            "کتاب",
            "خانه",
            "می",
            "نمی",
            "برمی",
            "گفت",
            "فن",
            "هم",
            "دانشبنیان",
            "شدهاست",
            "پارکفناوری",
            "بازرگانان",
            "علمو",
            "کارآفرینی",
        ]
    ),
    st.text(ARABIC, min_size=1, max_size=8),
)
AFFIXES = st.sampled_from(
    [
        "ها",
        "های",
        "هایی",
        "هایشان",
        "ای",
        "ام",
        "اش",
        "تر",
        "ترین",
        "ی",
        "یی",
        "ان",
        "گان",
        "مند",
        "م",
        "ت",
        "گو",
        "شود",
        "کتاب",
    ]
)
JOINERS = st.sampled_from([ZWNJ, " ", "\u00a0", "\u00ac", ZWNJ + ZWNJ, " " + ZWNJ, ""])
# Persian words with what may stand behind them, whole or apart.
PERSIAN = st.lists(st.tuples(JOINERS, AFFIXES), max_size=2).flatmap(
    lambda tails: HOSTS.map(lambda host: host + "".join(joiner + affix for joiner, affix in tails))
)
APOSTROPHES = st.sampled_from("'’‘ʼ´`")
STEMS = st.one_of(
    st.text(LATIN, min_size=1, max_size=9),
    st.sampled_from(
        [
            "TÜBİTAK",
            "işbirliği",
            "ISBIRLIGI",
            "doğalgaz",
            "startup",
            "COVID",
            "Kur",
            "O",
            "arge",
            "KASIM",
            "teknoparklarımızda",
        ]
    ),
)
ENDINGS = st.one_of(
    st.sampled_from(["ın", "nin", "İN", "da", "DEN", "lerinden", "s", "S", "t", "Brien", "yı"]),
    st.text(LATIN, min_size=1, max_size=4),
)
TURKISH = st.one_of(STEMS, st.tuples(STEMS, APOSTROPHES, ENDINGS).map("".join), st.text("0123456789", min_size=1))
MARKS = st.sampled_from(["\u0307", "\u0301", "\u064b", "\u0640", "\u00ad", "-", ".", "_", "١", "ﻻ", "ſ", "×", "ﬁ"])


@pytest.fixture(scope="module", autouse=True)
def lexicons() -> None:
    """Load every lexicon before Hypothesis times a single example."""
    for language in LANGUAGES:
        keys("bilim ve science دانش", language)


@given(st.one_of(PERSIAN, TURKISH), st.sampled_from(LANGUAGES))
def test_the_short_way_is_the_long_way(piece: str, language: str) -> None:
    """Words, endings and numbers have the same tokens, offsets and keys whichever way they are read."""
    assert runs.analyse(piece, TONGUES[language]) == runs._read(piece, TONGUES[language])


@given(st.one_of(PERSIAN, TURKISH), MARKS, st.integers(0, 30), st.sampled_from(LANGUAGES))
def test_marks_lead_to_the_long_way(piece: str, mark: str, place: int, language: str) -> None:
    """A mark, an invisible sign or a letter that unfolds anywhere in a word gives the same tokens, too."""
    marked = piece[:place] + mark + piece[place:]
    assert runs.analyse(marked, TONGUES[language]) == runs._read(marked, TONGUES[language])


def test_plain_letters_are_their_own_form() -> None:
    """Each single letter that goes the short way is a word that the long way reads alike, in all languages."""
    plain = [chr(code) for code in range(0x250) if runs._plain().fullmatch(chr(code))]
    plain += [chr(code) for code in range(0x600, 0x700) if runs._plain().fullmatch(chr(code))]
    assert len(plain) > 500
    for language, tongue in TONGUES.items():
        differing = [letter for letter in plain if runs.analyse(letter, tongue) != runs._read(letter, tongue)]
        assert differing == [], language


def test_what_folds_to_another_number_of_letters_is_not_plain() -> None:
    """Offsets of the short way count letters, so each of its letters folds to one."""
    letters = [chr(code) for code in range(sys.maxunicode + 1) if runs._plain().fullmatch(chr(code))]
    assert [letter for letter in letters if len(fold_letters(letter)) != 1] == []
    assert [letter for letter in letters if unicodedata.combining(letter)] == []


@pytest.mark.parametrize(
    ("piece", "language", "found"),
    [
        ("Ankara'da", "tr", [(0, 6, "ankara"), (6, 9, "'da")]),
        ("işbirliği", "tr", [(0, 2, "iş"), (2, 9, "birliği")]),
        ("شرکت‌های", "fa", [(0, 8, "شرکتهای")]),
        ("دانشبنیان‌ها", "fa", [(0, 4, "دانش"), (4, 12, "بنیانها")]),
        ("دانشبنیان  ها", "fa", [(0, 4, "دانش"), (4, 13, "بنیانها")]),
        ("2026", "en", [(0, 4, "2026")]),
        ("people's", "en", [(0, 6, "people"), (6, 8, "'s")]),
    ],
)
def test_places_of_plain_pieces(piece: str, language: str, found: list[tuple[int, int, str]]) -> None:
    """Tokens of the short way lie where they stand, endings behind joiners included."""
    parts = runs.analyse(piece, TONGUES[language])
    assert [(part.start, part.end, part.exact) for part in parts] == found


@pytest.mark.parametrize("language", ["tr", "en"])
def test_asking_the_trie_is_asking_the_dictionary(language: str) -> None:
    """The lemmas are those of simplemma's own mapping, for words that it has and words that it lacks."""
    from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory  # noqa: PLC0415 - heavy

    dictionary = TrieDictionaryFactory().get_dictionary(language)
    known = lemmas(language)
    for word in ["evlerden", "geldi", "children", "went", "xyzzy", "a", "ğ", "çocuklar", "girişimcinin", "houses"]:
        assert known.get(word) == dictionary.get(word)
        assert (word in known) == (word in dictionary)


def test_a_beginning_is_one_of_some_word() -> None:
    """A beginning is known where any form begins so."""
    assert all(map(lemmas("tr").continues, ["e", "girişim", "girişimcilerimiz"]))
    assert not any(map(lemmas("tr").continues, ["xyz", "girişimq", "ğx"]))


def test_a_lemma_does_not_depend_on_the_process() -> None:
    """Where several bases fit, every process chooses the same one, whatever the seed of its hashes."""
    words = "yıldönümünde demiryollarına lerinde raba sage ünvanına"
    code = (
        f"from pipelines.text import joined; import sys; sys.stdout.buffer.write(joined({words!r}, 'tr')[1].encode())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout.decode()
        for seed in "123"
    }
    assert len(found) == 1
    assert found.pop().split()[:2] == ["yildonumu", "demiryolu"]
