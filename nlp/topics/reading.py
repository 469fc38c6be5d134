"""Reading a YAML file of the tagging rules into a checked model; a mistake names the file, the line and the reason."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DIGEST_LENGTH = 12
"""Hexadecimal digits of a file's digest in a rule's version: 48 bits, no chance meeting among some hundred files."""


class Strict(BaseModel):
    """A part of a rule file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Rules = TypeVar("Rules", bound=Strict)


def read_rules(path: Path, model: type[Rules]) -> Rules:
    """Read one file as ``model``.

    Raises:
        DataError: If it cannot be read, is no YAML or does not fit the model.
    """
    source = read_source(path)
    try:
        content = yaml.load(source, Loader=_LOADER)  # noqa: S506 (both are safe loaders)
    except yaml.YAMLError as error:
        raise DataError(f"{path}, line {_yaml_line(error)}: this is not valid YAML: {_yaml_problem(error)}") from error
    if not isinstance(content, dict):
        raise DataError(f"{path}, line 1: the file must be a mapping of keys to values")
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        keys = [key for key in first["loc"] if key != "[key]"]
        raise DataError(
            f"{path}, line {line_of(source, keys)}: {'.'.join(map(str, keys)) or 'file'}: {first['msg']}"
        ) from error


def read_source(path: Path) -> str:
    """Read a rule file's text.

    Raises:
        DataError: If it cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: the file cannot be read: {error}") from error


def line_of(source: str, keys: Sequence[str | int]) -> int:
    """Give the line (from 1) where the last key of a path stands, as deep as the path can be followed."""
    node: yaml.Node | None = yaml.compose(source, Loader=_LOADER)
    line = 1
    for key in keys:
        found = _child_of(node, key)
        if found is None:
            break
        node, mark = found
        line = mark.line + 1
    return line


def digest_of(*sources: str) -> str:
    """Give a short digest of texts, for versions."""
    sha = hashlib.sha256()
    for source in sources:
        sha.update(source.encode())
        sha.update(b"\0")
    return sha.hexdigest()[:DIGEST_LENGTH]


def rule_files(bundled: Path, overlay: Path | None) -> dict[str, Path]:
    """Give the rule files by id, in order of ids; a file of ``overlay`` replaces the bundled one of the same name."""
    found = {path.stem: path for path in sorted(bundled.glob("*.yaml"))}
    if overlay is not None:
        found.update({path.stem: path for path in sorted(overlay.glob("*.yaml"))})
    return dict(sorted(found.items()))


def _child_of(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, yaml.Mark] | None:
    """Give the value under a key and where the key (in a list: the value) stands."""
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        value: yaml.Node = node.value[key]
        return value, value.start_mark
    if isinstance(node, yaml.MappingNode):
        return next(((value, name.start_mark) for name, value in node.value if name.value == str(key)), None)
    return None


def _yaml_line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return 1 if mark is None else int(mark.line) + 1


def _yaml_problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or str(error).splitlines()[0])


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
