"""The command line as users call it: in a process of its own, or within this one where only its answer matters."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from rasad.cli import execute


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


def run_rasad(home: Path, *arguments: str, timeout: float = 600, stdin: str | None = None) -> Ran:
    """Run the command line in a process of its own, in a home."""
    command = [sys.executable, "-m", "rasad", "--home", str(home), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, check=False, input=stdin, encoding="utf-8"
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def call_rasad(home: Path, *arguments: str) -> Ran:
    """Run a command line that starts no processes of its own within this process, which takes a tenth of the time."""
    # Some commands write bytes, which only a text stream over a binary one takes.
    raw_out, raw_err = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(raw, encoding="utf-8", write_through=True) for raw in (raw_out, raw_err))
    with redirect_stdout(out), redirect_stderr(err):
        code = execute(["--home", str(home), *arguments])
    return Ran(code, raw_out.getvalue().decode(), raw_err.getvalue().decode())


@dataclass(frozen=True)
class Demo:
    """The demo's home, what the demo printed, and its command line; tests must not write to it."""

    home: Path
    printed: str

    def rasad(self, *arguments: str) -> Ran:
        """Run a command that only reads."""
        return run_rasad(self.home, *arguments)
