"""The mini web of the demo, built once for all its tests."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.sources import load
from rasad.demo.drafts import Draft, read
from rasad.demo.outlets import SOURCES, Outlet, outlets
from rasad.demo.pages import Print, prepare
from rasad.demo.web import build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelines.records import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response as it was read back from the WARC file."""

    url: str
    at: datetime
    status: int
    content_type: str
    location: str
    body: bytes


@pytest.fixture(scope="session")
def known() -> Mapping[str, Outlet]:
    """Give the demo's outlets."""
    return outlets()


@pytest.fixture(scope="session")
def sources() -> Mapping[str, Source]:
    """Load the demo's sources as the crawler does."""
    catalogue = load(SOURCES)
    assert not catalogue.problems
    return catalogue.sources


@pytest.fixture(scope="session")
def drafts(known: Mapping[str, Outlet]) -> tuple[Draft, ...]:
    """Give all articles as they were written."""
    return read({outlet.id: outlet.zone for outlet in known.values()})


@pytest.fixture(scope="session")
def prints(known: Mapping[str, Outlet], drafts: tuple[Draft, ...]) -> tuple[Print, ...]:
    """Give all articles as their outlets print them."""
    return tuple(prepare(draft, known[draft.outlet]) for draft in drafts)


@pytest.fixture(scope="session")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the mini web."""
    path = tmp_path_factory.mktemp("demo") / "web.warc.gz"
    build(path)
    return path


@pytest.fixture(scope="session")
def answers(warc: Path) -> tuple[Answer, ...]:
    """Read every response of the mini web back."""
    with warc.open("rb") as file:
        return tuple(
            Answer(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
                status=int(record.http_headers.get_statuscode()),
                content_type=record.http_headers.get_header("Content-Type"),
                location=record.http_headers.get_header("Location") or "",
                body=record.content_stream().read(),
            )
            for record in ArchiveIterator(file)
        )


@pytest.fixture(scope="session")
def captured(answers: tuple[Answer, ...]) -> Mapping[str, list[Answer]]:
    """Give the captures of each address, oldest first."""
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        found[answer.url].append(answer)
    return found
