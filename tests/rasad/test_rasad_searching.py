"""A search on the command line can be narrowed, counted, drawn over time and explained, and guesses what was meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import UsageError
from pipelines.urls import article_id
from rasad.finding import Finder, readable
from rasad.searching import Wish, answer_json, answer_text, filters_of
from rasad.setup import Setup
from rasad.suggesting import suggest
from tests.commandline import Demo, Ran, call_rasad


@pytest.fixture(scope="module")
def finder(demo: Demo) -> Iterator[Finder]:
    """Give the demo's index with its registers, read once."""
    with Finder(Setup.load(demo.home, datetime(2026, 11, 16, 5, tzinfo=UTC))) as found:
        yield found


def _wish(finder: Finder, query: str, only: tuple[str, ...], **more: Any) -> Wish:
    return Wish(query=query, filters=filters_of(finder, only), **more)


def _ask(finder: Finder, query: str, *only: str, size: int = 10, **more: Any) -> dict[str, Any]:
    """Give what `rasad search --json` prints."""
    wish = _wish(finder, query, only, **more)
    answer = finder.find(query, filters=wish.filters, size=size, facets=wish.facets or True)
    return answer_json(finder, answer, wish, "tr")


def _lines(finder: Finder, query: str, *only: str, size: int = 10, **more: Any) -> list[str]:
    """Give what `rasad search` prints."""
    wish = _wish(finder, query, only, **more)
    return list(answer_text(finder, finder.find(query, filters=wish.filters, size=size, facets=wish.facets), wish))


def _say(demo: Demo, *arguments: str) -> Ran:
    ran = call_rasad(demo.home, *arguments)
    assert ran.code == 0, ran.err
    return ran


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ("topic=startups", "topic:startups"),
        ("org=توبیتاک", "org:tr/tubitak"),
        ("topic=yapay zekâ", "topic:artificial-intelligence"),
        ("country=ir", "country:ir"),
        ("is=interaction", "is:interaction"),
    ],
)
def test_a_selection_is_the_field_of_the_query(finder: Finder, chosen: str, field: str) -> None:
    """What is selected by `--only` is what the same field in the query finds, names in any language included."""
    selected, asked = _ask(finder, "*", chosen), _ask(finder, field)
    assert selected["total"] == asked["total"] > 0
    assert {hit["id"] for hit in selected["hits"]} == {hit["id"] for hit in asked["hits"]}


def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(finder: Finder) -> None:
    """All countries are all articles, and a country and a language are the articles of both."""
    every = _ask(finder, "*")
    countries = [f"country={one['value']}" for one in every["facets"]["country"]]
    assert _ask(finder, "*", *countries)["total"] == every["total"]
    assert _ask(finder, "*", "country=ir", "lang=tr")["total"] < every["total"]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("topic=startupz", r"There is no topic 'startupz' \(did you mean startups\?\)"),
        ("source=nowhere-at-all", "There is no source 'nowhere-at-all'; --facet source counts"),
        ("colour=red", "There is no facet 'colour'; the facets are topic, org"),
        ("topic", "'topic' selects nothing; write a facet and its value, like topic=startups"),
        ("topic=", "selects nothing"),
    ],
)
def test_a_wrong_selection_is_wrong_use(finder: Finder, chosen: str, said: str) -> None:
    """A facet or a value that nobody knows is named with what may be meant."""
    with pytest.raises(UsageError, match=said):
        filters_of(finder, (chosen,))


