"""The clockwork runs duties when they are due, side by side, never one twice at once, and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.archive import runs
from pipelines.errors import RasadError
from rasad.clockwork import Clockwork
from rasad.duties import Duty, always
from rasad.home import Home
from rasad.setup import Setup

EVERY = 0.05
# Notes when it began and ended in a file of its name; the arguments before are --home and the home.
WORKER = """
import pathlib, sys, time
home, name, seconds, code = pathlib.Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]), int(sys.argv[5])
with (home / name).open("a") as log:
    print("begin", file=log, flush=True)
    time.sleep(seconds)
    print("end", file=log, flush=True)
sys.exit(code)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + WORKER


def duty(name: str, seconds: float, *, code: int = 0, due: Callable[[Setup], bool] = always, pause: int = 1) -> Duty:
    """Make a duty that takes some seconds and ends with a code."""
    return Duty(name, (name, str(seconds), str(code)), due, pause=pause, logged=name == "logged")


@contextmanager
def working(folder: Path, *duties: Duty, script: str = WORKER) -> Iterator[list[str]]:
    """Let a clockwork work until the block ends; gives what it says."""
    said: list[str] = []
    clockwork = Clockwork(Home(folder), said.append, every=EVERY, duties=duties, command=(sys.executable, "-c", script))
    clockwork.start()
    try:
        yield said
    finally:
        clockwork.stop()


def lines(path: Path) -> list[str]:
    """Give what the workers of a name have noted."""
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def wait(until: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def test_a_duty_is_done_again_and_again_but_never_twice_at_once(tmp_path: Path) -> None:
    """Beginnings and ends alternate, though a duty takes longer than the time between two looks."""
    with working(tmp_path, duty("slow", 0.2)):
        wait(lambda: lines(tmp_path / "slow").count("end") >= 3)
    noted = lines(tmp_path / "slow")
    assert noted[: 2 * (len(noted) // 2)] == ["begin", "end"] * (len(noted) // 2)


def test_duties_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """A crawl of an hour keeps nobody from processing what it brings."""
    with working(tmp_path, duty("long", 60), duty("short", 0)):
        wait(lambda: lines(tmp_path / "short").count("end") >= 2)
        assert lines(tmp_path / "long") == ["begin"]


def test_what_is_not_due_is_not_done(tmp_path: Path) -> None:
    """The archive decides; a pause keeps a duty that is always due from running all the time."""
    with working(tmp_path, duty("never", 0, due=lambda _: False), duty("rare", 0, pause=1000), duty("often", 0)):
        wait(lambda: lines(tmp_path / "often").count("end") >= 3)
    assert lines(tmp_path / "never") == []
    assert lines(tmp_path / "rare") == ["begin", "end"]


def test_what_failed_is_said_once_and_tried_again_ever_more_rarely(tmp_path: Path) -> None:
    """Even if it does not look due any more; and it does not disturb the others."""
    first = [True]

    def once(_: Setup) -> bool:
        return first.pop() if first else False

    with working(tmp_path, duty("bad", 0, code=3, due=once), duty("good", 0)) as said:
        wait(lambda: lines(tmp_path / "bad").count("end") >= 2)
        wait(lambda: lines(tmp_path / "good").count("end") >= 2)
        time.sleep(0.5)
    assert [line for line in said if "bad" in line] == ["rasad: bad: `rasad bad 0 3` ended with 3; it is tried again."]
    assert 2 <= lines(tmp_path / "bad").count("begin") <= 5


def test_a_configuration_that_breaks_meanwhile_is_named_and_mended(tmp_path: Path) -> None:
    """A wrong key stops nothing for good: the next look after the edit goes on."""
    with working(tmp_path, duty("work", 0)) as said:
        wait(lambda: bool(lines(tmp_path / "work")))
        (tmp_path / "rasad.toml").write_text("[crawl]\nspeed = 9\n", encoding="utf-8")
        wait(lambda: any("crawl.speed: no such key" in line for line in said))
        count = len(lines(tmp_path / "work"))
        (tmp_path / "rasad.toml").unlink()
        wait(lambda: len(lines(tmp_path / "work")) > count + 2)


def test_a_logged_duty_stands_in_the_log_of_runs(tmp_path: Path) -> None:
    """So that after a restart it is known when it was done."""
    with working(tmp_path, duty("logged", 0, pause=1000)):
        wait(lambda: bool(lines(tmp_path / "logged")))

        def noted() -> bool:
            with Home(tmp_path).open() as archive:
                return runs.last(archive, "logged") is not None

        wait(noted)


def test_a_second_clockwork_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    """One home, one clockwork."""
    second = Clockwork(Home(tmp_path), print, duties=())
    with working(tmp_path), pytest.raises(RasadError, match="Another process works on"):
        second.start()
    second.start()
    second.stop()


@pytest.mark.parametrize(("script", "least", "most"), [(WORKER, 0, 4), (STUBBORN, 7, 10)])
def test_it_ends_with_all_its_children_within_ten_seconds(
    tmp_path: Path, script: str, least: float, most: float
) -> None:
    """A child is told to end, and killed where it does not; nothing is begun after that."""
    with working(tmp_path, duty("long", 60), duty("other", 60), script=script):
        wait(lambda: lines(tmp_path / "long") == lines(tmp_path / "other") == ["begin"])
        begun = time.monotonic()
    assert least <= time.monotonic() - begun <= most
    time.sleep(4 * EVERY)
    assert lines(tmp_path / "long") == ["begin"]


LOOP = [sys.executable, "-m", "rasad"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_loop_ends_well_when_it_is_told_to(tmp_path: Path, number: signal.Signals) -> None:
    """`rasad run --loop` on a home without sources ends with 0, having said what it does."""
    (tmp_path / "rasad.toml").write_text("[crawl]\nbundled_sources = false\n", encoding="utf-8")
    command = [*LOOP, "--home", str(tmp_path), "run", "--loop"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "working on" in process.stderr.readline()
        begun = time.monotonic()
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert said.strip().endswith("stopped; what was done is kept.")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("more", [["--now", "2026-11-16", "run", "--loop"], ["run", "--loop", "--replay", __file__]])
def test_a_loop_needs_the_real_world(tmp_path: Path, more: list[str]) -> None:
    """A clock that stands still and a recorded web are for single rounds."""
    done = subprocess.run([*LOOP, "--home", str(tmp_path), *more], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--loop works with the network and the real time" in done.stderr
