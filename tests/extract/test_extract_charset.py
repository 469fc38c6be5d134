"""The characters of a page against wrong and missing declarations."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.charset import decode, inflate
from tests.extract.samples import PERSIAN, TURKISH

TR = f"<p>İğneada'da {TURKISH[0]} ŞÜKRAN ÇIĞ – “tırnak”</p>"
FA = f"<p>{PERSIAN[0].replace('ی', 'ي').replace('ک', 'ك')} «نقل قول»</p>"
# A header as the server sends it, a declaration as the markup makes it, and the truth.
CASES = [
    (TR, "utf-8", "text/html; charset=utf-8", ""),
    (TR, "utf-8", "text/html; charset=iso-8859-9", '<meta charset="windows-1254">'),
    (TR, "utf-8", "", ""),
    (TR, "utf-8-sig", "text/html; charset=windows-1252", ""),
    (TR, "cp1254", "text/html; charset=windows-1254", ""),
    (TR, "cp1254", "text/html; charset=utf-8", '<meta charset="windows-1254">'),
    (TR, "cp1254", "text/html; charset=utf-8", '<meta charset="utf-8">'),
    (TR, "cp1254", "text/html; charset=ISO-8859-1", ""),
    (TR, "cp1254", "text/html; charset=windows-1256", ""),
    (TR, "cp1254", "text/html", ""),
    (TR, "cp1254", "text/html; charset=yok-boyle-bir-sey", "<meta charset='bu-da-yok'>"),
    (TR, "cp1254", "", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-9">'),
    (FA, "utf-8", "text/html; charset=windows-1256", ""),
    (FA, "cp1256", "text/html; charset=utf-8", ""),
    (FA, "cp1256", "text/html; charset=windows-1254", ""),
    (FA, "cp1256", "", '<meta charset="iso-8859-6">'),
    (FA, "cp1256", "text/html; charset=iso-8859-1", '<meta charset="windows-1256">'),
    (TR, "utf-16", "text/html; charset=utf-8", ""),
    (TR, "utf-16-le", "text/html", ""),
    (TR, "utf-16-be", "text/html; charset=utf-16", ""),
    (FA, "utf-16", "", ""),
    (FA, "utf-32", "", ""),
]


@pytest.mark.parametrize(("text", "encoding", "header", "meta"), CASES)
def test_the_characters_come_back_whatever_is_declared(text: str, encoding: str, header: str, meta: str) -> None:
    """Marks, validity and how the text reads decide; wrong headers and wrong markup do not."""
    whole = f"<html><head>{meta}</head><body>{text}</body></html>"
    body = whole.encode(encoding, "xmlcharrefreplace")
    language = "fa" if text is FA else "tr"
    wanted = body.decode(encoding) if encoding.startswith("cp") else whole
    assert decode(body, header, (language,)) == wanted


def test_the_text_decides_against_the_language_of_the_source() -> None:
    """A Persian page of a Turkish source and a Turkish page of a Persian source are read as what they are."""
    assert decode(TR.encode("cp1254"), "", ("fa",)) == TR
    assert decode(FA.encode("cp1256", "ignore"), "", ("tr",)) == FA.encode("cp1256", "ignore").decode("cp1256")


def test_foreign_bytes_in_a_utf8_page_are_read_in_the_language_of_the_page() -> None:
    """A windows-1254 comment pasted into a UTF-8 page loses no letter of either."""
    body = TR.encode() * 5 + "<p>değişik şey</p>".encode("cp1254")
    assert decode(body, "text/html; charset=utf-8", ("tr",)) == TR * 5 + "<p>değişik şey</p>"


def test_a_cut_character_at_the_end_costs_only_itself() -> None:
    """A truncated page keeps everything before the cut."""
    text = decode(TR.encode()[:-6], "", ("tr",))
    assert text.startswith(TR[:-10])


def test_control_characters_go_and_blanks_stay() -> None:
    """NUL and its like are nobody's text; tabs and line feeds are."""
    assert decode(b"<p>a\0b\x07c\td\ne\x7f</p>", "") == "<p>abc\td\ne</p>"
    assert decode("a\0b\x0bc".encode("utf-16"), "") == "abc"


def test_zwnj_survives_decoding() -> None:
    """The joiner of Persian words is no control character."""
    assert decode("می\u200cشود".encode(), "", ("fa",)) == "می\u200cشود"


@given(
    st.binary(max_size=400), st.sampled_from(["", "text/html; charset=utf-16", "charset=\0", "charset=cp1254", "idna"])
)
def test_no_bytes_are_beyond_decoding(body: bytes, header: str) -> None:
    """Any bytes give some text, and never a NUL."""
    assert "\0" not in decode(body, header, ("tr", "fa"))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_utf8_is_exact(text: str) -> None:
    """What is valid UTF-8 comes back character by character, a mark at the start apart."""
    assert decode(text.encode(), "text/html; charset=windows-1256").lstrip("\ufeff") == text.lstrip("\ufeff")


def test_a_compression_that_no_header_mentions_is_undone() -> None:
    """Servers that compress twice are no reason to lose an article."""
    assert inflate(gzip.compress(b"<p>a</p>"), 100) == b"<p>a</p>"


def test_a_bomb_is_not_inflated_beyond_the_limit() -> None:
    """Only one byte more than allowed is ever made."""
    assert len(inflate(gzip.compress(b"a" * 1_000_000), 1000)) == 1001


@pytest.mark.parametrize("body", [b"", b"<p>a</p>", b"\x1f\x8bkein gzip"])
def test_other_bodies_stay(body: bytes) -> None:
    """What is not compressed, or only looks like it, is left alone."""
    assert inflate(body, 100) == body
