"""Dates as publishers write them: in three languages and two calendars."""

from pipelines.dates.calendars import from_jalali, jalali_month_key, to_jalali
from pipelines.dates.choosing import SELECTOR, Dates, Found, published_and_modified
from pipelines.dates.mentions import DateRole, Mention, mentions
from pipelines.dates.names import month_name
from pipelines.dates.parsing import parse

__all__ = [
    "SELECTOR",
    "DateRole",
    "Dates",
    "Found",
    "Mention",
    "from_jalali",
    "jalali_month_key",
    "mentions",
    "month_name",
    "parse",
    "published_and_modified",
    "to_jalali",
]
