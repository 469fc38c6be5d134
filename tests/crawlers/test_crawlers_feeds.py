"""Reading feeds, sitemaps and listings: what the standards say and what the wild makes of them."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.entries import absolute
from crawlers.feeds import MOST_ENTRIES, read_feed
from crawlers.html import is_html
from crawlers.listings import read_listing
from crawlers.sitemaps import MOST_ENTRIES as MOST_ADDRESSES
from crawlers.sitemaps import MOST_FURTHER, read_sitemap, unpack

DATA = Path(__file__).parents[2] / "../shared/data/rss"
BASE = "https://a.example/feed"
RSS2 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Örnek</title><link>https://a.example/</link>
<item><title>İlk haber</title><link>
   /haber/1?utm_source=rss </link><guid isPermaLink="false">x1</guid><pubDate>18 Haz 2026 14:00:00</pubDate>
<dc:creator>Ayşe Örnek</dc:creator><category>Teknoloji</category><category>Girişim</category>
<description>&lt;p&gt;Özet&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Uzun <img src="/i.jpg"> metin</p>]]></content:encoded>
</item>
<item><title>دانش‌بنیان</title><guid>https://a.example/haber/2</guid><pubDate>2026-10-20T12:24:39</pubDate>
<enclosure url="https://cdn.example/2.jpg" type="image/jpeg" length="1"/></item>
<item><title>Bağlantısız</title><guid isPermaLink="false">42</guid></item>
<item><title>Resimli</title><link>https://a.example/haber/3</link><media:content url="/3.png" type="image/png"/></item>
</channel></rss>"""
RSS1 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.example/"><title>t</title><link>https://a.example/</link></channel>
<item rdf:about="https://a.example/r/1"><title>Bir</title><link>https://a.example/r/1</link>
<dc:date>2026-11-12T10:00:00+03:00</dc:date></item></rdf:RDF>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><title type="html">A &amp;amp; B</title><link rel="alternate" href="yazi/1"/><id>tag:a,1</id>
<published>2026-11-12T10:00:00Z</published><updated>2026-11-13T10:00:00Z</updated>
<author><name>Ali Örnek</name></author><summary>Özet</summary></entry></feed>"""


def test_rss_two_is_read_with_raw_dates_and_all_it_says() -> None:
    """Links are made absolute, dates stay strings, and creators, categories, contents and images are kept."""
    reading = read_feed(RSS2.encode(), BASE)
    first, second, third = reading.entries
    assert first.link == "https://a.example/haber/1?utm_source=rss"
    assert first.title == "İlk haber"
    assert first.published == "18 Haz 2026 14:00:00"
    assert first.updated == ""
    assert first.authors == ("Ayşe Örnek",)
    assert first.categories == ("Teknoloji", "Girişim")
    assert "Uzun" in first.content
    assert first.image == "https://a.example/i.jpg"
    assert (first.guid, first.summary) == ("x1", "<p>Özet</p>")
    assert (second.link, second.title, second.image) == (
        "https://a.example/haber/2",
        "دانش‌بنیان",
        "https://cdn.example/2.jpg",
    )
    assert second.published == "2026-10-20T12:24:39"
    assert third.image == "https://a.example/3.png"
    assert reading.without_link == 1


def test_rss_one_and_atom_are_read() -> None:
    """dc:date is a publication date, and Atom tells publication from update."""
    (one,) = read_feed(RSS1.encode(), BASE).entries
    assert (one.link, one.published, one.updated) == ("https://a.example/r/1", "2026-11-12T10:00:00+03:00", "")
    (entry,) = read_feed(ATOM.encode(), BASE).entries
    assert (entry.link, entry.authors) == ("https://a.example/yazi/1", ("Ali Örnek",))
    assert (entry.published, entry.updated) == ("2026-11-12T10:00:00Z", "2026-11-13T10:00:00Z")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1254", "utf-16"])
def test_the_encoding_that_a_feed_names_is_obeyed(encoding: str) -> None:
    """Turkish letters arrive in old and new encodings."""
    body = RSS2.replace("utf-8", encoding).encode(encoding, "xmlcharrefreplace")
    assert read_feed(body, BASE).entries[0].title == "İlk haber"


def test_a_torn_feed_gives_what_stands_before_the_tear() -> None:
    """Unclosed XML is no reason to lose the entries that were complete."""
    cut = RSS2[: RSS2.index("Bağlantısız")].encode()
    assert [entry.link for entry in read_feed(cut, BASE).entries][:2] == [
        "https://a.example/haber/1?utm_source=rss",
        "https://a.example/haber/2",
    ]


def test_an_empty_feed_is_valid_and_a_web_page_is_no_feed() -> None:
    """A feed without entries is no failure; HTML, JSON and nothing are."""
    assert read_feed(b"<rss version='2.0'><channel><title>t</title></channel></rss>", BASE).valid
    for body in (b"", b"<html><body><p>Hata</p></body></html>", b'{"items": []}', b"\x00\x01\x02" * 50):
        assert not read_feed(body, BASE).valid


def test_entity_bombs_are_harmless() -> None:
    """Nested and external entities are neither expanded nor fetched."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">{levels}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    rss = f"{bomb}<rss version='2.0'><channel><title>t</title><item><title>&a11;&x;</title><link>https://a.example/1</link></item></channel></rss>"
    urls = f"{bomb}<urlset><url><loc>https://a.example/1&a11;&x;</loc></url><url><loc>https://a.example/2</loc></url></urlset>"
    began = time.process_time()
    feed, sitemap = read_feed(rss.encode(), BASE), read_sitemap(urls.encode(), BASE)
    assert time.process_time() - began < 2
    assert all(len(entry.title) < 100 and "root:" not in entry.title for entry in feed.entries)
    assert all("root:" not in entry.link for entry in sitemap.entries)


