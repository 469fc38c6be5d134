"""Finding, checking and exchanging sources."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from crawlers.check import SourceCheck, check, check_all
from crawlers.discovery import Proposal, propose
from crawlers.headlines import guess
from crawlers.model import SourceFile
from crawlers.opml import Outline, read_opml, write_opml
from crawlers.outcomes import Failed, Outcome
from crawlers.session import CrawlSettings
from crawlers.sourcefiles import conflict, file_of, id_of, set_verified, text_of
from crawlers.sources import BUNDLED, load, read_file
from crawlers.visitor import Visitor
from pipelines.errors import SourceError
from pipelines.records import SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawlers.client import Answer
    from pipelines.records import Source
    from tests.crawlers.conftest import Reply, Site

SETTINGS = CrawlSettings(delay=0.0, timeout=3.0, allow_private_hosts=("127.0.0.1",))
HOME = """<html lang="tr"><head><title>Örnek Haber</title>
<meta property="og:site_name" content="Örnek">{links}</head><body>
<nav><a href="/hakkimizda-biz-kimiz-1">Hakkımızda: uzun bir menü yazısı</a></nav><main>{cards}</main>
<footer><a href="/gizlilik-ve-kosullar-metni">Gizlilik ve koşullar metni burada</a></footer></body></html>"""
CARDS = "".join(
    f'<div class="kart"><h3><a href="/haber/uzun-bir-baslik-{number}">Uzunca bir haber başlığı {number}</a></h3>'
    f'<a class="etiket" href="/etiket/{number}">etiket</a></div>'
    for number in range(8)
)


def home(links: str = "", cards: str = CARDS) -> bytes:
    """Give a home page."""
    return HOME.format(links=links, cards=cards).encode()


def look(url: str, **settings: Any) -> Proposal:
    """Search a site."""
    return asyncio.run(propose(url, CrawlSettings(**{**_quick(), **settings})))


def _quick() -> dict[str, Any]:
    return {"delay": 0.0, "timeout": 3.0, "allow_private_hosts": ("127.0.0.1",)}


def test_a_declared_feed_is_found_with_a_preview(
    site: Site, publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """The feed that a page declares comes first, its next articles are shown, and comments are no articles."""
    publish(site, 15, feed="/rss/haberler.xml")
    links = (
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" href="/rss/haberler.xml">'
    )
    site.replies["/"] = reply(home(links))
    found = look(site.url("/"))
    assert found.feeds == (site.url("/rss/haberler.xml"),)
    assert len(found.preview) == 10
    assert found.preview[0].title == "Haber /haber/0"
    assert (found.title, found.language) == ("Örnek", "tr")
    assert found.listings == ()


def test_a_feed_where_the_system_puts_it_is_found(
    site: Site, publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """Without a declaration the usual places are tried, and what was tried is told."""
    publish(site, 3, feed="/fa/rss/allnews")
    site.replies["/"] = reply(home())
    site.replies["/rss"] = reply(b"<html><p>no feed</p></html>")
    found = look(site.url("/"))
    assert found.feeds == (site.url("/fa/rss/allnews"),)
    tried = {each.url.rpartition(site.host)[2]: each.outcome for each in found.tried}
    assert tried["/feed/"] == "gone"
    assert tried["/rss"] == "not-a-feed"


def test_without_a_feed_sitemaps_and_listings_are_proposed(site: Site, reply: type[Reply]) -> None:
    """robots.txt names the sitemap, and the page's headlines give a selector."""
    site.replies["/"] = reply(home())
    site.replies["/robots.txt"] = reply(f"Sitemap: {site.url('/harita.xml')}\n".encode())
    site.replies["/harita.xml"] = reply(f"<urlset><url><loc>{site.url('/haber/1')}</loc></url></urlset>".encode())
    found = look(site.url("/"))
    assert found.feeds == ()
    assert found.sitemaps == (site.url("/harita.xml"),)
    (listing,) = found.listings
    assert listing.links in {"h3 a", "div.kart a"}
    assert found.found()


