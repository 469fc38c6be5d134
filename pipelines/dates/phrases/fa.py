"""Persian dates inside texts."""

from __future__ import annotations

from pipelines.dates.names import alternatives, months_of, weekdays_of
from pipelines.dates.phrases import DAY, YEAR, Phrases, any_of, numbered
from pipelines.records import Calendar

_ORDINALS = """
1: اول یکم نخست
2: دوم
3: سوم
4: چهارم
5: پنجم
6: ششم
7: هفتم
8: هشتم
9: نهم
10: دهم
11: یازدهم
12: دوازدهم
13: سیزدهم
14: چهاردهم
15: پانزدهم
16: شانزدهم
17: هفدهم
18: هجدهم هیجدهم
19: نوزدهم
20: بیستم
21: بیست_و_یکم
22: بیست_و_دوم
23: بیست_و_سوم
24: بیست_و_چهارم
25: بیست_و_پنجم
26: بیست_و_ششم
27: بیست_و_هفتم
28: بیست_و_هشتم
29: بیست_و_نهم
30: سی_ام
31: سی_و_یکم
"""
_NUMBERS = """
-2: پریروز
-1: دیروز دیشب گذشته پیش قبل پارسال سال_گذشته سال_قبل
0: امروز امشب جاری این امسال سال_جاری
1: فردا آینده بعد سال_آینده سال_بعد بهار
2: پس_فردا تابستان
3: پاییز
4: پایانی زمستان
"""
_WHICH_YEAR = any_of("امسال سال_جاری سال_گذشته سال_قبل پارسال سال_آینده سال_بعد")
_WHICH = any_of("گذشته آینده قبل بعد پیش جاری")
_SPAN = any_of("پایان آخر اواخر اواسط ابتدای اوایل انتهای نیمه طول")
# Two digits are a year only where no counted thing follows.
_SHORT_YEAR = rf"[5-9]\d(?![\d.,/:])(?!\s?{any_of('نفر هزار میلیون میلیارد درصد شرکت دلار تن کیلو واحد طرح پروژه')})"
# "The past two years" and "some months ago" are not last year and last month.
_UNCOUNTED = "".join(
    rf"(?<!{word} )"
    for word in (r"\d", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "چند", "چندین", "یک")
)
_CALLING = (
    "ثبت_نام نام_نویسی مهلت فراخوان درخواست متقاضی فرصت ارسال پیشنهاد مناقصه مزایده داوطلب شرکت_کنند مقاله "
    "مقالات آثار پروپوزال"
)
_LASTING = (
    "تحویل راه_اندازی بهره_برداری افتتاح تکمیل به_پایان ساخت تولید عملیاتی اجرا ادامه برپا دایر بازدید برگزار محقق "
    "افزایش خواهد_رسید می_رسد"
)
_DAY_NUMBERS = numbered(_ORDINALS)
_DAY = rf"(?:{DAY}(?:\s?(?:ام|م)(?!\w))?|(?<!\w)(?<!نیمه )(?:{alternatives(_DAY_NUMBERS)}))"
_WEEKDAY = rf"(?:{alternatives(weekdays_of('fa'))})"
_MONTHS = months_of("fa", Calendar.JALALI) | months_of("fa", Calendar.GREGORIAN)
_FILLER = (
    rf"(?:\s(?:روز|تاریخ|مورخ|ساعت|{_WEEKDAY}|\d{{1,2}}(?::\d\d)?|وقت|اداری|{_SPAN}|ماه|سال|مهلت))*"
)  # fmt: skip
_JOINT = r"\s?-\s?|\s?(?:تا|الی|لغایت|و)\s?|, ?"
_BEFORE = (
    rf"(?<![\d.,/:%])(?<!\w)(?:(?P<first>{_DAY})(?:(?:\s?[-,]\s?{_DAY})*(?P<joint>{_JOINT})(?P<last>{_DAY}))?"
    r"\s?(?:ماه )?"
    rf"|(?:(?P<month>(?<!\w)(?:ماه|{_SPAN}) )))?"
)
_AFTER = (
    rf"(?P<month>\s?ماه(?!\w))?(?![^\W\d_])(?:(?:\s?,)?\s?(?:سال )?(?P<year>{YEAR}|{_SHORT_YEAR})"
    rf"|\s(?P<which>{_WHICH_YEAR}|جاری|گذشته|اینده)(?!\w))?"
)
_PART = (
    r"(?<!\w)(?:(?:سه\s?ماهه?|فصل) (?P<quarter>اول|نخست|دوم|سوم|چهارم|پایانی)"
    r"|(?P<quarter2>بهار|تابستان|پاییز|زمستان)"
    rf"|نیمه (?P<half>اول|نخست|دوم))(?: (?:سال )?(?P<year>{YEAR})| (?P<which>{_WHICH_YEAR})(?!\w))"
)
_RELATIVE = (
    r"(?<!\w)(?:(?P<day>پریروز|دیروز|دیشب|امروز|امشب|پس فردا|فردا)"
    rf"|(?P<weekday>{_WEEKDAY})(?P<week> هفته)? (?P<which>{_WHICH})"
    rf"|{_UNCOUNTED}(?P<unit>هفته|ماه|سال) (?P<which2>{_WHICH})"
    r"|(?P<which3>این) (?P<unit2>هفته|ماه)|(?P<which4>امسال|پارسال)"
    rf"|(?<=پایان )(?P<unit3>سال|ماه)(?! \d)(?! (?:{alternatives(_MONTHS)})))(?!\w)"
)
_DUE_BEFORE = (
    r"(?<!\w)(?:"
    r"(?:مهلت|اخرین (?:فرصت|روز|زمان)|ضرب الاجل)[^.;!?\n]{0,60}"
    r"|فرصت (?:دار|خواه|داده|ثبت|هست)[^.;!?\n]{0,20} (?:تا|الی)[^.;!?\n]{0,30}"
    r"|حداکثر (?:تا|الی)[^.;!?\n]{0,30})"
)


