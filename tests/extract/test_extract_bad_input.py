"""Pages that are broken, huge, mislabelled or malicious: a named outcome each, and in time."""

from __future__ import annotations

import gzip
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract import extract
from pipelines.records import Article, Reason, Rejection, Selectors
from tests.extract.samples import PERSIAN, TURKISH, URL, article, document, page, paragraphs, result, source

REAL = Path(__file__).parents[2] / "../shared/data/html"
OWN = Path(__file__).parents[1] / "quality" / "pages"
PAGE = document(f"<h1>Başlık burada</h1>{paragraphs(*TURKISH)}")
# A page's time budget, in seconds of the processor; the parsers are to be far below it.
BUDGET = 5.0
KINDS = ["text/html", "text/html; charset=windows-1254", "text/html; charset=utf-16", "", "x/y", "application/json"]
# Each is poison of its own kind when it is put anywhere into a page.
POISON = [
    *(b"\0", b"\xff\xfe", b"\xc3", b"\xe2\x80\xae", b"\xe2\x80\x8c", b"i\xcc\x87", b"&#0;", b"&#xfffe;", b"&#1114112;"),
    *(b"<div>", b"</div>", b"<p>", b"</p>", b"<!--", b"-->", b"<script>", b"</script>", b"<![CDATA[", b"<plaintext>"),
    *(
        b"<table>",
        b"</table>",
        b"<form>",
        b"<textarea>",
        b"<title>",
        b"<svg>",
        b"<template>",
        b"<frameset>",
        b'<a href="',
    ),
    *(b'<base href="::">', b'<time datetime="9999-99-99">', b"<h1>", b"<br>" * 60, b"<font>" * 300, b'">', b"<xmp>"),
    *(
        b'<meta charset="utf-16">',
        b'<link rel=canonical href="http://[">',
        b'<script type="application/ld+json">{"@graph":[[[',
    ),
]


def _originals() -> list[bytes]:
    real = sorted(REAL.glob("*/*.html*")) if REAL.is_dir() else []
    bodies = [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in real]
    return [*bodies, *(path.read_bytes() for path in sorted(OWN.glob("*.html")))]


def _mutate(body: bytes, dice: random.Random) -> bytes:
    """Delete, repeat, overwrite, poison or cut a page in up to thirty places."""
    page_bytes = bytearray(body)
    for _ in range(dice.randint(1, 30)):
        start = dice.randrange(len(page_bytes) + 1)
        end = min(len(page_bytes), start + dice.randint(1, 3000))
        match dice.randrange(6):
            case 0:
                del page_bytes[start:end]
            case 1:
                page_bytes[start:start] = page_bytes[start:end]
            case 2:
                page_bytes[start:end] = dice.randbytes(dice.randint(1, 20))
            case 3 | 4:
                page_bytes[start:start] = dice.choice(POISON)
            case _:
                page_bytes = page_bytes[: len(page_bytes) - dice.randrange(1 + len(page_bytes) // 4)]
    return bytes(page_bytes)


@pytest.mark.parametrize("seed", range(6))
def test_mutated_pages_have_a_named_outcome(seed: int) -> None:
    """Pages that are cut, doubled and poisoned give an article or a rejection, in any charset and under any header."""
    dice = random.Random(seed)
    originals = _originals()
    for number in range(60):
        body = _mutate(dice.choice(originals), dice)
        if number % 10 == 0:
            text = body.decode("utf-8", "replace")
            body = text.encode(dice.choice(["cp1254", "cp1256", "utf-16", "utf-16-be"]), "xmlcharrefreplace")
        kind = dice.choice(KINDS)
        started = time.process_time()
        found = extract(page(kind=kind), body, source(dice.choice(["tr", "fa"])))
        assert isinstance(found, Article | Rejection)
        assert time.process_time() - started < BUDGET
        if isinstance(found, Article):
            assert found.title
            assert "\0" not in found.title + found.lead + found.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*POISON, *(text.encode() for text in TURKISH), b"<h1>x y z</h1>", b" "]), max_size=30))
