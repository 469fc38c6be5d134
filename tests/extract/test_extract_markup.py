"""Markup as trees and lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.markup import absolute, line, parse, plain, squeeze, text_of, unique, words_of
from tests.extract.samples import document, tree


def test_a_page_is_parsed_with_all_its_text() -> None:
    """Broken markup is mended, comments and processing instructions are gone, and joiners are kept."""
    found = tree("<p>می\u200cشود<b>kalın</p><!-- not --><?php kod ?>son")
    assert "".join(found.itertext()) == "می\u200cشودkalınson"


@pytest.mark.parametrize("markup", ["", "   ", "<!-- yalnız not -->"])
def test_nothing_gives_no_tree(markup: str) -> None:
    """A document without an element is no page."""
    assert parse(markup)[0] is None


def test_an_xml_declaration_does_not_matter() -> None:
    """XHTML pages declare an encoding that no longer holds once they are text."""
    assert text_of(tree('<?xml version="1.0" encoding="iso-8859-9"?><html><body><p>ığüş</p></body></html>')) == "ığüş"


@pytest.mark.parametrize("depth", [200, 300, 1500, 3000, 50_000])
@pytest.mark.parametrize("tag", ["div", "span"])
def test_deep_nesting_loses_no_word(depth: int, tag: str) -> None:
    """A page is read however deep its wrappers nest; the deepest lose their wrappers."""
    markup = document(f"<h1>Başlık</h1>{f'<{tag}>' * depth}<p>derin</p>{f'</{tag}>' * depth}<p>son</p>")
    found, changed = parse(markup)
    assert found is not None
    assert text_of(found).split() == ["Başlık", "derin", "son"] or text_of(found) == "Başlıkderinson"
    assert (changed == markup) is (depth < 2000)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a \n\t b\u00a0c ", "a b c"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("\u202esağdan\u202c sola\u200f", "sağdan sola"),
        ("می\u200cشود 👨\u200d🔬", "می\u200cشود 👨\u200d🔬"),
        ("i\u0307stanbul", "i\u0307stanbul"),
        ("\x93tırnak\x94", "“tırnak”"),
        ("a\ud800b", "ab"),
        ("", ""),
    ],
)
def test_lines_are_squeezed(text: str, clean: str) -> None:
    """Blanks are single, invisible characters gone, misnumbered quotation marks mended, letters untouched."""
    assert squeeze(text) == clean


@given(st.text())
def test_squeezing_is_idempotent_and_keeps_joiners(text: str) -> None:
    """A clean line stays as it is, and no ZWNJ is ever lost."""
    once = squeeze(text)
    assert squeeze(once) == once
    assert once.count("\u200c") == text.count("\u200c")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("yalın metin", "yalın metin"),
        ("<p>Bir <b>iki</b></p><p>üç</p>", "Bir iki\n\nüç"),
        ("a<br/>b<br>c", "a\n\nb\n\nc"),
        ("&lt;p&gt;Bir&lt;/p&gt;&lt;p&gt;iki&lt;/p&gt;", "Bir\n\niki"),
        ("T&uuml;rkiye&amp;#039;de", "Türkiye'de"),
        ("<script>var a = '<p>kod</p>';</script><p>metin</p>", "metin"),
        ("<figure><img src=a><figcaption>altyazı</figcaption></figure>metin", "metin"),
        ("3 < 4 ve 5 > 2", "3 < 4 ve 5 > 2"),
        ("a &nbsp; b", "a b"),
        ("می&zwnj;شود", "می\u200cشود"),
        ("", ""),
    ],
)
def test_html_in_strings_becomes_text(markup: str, text: str) -> None:
    """Feeds hold HTML, escaped once or twice; paragraphs stay apart, everything else is plain."""
    assert plain(markup) == text
    assert line(markup) == " ".join(text.split())


@given(st.text(alphabet=st.sampled_from("<>/pb &;#x0123amltgq\"'=ığş\u200c\n")))
def test_no_string_is_beyond_stripping(markup: str) -> None:
    """Any mixture of angle brackets and references gives a text without tags of known form."""
    assert "<p>" not in plain(markup)
    assert "\n" not in line(markup)


def test_the_text_of_an_element_leaves_styles_and_scripts_out() -> None:
    """Frameworks put styles into headings."""
    heading = tree("<h1><style>.a{color:red}</style>Baş<script>b()</script>lık <i>burada</i></h1>").find(".//h1")
    assert heading is not None
    assert text_of(heading) == "Başlık burada"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/foto/1.jpg", "https://ornek.example/foto/1.jpg"),
        ("//cdn.example/1.jpg", "https://cdn.example/1.jpg"),
        (" https://cdn.example/1.jpg ", "https://cdn.example/1.jpg"),
        ("data:image/png;base64,AAAA", ""),
        ("javascript:void(0)", ""),
        ("http://[yarım", ""),
        ("/" + "a" * 5000, ""),
    ],
)
def test_addresses_are_resolved_or_refused(address: str, found: str) -> None:
    """Only web addresses of a sane length are kept."""
    assert absolute("https://ornek.example/haber/1", address) == found


def test_unique_keeps_the_first_of_equals() -> None:
    """Order is kept, repetitions and empty strings are not."""
    assert unique(["b", "", "a", "b"]) == ("b", "a")


def test_names_are_split_into_words() -> None:
    """Hyphens, underscores and camel case part the words of a class name."""
    assert words_of("newsTools item-tags__list") >= {"news", "tools", "item", "tags", "list"}
