"""Addresses of searches are read whatever they hold, and lead where they say."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.setup import Setup
from rasad.web.addresses import address, visitable
from rasad.web.desk import Desk
from rasad.web.facets import LONGEST, LONGEST_VALUE, MOST_VALUES, Asked, chips, facet
from rasad.web.reader import Reader
from search.index import FacetCount

NAMES = st.sampled_from(["q", "sort", "all", "topic", "org", "week", "month", "day", "cursor", "x", "country"])


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give an English reader of an empty home."""
    return Reader(Desk(Setup.load(tmp_path_factory.mktemp("facets"))), "en")


def again(asked: Asked, target: str) -> Asked:
    """Read the address that a search leads to."""
    return Asked.read(asked.reader, parse_qsl(urlsplit(target).query))


@given(st.lists(st.tuples(NAMES, st.text(max_size=250)), max_size=20))
def test_any_address_is_read_and_written_back(reader: Reader, pairs: list[tuple[str, str]]) -> None:
    """Whatever stands in an address gives a search, and its own address gives the same search again."""
    asked = Asked.read(reader, pairs)
    assert len(asked.text) <= LONGEST
    # A lone surrogate cannot stand in an address.
    if not any("\ud800" <= char <= "\udfff" for _, value in pairs for char in value):
        assert again(asked, asked.address()) == asked


@given(st.lists(st.tuples(NAMES, st.text(alphabet="ab ", max_size=5)), max_size=8))
def test_choosing_and_letting_go_leads_back(reader: Reader, pairs: list[tuple[str, str]]) -> None:
    """A value that is chosen and let go leaves the search as it was."""
    asked = Asked.read(reader, pairs)
    chosen = again(asked, asked.toggle("lang", "fa"))
    assert chosen.filters["lang"] == ("fa",)
    assert again(chosen, chosen.toggle("lang", "fa")) == asked


def test_long_addresses_are_cut(reader: Reader) -> None:
    """Neither a long query nor thousands of values make the index work on them."""
    pairs = [("q", "a" * 5000), ("topic", "x" * (LONGEST_VALUE + 1)), *(("org", str(number)) for number in range(500))]
    asked = Asked.read(reader, pairs)
    assert len(asked.text) == LONGEST
    assert "topic" not in asked.filters
    assert len(asked.filters["org"]) == MOST_VALUES


def test_the_order_is_by_relevance_only_where_there_are_words(reader: Reader) -> None:
    """Without words the newest come first, unless another order was asked for."""
    orders = [("", "", "-date"), ("x", "", "relevance"), ("", "date", "date"), ("x", "nonsense", "relevance")]
    for text, sort, order in orders:
        assert Asked.read(reader, [("q", text), ("sort", sort)]).order == order


def test_a_new_query_keeps_what_was_chosen(reader: Reader) -> None:
    """The search box sends order and filters along, but not the page."""
    asked = Asked.read(
        reader, [("q", "x"), ("sort", "date"), ("all", "1"), ("lang", "fa"), ("lang", "tr"), ("cursor", "c")]
    )
    assert asked.kept == (("sort", "date"), ("all", "1"), ("lang", "fa"), ("lang", "tr"))


def test_chosen_values_come_first_and_months_by_time(reader: Reader) -> None:
    """What is chosen is always seen; months are not ordered by how much there is."""
    asked = Asked.read(reader, [("lang", "en"), ("month", "2026-09")])
    counts = [FacetCount("tr", 9), FacetCount("en", 1, selected=True)]
    assert [(one.label, one.count, one.selected) for one in facet(asked, "lang", counts).seen] == [
        ("English", "1", True),
        ("Turkish", "9", False),
    ]
    months = [FacetCount("2026-10", 9), FacetCount("2026-11", 5), FacetCount("2026-08", 7)]
    assert [one.count for one in facet(asked, "month", months).seen] == ["5", "9", "7"]
    assert [one.label for one in chips(asked)] == ["English", "September 2026 / Shahrivar–Mehr 1405"]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/", True),
        ("HTTP://a.example/", True),
        ("javascript://a.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_followed(url: str, *, safe: bool) -> None:
    """An article's address is whatever a page or an import said; only http and https become links."""
    assert bool(visitable(url)) is safe


def test_empty_parameters_are_left_out() -> None:
    """An address holds what was asked and nothing else."""
    assert address("/fa/", q="دانش بنیان", sort="", org=("a", ""), all=None) == (
        "/fa/?q=%D8%AF%D8%A7%D9%86%D8%B4+%D8%A8%D9%86%DB%8C%D8%A7%D9%86&org=a"
    )
    assert address("/tr/article/a b") == "/tr/article/a%20b"
