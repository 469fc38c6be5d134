"""The issue as one self-contained HTML page that can be mailed and printed."""

from __future__ import annotations

import base64
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from rasad.calendars import day_text, moment_text
from rasad.chains import carried
from rasad.reports.happenings import last_day
from rasad.reports.rows import party_text
from rasad.texts import direction, texts

if TYPE_CHECKING:
    from rasad.labels import Labels
    from rasad.reports.issue import Issue

SUFFIX = "html"


def write(issue: Issue, labels: Labels, language: str) -> str:
    """Write an issue as HTML with its style and font inside."""
    zone = str(issue.start.tzinfo)

    def deadline(value: str | None) -> str:
        day = last_day(value)
        return day_text(date.fromisoformat(day), language) if day else ""

    return (
        _environment()
        .get_template("issue.html")
        .render(
            issue=issue,
            words=texts(language),
            language=language,
            first=day_text(issue.start.date(), language),
            last=day_text(issue.end.date() - timedelta(days=1), language),
            made=day_text(issue.made.astimezone(issue.start.tzinfo).date(), language),
            day=lambda value: day_text(value, language),
            when=lambda moment: moment_text(moment, language, zone),
            deadline=deadline,
            carried=lambda line: carried(texts(language), line),
            direction=direction,
            topic=lambda id_: labels.topic(id_, language),
            organisation=lambda id_: labels.organisation(id_, language),
            event=lambda type_: labels.event(type_, language),
            party=lambda one: party_text(one, labels, language),
            font=_font(),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rasad.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


@cache
def _font() -> str:
    data = (files("rasad.web") / "static" / "vazirmatn.woff2").read_bytes()
    return base64.b64encode(data).decode()