def test_a_feed_s_own_address_leads_to_its_site(
    site: Site, publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """A feed given directly is taken, and its home is looked at for title and language."""
    publish(site, 2)
    site.replies["/"] = reply(home())
    found = look(site.url("/feed"))
    assert (found.feeds, found.home, found.title) == ((site.url("/feed"),), site.url("/"), "Örnek")
    del site.replies["/"]
    assert look(site.url("/feed")).feeds == (site.url("/feed"),)


def test_a_site_that_is_none_is_refused_by_name(site: Site, reply: type[Reply]) -> None:
    """Files, private addresses, missing pages and empty sites are told apart."""
    site.replies["/x.pdf"] = reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    site.replies["/"] = reply(b"<html><body><p>Merhaba</p></body></html>")
    for url, outcome in (
        (site.url("/x.pdf"), Outcome.NOT_A_FEED),
        (site.url("/missing"), Outcome.GONE),
        ("http://10.0.0.1/", Outcome.REFUSED),
    ):
        with pytest.raises(Failed) as failed:
            look(url)
        assert failed.value.outcome is outcome
    assert not look(site.url("/")).found()


def test_headlines_are_told_from_navigation() -> None:
    """A page of menus has no list of articles; one list among others is named by what sets it apart."""
    assert guess(home(cards=""), "https://a.example/") is None
    assert guess(b"", "https://a.example/") is None
    other = "".join(f'<p class="not"><a href="/sayfa/{number}">Kısa</a></p>' for number in range(20))
    assert guess(home(cards=CARDS + other), "https://a.example/") in {"h3 a", "div.kart a"}


def visit(url: str, **settings: Any) -> Answer:
    """Fetch one address by the rules."""

    async def fetch() -> Answer:
        async with Visitor(CrawlSettings(**{**_quick(), **settings}), datetime.now(UTC)) as visitor:
            return await visitor.get(url)

    return asyncio.run(fetch())


def test_a_visit_keeps_the_rules_of_a_crawl(site: Site, reply: type[Reply]) -> None:
    """robots.txt, redirects, loops, refusals and busy hosts are treated as in a crawl."""
    site.replies["/robots.txt"] = reply(b"User-agent: *\nDisallow: /gizli\n")
    site.replies["/a"] = reply(b"", 302, {"Location": "/b"})
    site.replies["/b"] = reply(b"<html>b</html>")
    site.replies["/loop"] = reply(b"", 302, {"Location": "/loop"})
    site.replies["/in"] = reply(b"", 302, {"Location": "http://127.0.0.2:1/"})
    site.replies["/out"] = reply(b"", 302, {"Location": "ftp://a.example/"})
    site.replies["/to-gizli"] = reply(b"", 302, {"Location": "/gizli/1"})
    site.replies["/busy"] = reply(b"", 429, {"Retry-After": "1"})
    assert visit(site.url("/a")).url == site.url("/b")
    assert "rasad" in site.seen[-1].headers["user-agent"].lower()
    for path, outcome in (
        ("/gizli/1", Outcome.ROBOTS),
        ("/to-gizli", Outcome.ROBOTS),
        ("/loop", Outcome.REDIRECT_LOOP),
        ("/in", Outcome.REFUSED),
        ("/out", Outcome.REFUSED),
        ("/busy", Outcome.BUSY),
    ):
        with pytest.raises(Failed) as failed:
            visit(site.url(path), allow_private_hosts=(site.host,))
        assert failed.value.outcome is outcome, path
    assert visit(site.url("/b"), robots=False).status == 200


def test_a_check_says_what_answers_and_proposes_where_nothing_does(
    site: Site, make_source: Callable[..., Source], publish: Callable[..., list[str]], reply: type[Reply]
) -> None:
    """Each channel has its outcome, entries and dates; a dead feed is searched for again from the home page."""
    publish(site, 4, feed="/yeni/rss.xml")
    site.replies["/"] = reply(home('<link rel="alternate" type="application/rss+xml" href="/yeni/rss.xml">'))
    site.replies["/harita.xml"] = reply(f"<urlset><url><loc>{site.url('/haber/1')}</loc></url></urlset>".encode())
    site.replies["/liste"] = reply(home())
    good = make_source(
        site, id="good", feeds=("/yeni/rss.xml",), sitemaps=("/harita.xml",), listings=(("/liste", "h3 a"),)
    )
    bad = make_source(site, id="bad", feeds=("/old",), listings=(("/liste", "a.none"),))
    lost = make_source(site, id="lost", feeds=("/old",), home=site.url("/nowhere"))

    async def run() -> dict[str, SourceCheck]:
        return {result.source.id: result async for result in check_all([good, bad, lost], SETTINGS)}

    results = asyncio.run(run())
    assert results["good"].passed()
    assert [(each.entries, each.dated) for each in results["good"].channels] == [(4, 4), (1, 0), (8, 0)]
    assert [each.outcome for each in results["bad"].channels] == ["gone", "not-a-feed"]
    proposal = results["bad"].proposal
    assert proposal is not None
    assert proposal.feeds == (site.url("/yeni/rss.xml"),)
    assert not results["bad"].passed()
    assert results["lost"].proposal is None
    assert asyncio.run(check(good, SETTINGS)).passed()


def test_a_proposal_becomes_a_source_file_that_loads(tmp_path: Path) -> None:
    """What is written is read back as the same source, without what is left at its default."""
    proposal = Proposal(home="https://www.ornek.com.tr/", title="Örnek", language="tr", country="tr", feeds=(FEED,))
    file = file_of(proposal, SourceKind.NEWS)
    path = tmp_path / f"{id_of(proposal.home)}.yaml"
    path.write_text(text_of(file), encoding="utf-8")
    assert path.name == "ornek.yaml"
    assert "schedule" not in path.read_text(encoding="utf-8")
    assert read_file(path) == file
    with pytest.raises(SourceError, match="--country"):
        file_of(Proposal(home="https://ornek.com/", language="tr", feeds=(FEED,)), SourceKind.NEWS)


FEED = "https://www.ornek.com.tr/feed"


def test_a_known_feed_is_refused_with_the_name_of_its_source() -> None:
    """However its address is written, a feed belongs to one source."""
    catalogue = load(BUNDLED)
    proposal = Proposal(
        home="https://x.example/", language="tr", country="tr", feeds=("http://www.webrazzi.com/feed?utm_source=x",)
    )
    said = conflict(catalogue, file_of(proposal, SourceKind.NEWS))
    assert said == "https://webrazzi.com/feed/ already belongs to the source webrazzi."
    fresh = Proposal(home="https://x.example/", language="tr", country="tr", feeds=(FEED,))
    assert conflict(catalogue, file_of(fresh, SourceKind.NEWS)) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.webrazzi.com/", "webrazzi"),
        ("https://haber.ornek.edu.tr/x", "haber-ornek"),
        ("https://digiato.com", "digiato"),
        ("http://127.0.0.1:80/", "127-0-0"),
        ("https://xn--mgba3gch31f060k.com/", "xn-mgba3gch31f060k"),
        ("", "source"),
    ],
)
def test_ids_are_made_of_hosts(url: str, expected: str) -> None:
    """An id is what people call the site."""
    assert id_of(url) == expected


