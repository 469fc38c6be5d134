"""One exporter per file: a module ``NAME.py`` here writes the format NAME.

It has ``SUFFIX`` (the ending of its file) and ``write(issue, labels, language) -> str``.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from pipelines.errors import UsageError

if TYPE_CHECKING:
    from rasad.labels import Labels
    from rasad.reports.issue import Issue


class Exporter(Protocol):
    """What a module of this package offers."""

    SUFFIX: str

    def write(self, issue: Issue, labels: Labels, language: str) -> str:
        """Write an issue in an interface language and give the file's text."""
        ...


def names() -> list[str]:
    """Give the formats there are."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def exporter(name: str) -> Exporter:
    """Give the exporter of a format.

    Raises:
        UsageError: there is no such format; names those there are.
    """
    if name not in names():
        raise UsageError(f"There is no format {name!r}; there are {', '.join(names())}.")
    return cast("Exporter", importlib.import_module(f"{__name__}.{name}"))
