"""Reading YAML as fast as the machine allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path


def loader() -> type[yaml.SafeLoader]:
    """Give the safe loader; that of libyaml is ten times faster, and PyYAML leaves it out where libyaml is missing."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - the caller knows the form of its own file
    """Read a file of this package."""
    return yaml.load(path.read_text(encoding="utf-8"), loader())  # noqa: S506 - a safe loader
