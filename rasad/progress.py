"""Progress on a terminal: one line on standard error that says how many each step has done."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

# Redrawing more often than this only costs time.
EVERY_SECONDS = 0.2


class Progress:
    """A line that counts steps; silent where standard error is no terminal. Use it as a context manager."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._shown = 0.0
        self._terminal = sys.stderr.isatty()

    def step(self, name: str, count: int = 1) -> None:
        """Count ``count`` more of the step ``name``."""
        self._counts[name] += count
        if self._terminal and time.monotonic() - self._shown > EVERY_SECONDS:
            self.show("  ".join(f"{step} {done:,}" for step, done in self._counts.items()))

    def show(self, line: str) -> None:
        """Show a line instead of the counts."""
        if self._terminal:
            self._shown = time.monotonic()
            self._write(line)

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{line}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write("")
