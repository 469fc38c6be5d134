"""The command line as users call it: in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


def run_rasad(home: Path, *arguments: str, timeout: float = 240, stdin: str | None = None) -> Ran:
    """Run the command line in a process of its own, in a home."""
    command = [sys.executable, "-m", "rasad", "--home", str(home), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, check=False, input=stdin, encoding="utf-8"
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Demo:
    """The demo's home, what the demo printed, and its command line; tests must not write to it."""

    home: Path
    printed: str

    def rasad(self, *arguments: str) -> Ran:
        """Run a command that only reads."""
        return run_rasad(self.home, *arguments)
