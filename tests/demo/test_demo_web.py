"""The mini web as a whole: one WARC file with everything that the crawler meets in the wild."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html
from warcio.archiveiterator import ArchiveIterator

from crawlers.sources import load
from rasad.demo.outlets import SOURCES, outlets
from rasad.demo.web import CAPTURES, build, capture, moment, responses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.records import Source
    from rasad.demo.outlets import Outlet
    from rasad.demo.pages import Print

    from .conftest import Answer

    Captured = Mapping[str, list[Answer]]

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


@pytest.fixture(scope="module")
def sources() -> Mapping[str, Source]:
    """Load the demo's sources as the crawler does."""
    catalogue = load(SOURCES)
    assert not catalogue.problems
    return catalogue.sources


def at(captured: Captured, url: str, day: int) -> Answer:
    """Give the answer of an address at the capture with this number."""
    wanted = moment(CAPTURES[day])
    return max((answer for answer in captured[url] if answer.at <= wanted), key=lambda answer: answer.at)


def locations(answer: Answer) -> list[str]:
    """Give the addresses of a sitemap, packed or not."""
    body = gzip.decompress(answer.body) if answer.content_type == "application/gzip" else answer.body
    return [str(loc.text) for loc in etree.fromstring(body).iterfind(".//s:loc", XML)]


def page_of(prints: tuple[Print, ...], key: str) -> Print:
    """Give the last version of an article as it is printed."""
    return [article for article in prints if article.draft.key == key][-1]


def text_of(answer: Answer, charset: str) -> str:
    """Give a page's text, decoded as its author encoded it."""
    return str(html.fromstring(answer.body.decode(charset)).xpath("string()"))


# The file


def test_the_same_build_gives_the_same_bytes(warc: Path, tmp_path: Path) -> None:
    """Building twice gives two identical files, so that a demo can be compared with another."""
    build(tmp_path / "again.warc.gz")
    assert (tmp_path / "again.warc.gz").read_bytes() == warc.read_bytes()


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    """A leftover of an earlier build does not end up in the new one."""
    path = tmp_path / "web.warc.gz"
    path.write_bytes(b"left over")
    counts = build(path)
    with path.open("rb") as file:
        assert sum(1 for _ in ArchiveIterator(file)) == sum(counts.values())


def test_counts_are_those_of_the_file(warc: Path, answers: tuple[Answer, ...], tmp_path: Path) -> None:
    """The counts that a build returns add up to the records it wrote, and name what there is."""
    counts = build(tmp_path / warc.name)
    assert sum(counts.values()) == len(answers)
    assert counts["article"] > 200
    assert {"rss2", "agency-rss2", "rss1", "atom", "sitemap", "sitemap-index", "news-sitemap", "listing"} < set(counts)
    assert {"robots", "error", "redirect", "tracked"} < set(counts)


def test_every_record_is_sound(warc: Path) -> None:
    """All digests in the file hold, ids are unique, and records are ordered by time."""
    with warc.open("rb") as file:
        ids, dates = [], []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
            ids.append(record.rec_headers.get_header("WARC-Record-ID"))
            dates.append(record.rec_headers.get_header("WARC-Date"))
    assert len(set(ids)) == len(ids)
    assert dates == sorted(dates)


def test_one_address_answers_once_at_a_time(answers: tuple[Answer, ...]) -> None:
    """No two responses compete for the same address at the same capture."""
    pairs = [(answer.url, answer.at) for answer in answers]
    assert len(set(pairs)) == len(pairs)


def test_all_hosts_are_examples(answers: tuple[Answer, ...]) -> None:
    """No address of the mini web can exist: all hosts lie below ``.example``."""
    assert {(urlsplit(answer.url).hostname or "").rpartition(".")[2] for answer in answers} == {"example"}


# The calendar


def test_captures_are_the_mondays_after_six_weeks() -> None:
    """The captures are six Mondays; the last follows the week 2026-W46."""
    assert [day.isoweekday() for day in CAPTURES] == [1] * 6
    assert [(day - timedelta(days=1)).strftime("%G-W%V") for day in CAPTURES] == [f"2026-W{n}" for n in range(41, 47)]


def test_a_capture_lies_before_its_monday_everywhere() -> None:
    """What is captured for a Monday was captured before that day began in Tehran, Istanbul and Greenwich."""
    for day in CAPTURES:
        for hours in (0.0, 3.0, 3.5):
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=hours)
            assert moment(day) < midnight


def test_an_article_is_captured_after_it_appeared() -> None:
    """An article belongs to the first capture after it; later than the last one is a mistake."""
    assert capture(moment(CAPTURES[0])) == CAPTURES[0]
    assert capture(moment(CAPTURES[0]) + timedelta(seconds=1)) == CAPTURES[1]
    with pytest.raises(ValueError, match="after the last capture"):
        capture(moment(CAPTURES[-1]) + timedelta(seconds=1))


