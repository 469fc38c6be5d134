"""What an index knows of itself beside its segments: its cursor and when it was made."""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from search.index import SearchError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "rasad.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The ingest sequence up to which an index is complete; ``made`` changes when it is built anew."""

    cursor: int = 0
    made: str = field(default_factory=lambda: uuid.uuid4().hex)


def read_state(folder: Path) -> State | None:
    """Read the state of an index, or nothing where there is none.

    Raises:
        SearchError: the file is damaged.
    """
    path = folder / _NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return State(cursor=int(content["cursor"]), made=str(content["made"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SearchError(f"{path} is damaged; build the index anew with `rasad index --rebuild`") from error


def write_state(folder: Path, state: State) -> None:
    """Write the state so that a crash leaves the old or the new one."""
    path = folder / f"{_NAME}.new"
    with path.open("w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    path.replace(folder / _NAME)