def test_a_passed_check_is_written_without_touching_the_rest(tmp_path: Path) -> None:
    """Comments and order stay; a second check replaces the day."""
    path = tmp_path / "a.yaml"
    path.write_text("# kept\ntitle: A\nhome: https://a.example/\n", encoding="utf-8")
    set_verified(path, date(2026, 11, 20))
    set_verified(path, date(2026, 11, 23))
    assert path.read_text(encoding="utf-8") == "# kept\ntitle: A\nhome: https://a.example/\nverified: 2026-11-23\n"
    with pytest.raises(SourceError, match="cannot be written"):
        set_verified(tmp_path, date(2026, 11, 20))


def test_feed_lists_go_out_and_come_back() -> None:
    """OPML written is OPML read, with titles in every script."""
    sources = list(load(BUNDLED).sources.values())
    outlines = read_opml(write_opml(sources), "x.opml")
    assert {outline.feed for outline in outlines} == {feed for source in sources for feed in source.feeds}
    assert Outline(title="زومیت", feed="https://www.zoomit.ir/feed/", home="https://www.zoomit.ir/") in outlines


def test_lists_of_other_readers_are_read_and_bombs_are_not() -> None:
    """Folders, other attribute spellings and repetitions are taken; entities are not expanded; junk is refused."""
    text = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">]><opml version="1.0"><body><outline text="f"><outline text="&a;"
      xmlURL="https://a.example/feed"/><outline title="B" xmlUrl="https://a.example/feed"/></outline>
      <outline text="no feed"/><outline xmlUrl="javascript:x"/></body></opml>"""
    assert [outline.feed for outline in read_opml(text, "x.opml")] == ["https://a.example/feed"]
    for junk in (b"", b"<html/>", b"\x00\x01", b"title,url\n"):
        with pytest.raises(SourceError, match=r"x\.opml"):
            read_opml(junk, "x.opml")


def test_a_written_file_has_no_python_in_it() -> None:
    """Only plain YAML values are written."""
    file = SourceFile.model_validate(
        {"title": "A", "home": "https://a.example/", "country": "tr", "language": ["tr", "en"], "kind": "fund"}
    )
    assert yaml.safe_load(text_of(file))["language"] == ["tr", "en"]
