"""What all tests share: a home with the demo's articles, made once, and the command line as users call it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.commandline import Demo, Ran, run_rasad

# How long an example takes says something of the machine, which may be busy, and nothing of the code.
settings.register_profile("rasad", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rasad")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of this test run that its parallel processes have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def demo(shared: Path) -> Demo:
    """Give the demo's home; parallel test processes share one."""
    home, log = shared / "demo-home", shared / "demo-home.log"
    with FileLock(shared / "demo-home.lock"):
        if not log.exists():
            ran = run_rasad(home, "demo", timeout=600)
            assert ran.code == 0, ran.err
            log.write_text(ran.err, encoding="utf-8")
    return Demo(home, log.read_text(encoding="utf-8"))


@pytest.fixture
def demo_copy(demo: Demo, tmp_path: Path) -> Path:
    """Give a copy of the demo's home that a test may change."""
    return Path(shutil.copytree(demo.home, tmp_path / "home"))


@pytest.fixture
def rasad(tmp_path: Path) -> Callable[..., Ran]:
    """Give the command line on an empty home of the test's own, ``tmp_path / "home"``."""

    def run(*arguments: str, stdin: str | None = None) -> Ran:
        return run_rasad(tmp_path / "home", *arguments, stdin=stdin)

    return run
