"""JSON-LD as sites write it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.linked import Linked, read_linked, split_keywords
from tests.extract.samples import document, tree

FULL = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Kumsal Robotu &#039;çöp&#039; topluyor",
    "description": "Üç tekerlekli araç.",
    "articleBody": "<p>Birinci paragraf.</p><p>İkinci paragraf.</p>",
    "author": [{"@type": "Person", "name": "Defne Aksoylu"}, {"@type": "Organization", "name": "Örnek Haber"}],
    "publisher": {"@type": "Organization", "name": "Örnek Haber"},
    "datePublished": "2026-11-12T09:00:00+03:00",
    "dateModified": "2026-11-12T10:00:00+03:00",
    "articleSection": ["Teknoloji", "Gündem"],
    "keywords": "robot, kumsal؛ çevre",
    "image": [{"@type": "ImageObject", "url": "https://cdn.example/1.jpg"}],
    "isAccessibleForFree": "False",
}


def _read(*scripts: str) -> Linked:
    blocks = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return read_linked(tree(document("<p>a</p>", blocks)))


def _of(value: object) -> Linked:
    return _read(json.dumps(value))


def test_all_fields_of_an_article_are_read() -> None:
    """Each field comes out plain, and authors are people only."""
    found = _of(FULL)
    assert found.article
    assert found.headline == "Kumsal Robotu 'çöp' topluyor"
    assert found.description == "Üç tekerlekli araç."
    assert found.body == "Birinci paragraf.\n\nİkinci paragraf."
    assert found.people == ("Defne Aksoylu",)
    assert found.publishers == ("Örnek Haber",)
    assert (found.published, found.modified) == ("2026-11-12T09:00:00+03:00", "2026-11-12T10:00:00+03:00")
    assert found.section == "Teknoloji"
    assert found.keywords == ("robot", "kumsal", "çevre")
    assert found.image == "https://cdn.example/1.jpg"
    assert not found.free


@pytest.mark.parametrize(
    "kind", ["Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "http://schema.org/Report"]
)
def test_articles_have_many_types(kind: str) -> None:
    """Every kind of article of the vocabulary is one."""
    assert _of({"@type": kind, "headline": "Başlık"}).article


@pytest.mark.parametrize("kind", ["WebPage", "VideoObject", "ImageGallery", "LiveBlogPosting", "Organization", None, 5])
def test_other_types_are_no_article(kind: object) -> None:
    """Pages, films and publishers are not taken for the article."""
    found = _of({"@type": kind, "headline": "Başlık"})
    assert not found.article
    assert found.headline == ""


def test_graphs_lists_and_references_are_followed() -> None:
    """Yoast's graph names its author elsewhere in the graph."""
    graph = {
        "@graph": [
            {"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "İç", "author": {"@id": "#kisi"}}},
            {"@type": "Person", "@id": "#kisi", "name": "Kerem Uluçay"},
        ]
    }
    assert _of([graph]).people == ("Kerem Uluçay",)
    assert _of([graph]).headline == "İç"


def test_the_fullest_article_is_the_page_s_own() -> None:
    """Teasers of other articles have fewer fields."""
    assert _of([{"@type": "NewsArticle", "headline": "Öteki"}, FULL]).headline.startswith("Kumsal")


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ("Defne Aksoylu", ("Defne Aksoylu",)),
        ({"name": "Defne Aksoylu"}, ("Defne Aksoylu",)),
        ({"@type": ["Person"], "name": ["Defne Aksoylu", "Kerem Uluçay"]}, ("Defne Aksoylu", "Kerem Uluçay")),
        ({"@type": "Organization", "name": "Örnek"}, ()),
        ({"@id": "#yok"}, ()),
        (None, ()),
        (7, ()),
    ],
)
def test_authors_come_in_every_shape(author: object, people: tuple[str, ...]) -> None:
    """Strings, nodes, lists and references are read; organisations are no people."""
    assert _of({"@type": "Article", "headline": "a", "author": author}).people == people


def test_the_section_may_come_from_a_breadcrumb() -> None:
    """The last step before the article is the section, in a list of its own or under the page."""
    steps = [{"name": "Anasayfa"}, {"item": {"name": "Teknoloji"}}, {"name": "Başlık"}]
    assert _of({"@type": "BreadcrumbList", "itemListElement": steps}).section == "Teknoloji"
    page = {"@type": "NewsArticle", "mainEntityOfPage": {"breadcrumb": {"itemListElement": steps}}}
    assert _of(page).section == "Teknoloji"
    assert _of({"@type": "BreadcrumbList", "itemListElement": steps[1:]}).section == ""


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Başlık",}',
        '<!-- {"@type":"NewsArticle","headline":"Başlık"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Başlık"}\n//]]>',
        '{"@type":"NewsArticle","headline":"Baş\tlık"}'.replace("\t", ""),
        '{"@type":"NewsArticle","headline":"Başlık","articleBody":"satır\nsonu"}',
        '{"@type":"NewsArticle","headline":"Başlık"};',
    ],
)
def test_the_slips_of_templates_are_mended(script: str) -> None:
    """Wrappers, trailing commas, raw line feeds and semicolons do not cost the metadata."""
    assert _read(script).headline == "Başlık"


@pytest.mark.parametrize(
    "script", ["", "   ", "{", "null", "[[[[", "[" * 100_000, '"metin"', "{'a': 1}", "x" * 2_100_000]
)
def test_what_is_beyond_repair_is_left_out(script: str) -> None:
    """A broken block costs only itself."""
    assert _read(script, json.dumps(FULL)).people == ("Defne Aksoylu",)


def test_nodes_are_not_followed_without_end() -> None:
    """A graph that is nested beyond reason is cut."""
    value: object = {"@type": "NewsArticle", "headline": "derin"}
    for _ in range(50):
        value = {"@graph": [value]}
    assert not _of(value).article


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*FULL, "@graph", "@id", "name", "mainEntity", "itemListElement", "url"]), inner
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_json_is_beyond_reading(value: object) -> None:
    """Any shape in any field gives a value, never an error."""
    node = {"@type": "NewsArticle", **value} if isinstance(value, dict) else value
    assert isinstance(_of([node, value]), Linked)


def test_keywords_are_split_at_both_kinds_of_comma() -> None:
    """Persian commas and semicolons part keywords, hash signs go."""
    assert list(split_keywords("a, b،c؛ #d")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("image", "found"), [("a.jpg", "a.jpg"), ({"contentUrl": "b.jpg"}, "b.jpg"), ([], ""), (None, "")]
)
def test_images_come_in_every_shape(image: object, found: str) -> None:
    """An address, a node or a list of them."""
    assert _of({"@type": "Article", "headline": "a", "image": image}).image == found


def test_keywords_may_be_nodes() -> None:
    """DefinedTerm nodes name the keyword."""
    assert _of({"@type": "Article", "keywords": [{"name": "robot"}, "kumsal"]}).keywords == ("robot", "kumsal")
