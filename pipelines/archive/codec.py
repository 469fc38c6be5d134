"""Records as JSON text and back, as the archive stores them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pydantic import TypeAdapter

Record = TypeVar("Record")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    # Building an adapter costs milliseconds and importing pydantic tens of them: only when a record is really read.
    from pydantic import TypeAdapter  # noqa: PLC0415 -- keeps `rasad --help` fast

    return TypeAdapter(cast("Any", kind))


def encode(record: object) -> str:
    """Write a frozen record as compact JSON."""
    return _adapter(cast("Any", type(record))).dump_json(record).decode()


def decode(kind: type[Record], text: str | bytes) -> Record:
    """Read a record of ``kind`` from JSON written by :func:`encode`."""
    return cast("Record", _adapter(cast("Any", kind)).validate_json(text))
