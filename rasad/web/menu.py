"""The screens that there are, and which of them stand in the menu."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rasad.web import screens

if TYPE_CHECKING:
    from types import ModuleType


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A screen's place in the menu: its order, its path below the language, the key ``menu_...`` of its name."""

    order: int
    path: str
    key: str


@cache
def modules() -> tuple[ModuleType, ...]:
    """Give the screens: every module of :mod:`rasad.web.screens` with a ``router``."""
    names = sorted(module.name for module in pkgutil.iter_modules(screens.__path__))
    found = (importlib.import_module(f"{screens.__name__}.{name}") for name in names)
    return tuple(module for module in found if hasattr(module, "router"))


@cache
def entries() -> tuple[Entry, ...]:
    """Give the menu: the ``MENU`` of every screen that has one, in order."""
    return tuple(sorted(module.MENU for module in modules() if hasattr(module, "MENU")))
