"""The trie of names: every name that stands in a text is found, in every length, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.fields import read_field
from nlp.organisations.alias import Alias, Role
from nlp.organisations.coordination import coordinated, may_head
from nlp.organisations.entry import Entry, Kind
from nlp.organisations.spelling import language_of, name_keys
from nlp.organisations.trie import Hit, Trie
from nlp.organisations.words import Word, Words
from pipelines.records import Field

ENTRY = Entry(id="tr/x", kind=Kind.COMPANY, country="tr")


def alias(name: str) -> Alias:
    """Make a name of the only entry."""
    return Alias(ENTRY, name, language_of(name), Role.NAME, name_keys(name, language_of(name)))


def search(names: list[str], text: str, language: str = "tr") -> list[tuple[str, str, bool]]:
    """Give each hit as name, words of the text, and whether an ending was taken off."""
    trie = Trie(map(alias, names))
    words, _ = Words(trie.begins, may_head).of(read_field(Field.TEXT, text, language))
    hits = [hit for place, word in enumerate(words) if word.begins for hit in trie.hits(words, place)]
    return [(hit.alias.text, _covered(words, hit), hit.bare) for hit in hits]


def _covered(words: list[Word], hit: Hit) -> str:
    return " ".join(word.key for word in words[hit.start : hit.end])


def test_names_are_found_in_every_length() -> None:
    """A name within a longer one is found as well; which of them counts is decided later."""
    found = search(["Mavi Kedi", "Mavi Kedi Yazılım"], "Dün Mavi Kedi Yazılım geldi")
    assert [name for name, _, _ in found] == ["Mavi Kedi", "Mavi Kedi Yazılım"]


def test_only_the_last_word_of_a_name_may_be_inflected() -> None:
    """An ending within a name makes another phrase."""
    assert search(["Mavi Kedi"], "Mavi Kedinin") == [("Mavi Kedi", "mavi kedinin", True)]
    assert search(["Mavi Kedi"], "Mavinin Kedi") == []


def test_a_mark_breaks_a_name() -> None:
    """A full stop, a bracket or a comma between its words is no name."""
    for text in ("Mavi. Kedi", "Mavi (Kedi)", "Mavi, Kedi", "Mavi'nin Kedi"):
        assert search(["Mavi Kedi"], text) == []


@pytest.mark.parametrize(
    "text",
    ["پارک علم فناوری کوه دشتی", "پارک علم فناوری کوهدشتی", "پارک علم فناوریکوه دشتی"],
)
def test_glued_persian_names_are_found(text: str) -> None:
    """Words that are written as one are cut where the name has its blanks."""
    assert [name for name, _, _ in search(["پارک علم فناوری کوه دشتی"], text, "fa")] == ["پارک علم فناوری کوه دشتی"]


def test_a_name_goes_on_behind_glued_words() -> None:
    """After a glued piece the rest of the name is still read, and shorter names end there, too."""
    names = ["ابر دریای کوه", "ابر دریای کوه سبز"]
    assert [name for name, _, _ in search(names, "ابردریای کوه سبز", "fa")] == names


def test_no_name_is_found_in_part_of_a_word() -> None:
    """A name must end where a word of the text ends."""
    assert search(["ابر دریا"], "ابر دریاچه", "fa") == []
    assert search(["Mavi Ked"], "Mavi Kedi Yazılım") in ([], [("Mavi Ked", "mavi kedi", True)])


def test_a_missing_path_has_no_node() -> None:
    """Keys lead to a node only as far as names go."""
    trie = Trie([alias("Mavi Kedi Yazılım")])
    assert trie.node(("mavi", "kedi")) is not None
    assert trie.node(("mavi", "kus")) is None
    assert trie.node(("kus", "mavi")) is None


WORDS = ["alfa", "beta", "gama", "delta", "kapa"]


@settings(max_examples=200)
@given(
    names=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=6),
    text=st.lists(st.sampled_from([*WORDS, "ve", ".", ","]), max_size=14),
)
def test_the_trie_finds_what_a_naive_search_finds(names: list[list[str]], text: list[str]) -> None:
    """Against a comparison of every name at every word, nothing is missed and nothing is added."""
    trie = Trie(alias(" ".join(name)) for name in names)
    words, _ = Words(trie.begins, may_head).of(read_field(Field.TEXT, " ".join(text), "tr"))
    keys = [word.key for word in words]
    hits = [hit for place, word in enumerate(words) if word.begins for hit in trie.hits(words, place)]
    found = sorted((hit.start, hit.end, hit.alias.text) for hit in hits if not hit.bare)
    naive = sorted(
        (place, place + len(name), " ".join(name))
        for name in names
        for place in range(len(keys))
        if keys[place : place + len(name)] == name
    )
    assert found == naive


UNIVERSITIES = ["Mavi Üniversitesi", "Sarı Üniversitesi", "Yeşil Orman Üniversitesi", "Kara ve Beyaz Üniversitesi"]


def listed(names: list[str], text: str, language: str) -> list[tuple[str, str]]:
    """Give the hits that share a plural head as name and words."""
    trie = Trie(map(alias, names))
    words, _ = Words(trie.begins, may_head).of(read_field(Field.TEXT, text, language))
    return sorted((hit.alias.text, _covered(words, hit)) for hit in coordinated(trie, words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mavi ve Sarı üniversiteleri", ["mavi", "sari universiteleri"]),
        ("Mavi, Sarı ve Yeşil Orman üniversitelerinin", ["mavi", "sari", "yesil orman universitelerinin"]),
        ("Mavi ile Kara ve Beyaz üniversitelerine", ["kara ve beyaz universitelerine", "mavi"]),
        ("Sarı üniversiteleri", []),
        ("gri ve mor üniversiteleri", []),
        ("üniversiteleri", []),
        ("Mavi ve gri üniversiteleri", []),
    ],
)
def test_a_turkish_list_before_its_head(text: str, expected: list[str]) -> None:
    """Each member of a list is a name; one member or none is no list."""
    assert sorted(covered for _, covered in listed(UNIVERSITIES, text, "tr")) == expected


FACULTIES = ["دانشگاه آبی", "دانشگاه زرد", "دانشگاه جنگل سبز", "دانشگاه کوه شرقی", "دانشگاه کوه غربی"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دانشگاه‌های آبی و زرد", ["دانشگاه آبی", "دانشگاه زرد"]),
        ("دانشگاه‌های آبی، جنگل سبز و زرد آمدند", ["دانشگاه آبی", "دانشگاه جنگل سبز", "دانشگاه زرد"]),
        ("دانشگاه‌های کوه شرقی و غربی", ["دانشگاه کوه شرقی", "دانشگاه کوه غربی"]),
        ("دانشگاه‌های آبی، بنفش و زرد", ["دانشگاه آبی", "دانشگاه زرد"]),
        ("دانشگاه‌های آبی، بنفش، نارنجی و زرد", ["دانشگاه آبی"]),
        ("دانشگاه‌های آبی", []),
        ("دانشگاه‌های بنفش و آبی", []),
        ("دانشگاه‌های", []),
        ("دانشگاه‌های آبی و دیگران", ["دانشگاه آبی"]),
    ],
)
def test_a_persian_list_behind_its_head(text: str, expected: list[str]) -> None:
    """The head stands for each member; an unknown one may stand between, and the first word may be left out."""
    names = sorted(name for name, _ in listed(FACULTIES, text, "fa"))
    assert names == sorted(expected)


def test_a_head_without_names_in_the_register_is_passed_over() -> None:
    """A plural head whose singular begins no name gives nothing."""
    assert listed(["Mavi Kedi"], "دانشگاه‌های آبی و زرد", "fa") == []
    assert listed(["Mavi Kedi"], "Mavi ve Sarı üniversiteleri", "tr") == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Mavi", "Sarı", "ve", ",", "ile", "üniversiteleri", "gri", "."]), max_size=16))
def test_any_order_of_lists_and_heads_ends(parts: list[str]) -> None:
    """Hits of lists lie within the text, whatever stands there."""
    trie = Trie(map(alias, UNIVERSITIES))
    words, _ = Words(trie.begins, may_head).of(read_field(Field.TEXT, " ".join(parts), "tr"))
    assert all(0 <= hit.start < hit.end <= len(words) for hit in coordinated(trie, words))


def test_the_order_of_asking_changes_no_answer() -> None:
    """Places are built when a text first comes to them, whichever of their names and followers is asked for first."""
    names = ["Mavi", "Mavi Kedi", "Mavi Kedi Yazılım", "Mavi Kuş"]
    by_ending, by_following = Trie(map(alias, names)), Trie(map(alias, names))
    first = by_ending.root.following["mavi"]
    assert ([found.text for found in first.ending], sorted(first.following)) == (["Mavi"], ["kedi", "kus"])
    second = by_following.root.following["mavi"]
    assert (sorted(second.following), [found.text for found in second.ending]) == (["kedi", "kus"], ["Mavi"])
    for trie in (by_ending, by_following):
        assert trie.root.ending == ()
        assert [found.text for found in trie.root.following["mavi"].following["kedi"].ending] == ["Mavi Kedi"]


def test_names_that_share_their_keys_all_end_there() -> None:
    """Two spellings of one sequence of words stand in the order of the register."""
    node = Trie([alias("Mavi Kedi"), alias("MAVİ KEDİ"), alias("Mavi Kuş")]).node(("mavi", "kedi"))
    assert node is not None
    assert [found.text for found in node.ending] == ["Mavi Kedi", "MAVİ KEDİ"]
