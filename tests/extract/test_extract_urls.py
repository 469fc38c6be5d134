"""The identity of addresses."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.urls import article_id, canonical, host, same_site, split

ARTICLE = "https://ornek.example/haber/kumsal-robotu-4711"
# Every address of a row is the same article as the first.
SAME = [
    [
        ARTICLE,
        "http://ornek.example/haber/kumsal-robotu-4711",
        "HTTPS://WWW.Ornek.Example/haber/kumsal-robotu-4711/",
        "https://www.ornek.example:443/haber/kumsal-robotu-4711#yorumlar",
        "http://ornek.example:80/haber//kumsal-robotu-4711",
        "https://m.ornek.example/haber/kumsal-robotu-4711",
        "https://amp.ornek.example/haber/kumsal-robotu-4711",
        "https://mobil.ornek.example/haber/kumsal-robotu-4711",
        "https://www.m.ornek.example/haber/kumsal-robotu-4711",
        "https://ornek.example/amp/haber/kumsal-robotu-4711",
        "https://ornek.example/haber/kumsal-robotu-4711/amp/",
        "https://ornek.example/haber/kumsal-robotu-4711-amp",
        "https://ornek.example/mobil/haber/kumsal-robotu-4711",
        "https://ornek.example/haber/kumsal-robotu-4711/print",
        "https://ornek.example/haber/yazdir/kumsal-robotu-4711",
        "https://ornek.example/haber/kumsal-robotu-4711?utm_source=rss&utm_medium=feed&utm_campaign=x",
        "https://ornek.example/haber/kumsal-robotu-4711?fbclid=IwAR0&gclid=1&yclid=2&ref=anasayfa",
        "https://ornek.example/haber/kumsal-robotu-4711?amp",
        "https://ornek.example/haber/kumsal-robotu-4711?outputType=amp",
        "https://ornek.example/haber/kumsal-robotu-4711?print=1",
        "https://ornek.example/haber/kumsal-robotu-4711?m=1",
        "https://ornek.example/haber/kumsal-robotu-4711;jsessionid=A1B2C3D4",
        "https://ornek.example/(S(lit3py55t21z5v55vlm25s55))/haber/kumsal-robotu-4711",
        "https://ornek.example/haber/kumsal-robotu-4711?PHPSESSID=0123456789abcdef0123456789abcdef",
        "https://ornek.example/haber/kumsal-robotu-4711?sid=0123456789abcdef0123456789abcdef",
        "https://okur:gizli@ornek.example/haber/kumsal-robotu-4711",
        "https://ornek.example./haber/./foto/../kumsal-robotu-4711",
        "//ornek.example/haber/kumsal-robotu-4711",
        "ornek.example/haber/kumsal-robotu-4711",
        "  https://ornek.example/haber/kumsal-robotu-4711\n",
    ],
    [
        "https://belmi.example/?p=11989",
        "http://www.belmi.example?p=11989",
        "https://belmi.example/?p=11989&utm_source=x",
    ],
    ["https://ornek.example/a-1?a=1&b=2", "https://ornek.example/a-1?b=2&a=1", "https://ornek.example/a-1?b=2&amp;a=1"],
    [
        "https://ornek.example/haber-1",
        "https://ornek.example/haber-1/index.html",
        "https://ornek.example/haber-1/default.aspx",
    ],
    ["https://ornek.example/haber-1.html", "https://ornek.example/haber-1.amp.html"],
    [
        "https://khabar.example/news/98030903723",
        "https://www.khabar.example/news/98030903723/کارشناسی-داوری",
        "https://www.khabar.example/news/98030903723/%DA%A9%D8%A7%D8%B1%D8%B4%D9%86%D8%A7%D8%B3%DB%8C",
        "https://www.khabar.example/amp/98030903723/",
        "https://www.khabar.example/print/98030903723",
    ],
    [
        "https://khabar.example/fa/news/6919119",
        "https://www.khabar.example/fa/amp/news/6919119",
        "http://khabar.example/fa/print/6919119",
        "https://khabar.example/fa/news/6919119/گردهمایی",
    ],
    [
        "https://khabar.example/fa/news/1398/02/30/2015910",
        "https://www.khabar.example/fa/news/1398/02/30/2015910/لیگ-قهرمانان/amp",
    ],
    [
        "https://ornek.example/%DA%AF%D8%B2%D8%A7%D8%B1%D8%B4",
        "https://ornek.example/گزارش",
        "https://ornek.example/%da%af%d8%b2%d8%a7%d8%b1%d8%b4",
    ],
    ["https://ornek.example/a%2Fb-1,c", "https://ornek.example/a%2fb-1%2Cc"],
    ["https://xn--rnek-4qa.example/x-1", "https://örnek.example/x-1", "https://ÖRNEK.example/x-1"],
]
# Neighbours that must stay apart.
DIFFERENT = [
    ("https://ornek.example/haber/1001", "https://ornek.example/haber/1002"),
    ("https://ornek.example/?p=11989", "https://ornek.example/?p=11990"),
    ("https://ornek.example/haber.php?sid=512", "https://ornek.example/haber.php?sid=513"),
    ("https://ornek.example/?attachment_id=7", "https://ornek.example/"),
    ("https://ornek.example/liste?page=2", "https://ornek.example/liste"),
    ("https://tr.ornek.example/a-1", "https://en.ornek.example/a-1"),
    ("https://ornek.example:8080/a-1", "https://ornek.example/a-1"),
    ("https://ornek.example/service/12345/ورزش", "https://ornek.example/service/12345/سیاست"),
    ("https://ornek.example/a%2Fb", "https://ornek.example/a/b"),
    ("https://ornek.example/Haber-1", "https://ornek.example/haber-1"),
    ("https://ornek.example/gallery?reference=1", "https://ornek.example/gallery?reference=2"),
]
NO_ADDRESSES = [
    "",
    "   ",
    "mailto:haber@ornek.example",
    "javascript:void(0)",
    "haber",
    "http://",
    "http://[::1",
    "//",
    "#a",
]

hosts = st.sampled_from(["ornek.example", "www.örnek.com.tr", "m.haber.gov.tr", "gov.tr", "10.0.0.1", "[::1]", "yerel"])
texts = st.text(
    alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs", "Cf"]) | st.sampled_from("/?&=#%;:@.")
)


@pytest.mark.parametrize(("first", "other"), [(row[0], other) for row in SAME for other in row])
def test_variants_of_an_address_are_one_article(first: str, other: str) -> None:
    """Scheme, www, mobile, AMP, print, tracking, session, escape and port variants share the canonical address."""
    assert canonical(other) == first
    assert article_id(other) == article_id(first)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_articles_stay_apart(one: str, other: str) -> None:
    """What tells two articles apart is never taken for noise."""
    assert canonical(one) != canonical(other)
    assert article_id(one) != article_id(other)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_web_address_comes_back_stripped(text: str) -> None:
    """Addresses that cannot be read raise nothing and stay what they are."""
    assert canonical(text) == text.strip()
    assert re.fullmatch(r"[0-9a-f]{16}", article_id(text))


def test_the_id_is_the_beginning_of_the_hash_of_the_canonical_address() -> None:
    """The id can be recomputed by anybody from the canonical address."""
    assert article_id(f"{ARTICLE}?utm_source=x") == sha256(ARTICLE.encode()).hexdigest()[:16]


def test_a_bare_public_suffix_keeps_its_prefix() -> None:
    """Hosts such as www.gov.tr would be nobody's without their first label."""
    assert canonical("https://www.gov.tr/a-1") == "https://www.gov.tr/a-1"
    assert canonical("https://m.gov.tr/a-1") == "https://m.gov.tr/a-1"


