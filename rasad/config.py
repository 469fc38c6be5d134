"""The one reader of ``rasad.toml`` and of the ``RASAD_*`` variables: typed, and an unknown key is an error."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, ValidationInfo, field_validator

from pipelines.errors import UsageError
from rasad.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

# Variables that are not a section and a key: where the home is, the cluster's usual name, and what tests ask for.
SPECIAL = {"RASAD_HOME", "RASAD_ELASTICSEARCH_URL"}
FOREIGN = "RASAD_TEST_"
# Five fields; what stands in them is read when the next time is reckoned.
CRON_LINE = re.compile(r"[\d*/,a-z-]+(?: +[\d*/,a-z-]+){4}", re.IGNORECASE)


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, bool) and cls.model_fields[info.field_name or ""].annotation in {int, float}:
            raise ValueError("must be a number")
        return value


class Crawl(_Section):
    """How politely and how far to crawl; see ``default.toml``."""

    user_agent: str
    contact: str
    delay: float = Field(ge=0)
    concurrency: int = Field(ge=1, le=256)
    timeout: float = Field(gt=0)
    max_body: int = Field(ge=1000)
    run_minutes: float = Field(gt=0)
    attempts_days: int = Field(ge=0)
    bundled_sources: bool
    allow_private_hosts: tuple[str, ...]


class Process(_Section):
    """Worker processes and the time a page may take."""

    workers: int = Field(ge=0, le=256)
    page_seconds: float = Field(gt=0)

    def count(self) -> int:
        """Give the number of worker processes."""
        return self.workers or os.cpu_count() or 1


class Tag(_Section):
    """What is looked for in articles."""

    entities: bool


class Index(_Section):
    """Which engine serves search, and where."""

    engine: Literal["embedded", "elasticsearch"]
    elasticsearch_url: str
    elasticsearch_api_key: str
    elasticsearch_user: str
    elasticsearch_password: str
    elasticsearch_certificates: str
    elasticsearch_index: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    elasticsearch_replicas: str = Field(pattern=r"^\d(-(\d|all))?$")


class Desk(_Section):
    """Where the desk listens and how it greets."""

    host: str
    port: int = Field(ge=0, le=65535)
    language: Literal["fa", "tr", "en"]
    zone: str
    crawl: bool

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"{zone!r} is no time zone; write it like Asia/Tehran") from error
        return zone


class Report(_Section):
    """What the weekly issue is made in."""

    languages: tuple[Literal["fa", "tr", "en"], ...]
    schedule: str

    @field_validator("schedule")
    @classmethod
    def _cron(cls, line: str) -> str:
        if line and not CRON_LINE.fullmatch(line):
            raise ValueError(f"{line!r} is no cron line of five fields, such as 0 6 * * 1")
        return line


class Notify(_Section):
    """Whom to tell when a source falls ill or is well again, and how."""

    mail_to: tuple[str, ...]
    mail_from: str
    smtp_host: str
    smtp_port: int = Field(ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"]
    smtp_user: str
    smtp_password: str
    webhook: str

    @field_validator("webhook")
    @classmethod
    def _address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must be an address that begins with http:// or https://")
        return url


class Config(_Section):
    """The whole configuration."""

    crawl: Crawl
    process: Process
    tag: Tag
    index: Index
    desk: Desk
    report: Report
    notify: Notify


def default_home() -> Path:
    """Give ``RASAD_HOME``, or the platform's user data folder."""
    given = os.environ.get("RASAD_HOME")
    return Path(given).expanduser().resolve() if given else user_data_path("rasad")


def default_text() -> str:
    """Give the commented defaults, ``default.toml``."""
    return (files("rasad") / "default.toml").read_text(encoding="utf-8")


def load(home: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration of a home.

    Args:
        home: the folder that may hold ``rasad.toml``.
        environment: where ``RASAD_*`` variables are looked for; they win over the file.

    Raises:
        UsageError: the file is no TOML, or a key is unknown or has a wrong value; names file and key.
    """
    values = tomllib.loads(default_text())
    path = home / "rasad.toml"
    origin: dict[str, str] = {}
    if path.is_file():
        _overlay(values, _read(path), origin, str(path))
    _overlay(values, _from_environment(environment), origin, "environment")
    try:
        return Config.model_validate(values)
    except ValidationError as error:
        raise UsageError(_sentence(error, origin)) from None


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path} cannot be read as TOML: {error}.") from error


def _overlay(values: dict[str, object], new: Mapping[str, object], origin: dict[str, str], name: str) -> None:
    for section, keys in new.items():
        if section not in values:
            origin[section] = name
        known = values.setdefault(section, {})
        if not isinstance(keys, dict) or not isinstance(known, dict):
            values[section] = keys
            origin[section] = name
            continue
        for key, value in keys.items():
            known[key] = value
            origin[f"{section}.{key}"] = name


def _from_environment(environment: Mapping[str, str]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for name, text in environment.items():
        if not name.startswith("RASAD_") or name.startswith(FOREIGN) or name in SPECIAL:
            continue
        section, _, key = name.removeprefix("RASAD_").lower().partition("_")
        found.setdefault(section, {})[key] = _value(section, key, text)
    if url := environment.get("RASAD_ELASTICSEARCH_URL"):
        found.setdefault("index", {}).update(engine="elasticsearch", elasticsearch_url=url)
    return found


def _value(section: str, key: str, text: str) -> object:
    model = Config.model_fields.get(section)
    field = getattr(model.annotation, "model_fields", {}).get(key) if model else None
    if field and "tuple" in str(field.annotation):
        return [part.strip() for part in text.split(",") if part.strip()]
    return TypeAdapter(str).validate_python(text)


def _sentence(error: ValidationError, origin: Mapping[str, str]) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"][:2])
    place = origin.get(key) or origin.get(key.split(".")[0]) or "default.toml"
    if place == "environment":
        place = f"the variable RASAD_{key.replace('.', '_').upper()}"
    reason = f"no such key{nearest(key, _keys())}" if first["type"] == "extra_forbidden" else first["msg"]
    return f"Configuration error in {place}: {key}: {reason}. `rasad config --default` prints every key."


def _keys() -> set[str]:
    fields = {section: getattr(field.annotation, "model_fields", {}) for section, field in Config.model_fields.items()}
    return {*fields, *(f"{section}.{key}" for section, keys in fields.items() for key in keys)}
