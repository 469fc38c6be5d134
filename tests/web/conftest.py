"""The desk of the demo's home as it listens, and homes that a test may fill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from rasad.setup import Setup
from tests.commandline import Demo
from tests.web.library import NOW, Library
from tests.web.served import served

TIMEOUT = 60


@pytest.fixture(scope="session")
def setup(demo: Demo) -> Setup:
    """Give the demo's home the day after its last crawl."""
    return Setup.load(demo.home, NOW)


@pytest.fixture(scope="session")
def desk(setup: Setup) -> Iterator[str]:
    """Give the address of the demo's desk."""
    with served(setup, warm=True) as where:
        yield where


@pytest.fixture(scope="session")
def client(desk: str) -> Iterator[httpx.Client]:
    """Give a program that reads the demo's desk."""
    with httpx.Client(base_url=desk, timeout=TIMEOUT) as found:
        yield found


@pytest.fixture(scope="session")
def carried(setup: Setup) -> str:
    """Give the id of an article that others have carried, too."""
    with setup.home.open(readonly=True) as archive:
        row = archive.connection.execute(
            "SELECT story FROM copies GROUP BY story HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
    return str(row["story"])


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Give an empty home that a test may fill."""
    return Library(tmp_path / "home")


@pytest.fixture
def reader(library: Library) -> Iterator[httpx.Client]:
    """Give a program that reads the desk of that home, filled before or after."""
    with served(library.setup) as where, httpx.Client(base_url=where, timeout=TIMEOUT) as found:
        yield found
