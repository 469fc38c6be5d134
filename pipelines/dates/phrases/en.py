"""English dates inside texts."""

from __future__ import annotations

from pipelines.dates.names import alternatives, months_of, weekdays_of
from pipelines.dates.phrases import DAY, YEAR, Phrases, any_of, numbered
from pipelines.records import Calendar

_NUMBERS = """
-1: yesterday last past
0: today tonight this
1: tomorrow next coming upcoming first 1st
2: second 2nd
3: third 3rd
4: fourth 4th
"""
_WHICH = any_of("last past this next coming upcoming")
_CALLING = (
    "appl submi register registration proposal deadline entries bids bidder tender call_for nominat abstract "
    "expressions_of expression_of"
)
_LASTING = (
    "deliver complet operational production produce continu remain build built construct exhibition target reach "
    "launch run_until runs_until last_until lasts_until"
)
_WEEKDAY = rf"(?:{alternatives(weekdays_of('en'))})"
_DAY = rf"{DAY}(?:st|nd|rd|th)?(?![\w:%])"
_HOUR = r"\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)?"
_FILLER = rf"(?:,? (?:on|the|of|at|midnight|noon|close|business|{_WEEKDAY},?|{_HOUR}))*"
_QUARTER = r"(?:(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th) quarter|q(?P<quarter2>[1-4])"
_BEFORE = (
    rf"(?<![\d.,/:%$])(?<!\w)(?:(?P<first>{DAY}(?:st|nd|rd|th)?)"
    rf"(?:(?:\s?[-,]\s?{DAY})*(?P<joint>\s?-\s?| to | and |, ?)(?P<last>{DAY}(?:st|nd|rd|th)?))?,?\s(?:of )?"
    rf"|(?P<which>{_WHICH}) "
    r"|(?P<month>(?:in|since|during|until|by|early|late|mid|of|from|to)[ -]))?"
)
_AFTER = (
    rf"\.?(?![^\W_])(?:\s(?P<first>{_DAY})(?:(?P<joint>\s?-\s?| to | and )(?P<last>{_DAY}))?)?"
    rf"(?:,?\s(?:of )?(?P<year>{YEAR})|\s(?:of )?(?P<which>(?:last|this|next) year))?"
)
_YEAR = (
    r"(?<!\w)(?:in|since|during|of|year|early|late|mid|by|until|for|from)[ -](?:the year |the end of )?"
    rf"(?P<year>{YEAR})(?:\s?(?:-|to)\s?(?P<last>{YEAR}))?(?![.,]\d|%)"
)
_PART = (
    rf"(?<!\w){_QUARTER}|(?P<half>first|second) half)"
    rf"(?:,? (?:of )?(?:the )?(?:year )?(?P<year>{YEAR})| of (?P<which>this|last|next) year| of the year)"
)
_RELATIVE = (
    r"(?<!\w)(?:(?P<day>yesterday|today|tonight|tomorrow)"
    rf"|(?P<which>{_WHICH}) (?:(?P<weekday>{_WEEKDAY})|(?P<unit>week|month|year|quarter))"
    r"|(?<=end of )the (?P<unit2>year|month|week))(?!\w)"
)
_DUE_BEFORE = (
    r"(?<!\w)(?:deadline|due|closing date|last day|no later than|not later than|closes? on)(?!\w)"
    r"[^.;!?\n]{0,50}"
)


def phrases() -> Phrases:
    """Give the English phrases."""
    return Phrases(
        calendar=Calendar.GREGORIAN,
        first_weekday=0,
        months=months_of("en", Calendar.GREGORIAN),
        short_months=months_of("en", Calendar.GREGORIAN, short=True) | months_of("en", Calendar.JALALI),
        capital=True,
        before=_BEFORE,
        after=_AFTER,
        year=_YEAR,
        part=_PART,
        relative=_RELATIVE,
        numbers=numbered(_NUMBERS) | weekdays_of("en"),
        units={"week": "week", "month": "month", "year": "year", "quarter": "quarter"},
        joints=r"\s?-\s?| to | until | through ",
        between=r"(?<!\w)between ",
        between_joints=r" and ",
        end_before=r"end of (?:the )?",
        due_before=_DUE_BEFORE,
        due_after=r"(?: is| was)? (?:the )?(?:deadline|closing date|last day)",
        by_after=r" (?:ends?|closes?|expires?)(?!\w)",
        until_before=rf"(?<!\w)(?:until|till){_FILLER} (?:the )?(?:end of )?",
        by_before=rf"(?<!\w)(?:by|before|through){_FILLER} (?:the )?(?:end of )?",
        coming=r"(?:will(?!\w)|to be|plan|scheduled|upcoming|expected|is set to|are set to)",
        gone=r"(?:was|were|had|\w+ed)(?!\w)",
        calling=any_of(_CALLING),
        lasting=any_of(_LASTING),
    )
