"""Real pages and feeds: their own date strings give the dates that people read there."""

from __future__ import annotations

import gzip
import html
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.dates import Found, mentions, parse, published_and_modified

DATA = Path(__file__).parents[2] / "../shared/data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data stands beside the project's own checkout only")

ISTANBUL, TEHRAN = "Europe/Istanbul", "Asia/Tehran"
_PATTERNS = (
    ("json-ld", "published", r'"datePublished"\s*:\s*"([^"]+)"'),
    ("json-ld", "modified", r'"dateModified"\s*:\s*"([^"]+)"'),
    (
        "meta",
        "published",
        r'<meta[^>]*(?:article:published_time|"datePublished")[^>]*(?:content|value)\s*=\s*"([^"]+)"',
    ),
    ("meta", "published", r'<meta[^>]*value="([^"]+)"[^>]*article:published_time'),
    ("meta", "modified", r'<meta[^>]*(?:article:modified_time|"dateModified")[^>]*content\s*=\s*"([^"]+)"'),
    ("meta", "modified", r'<meta[^>]*value="([^"]+)"[^>]*article:modified_time'),
    ("byline", "published", r'class="(?:tarih|time|news-info-update)">([^<]+)'),
)


def _found(path: Path) -> list[Found]:
    raw = path.read_bytes()
    page = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")
    return [
        Found(origin, html.unescape(value), role)
        for origin, role, pattern in _PATTERNS
        for value in re.findall(pattern, page)
    ]


# The gold of the AA page of 2025 has day and month exchanged, and ISNA's is the time of the change.
PAGES = [
    ("fundus_tr/AnadoluAjansi_2025_04_05.html.gz", ISTANBUL, "2025-04-05"),
    ("fundus_tr/AnadoluAjansi_2026_04_20.html.gz", ISTANBUL, "2026-04-20T14:09:42+03:00"),
    ("fundus_tr/Haberturk_2024_07_03.html.gz", ISTANBUL, "2024-07-03T18:24:00+03:00"),
    ("fundus_tr/NTVTR_2024_04_30.html.gz", ISTANBUL, "2024-04-30T16:48:00+03:00"),
    ("fundus_tr/NTVTR_2025_11_10.html.gz", ISTANBUL, "2025-11-10T17:59:02+03:00"),
    ("khabarkhun/www.isna.ir__1558105248971.html", TEHRAN, "2019-05-30T00:20:37+04:30"),
    ("khabarkhun/www.tasnimnews.com__1558105248971.html", TEHRAN, "2019-05-20T22:53:00+04:30"),
    ("khabarkhun/www.yjc.ir__1558105248971.html", TEHRAN, "2019-05-02T16:12:00+04:30"),
    ("khabarkhun/www.varzesh3.com__1557406768847.html", TEHRAN, "2019-05-16T23:49:01+04:30"),
]


@pytest.mark.parametrize(("name", "zone", "expected"), PAGES, ids=[name for name, _, _ in PAGES])
def test_real_pages_have_the_date_that_they_show(name: str, zone: str, expected: str) -> None:
    """Among the strings of a real page the publication is chosen to the minute."""
    language = "tr" if zone == ISTANBUL else "fa"
    found = _found(DATA / "html" / name)
    chosen = published_and_modified(found, zone, datetime(2026, 11, 14, tzinfo=UTC), (language,))
    assert chosen.published is not None
    assert chosen.published.isoformat()[:16] == expected[:16]
    assert chosen.modified is None or chosen.modified.local().date() >= chosen.published.local().date()
    assert chosen.conflict == ()


FEEDS = sorted((DATA / "rss").glob("*/*.xml")) if DATA.is_dir() else []


@pytest.mark.parametrize("path", FEEDS, ids=[path.name for path in FEEDS])
def test_every_entry_of_every_real_feed_is_dated(path: Path) -> None:
    """All dialects of the feeds are read, to the second, within a day of the feed's own time."""
    feed = path.read_text(encoding="utf-8", errors="replace")
    fetched = datetime(2026, 10, 20, 13, 0, tzinfo=UTC)
    dates = re.findall(r"<pubDate>([^<]*)", feed)
    assert dates
    for raw in dates:
        moment = parse(raw, zone=TEHRAN, languages=("fa",), fetched_at=fetched, origin="feed")
        assert moment is not None, raw
        assert moment.precision.value == "second"
        digits = re.search(r"(\d{1,2}):(\d\d):(\d\d)", raw)
        assert digits
        assert moment.instant.second == int(digits[3])


def test_the_founding_article_names_two_months() -> None:
    """Tir and Azar 1401 of the founding article are resolved to their first and last days."""
    text = (DATA / "seed" / "article.txt").read_text(encoding="utf-8")
    found = mentions(text, "fa", anchor=date(2022, 12, 20))
    assert [(mention.value, mention.until) for mention in found] == [
        ("2022-06-22", "2022-07-22"),
        ("2022-11-22", "2022-12-21"),
    ]