@pytest.mark.parametrize("arguments", [("--facet", "colour"), ("--only", "colour=red")])
def test_an_unknown_facet_is_wrong_use(demo: Demo, arguments: tuple[str, str]) -> None:
    """A facet that is not there can be neither counted nor selected, with exit code 2."""
    ran = call_rasad(demo.home, "search", "*", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "'colour'" in ran.err


def test_facets_are_printed_with_their_names(finder: Finder) -> None:
    """Each facet that is asked for stands below the hits, its values with name, id and number; JSON has the same."""
    lines = _lines(finder, "girişim", facets=("topic", "place"), size=1)
    shown = lines[lines.index("topic:") + 1 : lines.index("place:") - 1]
    counted = _ask(finder, "girişim", facets=("topic", "place"))["facets"]
    assert set(counted) == {"topic", "place"}
    assert [line.split()[0] for line in shown] == [str(one["count"]) for one in counted["topic"]]
    assert all(line.endswith(f"[{one['value']}]") for line, one in zip(shown, counted["topic"], strict=True))


@pytest.mark.parametrize("period", ["day", "week", "month", "jalali_month"])
def test_a_histogram_has_no_gaps_and_counts_every_dated_article(finder: Finder, period: str) -> None:
    """Periods follow each other in order, quiet ones have 0, and the sum is what a query with dates finds."""
    found = _ask(finder, "girişim", period=period)["histogram"]
    names = [one["value"] for one in found]
    assert names == sorted(set(names))
    assert sum(one["count"] for one in found) == _ask(finder, "girişim -is:undated")["total"]
    assert found[0]["count"] * found[-1]["count"]
    drawn = [line.split()[:2] for line in _lines(finder, "girişim", period=period) if line.startswith(tuple(names))]
    assert drawn == [[one["value"], str(one["count"])] for one in found]


def test_a_histogram_of_nothing_is_empty(finder: Finder) -> None:
    """Where nothing is found nothing is drawn."""
    assert _ask(finder, "qqqqxxxx", period="month")["histogram"] == []
    assert _lines(finder, "qqqqxxxx", period="month") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("girisimm", "girişim"), ("yatrım", "yatırım"), ("girişimm OR yatrımcı", "OR"), ("دانشگاهه", "دانشگاه")],
)
def test_a_misspelt_query_is_guessed_where_nothing_is_found(finder: Finder, typed: str, meant: str) -> None:
    """The corrected query is given, and it finds something."""
    found = _ask(finder, typed)
    assert found["total"] == 0
    assert meant in found["did_you_mean"]
    assert _ask(finder, found["did_you_mean"])["total"] > 0


def test_the_guess_is_said_on_the_terminal(demo: Demo) -> None:
    """Standard error says what may have been meant, standard output stays empty."""
    ran = _say(demo, "search", "girisimm")
    assert "did you mean: girişim" in ran.err
    assert ran.out == ""


def test_nothing_is_guessed_where_something_is_found_or_nothing_is_alike(finder: Finder) -> None:
    """Found words are left alone, and nonsense stays nonsense."""
    assert "did_you_mean" not in _ask(finder, "girişim")
    assert "did_you_mean" not in _ask(finder, "qqqqxxxxzzzz")


def test_why_names_the_words_where_they_stand(finder: Finder) -> None:
    """Each hit says which part of the query stands where in which form; the shares add up to one."""
    for hit in _ask(finder, "girişim yatırım lang:tr", why=True)["hits"]:
        parts = {match["asked"]: match for match in hit["why"]["matches"]}
        assert set(parts) == {"girişim", "yatırım", "lang:tr"}
        assert sum(match["share"] for match in parts.values()) == pytest.approx(1)
        assert parts["lang:tr"]["share"] == 0
        assert all(form in hit["title"] for match in parts.values() for form in match["title"])
        assert all(parts[word]["title"] or parts[word]["text"] for word in ("girişim", "yatırım"))
        assert 0 < hit["why"]["freshness"] <= 1


def test_the_parts_make_the_score(finder: Finder) -> None:
    """What the parts of a query count alone adds up to what the article counts, alternatives included."""
    query = "girişim OR (yatırım fon) OR teknopark"
    for hit in finder.find(query, size=5).result.hits:
        matches = finder.reasons(query, hit).matches
        alone = [finder.find(f"({one.asked}) id:{hit.id}", size=1).result.hits[0].score for one in matches]
        assert sum(alone) == pytest.approx(hit.score, rel=1e-4)
        assert [one.share for one in matches] == pytest.approx([score / sum(alone) for score in alone])


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("شرکت های دانش بنیان", {"شرکت های", "دانش", "بنیان"}),
        ("teknopark*", {"teknopark*"}),
        ("org:tübitak -nükleer", {"org:tübitak"}),
        ("published:2026", {"published:2026-01-01..2026-12-31"}),
        ("*", set()),
    ],
)
def test_reasons_are_parts_of_the_query(finder: Finder, query: str, asked: set[str]) -> None:
    """A Persian suffix goes with its word, names and dates are told as they are written, what must not hold is not."""
    hit = finder.find(query, size=1).result.hits[0]
    assert {match.asked for match in finder.reasons(query, hit).matches} == asked


