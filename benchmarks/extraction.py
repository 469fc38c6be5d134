"""Extraction beside its peers: text, title and date by language, and time per page.

``python -m benchmarks extraction [--rounds N]`` reads the pages of ``tests/quality/pages`` (own words, in
the markup of the CMS families) and, where the folder with real pages lies beside the checkout, the labels of
``tests/quality/pages_real``. F1 is over words; a peer that prints headline or lead, too, is measured with them.
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import yaml
from lxml import etree, html

from pipelines.extract import extract
from pipelines.extract.charset import decode
from pipelines.records import Article, Page, Selectors, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

QUALITY = Path(__file__).parents[1] / "tests" / "quality"
REAL = Path(__file__).parents[1] / "../shared/data/html"
FETCHED = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
ZONES = {"tr": "Europe/Istanbul", "fa": "Asia/Tehran", "en": "Europe/Istanbul"}
_WORD = re.compile(r"[\w\u200c]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page with its gold.

    ``published`` is ISO 8601, a plain day where the page knows no time; ``kind`` names a page that is no article;
    ``selectors`` are such as a source file would have.
    """

    name: str
    url: str
    site: str
    language: str
    body: bytes
    header: str = "text/html; charset=utf-8"
    kind: str = ""
    title: str = ""
    lead: str = ""
    text: str = ""
    authors: tuple[str, ...] | None = None
    published: str = ""
    modified: str = ""
    section: str = ""
    keywords: tuple[str, ...] = ()
    canonical: str = ""
    complete: bool = True
    selectors: Selectors = field(default_factory=Selectors)

    @property
    def markup(self) -> str:
        """Give the page as text."""
        return decode(self.body, self.header, (self.language,))

    @property
    def source(self) -> Source:
        """Give a source as the page's publisher would have, without selectors."""
        return Source(
            id=self.name,
            title=self.site,
            home=self.url.split("/", 3)[2],
            country="ir" if self.language == "fa" else "tr",
            languages=(self.language,),
            kind=SourceKind.NEWS,
            zone=ZONES[self.language],
        )

    @property
    def page(self) -> Page:
        """Give the page's record."""
        return Page(
            source=self.name,
            url=self.url,
            fetched_url=self.url,
            fetched_at=FETCHED,
            status=200,
            outcome="ok",
            headers=(("Content-Type", self.header),),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor makes of a page."""

    title: str
    text: str
    published: str


def synthetic(folder: Path = QUALITY / "pages") -> list[Sample]:
    """Read the pages in our own words; their markup says itself, in ``data-gold``, what their text is."""
    samples = []
    for label in sorted(folder.glob("*.yaml")):
        fields = _fields(label)
        text = label.with_suffix(".html").read_text(encoding="utf-8")
        gold = [_seen(element) for element in html.fromstring(text).cssselect("[data-gold=text]")]
        body = text.replace(' data-gold="text"', "").encode(str(fields.pop("charset", "utf-8")), "xmlcharrefreplace")
        samples.append(Sample(name=label.stem, body=body, text="\n\n".join(gold), **fields))
    return samples


def real(folder: Path = REAL) -> list[Sample]:
    """Read the real pages by their labels; none where the pages are not beside the checkout."""
    samples = []
    for label in sorted((QUALITY / "pages_real").glob("*.yaml")):
        fields = _fields(label)
        path, without = folder / str(fields.pop("file")), fields.pop("without", ())
        if not path.exists():
            return []
        raw = path.read_bytes()
        body = gzip.decompress(raw) if path.suffix == ".gz" else raw
        tree = html.fromstring(body.decode("utf-8", "replace"))
        chosen = Selectors(text=str(fields.pop("text")), lead=str(fields.pop("lead")))
        text = [_seen(element) for element in tree.cssselect(chosen.text)]
        lead = next((_seen(element) for element in tree.cssselect(chosen.lead)), "")
        gold = "\n\n".join(line for line in text if line and line not in without)
        samples.append(Sample(name=label.stem, body=body, text=gold, lead=lead, selectors=chosen, **fields))
    return samples


def score(found: str, sample: Sample) -> float:
    """Give the F1 of words against the text, or the text with lead and headline, whichever is nearer."""
    golds = (sample.text, f"{sample.lead} {sample.text}", f"{sample.title} {sample.lead} {sample.text}")
    return max(f1(found, gold) for gold in golds)


def f1(found: str, gold: str) -> float:
    """Give the harmonic mean of precision and recall over words with their counts; 1 for two empty texts."""
    ours, theirs = Counter(_WORD.findall(found)), Counter(_WORD.findall(gold))
    total = ours.total() + theirs.total()
    return 2.0 * (ours & theirs).total() / total if total else 1.0


def dates_agree(found: str, gold: str) -> bool:
    """Say whether two moments are the same to the minute, or to the day where the gold is a day."""
    if not found or not gold:
        return found == gold
    if len(gold) == len("2026-11-12"):
        return found[:10] == gold
    if len(found) == len("2026-11-12"):
        return False
    one, other = datetime.fromisoformat(found), datetime.fromisoformat(gold)
    return one.replace(second=0) == other.replace(second=0)


def own(sample: Sample) -> Answer:
    """Extract as the pipeline does, without selectors."""
    return _answer(sample, sample.source)


def own_by_selectors(sample: Sample) -> Answer:
    """Extract as the pipeline does for a source that names its elements."""
    return _answer(sample, replace(sample.source, selectors=sample.selectors))


def trafilatura(sample: Sample) -> Answer:
    """Extract with trafilatura and its metadata."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - a peer is loaded where it is measured
    from trafilatura.settings import Document  # noqa: PLC0415 -- only this part needs it

    found = bare_extraction(sample.markup, url=sample.url, with_metadata=True, include_comments=False)
    if not isinstance(found, Document):
        return Answer("", "", "")
    return Answer(found.title or "", found.text or "", found.date or "")


def resiliparse(sample: Sample) -> Answer:
    """Extract with resiliparse, which gives a text and nothing else."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - as above

    return Answer("", extract_plain_text(sample.markup, main_content=True), "")


def readability(sample: Sample) -> Answer:
    """Extract with readability-lxml."""
    from readability import Document  # noqa: PLC0415 - as above

    found = Document(sample.markup)
    return Answer(found.short_title(), _seen(html.fromstring(found.summary())), "")


def newspaper4k(sample: Sample) -> Answer:
    """Extract with newspaper4k."""
    import newspaper  # noqa: PLC0415 - as above

    found = newspaper.article(sample.url, input_html=sample.markup, language=sample.language, fetch_images=False)
    return Answer(found.title or "", found.text or "", found.publish_date.isoformat() if found.publish_date else "")


def newsplease(sample: Sample) -> Answer:
    """Extract with news-please."""
    from newsplease import NewsPlease  # noqa: PLC0415 - as above

    found = NewsPlease.from_html(sample.markup, url=sample.url, fetch_images=False)
    return Answer(found.title or "", found.maintext or "", found.date_publish.isoformat() if found.date_publish else "")


PEERS: dict[str, tuple[str, Callable[[Sample], Answer]]] = {
    "resiliparse": ("resiliparse", resiliparse),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper4k),
    "news-please": ("newsplease", newsplease),
}


def main(argv: list[str]) -> int:
    """Print the table; the exit code is 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks extraction", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is read; the fastest counts")
    options = parser.parse_args(argv)
    found = real()
    samples = [*found, *(sample for sample in synthetic() if not sample.kind)]
    print(f"{len(samples)} pages, {len(found)} of them real" + ("" if found else " (the real ones are not here)"))
    print(f"{'':18}" + "".join(f"{'F1 ' + name:>8}" for name in ZONES) + "   title    date    ZWNJ  ms/page   ratio")
    base = _row("trafilatura", trafilatura, samples, options.rounds, 0.0)
    _row("rasad", own, samples, options.rounds, base)
    for name in PEERS:
        _peer(name, samples, options.rounds, base)
    if found:
        print("real pages alone, with selectors and without, beside trafilatura:")
        base = _row("trafilatura", trafilatura, found, options.rounds, 0.0)
        _row("rasad", own, found, options.rounds, base)
        _row("rasad, selectors", own_by_selectors, found, options.rounds, base)
    return 0


