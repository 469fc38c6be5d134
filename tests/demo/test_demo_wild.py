"""The mini web holds what the crawler meets in the wild."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import pytest
from lxml import etree, html

from rasad.demo.web import CAPTURES, moment
from tests.demo.captures import XML, locations, page_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.records import Source
    from rasad.demo.outlets import Outlet
    from rasad.demo.pages import Print
    from tests.demo.captures import Captured


def test_feed_forms_are_the_three_of_the_wild(sources: Mapping[str, Source], captured: Captured) -> None:
    """There are feeds in RSS 1, RSS 2 and Atom, and all but the broken one parse without complaint."""
    parsed = [
        feedparser.parse(answer.body) for one in sources.values() for url in one.feeds for answer in captured[url]
    ]
    assert {feed.version for feed in parsed} == {"rss10", "rss20", "atom10"}
    assert sum(bool(feed.bozo) for feed in parsed) == 1


def test_one_feed_breaks_off_and_recovers(captured: Captured) -> None:
    """The Atom feed of one capture is cut in the middle; the next one names again what was lost."""
    url = "https://girisimrotasi.example/atom.xml"
    links = [[entry.get("link") for entry in feedparser.parse(answer.body).entries] for answer in captured[url]]
    assert not captured[url][3].body.rstrip().endswith(b"</feed>")
    lost = set(links[4]) - set(links[3])
    new = {link for link in links[4] if captured[link][0].at == moment(CAPTURES[4])}
    assert lost > new


def test_feed_links_carry_tracking_parameters(captured: Captured) -> None:
    """A tracked link answers with the same page as the plain one."""
    feed = feedparser.parse(captured["https://teknogundem.example/feed/"][0].body)
    link = feed.entries[0].link
    assert "utm_source=rss" in link
    assert captured[link][0].body == captured[link.partition("?")[0]][0].body


def test_a_feed_may_hold_the_whole_text(prints: tuple[Print, ...], captured: Captured) -> None:
    """The full-text feeds carry every paragraph, the others a summary only."""
    article = page_of(prints, "fanavari-emrooz/vaksan-dam-razi-rahkar")
    feed = feedparser.parse(captured["https://fanavari-emrooz.example/feed/"][1].body)
    (entry,) = [entry for entry in feed.entries if entry.link == article.link]
    assert all(part in entry.content[0].value for part in article.paragraphs)
    wire = feedparser.parse(captured["https://caspianwire.example/atom.xml"][0].body)
    assert "content" not in wire.entries[0]


def test_dates_without_a_weekday_stand_in_agency_feeds(captured: Captured) -> None:
    """The agency's feed writes RFC 822 dates without weekday."""
    body = captured["https://www.ajansmarmara.example/rss/guncel.xml"][0].body.decode()
    assert "<pubDate>07 Oct 2026 16:40:00 +0300</pubDate>" in body


def test_the_sitemap_index_has_a_packed_and_a_news_member(captured: Captured) -> None:
    """The index names a gzipped sitemap and a Google News sitemap with titles and dates."""
    home = "https://www.korfezgunlugu.example"
    members = locations(captured[f"{home}/sitemap-index.xml"][0])
    assert members == [f"{home}/sitemap-haber.xml.gz", f"{home}/sitemap-news.xml"]
    assert captured[members[0]][0].body.startswith(b"\x1f\x8b")
    news = etree.fromstring(captured[members[1]][0].body)
    assert news.xpath("//n:title/text()", namespaces=XML) == ["Bornovalı liselilerin deniz temizleme robotu finalde"]
    assert news.xpath("//n:publication_date/text()", namespaces=XML) == ["2026-10-10T10:15:00+03:00"]


