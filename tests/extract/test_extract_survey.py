"""Blocks of text, the element that holds them, and what class names say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.container import find_container, prose_of
from pipelines.extract.furniture import Part, is_invisible, part_of
from pipelines.extract.strays import heaviest, strays
from pipelines.extract.survey import Block, survey
from tests.extract.samples import TURKISH, document, paragraphs, tree

TEXT = paragraphs(*TURKISH)
OTHER = TEXT.replace("K", "X") * 4


def _wrap(first: str, second: str) -> str:
    return f"<div>{first}<p>{second}</p>{first}<b>{second}</b></div>"


def _blocks(body: str) -> list[str]:
    return [block.text for block in survey(tree(document(body))).blocks]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<p>a</p><p>b</p>", ["a", "b"]),
        ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
        ("<div>a<br><br>b<br>c</div>", ["a", "b\nc"]),
        ("<p>a <b>b</b><i>c</i> d</p>", ["a bc d"]),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", ["a | b", "c | d"]),
        ("<table><tr><td><p>a</p></td><td>b<br>c</td></tr></table>", ["a", "b\nc"]),
        ("<pre>a\nb\n\nc</pre>", ["a\nb", "c"]),
        ("<p>a<script>x()</script>b</p>", ["ab"]),
        ("<p>a<span hidden></span>b</p>", ["ab"]),
        ("<p>a<img src=x>b</p>", ["ab"]),
        ("<p>- - -</p><p>a</p>", ["a"]),
        ("<p>a</p><nav>b</nav><aside>c</aside><footer>d</footer><p>e</p>", ["a", "e"]),
        ("<figure>a<figcaption>b</figcaption></figure>", []),
        ("<figure class='wp-block-table'><table><tr><td>a</td></tr></table></figure>", ["a"]),
        ("<div style='display: none'>a</div><p style='color:red'>b</p>", ["b"]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["a", "b"]),
        ("<p> &nbsp; </p>", []),
        ("a", ["a"]),
    ],
)
def test_a_page_is_cut_into_blocks(body: str, blocks: list[str]) -> None:
    """Paragraphs, items, rows and lines are blocks; what is no text is left out, its tail is not."""
    assert _blocks(body) == blocks


def test_long_lines_between_single_breaks_are_paragraphs() -> None:
    """Templates that part paragraphs by one line break are understood, and verses stay together."""
    assert _blocks(f"<div>{'<br>'.join(TURKISH)}</div>") == list(TURKISH)
    assert _blocks("<p>Kısa<br>dizeler<br>bir arada</p>") == ["Kısa\ndizeler\nbir arada"]


def test_links_are_counted() -> None:
    """A block knows how much of it leads elsewhere, over line breaks, too."""
    plain, mixed, link = survey(
        tree(document("<p>abc</p><p>ab <a href=x>cd</a></p><p>• <a href=x>abcdefghi</a></p>"))
    ).blocks
    assert (plain.linked, mixed.linked, link.linked) == (0, 2, 9)
    assert (plain.prose, mixed.prose) == (3, 3)
    assert [block.is_link for block in (plain, mixed, link)] == [False, False, True]
    broken = survey(tree(document("<p>a<br><br><a href=x>bcd<br><br>efg</a></p>"))).blocks
    assert [(block.text, block.linked) for block in broken] == [("a", 0), ("bcd", 3), ("efg", 3)]


def test_ranges_cover_what_an_element_holds() -> None:
    """For every element the blocks in it are one run."""
    page = tree(document("<div id=a><p>1</p></div><div id=b><p>2</p><p>3</p></div><p>4</p>"))
    seen = survey(page)
    second = page.find(".//div[@id='b']")
    assert seen.ranges[second] == (1, 3)
    assert seen.ranges[page] == (0, 4)


def test_marks_say_where_datelines_and_bylines_stand() -> None:
    """Datelines, bylines and kickers are no blocks, but it is known behind how many blocks they stand."""
    seen = survey(
        tree(document("<p>a</p><span class=tarih>12 Kasım</span><p class=yazar>Defne</p><p>b</p><time>1</time>"))
    )
    assert [block.text for block in seen.blocks] == ["a", "b"]
    assert [(mark.part, mark.at) for mark in seen.marked] == [(Part.DATE, 1), (Part.AUTHOR, 1), (Part.DATE, 2)]


def test_a_dateline_s_name_on_a_whole_text_is_no_dateline() -> None:
    """An element with an article in it is no date, byline or lead, whatever it is called."""
    for name in ("time-box", "yazar-detay", "lead"):
        seen = survey(tree(document(f"<div class='{name}'>{TEXT * 6}</div>")))
        assert len(seen.blocks) == 18
        assert {block.part for block in seen.blocks} == {Part.PLAIN}


def test_ancestors_of_the_headline_are_walked_into() -> None:
    """A wrapper that is called a sidebar and holds the headline holds the article."""
    page = tree(document(f"<div class='content sidebar'><h1>Başlık</h1>{TEXT}</div>"))
    heading = page.find(".//h1")
    assert heading is not None
    assert survey(page).blocks == ()
    assert len(survey(page, frozenset([heading, *heading.iterancestors()])).blocks) == 4


def test_named_elements_are_left_out() -> None:
    """What a source wants removed is removed wherever it stands."""
    page = tree(document("<div><p>a</p><p id=x>b</p></div>"))
    unwanted = page.find(".//p[@id='x']")
    assert unwanted is not None
    assert [block.text for block in survey(page, without=frozenset([unwanted])).blocks] == ["a"]


def test_forms_beside_a_headline_are_left_out() -> None:
    """The comment form is no text; a form around the whole page is its frame."""
    page = tree(document("<h1>Başlık</h1><p>a</p><form><p>E-posta adresiniz</p></form>"))
    heading = page.find(".//h1")
    assert heading is not None
    assert [block.text for block in survey(page, frozenset([heading])).blocks] == ["Başlık", "a"]


def test_a_page_of_endless_blocks_is_cut() -> None:
    """Data tables with hundreds of thousands of rows do not hold up the others."""
    seen = survey(tree(document("<p>a</p>" * 30_000)))
    assert 10_000 <= len(seen.blocks) <= 10_010


@pytest.mark.parametrize(
    ("names", "part"),
    [
        ("haber-metni", Part.BODY),
        ("entry-content", Part.BODY),
        ("field field--name-body field--type-text-with-summary", Part.BODY),
        ("news-content readingTime", Part.BODY),
        ("newsShareBox", Part.FURNITURE),
        ("paylas-kutusu", Part.FURNITURE),
        ("related_news", Part.FURNITURE),
        ("ilgili-haberler", Part.FURNITURE),
        ("tags-list", Part.FURNITURE),
        ("hidden", Part.FURNITURE),
        ("hidden md:block", Part.PLAIN),
        ("d-none d-md-block", Part.PLAIN),
        ("yorumlar", Part.COMMENTS),
        ("comment-list", Part.COMMENTS),
        ("spot", Part.LEAD),
        ("item-summary", Part.LEAD),
        ("rutitr", Part.KICKER),
        ("post-date", Part.DATE),
        ("tarih", Part.DATE),
        ("yazar-adi", Part.AUTHOR),
        ("byline", Part.AUTHOR),
        ("post type-post status-publish hentry tag-social category-share", Part.PLAIN),
        ("text-size-20 font-semibold", Part.PLAIN),
        ("font-size", Part.FURNITURE),
        ("adana-haberleri", Part.PLAIN),
        ("col-md-9", Part.PLAIN),
        ("", Part.PLAIN),
    ],
)
def test_class_names_say_what_an_element_is(names: str, part: Part) -> None:
    """The words of three languages are known, as whole words of one class name."""
    assert part_of(names) is part


@pytest.mark.parametrize(
    ("style", "gone"),
    [("display:none", True), ("color:red; visibility : hidden", True), ("display:block", False), ("", False)],
)
def test_styles_take_elements_off_the_page(style: str, *, gone: bool) -> None:
    """Only styles that hide hide."""
    assert is_invisible(style) is gone


def _found(body: str, title: int = -1) -> list[str]:
    seen = survey(tree(document(body)))
    found = find_container(seen, title)
    return [block.text for block in seen.blocks[found.first : found.last]] if found else []


@pytest.mark.parametrize(
    "body",
    [
        f"<div><p>Menü</p></div><div class=x>{TEXT}</div><div><a href=x>{TURKISH[0]}</a></div>",
        "<div>" + "".join(f"<div class=w><div>{paragraphs(text)}</div></div>" for text in TURKISH) + "</div>",
        f"<table><tr><td>Menü</td><td><font>{TEXT}</font></td></tr></table>",
        f"<div>{'<br><br>'.join(TURKISH)}</div><div>kısa</div>",
        f"<div itemprop=articleBody>{TEXT}</div><div>{paragraphs('Başka ' + TURKISH[0]) * 9}</div>",
        f"<section property=articleBody>{TEXT}</section>",
        f"<div class='haber-metni'>{TEXT}</div><div>{TEXT.replace('Kumsal', 'Başka')}<p>kısa</p></div>",
        f"<article><div class=e>{TEXT}</div></article><article><div class=e>{OTHER}</div></article>",
    ],
)
def test_the_element_with_the_text_is_found(body: str) -> None:
    """Wrappers, tables, breaks, names and markup lead to the same three paragraphs."""
    assert _found(body) == list(TURKISH)


def test_the_text_is_looked_for_behind_the_headline() -> None:
    """What stands over the headline is no part of the article."""
    body = f"{paragraphs('Önceki ' + TURKISH[0])}<h1>Başlık</h1>{TEXT}"
    assert _found(body, title=1) == list(TURKISH)


def test_a_page_without_prose_has_no_text() -> None:
    """Links, headings and labels are no text."""
    assert (
        _found("<h1>a</h1><ul><li><a href=x>Uzun bir bağlantı metni, ama yine de bağlantı.</a></li></ul><p>kısa</p>")
        == []
    )


def test_sections_beside_the_headline_are_gathered() -> None:
    """A text in several sections of one article is taken whole though its headline stands among them."""
    sections = "".join(f"<section class=s><div><p>{text} {text}</p></div></section>" for text in TURKISH)
    page = tree(document(f"<article><header><h1>Başlık</h1></header>{sections}</article>"))
    heading = page.find(".//h1")
    assert heading is not None
    seen = survey(page, frozenset([heading, *heading.iterancestors()]))
    found = find_container(seen, 0)
    assert found is not None
    assert found.last - found.first == 3


@pytest.mark.parametrize(
    ("text", "tag", "prose"),
    [
        (TURKISH[0], "p", len(TURKISH[0])),
        ("Yirmi beş harften uzun, bitmiş cümle.", "p", 37),
        ("Yirmi beş harften uzun ama bitmemiş", "p", 0),
        ("Kısa.", "p", 0),
        (TURKISH[0], "h2", 0),
    ],
)
def test_prose_is_running_text(text: str, tag: str, prose: int) -> None:
    """Long lines and finished sentences count, headings and labels do not."""
    assert prose_of(Block(text, 0, tag, tree("<p>a"), Part.PLAIN)) == prose


def test_the_heaviest_holder_is_found_and_comments_are_not() -> None:
    """A text that its wrapper's name hides weighs most; comments may weigh more and do not count."""
    page = tree(
        document(f"<div class=sidebar-layout><div id=a>{TEXT}</div></div><ol class=comments><li>{TEXT * 5}</li></ol>")
    )
    holder, weight = heaviest(page)
    assert holder is not None
    assert holder.get("id") == "a"
    assert weight > 250
    assert heaviest(tree(document("<div>a</div>"))) == (None, 0)


def test_strays_are_found_nearest_first() -> None:
    """A dateline in a toolbar is found though the toolbar is furniture; the page's clock far away is not."""
    clock = f"<div class=date>saat</div>{'<p>a</p>' * 60}"
    toolbar = "<div class=tools><b class=tarih>dün</b></div>"
    page = tree(document(f"{clock}{toolbar}<h1>Başlık</h1><i class=date>bugün</i>"))
    found = strays(page, Part.DATE, page.find(".//h1"))
    assert [element.text for element in found] == ["dün", "bugün"]
    assert strays(tree(document("<p>a</p>")), Part.DATE, None) == ()


@given(
    st.recursive(st.sampled_from(["a", "<br>", "<a href=x>b</a>", " "]), lambda inner: st.builds(_wrap, inner, inner))
)
def test_no_letter_is_lost_or_doubled(body: str) -> None:
    """However blocks and inline elements nest, the blocks hold every visible letter once, in order."""
    letters = "".join(block.text for block in survey(tree(document(body))).blocks)
    assert [letter for letter in letters if letter.isalpha()] == [
        letter for letter in _visible(body) if letter.isalpha()
    ]


def _visible(body: str) -> str:
    return "".join(tree(document(body)).itertext())