def test_poison_alone_has_a_named_outcome(parts: list[bytes]) -> None:
    """No mixture of broken pieces raises."""
    assert isinstance(extract(page(), b"".join(parts), source()), Article | Rejection)


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"", "text/html", Reason.EMPTY),
        (b"  \n\0 ", "text/html", Reason.EMPTY),
        (b"%PDF-1.7 ...", "text/html", Reason.NOT_HTML),
        (b"\x89PNG\r\n", "text/html", Reason.NOT_HTML),
        (b"\xff\xd8\xff\xe0", "image/jpeg", Reason.NOT_HTML),
        (b'{"a": 1}', "application/json", Reason.NOT_HTML),
        (b"var a = 1", "text/javascript", Reason.NOT_HTML),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "text/html", Reason.NOT_HTML),
        (b"<urlset></urlset>", "application/xml", Reason.NOT_HTML),
        (b"<!-- yalniz not -->", "text/html", Reason.BROKEN),
        (b"x" * 10_000_001, "text/html", Reason.TOO_LARGE),
        (gzip.compress(b"a" * 50_000_000), "text/html", Reason.TOO_LARGE),
    ],
)
def test_what_is_no_page_is_named(body: bytes, kind: str, reason: Reason) -> None:
    """Empty, binary, oversized and foreign responses each have their reason."""
    found = result(body, kind=kind)
    assert isinstance(found, Rejection)
    assert found.reason is reason
    assert found.detail


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE.encode(), "application/json"),
        (PAGE.encode(), "image/png"),
        (PAGE.encode(), ""),
        (b'<?xml version="1.0" encoding="utf-8"?>' + PAGE.encode(), "application/xhtml+xml"),
        (gzip.compress(PAGE.encode()), "text/html"),
        (PAGE.encode("utf-16"), "text/html; charset=utf-8"),
        (PAGE.encode("utf-16-le"), "text/html"),
        (PAGE.encode("cp1254"), "text/html; charset=utf-8"),
        (PAGE.replace("a", "a\0").encode(), "text/html"),
        ("".join(f"&#{ord(c)};" if c.isalpha() and ord(c) > 127 else c for c in PAGE).encode(), "text/html"),
        (PAGE.replace("</p>", "").encode(), "text/html"),
        (PAGE.replace("</body></html>", "").encode() + b"<p", "text/html"),
    ],
)
def test_mislabelled_and_maimed_pages_are_read(body: bytes, kind: str) -> None:
    """Lying types, missing ends, odd charsets and references for letters cost nothing."""
    assert article(body, kind=kind).text == "\n\n".join(TURKISH)


def test_whole_texts_in_references_are_read() -> None:
    """Old Persian sites write every letter as a number."""
    text = "".join(f"<p>{''.join(f'&#{ord(letter)};' for letter in part)}</p>" for part in PERSIAN)
    assert article(document(f"<h1>&#1582;&#1576;&#1585;</h1>{text}", "", "fa"), "fa").text == "\n\n".join(PERSIAN)


def test_bidi_controls_and_combining_dots_are_harmless() -> None:
    """Overrides are removed, a dot above i is a letter's business."""
    dotted = [text.replace("i", "i\u0307") for text in TURKISH]
    found = article(document(f"<h1>Baş\u202elık\u202c</h1>{paragraphs(*dotted)}"))
    assert found.title == "Başlık"
    assert found.text == "\n\n".join(dotted)


SENTENCE = "Bu cümle, bir haberin içinde geçen ve yeterince uzun olan bir cümledir, çünkü ölçülmesi gerekir. "


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000 + paragraphs(*TURKISH) + "</div>" * 10_000,
        ("<div>" + SENTENCE) * 5000,
        f"<p>{'<span>' * 10_000}{SENTENCE}{'</span>' * 10_000}</p>",
        f"<b><p>{SENTENCE}" * 3000,
        f"<p>{SENTENCE}</p>" * 5000,
        f"<p>{SENTENCE * 10_000}</p>",
        f"<p>{(SENTENCE + '<br>') * 5000}</p>",
        "<br>" * 60_000,
        "<a href=x>bir bağlantı</a> " * 20_000,
        "<h1>Başlık burada</h1>" * 5000,
        "<time datetime='2020-01-01'>1 Ocak 2020</time>" * 2500,
        f"<div class='{' '.join(f's{n}' for n in range(15_000))}'>{SENTENCE}</div>",
        "".join(f"<div class='s{n} t'>{SENTENCE}</div>" for n in range(4000)),
        "&amp;" * 100_000,
        "<" * 500_000,
        "<ul>" + "<li>" * 20_000,
        "<table>" + "<tr><td>1</td><td>2</td></tr>" * 8000,
    ],
)
def test_huge_and_deep_pages_are_done_in_time(body: str) -> None:
    """Half a megabyte of anything stays within a page's budget, by far."""
    markup = document(f"<h1>Başlık burada</h1>{body}").encode()
    started = time.process_time()
    found = result(markup)
    assert isinstance(found, Article | Rejection)
    assert time.process_time() - started < BUDGET


@pytest.mark.parametrize(
    "url", [URL, "http://[yarım", "", "haber", "https://ornek.example/%FF%FE", "https://ornek.example:x/a-1"]
)
def test_odd_addresses_do_not_matter(url: str) -> None:
    """A page is read whatever its address looks like."""
    assert isinstance(extract(page(url), PAGE.encode(), source()), Article)


@pytest.mark.parametrize("name", ["content-type", "CONTENT-TYPE", "Content-Type"])
def test_headers_are_found_in_any_case(name: str) -> None:
    """Header names come as servers write them."""
    body = f"<h1>Başlık burada</h1>{paragraphs('Çığ, İğde, şemsiye. ' * 3)}".encode("cp1254")
    found = extract(replace(page(), headers=((name, "text/html; charset=windows-1254"),)), body, source())
    assert isinstance(found, Article)
    assert found.title == "Başlık burada"


def test_a_selector_that_removes_everything_leaves_no_text() -> None:
    """A source that removes its own text falls back on the general way."""
    found = article(PAGE, selectors=Selectors(text="p", remove=("p",)))
    assert found.extractor == "structure/1"