@pytest.mark.parametrize(
    ("outlet", "charset"),
    [("korfez-gunlugu", "windows-1254"), ("sahand-eghtesad", "windows-1256"), ("teknogundem", "utf-8")],
)
def test_pages_are_encoded_in_their_outlets_charset(
    prints: tuple[Print, ...], captured: Captured, outlet: str, charset: str
) -> None:
    """Each page decodes in the charset that its meta element names, and holds its own title."""
    for article in prints:
        if article.draft.outlet == outlet and article.draft.slug != "ozel-dosya-teknoparklarda-kira":
            answer = captured[article.link][-1]
            assert charset.encode() in answer.body[:600]
            assert article.title in text_of(answer, charset)


def test_two_pages_lie_about_their_charset(captured: Captured, prints: tuple[Print, ...]) -> None:
    """A header says utf-8 over windows-1254, and another iso-8859-1 over utf-8."""
    olive = page_of(prints, "korfez-gunlugu/ege-universitesi-zeytin-karasuyu")
    robot = page_of(prints, "cinarli-universitesi/robot-takimi-kampus-tasima")
    assert captured[olive.link][0].content_type == "text/html; charset=utf-8"
    assert olive.title in text_of(captured[olive.link][0], "windows-1254")
    assert captured[robot.link][0].content_type == "text/html; charset=iso-8859-1"
    assert robot.title in text_of(captured[robot.link][0], "utf-8")


def test_persian_digits_survive_a_charset_without_them(captured: Captured, prints: tuple[Print, ...]) -> None:
    """What windows-1256 lacks is written as a character reference and comes back as the letter."""
    page = page_of(prints, "sahand-eghtesad/gomrok-namune-fanavari")
    answer = captured[page.link][0]
    assert b"&#17" in answer.body
    assert "۲۲ مهر ۱۴۰۵" in text_of(answer, "windows-1256")


def test_zwnj_is_lost_in_every_way(captured: Captured, prints: tuple[Print, ...]) -> None:
    """There are pages with ZWNJ kept, as blank, glued, as an entity, and as the not sign."""
    sample = {
        "kept": ("fanavari-emrooz/startup-kesht-mehvar", "می\u200cگوید"),
        "spaced": ("park-negin/negin-paziresh-13", "راه انداخته اند"),
        "glued": ("sandogh-badban/badban-sarmaye-moghan", "بنیانگذاران"),
        "entity": ("miz-fanavari/hadaf-miz-turkiye", "پارک&zwnj;ها"),
        "not-sign": ("fanavari-emrooz/ruydad-sarmaye-mashhad", "سرمایه¬گذاری"),
    }
    for key, form in sample.values():
        assert form in captured[page_of(prints, key).link][-1].body.decode(), key


def test_json_ld_is_escaped_and_whole(captured: Captured, prints: tuple[Print, ...]) -> None:
    """The JSON-LD of a Persian page holds its ZWNJ as an escape and cannot end its script element."""
    page = page_of(prints, "fanavari-emrooz/model-zabani-farsi-ravan")
    body = captured[page.link][0].body.decode()
    assert "\\u200c" in body
    assert html.fromstring(body).xpath("count(//script)") == 1


def test_arabic_letters_stand_where_the_outlet_uses_them(prints: tuple[Print, ...]) -> None:
    """Two outlets print ي and ك throughout, the others never in Persian texts."""
    arabic = {article.outlet.id for article in prints if set("يك") & set("".join(article.paragraphs))}
    assert arabic == {"parto-khabar", "sahand-eghtesad"}


def test_one_title_has_combining_dots(captured: Captured, prints: tuple[Print, ...]) -> None:
    """One page prints its title with i and U+0307."""
    page = page_of(prints, "teknogundem/milli-girisim-dergisi-odul")
    assert "mi\u0307lli\u0307" in page.title
    assert page.title in captured[page.link][0].body.decode()


def test_undated_pages_print_no_date(captured: Captured, prints: tuple[Print, ...]) -> None:
    """A page without a date shows the year nowhere in its head or byline."""
    undated = [article for article in prints if article.undated]
    assert len(undated) == 5
    for article in undated:
        page = html.fromstring(captured[article.link][0].body.decode())
        assert not page.cssselect("time, meta[property='article:published_time'], .text-muted, .ContentDate")