def test_a_feed_of_a_hundred_thousand_entries_gives_the_first_ones_quickly() -> None:
    """Only the newest entries are read, however many there are."""
    items = "".join(f"<item><title>t{n}</title><link>https://a.example/{n}</link></item>" for n in range(100_000))
    body = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()
    began = time.process_time()
    reading = read_feed(body, BASE)
    assert time.process_time() - began < 5
    assert [entry.link for entry in reading.entries] == [f"https://a.example/{n}" for n in range(MOST_ENTRIES)]


def real_feeds() -> list[bytes]:
    """Give the real feeds, or skip."""
    found = sorted(DATA.rglob("*.xml"))
    if not found:
        pytest.skip("the real feeds are not beside this checkout (../shared/data/rss)")
    return [path.read_bytes() for path in found]


def test_every_real_feed_is_read_whole() -> None:
    """Each item of the real feeds has a title, an address and a date."""
    for body in real_feeds():
        reading = read_feed(body, BASE)
        assert len(reading.entries) == body.count(b"<item>")
        assert all(entry.title and entry.published and entry.link.startswith("http") for entry in reading.entries)


def mutated(body: bytes, dice: random.Random) -> bytes:
    """Damage a document somewhere: bytes changed, dropped, doubled or cut."""
    body = body[: dice.randrange(200, 12_000)] if dice.random() < 0.7 else body[:12_000]
    changed = bytearray(body)
    for _ in range(dice.randrange(1, 30)):
        at = dice.randrange(len(changed))
        match dice.randrange(4):
            case 0:
                changed[at] = dice.randrange(256)
            case 1:
                del changed[at : at + dice.randrange(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + dice.randrange(1, 200)]
            case _:
                changed[at:at] = dice.choice([b"<", b"]]>", b"&", b"<![CDATA[", b"</item>", b"\x00", b"<!--", b'"'])
        if not changed:
            return b""
    return bytes(changed)


def test_damaged_real_feeds_neither_crash_nor_hang() -> None:
    """Feeds damaged at random give a reading within two seconds each, whatever it holds."""
    bodies = real_feeds()
    dice = random.Random(11)
    for _ in range(400):
        body = mutated(dice.choice(bodies), dice)
        began = time.process_time()
        reading = read_feed(body, BASE)
        sitemap = read_sitemap(body, BASE)
        assert time.process_time() - began < 2
        assert all(entry.link.startswith("http") for entry in (*reading.entries, *sitemap.entries))


@given(st.binary(max_size=300))
@settings(max_examples=80)
def test_any_bytes_are_survived(body: bytes) -> None:
    """Readers raise for no input."""
    read_feed(body, BASE)
    read_sitemap(body, BASE)
    read_listing(body, BASE, "a")
    is_html(body, "text/html")


def test_a_news_sitemap_gives_dates_titles_and_languages() -> None:
    """Google's extension says what a feed would; pictures' titles and places do not get in the way."""
    body = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
     xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><!-- x --><loc>https://a.example/1</loc><lastmod>2026-11-12</lastmod>
     <news:news><news:publication><news:name>Örnek</news:name><news:language>tr</news:language></news:publication>
     <news:publication_date>2026-11-12T10:00:00+03:00</news:publication_date><news:title>Başlık</news:title>
     <news:keywords>çip, yatırım</news:keywords></news:news>
     <image:image><image:loc>https://a.example/i.jpg</image:loc><image:title>Resim</image:title></image:image></url></urlset>"""
    (entry,) = read_sitemap(body.encode(), BASE).entries
    assert (entry.link, entry.title, entry.language) == ("https://a.example/1", "Başlık", "tr")
    assert (entry.published, entry.updated) == ("2026-11-12T10:00:00+03:00", "2026-11-12")
    assert entry.categories == ("çip", "yatırım")


def test_sitemaps_are_unpacked_and_cut_to_the_newest() -> None:
    """Gzip is undone, indexes name further maps, and of many addresses the newest stay."""
    urls = "".join(
        f"<url><loc>https://a.example/{n}</loc><lastmod>2026-{n % 12 + 1:02}-01</lastmod></url>" for n in range(2400)
    )
    reading = read_sitemap(gzip.compress(f"<urlset>{urls}</urlset>".encode()), BASE)
    assert len(reading.entries) == MOST_ADDRESSES
    assert min(entry.updated for entry in reading.entries) >= "2026-08-01"
    maps = "".join(f"<sitemap><loc>/m{n}.xml</loc><lastmod>2026-01-{n + 1:02}</lastmod></sitemap>" for n in range(30))
    further = read_sitemap(f"<sitemapindex>{maps}</sitemapindex>".encode(), BASE).further
    assert len(further) == MOST_FURTHER
    assert further[0].url == "https://a.example/m29.xml"
    assert read_sitemap(b"https://a.example/1\nhttps://a.example/2\n", BASE).entries[1].link == "https://a.example/2"


def test_a_packed_bomb_is_no_sitemap() -> None:
    """What unpacks beyond the limit, or is broken, is not valid."""
    assert unpack(gzip.compress(bytes(60 << 20))) is None
    assert unpack(b"\x1f\x8b broken") is None
    assert not read_sitemap(b"\x1f\x8b broken", BASE).valid
    assert unpack(gzip.compress(gzip.compress(b"<urlset/>"))) == b"<urlset/>"


def test_a_listing_gives_the_chosen_links_of_its_own_site() -> None:
    """Links or elements around them are chosen; foreign ones, the page itself and repetitions are not articles."""
    page = """<html><head><base href="https://www.a.example/tr/"></head><body>
      <div class="kart"><a href="haber/1"><img></a></div><div class="kart"><a href="haber/1">Birinci  haber</a></div>
      <a class="x" href="https://b.example/2">Başka site</a><a class="x" href="/tr/">Kendisi</a>
      <a class="x" href="javascript:void(0)">Yok</a></body></html>""".encode()
    reading = read_listing(page, "https://www.a.example/tr/", ".kart, a.x")
    assert [(entry.link, entry.title) for entry in reading.entries] == [
        ("https://www.a.example/tr/haber/1", "Birinci haber")
    ]
    assert reading.valid
    assert not read_listing(page, "https://www.a.example/tr/", "a.nothing").valid


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/haber/ş", "https://a.example/haber/ş"),
        ("  https://a.example/ha\n ber ", "https://a.example/haber"),
        ("//b.example/x", "https://b.example/x"),
        ("javascript:alert(1)", ""),
        ("mailto:x@a.example", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("http://a.example:99999/", ""),
        ("http://[::1", ""),
        ("https://a.example/" + "x" * 3000, ""),
        ("https://a.example/می‌شود", "https://a.example/می‌شود"),
    ],
)
def test_addresses_are_made_absolute_or_refused(link: str, expected: str) -> None:
    """Only web addresses of a sane length come out."""
    assert absolute(link, BASE) == expected


@given(st.text(max_size=60))
def test_making_an_address_absolute_twice_changes_nothing(link: str) -> None:
    """It raises for no text, and its result is stable."""
    address = absolute(link, BASE)
    assert absolute(address, BASE) == address if address else address == ""


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"<html></html>", "text/html", True),
        (b"", "text/html; charset=utf-8", True),
        (b"%PDF-1.7", "text/html", False),
        (b"\x89PNG\r\n", "text/html", False),
        (bytes(range(256)) * 20, "text/html", False),
        ("<html>İstanbul</html>".encode("utf-16"), "text/html", True),
        ("<html>İstanbul haberleri</html>".encode("utf-16-le"), "text/html", True),
        (b"<!DOCTYPE html><p>x", "", True),
        (b"<!DOCTYPE html><p>x", "text/plain", True),
        (b'{"a": 1}', "application/json", False),
        (b"just text", "", False),
        (b"<html>", "image/jpeg", False),
    ],
)
def test_a_page_is_told_from_other_files(body: bytes, kind: str, expected: bool) -> None:  # noqa: FBT001 -- a parameter
    """The first bytes overrule a header that lies."""
    assert is_html(body, kind) is expected
