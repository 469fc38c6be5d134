"""Sets of rule files, one file a rule: read from the package and a desk's own folder, asked by id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from nlp.topics.definitions import Titled
from nlp.topics.reading import digest_of, read_rules, read_source, rule_files
from pipelines.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


Content = TypeVar("Content", bound=Titled)


@dataclass(frozen=True, slots=True)
class RuleFile(Generic[Content]):
    """A rule: its id (the file's name), where the file is, the version of the rule, and the file as read."""

    id: str
    path: Path
    rule: str
    content: Content

    def title(self, language: str) -> str:
        """Give the title in a language."""
        return self.content.title.in_language(language)


class RuleSet(Generic[Content]):
    """Rules by id, in the order in which they were read; ``kind`` names one in messages."""

    def __init__(self, kind: str, files: Sequence[RuleFile[Content]]) -> None:
        self._kind = kind
        self._files = {file.id: file for file in files}

    def __iter__(self) -> Iterator[RuleFile[Content]]:
        return iter(self._files.values())

    def __len__(self) -> int:
        return len(self._files)

    def get(self, id: str) -> RuleFile[Content]:  # noqa: A002 (the record's own word)
        """Give a rule by id.

        Raises:
            DataError: If there is none; the text names those there are.
        """
        try:
            return self._files[id]
        except KeyError:
            raise DataError(f"there is no {self._kind} {id!r}; known are {', '.join(self._files)}") from None

    def labels(self, language: str) -> dict[str, str]:
        """Give the titles of all rules in a language, by id."""
        return {file.id: file.title(language) for file in self}


def read_rule_files(model: type[Content], bundled: Path, overlay: Path | None) -> list[RuleFile[Content]]:
    """Read the rule files of a folder and those of an overlay, which override those of the same id, in order of ids.

    Raises:
        DataError: If a file is wrong; the text names file, line, key or phrase, and the reason.
    """
    return [
        RuleFile(id_, path, f"{id_}@{digest_of(read_source(path))}", read_rules(path, model))
        for id_, path in rule_files(bundled, overlay).items()
    ]
