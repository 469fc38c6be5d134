"""Ways to tell people of a change in the health of sources: one module each, found by its name.

A module has ``wanted(config: Notify) -> bool``, whether the configuration asks for it, and
``send(config: Notify, message: Message) -> str``, which raises :class:`pipelines.errors.RasadError` where nobody was
told, and else gives a sentence for people where not all went well, or an empty one.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Protocol, cast

from pipelines.errors import RasadError
from rasad import notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.archive.store import Archive
    from rasad.config import Config, Notify
    from rasad.message import Message


class Way(Protocol):
    """A module of this package."""

    def wanted(self, config: Notify) -> bool:
        """Say whether the configuration asks for it."""

    def send(self, config: Notify, message: Message) -> str:
        """Send a message and give what is to be said of it nevertheless."""


def ways() -> Iterator[tuple[str, Way]]:
    """Give every way to tell people, by name."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        yield module.name, cast("Way", importlib.import_module(f"{__name__}.{module.name}"))


def tell(archive: Archive, config: Config) -> dict[str, int]:
    """Tell everybody what they do not know yet, and give how many changes each way was told.

    Raises:
        RasadError: names what failed; a way that told nobody is tried again by the next call, and no other is.
    """
    from rasad.message import Message  # noqa: PLC0415 -- reads the words of the interface

    told: dict[str, int] = {}
    problems: list[str] = []
    for name, way in ways():
        if not way.wanted(config.notify):
            continue
        upto, waiting = notices.latest(archive), notices.untold(archive, name)
        try:
            said = way.send(config.notify, Message.of(waiting, config.desk.language)) if waiting else ""
        except RasadError as error:
            problems.append(str(error))
            continue
        notices.mark_told(archive, name, upto)
        told[name] = len(waiting)
        problems += [said] if said else []
    if problems:
        raise RasadError(" ".join(problems))
    return told
