"""Run real pages and feeds, kept beside the checkout in ../shared/data, through the real source files.

Packs the pages, the feeds and the founding article into a WARC file, replays it, and prints what came of each article
beside its gold: title, language, publication date, ZWNJ kept. Exits with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.sources import BUNDLED, Catalogue, load, source_of
from pipelines.urls import canonical

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
# When the feeds were taken, and the pages whose own date of capture nobody wrote down.
CAPTURED = datetime(2026, 10, 20, 20, 0, tzinfo=UTC)
OLD_FEED = datetime(2018, 7, 21, 6, 0, tzinfo=UTC)
MINUTE = 60
ZWNJ = "\u200c"
SEED_URL = "https://belmi.ir/?p=11989"
# Gold that is known to be wrong, or missing, in the files (see the README beside them): the day on the page itself.
CORRECTED = {
    "AnadoluAjansi_2025_04_05.html.gz": "2025-04-05",
    "www.isna.ir__1558105248971.html": "2019-05-29T19:50:37+00:00",
    "www.varzesh3.com__1557406768847.html": "2019-05-16",
    "article.txt": None,
}


@dataclass(frozen=True)
class Sample:
    """A real article: its file, address, body, time of capture, and the title and date that are right."""

    name: str
    url: str
    body: bytes
    at: datetime
    title: str | None
    published: str | None
    language: str


def main() -> int:
    """Pack, replay, process, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="keep everything in this folder")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"The real pages are not here ({DATA}); nothing to run.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch) / "home"
        samples = [*turkish(), *persian(), seed()]
        warc = Path(scratch) / "real.warc.gz"
        feeds = pack(warc, samples)
        for now in (OLD_FEED, None):
            rasad(home, "crawl", "--replay", str(warc), now=now)
        rasad(home, "process")
        articles = [json.loads(line) for line in rasad(home, "export", "articles").splitlines()]
        rejected = [json.loads(line) for line in rasad(home, "export", "rejections").splitlines()]
        return report(samples, feeds, articles, rejected)