def test_a_path_of_variant_words_alone_is_kept() -> None:
    """A page that is called like a rendering is no rendering of the home page."""
    assert canonical("https://ornek.example/amp/") == "https://ornek.example/amp"
    assert canonical("https://ornek.example/print") == "https://ornek.example/print"


def test_octets_that_are_no_utf8_survive() -> None:
    """Old servers escape windows-1254; their octets stay what they are."""
    assert canonical("https://ornek.example/%FD%E7?q=%FD") == "https://ornek.example/%FD%E7?q=%FD"


@given(texts)
def test_canonical_is_idempotent_and_total_on_any_text(text: str) -> None:
    """Any text can be asked for its canonical form, and asking twice changes nothing."""
    once = canonical(text)
    assert canonical(once) == once


@given(hosts, st.lists(texts, max_size=4), texts)
def test_canonical_is_idempotent_on_addresses(name: str, segments: list[str], query: str) -> None:
    """The same holds for addresses with any path and query."""
    once = canonical(f"http://{name}/{'/'.join(segments)}?{query}")
    assert canonical(once) == once
    assert not once.startswith("http:")


@given(st.lists(st.text(min_size=1, alphabet="abcçdeğıiöşüپچژگ0123456789-"), min_size=1, max_size=3))
def test_escaped_and_plain_paths_are_one(segments: list[str]) -> None:
    """A Turkish or Persian path is the same article, percent-encoded or not."""
    path = "/".join(segments)
    assert canonical(f"https://ornek.example/{quote(path)}") == canonical(f"https://ornek.example/{path}")