def test_why_is_said_in_words(demo: Demo) -> None:
    """On the terminal the reasons stand below each hit, with the share of each part and what the age costs."""
    lines = _say(demo, "search", "hidrojen -nükleer", "--why", "--size", "1").out.splitlines()
    why = [line for line in lines if line.startswith("  why: ")]
    assert len(why) == 2
    assert "“hidrojen" in why[0].lower()
    assert "100% of the relevance" in why[0]
    assert "weight of an article of today" in why[1]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/%D8%B3%D9%86%D8%AF-%C4%B0", "https://a.example/سند-İ"),
        ("https://a.example/x?q=%D8%B3", "https://a.example/x?q=س"),
        ("https://a.example/a%20b", "https://a.example/a%20b"),
        ("https://a.example/%00%E2%80%AE", "https://a.example/%00%E2%80%AE"),
        ("https://a.example/%FF", "https://a.example/%FF"),
        ("https://a.example/x%2Fy%3Fz", "https://a.example/x%2Fy%3Fz"),
    ],
)
def test_addresses_are_shown_with_their_letters(url: str, shown: str) -> None:
    """Codes of letters are read; what would break the address, hide something or mean another one stays."""
    assert readable(url) == shown


@given(st.text(max_size=40))
def test_a_shown_address_is_the_same_article(path: str) -> None:
    """Whatever a path holds, what is shown leads to the same article and is one word."""
    url = f"https://a.example/{quote(path)}"
    assert article_id(readable(url)) == article_id(url)
    assert len(readable(url).split()) == 1


def test_similar_articles_are_of_other_stories(demo: Demo, finder: Finder) -> None:
    """They share a tag with the article, which may be named by its address, and are none of its own story."""
    hit = _ask(finder, "teknopark", size=1)["hits"][0]
    ran = _say(demo, "similar", hit["id"], "--size", "3", "--json")
    found = json.loads(ran.out)["hits"]
    assert 0 < len(found) <= 3
    assert hit["id"] not in [one["id"] for one in found]
    told = _say(demo, "similar", hit["url"], "--size", "3")
    assert all(one["title"] in told.out for one in found)
    assert told.err == f"{len(found)} found\n"


def test_an_article_that_is_not_there_has_nothing_similar(demo: Demo, finder: Finder) -> None:
    """A wrong id is wrong use on the command line, and no reason for anything."""
    ran = call_rasad(demo.home, "similar", "nothing")
    assert (ran.code, "'nothing'" in ran.err) == (2, True)
    assert finder.reasons_of("girişim", "nothing") is None


@pytest.mark.parametrize(
    ("typed", "language", "wanted"),
    [
        ("tübi", "tr", ("org", "tr/tubitak")),
        ("توبی", "fa", ("org", "tr/tubitak")),
        ("artificial", "en", ("topic", "artificial-intelligence")),
        ("هوش", "fa", ("topic", "artificial-intelligence")),
    ],
)
def test_suggestions_complete_what_is_typed(finder: Finder, typed: str, language: str, wanted: tuple[str, str]) -> None:
    """Organisations and topics that begin so come first, and the query of every title finds it."""
    found = list(suggest(finder, typed, language))
    assert wanted in [(one.kind, one.value) for one in found]
    titles = [one for one in found if one.kind == "title"]
    assert all(finder.find(one.query).result.total for one in titles)


@pytest.mark.parametrize("typed", ["t", "", "org:tr", "qqqqxxxx"])
def test_what_cannot_be_completed_suggests_nothing(finder: Finder, typed: str) -> None:
    """A letter, a query with fields and nonsense bring nothing, and no error."""
    assert list(suggest(finder, typed, "tr")) == []


def test_suggestions_are_lines_or_json_lines(demo: Demo) -> None:
    """Each suggestion is a line with the query that it stands for."""
    lines = _say(demo, "suggest", "tekno", "--lang", "tr").out.splitlines()
    rows = [json.loads(line) for line in _say(demo, "suggest", "tekno", "--lang", "tr", "--json").out.splitlines()]
    assert [line.endswith(f"{row['label']}  [{row['query']}]") for line, row in zip(lines, rows, strict=True)]
    assert {"kind", "value", "label", "query"} == set(rows[0])


@pytest.mark.parametrize("line", ["suggest tekno", "similar x", "search x --why"])
def test_without_an_index_the_commands_say_what_to_do(tmp_path: Path, line: str) -> None:
    """An empty home is named with what to do first, with exit code 1."""
    ran = call_rasad(tmp_path / "home", *line.split())
    assert (ran.code, ran.out) == (1, "")
    assert "There is no" in ran.err
