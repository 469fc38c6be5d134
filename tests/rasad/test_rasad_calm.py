"""Ctrl-C ends a command with one line, whatever its worker processes are about to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.commandline import Demo

ALONE = """
import os, signal
import rasad.calm
os.kill(os.getpid(), signal.SIGINT)
print("on", flush=True)
raise {error}
"""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("FileNotFoundError(2, 'No such file')", False),
        ("FileNotFoundError(2, 'No', 'x')", True),
        ("ValueError()", True),
    ],
)
def test_a_fork_server_goes_on_and_tells_only_what_matters(error: str, told: bool) -> None:  # noqa: FBT001 -- a parameter
    """Ctrl-C passes over it, locks of a parent that has ended are no news, and everything else is told."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE.format(error=error)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "on\n"
    assert ("Traceback" in done.stderr) is told


def test_a_command_with_workers_is_stopped_with_one_line(demo: Demo) -> None:
    """The whole group of processes gets Ctrl-C as from a terminal, and only the command itself says something."""
    command = [sys.executable, "-m", "rasad", "--home", str(demo.home), "reprocess"]
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(2.5)
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGINT)
    _, said = child.communicate(timeout=60)
    assert "Traceback" not in said
    assert child.returncode in {0, 1}