def _peer(name: str, samples: Sequence[Sample], rounds: int, base: float) -> None:
    """Measure a peer if it is installed; a page that it fails on counts as empty."""
    module, read = PEERS[name]

    def safely(sample: Sample) -> Answer:
        try:
            return read(sample)
        except Exception:  # noqa: BLE001 - whatever a peer raises, it has not read the page
            return Answer("", "", "")

    try:
        import_module(module)
    except ImportError as error:
        print(f"{name:18}cannot be loaded ({error}); the extra named bench brings it")
    else:
        _row(name, safely, samples, rounds, base)


def _row(name: str, read: Callable[[Sample], Answer], samples: Sequence[Sample], rounds: int, base: float) -> float:
    """Measure one extractor, print its line, and give its mean time per page in milliseconds."""
    answers, times = zip(*(_measure(read, sample, rounds) for sample in samples), strict=True)
    pairs = list(zip(answers, samples, strict=True))
    languages = [[score(one.text, sample) for one, sample in pairs if sample.language == name] for name in ZONES]
    scores = [mean(found or [0.0]) for found in languages]
    titles = mean(answer.title == sample.title for answer, sample in pairs)
    dates = mean(dates_agree(answer.published, sample.published) for answer, sample in pairs)
    joiners = sum(sample.text.count("\u200c") for sample in samples)
    kept = sum(min(answer.text.count("\u200c"), sample.text.count("\u200c")) for answer, sample in pairs)
    elapsed = mean(times) * 1000
    columns = "".join(f"{value:8.3f}" for value in (*scores, titles, dates, kept / joiners if joiners else 1.0))
    print(f"{name:18}{columns}{elapsed:9.2f}{elapsed / (base or elapsed):8.2f}")
    return float(elapsed)


def _measure(read: Callable[[Sample], Answer], sample: Sample, rounds: int) -> tuple[Answer, float]:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        answer = read(sample)
        times.append(time.perf_counter() - started)
    return answer, min(times)


def _answer(sample: Sample, source: Source) -> Answer:
    found = extract(sample.page, sample.body, source)
    if not isinstance(found, Article):
        return Answer("", "", "")
    return Answer(found.title, found.text, found.published.isoformat() if found.published else "")


def _fields(label: Path) -> dict[str, Any]:
    fields: dict[str, Any] = yaml.safe_load(label.read_text(encoding="utf-8"))
    return {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}


def _seen(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())