def test_a_paywalled_page_holds_its_first_paragraph_only(captured: Captured, prints: tuple[Print, ...]) -> None:
    """The rest of a paywalled article is nowhere in the mini web; the page says that it is not free."""
    walled = [article for article in prints if article.paywalled]
    assert len(walled) == 2
    for article in walled:
        page = captured[article.link][0].body.decode()
        assert '"isAccessibleForFree": false' in page
        assert text_of(captured[article.link][0], "utf-8").count(article.paragraphs[0]) == 1
        assert article.paragraphs[1] not in text_of(captured[article.link][0], "utf-8")


def test_errors_redirects_and_loops_answer_as_such(captured: Captured, prints: tuple[Print, ...]) -> None:
    """There is a 404, a 500, a 403, a redirect to the canonical address, and two redirects that chase each other."""
    assert captured["https://destekduyurulari.example/duyuru/kaldirilan-cagri"][0].status == 404
    assert captured["https://destekduyurulari.example/duyuru/arizali-sayfa"][0].status == 500
    assert captured[page_of(prints, "fanavari-emrooz/vaksan-dam-razi-rahkar").link][0].status == 403
    moved = captured["https://teknogundem.example/?p=8123"][0]
    assert (moved.status, moved.location) == (301, page_of(prints, "teknogundem/siber-saldiri-tatbikati").link)
    there = captured["https://www.lodosteknopark.example/haberler/eski-bulten/"][0]
    back = captured[there.location][0]
    assert (there.status, back.status, back.location) == (302, 302, there.url)


def test_robots_forbids_an_article_and_a_listed_page(captured: Captured) -> None:
    """The forbidden pages exist, so that a crawler that ignores robots.txt would be seen."""
    assert b"Disallow: /ozel/" in captured["https://teknogundem.example/robots.txt"][0].body
    assert captured["https://teknogundem.example/ozel/teknoparklarda-kira/"][0].status == 200
    assert b"Disallow: /ic/" in captured["https://destekduyurulari.example/robots.txt"][0].body
    assert captured["https://destekduyurulari.example/ic/komisyon-takvimi"][0].status == 200


def test_odd_pages_appear_when_they_are_listed(captured: Captured, known: Mapping[str, Outlet]) -> None:
    """An error or odd page stands there from the capture whose list names it, and that list alone names it."""
    for outlet in known.values():
        for extra in outlet.dress.extras:
            if extra.listed is None:
                continue
            assert captured[outlet.url(extra.path)][0].at == moment(extra.listed)
            listing = captured[outlet.url(outlet.dress.lists[0].path)]
            naming = [answer.at for answer in listing if extra.path.encode() in answer.body]
            assert naming == [moment(extra.listed)]


def test_edited_articles_have_two_captures(captured: Captured, prints: tuple[Print, ...]) -> None:
    """The page of an edited article differs between its two captures and the later one prints the change."""
    edited = [article for article in prints if article.draft.modified]
    assert {article.outlet.id for article in edited} == {
        *("korfez-gunlugu", "girisim-rotasi", "miz-fanavari", "caspian-wire"),
    }
    for article in edited:
        before, after = captured[article.link]
        assert before.body != after.body
        assert article.modified.encode(article.outlet.dress.charset) not in before.body
        assert article.modified in text_of(after, article.outlet.dress.charset)


def test_pages_show_what_they_print_and_junk_beside_it(captured: Captured, prints: tuple[Print, ...]) -> None:
    """Every free page holds its title and paragraphs, and most have related titles beside the text."""
    beside = 0
    for article in prints:
        answer = captured[article.link][-1]
        if answer.status != 200 or article.paywalled or article.outlet.dress.zwnj == "entity":
            continue
        text = text_of(answer, article.outlet.dress.charset)
        last = [one for one in prints if one.link == article.link][-1]
        assert last.title in text
        assert all(part in text for part in last.paragraphs), article.link
        beside += any(one.title in text for one in prints if one.outlet is article.outlet and one.link != article.link)
    assert beside > 150