def phrases() -> Phrases:
    """Give the Persian phrases."""
    return Phrases(
        calendar=Calendar.JALALI,
        first_weekday=5,
        months=_MONTHS,
        short_months=months_of("fa", Calendar.GREGORIAN, short=True) | months_of("fa", Calendar.JALALI, short=True),
        before=_BEFORE,
        after=_AFTER,
        year=rf"(?<!\w)سال(?:\s?های)?\s(?:مالی |تحصیلی )?(?P<year>{YEAR})(?:\s?(?:-|تا|الی)\s?(?P<last>{YEAR}))?",
        part=_PART,
        relative=_RELATIVE,
        numbers=_DAY_NUMBERS | numbered(_NUMBERS) | weekdays_of("fa"),
        units={"هفته": "week", "ماه": "month", "سال": "year", "امسال": "year", "پارسال": "year"},
        joints=r"\s?(?:-|تا|الی|لغایت)\s?(?:روز )?",
        between=r"(?<!\w)(?:بین|مابین|فاصله) (?:روزهای |تاریخ )?",
        between_joints=r" و ",
        end_before=rf"(?<!\w){any_of('پایان آخر انتهای')}\s(?:ماه |سال )?",
        due_before=_DUE_BEFORE,
        due_after=r"\s(?:ماه )?(?:اخرین|پایان) (?:مهلت|روز|فرصت)",
        by_after=r"\s(?:ماه )?(?:به )?پایان (?:می\s?رسد|می\s?یابد|خواهد)",
        until_before=rf"(?<!\w)(?:تا|الی|لغایت){_FILLER}\s",
        coming=r"(?:خواهد|خواهند|خواهیم|قرار است|می\s?شود|می\s?گردد|پیش\s?بینی|برنامه\s?ریزی)",
        gone=r"(?:شد|شدند|بود|بودند|یافت|رسید|گرفت|کردند)(?!\w)",
        calling=any_of(_CALLING),
        lasting=any_of(_LASTING),
    )