@given(
    st.sampled_from(["utm_source", "utm_id", "fbclid", "gclid", "_ga", "igshid", "mc_cid", "ref", "spm"]),
    st.text("ab1"),
)
def test_tracking_never_changes_the_identity(name: str, value: str) -> None:
    """A tracking parameter with any value leaves the id alone."""
    assert article_id(f"{ARTICLE}?{name}={value}") == article_id(ARTICLE)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://WWW.Ornek.Example:8443/x", "www.ornek.example"),
        ("http://örnek.com.tr/", "xn--rnek-4qa.com.tr"),
        ("http://a.example./", "a.example"),
        ("http://okur@a.example/x", "a.example"),
        ("http://[2001:DB8::1]:80/", "[2001:db8::1]"),
        ("ornek.example/x", "ornek.example"),
        ("yerel:8080/x", "yerel"),
        ("haber", ""),
        ("", ""),
    ],
)
def test_hosts_are_lower_case_ascii_without_port(url: str, name: str) -> None:
    """The host is what DNS would be asked for."""
    assert host(url) == name


def test_a_host_that_idna_refuses_is_escaped() -> None:
    """A label that cannot be Punycode still gives a stable host."""
    name = "-\u0378-.example"
    assert host(f"http://{name}/") == host(f"http://{name}/")
    assert host(f"http://{name}/").isascii()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://m.haber.com.tr/x", "http://www.haber.com.tr/", True),
        ("https://haber.com.tr", "https://spor.haber.com.tr/a", True),
        ("https://a.gov.tr/", "https://b.gov.tr/", False),
        ("https://a.ac.ir/", "https://b.ac.ir/", False),
        ("https://10.0.0.1/", "https://10.0.0.1:8080/", True),
        ("https://10.0.0.1/", "https://10.0.0.2/", False),
        ("http://a.yok/x", "http://b.a.yok/", True),
        ("", "", False),
        ("haber", "haber", False),
    ],
)
def test_a_site_is_a_registered_domain(one: str, other: str, *, same: bool) -> None:
    """Subdomains belong together, neighbours under a public suffix do not, and nothing is no site."""
    assert same_site(one, other) is same
    assert same_site(other, one) is same


def test_splitting_never_raises() -> None:
    """What urllib refuses comes back without parts."""
    assert split("http://[yarım").netloc == ""
    assert split(" https://ornek.example/a?b#c ").path == "/a"