def test_no_page_shows_what_had_not_happened(prints: tuple[Print, ...], captured: Captured) -> None:
    """Every page was captured after its last change and no earlier capture of it exists."""
    for article in prints:
        oldest = captured[article.link][0]
        assert oldest.at >= min(one.draft.published for one in prints if one.link == article.link)


# Discovery


def test_the_crawler_accepts_every_source(sources: Mapping[str, Source]) -> None:
    """All sixteen source files are valid, of demo kind, without delay, and titled as what they are."""
    assert len(sources) == 16
    assert {source.country for source in sources.values()} == {"tr", "ir"}
    assert {source.languages for source in sources.values()} == {("tr",), ("fa",), ("en",)}
    assert len({source.kind for source in sources.values()}) >= 8
    for source in sources.values():
        assert source.demo
        assert source.delay == 0
        assert source.title.endswith("(demo)")


def test_every_channel_answers_at_every_capture(sources: Mapping[str, Source], captured: Captured) -> None:
    """Each feed, sitemap and listing of each source has its own answer for each of the six Mondays."""
    for source in sources.values():
        for url in (*source.feeds, *source.sitemaps, *(listing.url for listing in source.listings)):
            assert [answer.at for answer in captured[url]] == [moment(day) for day in CAPTURES]
            assert {answer.status for answer in captured[url]} == {200}


def test_every_host_has_a_robots_file(sources: Mapping[str, Source], captured: Captured) -> None:
    """Each outlet answers for robots.txt from the first capture on."""
    for source in sources.values():
        (answer,) = captured[f"{source.home}robots.txt"]
        assert answer.at == moment(CAPTURES[0])
        assert answer.body.startswith(b"User-agent: *")


def test_feeds_lead_to_pages_that_exist(sources: Mapping[str, Source], captured: Captured) -> None:
    """Every link of every feed has an answer at the time of that feed."""
    for source in sources.values():
        for url in source.feeds:
            for day, answer in zip(CAPTURES, captured[url], strict=True):
                feed = feedparser.parse(answer.body)
                # The feed that breaks off ends in an entry of which nothing is left.
                entries = feed.entries[:-1] if feed.bozo else feed.entries
                assert entries
                for entry in entries:
                    assert entry.title
                    assert captured[entry.link][0].at <= moment(day), entry.link


def test_sitemaps_lead_to_pages_that_exist(sources: Mapping[str, Source], captured: Captured) -> None:
    """Every address of every sitemap, also of those behind an index, has an answer at that time."""
    for source in sources.values():
        for url in source.sitemaps:
            for number in range(len(CAPTURES)):
                found = locations(at(captured, url, number))
                if "index" in url:
                    found = [loc for member in found for loc in locations(at(captured, member, number))]
                assert found
                assert all(at(captured, link, number).status == 200 for link in found)


def test_listings_lead_to_pages_that_exist(sources: Mapping[str, Source], captured: Captured) -> None:
    """The selector of every listing finds links at every capture, each of them with an answer."""
    for source in sources.values():
        for listing in source.listings:
            for number in range(len(CAPTURES)):
                page = html.fromstring(at(captured, listing.url, number).body)
                links = [urljoin(listing.url, link.get("href") or "") for link in page.cssselect(listing.links)]
                assert links
                assert all(at(captured, link, number) for link in links)


def test_every_article_is_discovered_by_a_channel(
    prints: tuple[Print, ...], sources: Mapping[str, Source], captured: Captured
) -> None:
    """No article stands there without a feed, sitemap or listing that names it at some capture."""
    for article in prints:
        source = sources[article.outlet.id]
        channels = [*source.feeds, *source.sitemaps, *(listing.url for listing in source.listings)]
        channels += [loc for url in source.sitemaps if "index" in url for loc in locations(captured[url][0])]
        bodies = [answer for url in channels for answer in captured[url]]
        texts = [gzip.decompress(a.body) if a.content_type == "application/gzip" else a.body for a in bodies]
        named = article.announced.replace("&", "&amp;").encode()
        assert any(named in text for text in texts), article.link


# What the wild has


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


def test_every_page_says_that_it_is_a_demo(answers: tuple[Answer, ...]) -> None:
    """No HTML page but the bodies of redirects can be taken for real news."""
    for answer in answers:
        if answer.content_type.startswith("text/html") and answer.status not in {301, 302}:
            assert b"Demo content" in answer.body, answer.url


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


def test_responses_come_from_all_outlets() -> None:
    """The stream of responses can be read without writing a file and covers every outlet."""
    homes = {outlet.home for outlet in outlets().values()}
    found = {f"{urlsplit(response.url).scheme}://{urlsplit(response.url).netloc}/" for response in responses()}
    assert found == homes