def rasad(home: Path, *arguments: str, now: datetime | None = None) -> str:
    """Run the command line as a user would and give what it wrote to standard output."""
    clock = ["--now", now.isoformat()] if now else []
    command = [sys.executable, "-m", "rasad", "--home", str(home), *clock, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def turkish() -> list[Sample]:
    """Give the Turkish pages with their gold."""
    folder = DATA / "html" / "fundus_tr"
    meta = json.loads((folder / "meta.info").read_text(encoding="utf-8"))
    gold = [entry for path in sorted(folder.glob("*.json")) for entry in _versions(path)]
    found = []
    for name, entry in sorted(meta.items()):
        body = gzip.decompress((folder / name).read_bytes())
        text = html.unescape(body.decode("utf-8"))
        right = next(one for one in gold if one["title"] in text and one["publishing_date"][:4] == name[-18:-14])
        at = datetime.fromisoformat(entry["crawl_date"]).replace(tzinfo=UTC)
        published = CORRECTED.get(name, right["publishing_date"])
        found.append(Sample(name, entry["url"], body, at, right["title"], published, "tr"))
    return found


def _versions(path: Path) -> list[dict[str, str]]:
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def persian() -> list[Sample]:
    """Give the Persian pages with their gold; one has none, its address is the page's own."""
    folder = DATA / "html" / "khabarkhun"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    found = []
    for path in sorted(folder.glob("*.html")):
        body = path.read_bytes()
        right = gold.get(path.name, {})
        url = right.get("url") or _own_address(path.name, body)
        published = CORRECTED.get(path.name, right.get("date_published"))
        found.append(Sample(path.name, url, body, CAPTURED, right.get("title"), published, "fa"))
    return found


def _own_address(name: str, body: bytes) -> str:
    address = body.decode("utf-8", "replace").split('rel="canonical"')[1].split('href="')[1].split('"')[0]
    return urljoin(f"https://{name.split('__', maxsplit=1)[0]}/", html.unescape(address))


def seed() -> Sample:
    """Wrap the founding article in a minimal page at its address."""
    lines = [line for line in (DATA / "seed" / "article.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    crumbs, title, *paragraphs = lines
    body = "".join(f"<p>{html.escape(line)}</p>" for line in paragraphs)
    page = (
        f'<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"</head><body><nav>{html.escape(crumbs)}</nav><article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
    )
    return Sample("article.txt", SEED_URL, page.encode(), CAPTURED, title, None, "fa")


def pack(path: Path, samples: list[Sample]) -> int:
    """Write pages and feeds to a WARC file and give the number of feeds."""
    catalogue = load(BUNDLED)
    feeds = [(file, CAPTURED) for file in sorted((DATA / "rss" / "iran_news_mcp").glob("*.xml"))]
    feeds += [(file, OLD_FEED) for file in sorted((DATA / "rss" / "nimbo").glob("*.xml"))]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for sample in samples:
            add(writer, sample.url, "text/html; charset=utf-8", sample.body, sample.at)
        for file, at in feeds:
            add(writer, feed_address(catalogue, file.read_bytes()), "application/rss+xml", file.read_bytes(), at)
    return len(feeds)


def feed_address(catalogue: Catalogue, body: bytes) -> str:
    """Give the feed address of the source that a feed's links belong to."""
    for part in body.decode("utf-8").split("<link>")[1:]:
        if source := source_of(catalogue, part.split("<")[0].strip()):
            return source.feeds[0]
    raise SystemExit("A feed belongs to no source file.")


def add(writer: WARCWriter, url: str, kind: str, body: bytes, at: datetime) -> None:
    """Add one response."""
    headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
    date = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    writer.write_record(
        writer.create_warc_record(
            url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict={"WARC-Date": date}
        )
    )


def report(samples: list[Sample], feeds: int, articles: list[dict[str, object]], rejected: list[dict[str, str]]) -> int:
    """Print the table and give the exit code."""
    by_url = {canonical(str(row["fetched_url"])): row for row in articles}
    wrong = 0
    print(f"{'page':42} {'language':8} {'title':6} {'date':6} {'zwnj':6} published")
    for sample in samples:
        row = by_url.get(canonical(sample.url))
        if row is None:
            print(f"{sample.name:42} no article")
            wrong += 1
            continue
        checks = {
            "title": sample.title is None or row["title"] == sample.title,
            "date": same_time(row["published"], sample.published),
            "zwnj": zwnj_kept(sample, row),
            "language": row["language"] == sample.language,
        }
        wrong += list(checks.values()).count(False)
        marks = {name: "ok" if right else "WRONG" for name, right in checks.items()}
        print(f"{sample.name:42} {row['language']!s:8} {marks['title']:6} {marks['date']:6} {marks['zwnj']:6} "
              f"{row['published']}")  # fmt: skip
    entries = [row for row in articles if not row["complete"]]
    undated = [row for row in entries if not row["published"]]
    print(f"\n{feeds} feeds gave {len(entries)} articles with complete=false, {len(undated)} of them without a date")
    print("rejected:", dict(Counter(row["reason"] for row in rejected)) or "nothing")
    return 1 if wrong or not entries or undated else 0


def same_time(found: object, gold: str | None) -> bool:
    """Compare a found date with the gold to the minute, or to the day where the gold names no more."""
    if gold is None:
        return True
    if not isinstance(found, str):
        return False
    if len(gold) == len("2025-04-05") or gold.endswith("00:00:00"):
        return found[:10] == gold[:10]
    instants = []
    for text in (found, gold[:26]):
        parsed = datetime.fromisoformat(text)
        instants.append(parsed if parsed.tzinfo else None)
    if instants[1] is None:
        return found[:16] == gold[:16].replace(" ", "T")
    return instants[0] is not None and abs((instants[0] - instants[1]).total_seconds()) < MINUTE


def zwnj_kept(sample: Sample, row: dict[str, object]) -> bool:
    """Tell whether no word of the article lost a ZWNJ that it has in the page."""
    page = html.unescape(sample.body.decode("utf-8", "replace"))
    bare = page.replace(ZWNJ, "")
    text = f"{row['title']} {row['lead']} {row['text']}"
    lost = [word for word in text.split() if word not in page and word in bare]
    return not lost


if __name__ == "__main__":
    sys.exit(main())
