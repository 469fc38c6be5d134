"""Who is asking, and how things are called in that reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rasad.calendars import day_text, moment_text
from rasad.texts import Texts, texts
from rasad.web.addresses import address
from rasad.web.desk import Desk

if TYPE_CHECKING:
    from pipelines.records import Moment


@dataclass(frozen=True, slots=True)
class Reader:
    """A desk as seen in one interface language."""

    desk: Desk
    language: str

    @property
    def words(self) -> Texts:
        """The texts of the interface."""
        return texts(self.language)

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return "، " if self.words.rtl else ", "

    def link(self, path: str = "", **parameters: object) -> str:
        """Give the address of a screen in the reader's language."""
        return address(f"/{self.language}/{path}", **parameters)

    def when(self, moment: Moment | None) -> str:
        """Write when something was published, in both calendars."""
        return moment_text(moment, self.language, self.desk.zone)

    def day(self, value: date | datetime | None) -> str:
        """Write a day in both calendars; an instant is the day it falls on in the desk's zone."""
        if isinstance(value, datetime):
            value = value.astimezone(ZoneInfo(self.desk.zone)).date()
        return day_text(value, self.language) if value else ""

    def instant(self, value: datetime | None) -> str:
        """Write a day in both calendars with the time in the desk's zone."""
        if value is None:
            return ""
        local = value.astimezone(ZoneInfo(self.desk.zone))
        return f"{self.day(value)} {self.number(f'{local:%H:%M}')}"

    def number(self, value: object) -> str:
        """Write a number with the language's digits and separators."""
        return self.words.number(value)

    def percent(self, share: float | None) -> str:
        """Write a share; a dash where there is none."""
        return "–" if share is None else self.words("percent", share=round(share * 100))

    def named(self, prefix: str, value: str) -> str:
        """Give the word for a value such as a stage or an outcome; one without a word stands for itself."""
        return self.words.words.get(f"{prefix}_{value}", value)
