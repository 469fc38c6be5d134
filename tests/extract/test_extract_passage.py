"""Which way a page is read, and what the general extractors do to Persian."""

from __future__ import annotations

import gc
import json
import tracemalloc

import pytest

from pipelines.extract import general
from pipelines.extract.body import Body
from pipelines.extract.general import name_of, read_with_resiliparse, read_with_trafilatura
from pipelines.extract.passage import Passage, by_linked, longer
from tests.extract.samples import PERSIAN, TURKISH, article, document, paragraphs, tree

PERSIAN_PAGE = document(f"<main><article><h1>رونمایی</h1>{paragraphs(*PERSIAN)}</article></main>", "", "fa")


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;", "&#x200c;", "&#x200C;", "&#08204"])
def test_trafilatura_keeps_every_joiner(joiner: str) -> None:
    """ZWNJ comes through as a character and as any reference to it."""
    words = f"دانش{joiner}بنیان و می{joiner}شود و شرکت{joiner}های"
    markup = document(f"<article><p>{words} {PERSIAN[1]}</p><p>{PERSIAN[2]}</p></article>", "", "fa")
    text = "\n".join(read_with_trafilatura(markup))
    assert "دانش\u200cبنیان و می\u200cشود و شرکت\u200cهای" in text


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;", "&#x200c;"])
def test_no_way_loses_a_joiner(joiner: str) -> None:
    """By structure, by selectors and from JSON-LD every ZWNJ of the page is in the article."""
    text = [text.replace("\u200c", joiner) for text in PERSIAN]
    found = article(document(f"<h1>رونمایی از شرکت{joiner}ها</h1>{paragraphs(*text)}", "", "fa"), "fa")
    assert found.text == "\n\n".join(PERSIAN)
    assert found.title == "رونمایی از شرکت\u200cها"


def test_trafilatura_gives_nothing_for_nothing() -> None:
    """Pages without text and pages beyond its reach give no paragraph."""
    assert read_with_trafilatura("<html><body></body></html>") == ()
    assert read_with_trafilatura("") == ()
    assert read_with_trafilatura("<p>" + "x" * 2_100_000) == ()


def test_resiliparse_reads_what_trafilatura_does_not() -> None:
    """Pages with too many elements for the one are read by the other."""
    markup = document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH)}{'<i></i>' * 10_000}")
    assert read_with_trafilatura(markup) == ()
    assert " ".join(TURKISH) in " ".join(read_with_resiliparse(markup))
    assert read_with_resiliparse("<p>" + "x" * 2_100_000) == ()


def test_a_page_that_is_nested_beyond_reason_is_read() -> None:
    """Ten thousand elements deep there is still a text."""
    markup = document(f"<h1>Başlık burada</h1>{'<div>' * 10_000}{paragraphs(*TURKISH)}{'</div>' * 10_000}")
    assert article(markup).text == "\n\n".join(TURKISH)


def test_a_page_of_doubt_is_read_by_trafilatura() -> None:
    """Where no element stands out the general extractor is asked, and its name is kept."""
    cells = "".join(f"<div><div><span>{text}</span></div><div><a href=x>Bağlantı</a></div></div>" for text in TURKISH)
    found = article(document(f"<title>Başlık burada</title>{cells}"))
    assert TURKISH[1] in found.text


def test_extractors_are_named_with_their_version() -> None:
    """What read a page can be told years later."""
    assert name_of("trafilatura").startswith("trafilatura-2.")


def test_the_caches_of_trafilatura_are_emptied() -> None:
    """Memory stays flat over many pages that all differ."""
    reset_every = general._PAGES_BETWEEN_RESETS
    pages = [document(f"<article>{paragraphs(*TURKISH, f'Sayfa {number}.')}</article>") for number in range(40)]
    for markup in pages:
        read_with_trafilatura(markup)
    gc.collect()
    tracemalloc.start()
    for number in range(reset_every + 1):
        read_with_trafilatura(pages[number % len(pages)].replace("Kumsal", f"Kumsal{number}"))
    gc.collect()
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 3_000_000


def _passage(text: str) -> Passage:
    return Passage(Body("", text), "x")


def test_only_a_far_longer_reading_replaces_the_first() -> None:
    """The page's own structure is left for a reading that has half as much again."""
    assert longer(_passage("a" * 100), _passage("b" * 140)) == _passage("a" * 100)
    assert longer(_passage("a" * 100), _passage("b" * 160)) == _passage("b" * 160)
    assert longer(None, _passage("b")) == _passage("b")
    assert longer(_passage("a"), None) == _passage("a")
    assert longer(None, None) is None


def test_json_ld_s_text_has_to_be_whole_and_more_than_the_description() -> None:
    """Cut texts and copies of the description are no article."""
    root = tree("<p>a")
    body = " ".join(TURKISH)
    assert by_linked(body, "", ("Başlık",), root) is not None
    assert by_linked(body + "…", "", ("Başlık",), root) is None
    assert by_linked(TURKISH[0], TURKISH[0], ("Başlık",), root) is None
    assert by_linked("Devamını oku", "", ("Başlık",), root) is None
    assert by_linked("", "", (), root) is None


def test_a_page_that_scripts_fill_is_read_from_json_ld() -> None:
    """Without a text in the markup the publisher's own copy in the metadata is the text."""
    body = " ".join(TURKISH * 2)
    node = json.dumps({"@type": "NewsArticle", "headline": "Başlık burada", "articleBody": body})
    head = f'<script type="application/ld+json">{node}</script>'
    found = article(document('<div id="root"></div>', head))
    assert (found.extractor, found.text, found.title) == ("json-ld/1", body, "Başlık burada")


@pytest.mark.parametrize("name", ["sidebar-layout", "sharing-wrapper", "lightbox-gallery"])
def test_a_misleading_name_does_not_hide_the_text(name: str) -> None:
    """A wrapper that is called like furniture and holds the paragraphs is walked into."""
    body = f"<div class='{name}'><div>{paragraphs(*TURKISH)}</div></div><p>kısa</p>"
    found = article(document(f"<header><h1>Başlık burada</h1></header>{body}"))
    assert (found.extractor, found.text) == ("structure/1", "\n\n".join(TURKISH))


def test_comments_longer_than_the_article_are_not_taken_for_it() -> None:
    """A brief with a long discussion stays a brief."""
    comments = "".join(f"<li class='comment'><p>{text} {text}</p></li>" for text in TURKISH * 4)
    body = f"<h1>Başlık burada</h1><div class='x'><p>{TURKISH[0]}</p></div><ol class='comments'>{comments}</ol>"
    assert article(document(body)).text == TURKISH[0]
