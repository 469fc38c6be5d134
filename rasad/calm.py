"""Lets Ctrl-C pass over the fork server: imported by it first, while what workers share is still being read.

The terminal sends Ctrl-C to every process; the one that people started ends the others in order. As in
:mod:`rasad.warm`, an import is all that a fork server offers.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what went wrong, but not that a worker began when its parent had ended and taken the locks away."""
    if not (isinstance(error, FileNotFoundError) and error.filename is None):
        sys.__excepthook__(kind, error, trace)


signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.excepthook = tell
