"""Dates inside texts of three languages are found at their places, with their role."""

from __future__ import annotations

import pytest

from pipelines.dates import DateRole
from tests.dates.said import Said, found

DATE, DEADLINE, RANGE, PERIOD = DateRole.DATE, DateRole.DEADLINE, DateRole.RANGE, DateRole.PERIOD


TURKISH: list[tuple[str, list[Said]]] = [
    ("Toplantı 12 Kasım 2026'da yapıldı.", [("12 Kasım 2026", "2026-11-12", None, DATE)]),
    ("Toplantı 12 KASIM 2026 PERŞEMBE günü.", [("12 KASIM 2026", "2026-11-12", None, DATE)]),
    ("Şirket 4 ocakta kuruldu.", [("4 ocak", "2026-01-04", None, DATE)]),
    ("12.11.2026 tarihinde", [("12.11.2026", "2026-11-12", None, DATE)]),
    ("12/11/2026 tarihinde", [("12/11/2026", "2026-11-12", None, DATE)]),
    ("2026-11-12 tarihli", [("2026-11-12", "2026-11-12", None, DATE)]),
    ("12 Ara 2026", [("12 Ara 2026", "2026-12-12", None, DATE)]),
    ("Fuar 12-15 Kasım tarihlerinde.", [("12-15 Kasım", "2026-11-12", "2026-11-15", RANGE)]),
    ("Fuar 12 - 15 Kasım 2026'da.", [("12 - 15 Kasım 2026", "2026-11-12", "2026-11-15", RANGE)]),
    ("Fuar 12 ve 13 Kasım'da.", [("12 ve 13 Kasım", "2026-11-12", "2026-11-13", RANGE)]),
    ("12 ve 19 Kasım'da", [("12", "2026-11-12", None, DATE), ("19 Kasım", "2026-11-19", None, DATE)]),
    ("26 Kasım-7 Aralık tarihleri arası", [("26 Kasım-7 Aralık", "2026-11-26", "2026-12-07", RANGE)]),
    ("28 Aralık - 3 Ocak 2027", [("28 Aralık - 3 Ocak 2027", "2026-12-28", "2027-01-03", RANGE)]),
    ("28 Aralık 2026 - 3 Ocak", [("28 Aralık 2026 - 3 Ocak", "2026-12-28", "2027-01-03", RANGE)]),
    ("12 Kasım 2012 ile 10 Ocak 2013 arasında", [
        ("12 Kasım 2012 ile 10 Ocak 2013", "2012-11-12", "2013-01-10", RANGE),
    ]),
    ("12-15.11.2026 günleri", [("12-15.11.2026", "2026-11-12", "2026-11-15", RANGE)]),
    ("12.11.2026 - 15.11.2026", [("12.11.2026 - 15.11.2026", "2026-11-12", "2026-11-15", RANGE)]),
    ("1 Temmuz'dan 14 Ekim'e uzanan dönem", [("1 Temmuz'dan 14 Ekim", "2026-07-01", "2026-10-14", RANGE)]),
    ("30 Kasım'a kadar", [("30 Kasım", "2026-11-30", None, DEADLINE)]),
    ("30 Kasım 2026 tarihine kadar", [("30 Kasım 2026", "2026-11-30", None, DEADLINE)]),
    ("28 Kasım saat 24.00’e kadar uzatıldı", [("28 Kasım", "2026-11-28", None, DEADLINE)]),
    ("Başvurular 15 Ağustos'a kadar sürüyor.", [("15 Ağustos", "2027-08-15", None, DEADLINE)]),
    ("Son başvuru tarihi 15 Aralık 2026.", [("15 Aralık 2026", "2026-12-15", None, DEADLINE)]),
    ("Son başvuru: 5 Kasım", [("5 Kasım", "2026-11-05", None, DEADLINE)]),
    ("Teklifler en geç 20 Kasım Cuma günü verilmeli.", [("20 Kasım", "2026-11-20", None, DEADLINE)]),
    ("Başvurular 20 Kasım'da sona erecek.", [("20 Kasım", "2026-11-20", None, DEADLINE)]),
    ("Başvurular 1 Kasım'da açıldı, 30 Kasım'a kadar alınacak.", [
        ("1 Kasım", "2026-11-01", None, DATE), ("30 Kasım", "2026-11-30", None, DEADLINE)]),
    ("Başvurular 01 Nisan – 06 Mayıs arasında alınacak.", [
        ("01 Nisan – 06 Mayıs", "2027-04-01", "2027-05-06", DEADLINE),
    ]),
    ("Kasım sonuna kadar başvurulabilir.", [("Kasım", "2026-11-30", None, DEADLINE)]),
    ("yıl sonuna kadar başvurulabilir", [("yıl", "2026-12-31", None, DEADLINE)]),
    ("Kasım ayının 25'ine kadar", [("Kasım ayının 25", "2026-11-25", None, DEADLINE)]),
    ("15 Aralık'a kadar teslim edilecek.", [("15 Aralık", "2026-12-15", None, DATE)]),
    ("Sergi 15 Aralık'a kadar gezilebilecek.", [("15 Aralık", "2026-12-15", None, DATE)]),
    ("Fuar 15 Kasım'da sona erecek.", [("15 Kasım", "2026-11-15", None, DATE)]),
    ("Başvurular dün sona erdi.", [("dün", "2026-11-09", None, DATE)]),
    ("Bugüne kadar 40 şirket geldi.", [("Bugün", "2026-11-10", None, DATE)]),
    ("2030'a kadar iki katına çıkacak", [("2030", "2030", None, PERIOD)]),
    ("Kasım ayında", [("Kasım", "2026-11", None, PERIOD)]),
    ("Kasım'da", [("Kasım", "2026-11", None, PERIOD)]),
    ("nisan ayında ihracat arttı", [("nisan", "2026-04", None, PERIOD)]),
    ("nisan ayında açılacak", [("nisan", "2027-04", None, PERIOD)]),
    ("Mart 2015 itibarıyla", [("Mart 2015", "2015-03", None, PERIOD)]),
    ("2025 yılı Ocak ayında", [("2025 yılı Ocak", "2025-01", None, PERIOD)]),
    ("2025 yılının Ocak ayında", [("2025 yılının Ocak", "2025-01", None, PERIOD)]),
    ("geçen yıl kasım ayında", [("geçen yıl kasım", "2025-11", None, PERIOD)]),
    ("geçen Ocak ayında", [("geçen Ocak", "2026-01", None, PERIOD)]),
    ("önümüzdeki mart ayında", [("önümüzdeki mart", "2027-03", None, PERIOD)]),
    ("yüzde 12 Kasım ayında", [("Kasım", "2026-11", None, PERIOD)]),
    ("Ocak-Haziran döneminde", [("Ocak-Haziran", "2026-01-01", "2026-06-30", PERIOD)]),
    ("2026'da", [("2026", "2026", None, PERIOD)]),
    ("2026 yılında", [("2026", "2026", None, PERIOD)]),
    ("2024-2028 dönemi", [("2024-2028", "2024-01-01", "2028-12-31", PERIOD)]),
    ("2026 yılının üçüncü çeyreğinde", [("2026 yılının üçüncü çeyreğinde", "2026-07-01", "2026-09-30", PERIOD)]),
    ("yılın ilk yarısında", [("yılın ilk yarısında", "2026-01-01", "2026-06-30", PERIOD)]),
    ("3. çeyrekte", [("3. çeyrekte", "2026-07-01", "2026-09-30", PERIOD)]),
    ("dün, bugün, yarın", [
        ("dün", "2026-11-09", None, DATE),
        ("bugün", "2026-11-10", None, DATE),
        ("yarın", "2026-11-11", None, DATE),
    ]),
    ("gelecek cuma", [("gelecek cuma", "2026-11-13", None, DATE)]),
    ("geçtiğimiz salı günü", [("geçtiğimiz salı", "2026-11-03", None, DATE)]),
    ("bu cuma", [("bu cuma", "2026-11-13", None, DATE)]),
    ("bu pazar günü", [("bu pazar", "2026-11-15", None, DATE)]),
    ("haftaya perşembe", [("haftaya perşembe", "2026-11-19", None, DATE)]),
    ("önümüzdeki hafta", [("önümüzdeki hafta", "2026-11-16", "2026-11-22", PERIOD)]),
    ("geçen ay", [("geçen ay", "2026-10", None, PERIOD)]),
    ("gelecek yıl", [("gelecek yıl", "2027", None, PERIOD)]),
]  # fmt: skip
PERSIAN: list[tuple[str, list[Said]]] = [
    ("در تیرماه سال ۱۴۰۱", [("تیرماه سال ۱۴۰۱", "2022-06-22", "2022-07-22", PERIOD)]),
    ("در آذر ماه ۱۴۰۱،", [("آذر ماه ۱۴۰۱", "2022-11-22", "2022-12-21", PERIOD)]),
    ("۲۱ آبان ۱۴۰۵", [("۲۱ آبان ۱۴۰۵", "2026-11-12", None, DATE)]),
    ("۲۱ آبان‌ماه سال ۱۴۰۵", [("۲۱ آبان‌ماه سال ۱۴۰۵", "2026-11-12", None, DATE)]),
    ("٢١ آبان ١٤٠٥", [("٢١ آبان ١٤٠٥", "2026-11-12", None, DATE)]),
    ("بیست و یکم آبان", [("بیست و یکم آبان", "2026-11-12", None, DATE)]),
    ("اول اسفند", [("اول اسفند", "2027-02-20", None, DATE)]),
    ("۱۹ مهر ماه ۹۶", [("۱۹ مهر ماه ۹۶", "2017-10-11", None, DATE)]),
    ("۱۹ مهر ۹۶ نفر", [("۱۹ مهر", "2026-10-11", None, DATE)]),
    ("قیام ۱۵ خرداد ۱۳۴۲", [("۱۵ خرداد ۱۳۴۲", "1963-06-05", None, DATE)]),
    ("۱۲ نوامبر ۲۰۲۶", [("۱۲ نوامبر ۲۰۲۶", "2026-11-12", None, DATE)]),
    ("۸ نوامبر (۱۷ آبان)", [("۸ نوامبر", "2026-11-08", None, DATE), ("۱۷ آبان", "2026-11-08", None, DATE)]),
    ("۱۴۰۵/۰۸/۲۱", [("۱۴۰۵/۰۸/۲۱", "2026-11-12", None, DATE)]),
    ("۲۰ تا ۲۳ آبان", [("۲۰ تا ۲۳ آبان", "2026-11-11", "2026-11-14", RANGE)]),
    ("۲۰ الی ۲۳ آبان‌ماه", [("۲۰ الی ۲۳ آبان‌ماه", "2026-11-11", "2026-11-14", RANGE)]),
    ("روزهای 25 و 26 بهمن‌ماه سال جاری", [("25 و 26 بهمن‌ماه سال جاری", "2027-02-14", "2027-02-15", RANGE)]),
    ("از ۲۰ آبان تا ۵ آذر برپاست", [("۲۰ آبان تا ۵ آذر", "2026-11-11", "2026-11-26", RANGE)]),
    ("بین ۲۰ آبان و ۵ آذر", [("۲۰ آبان و ۵ آذر", "2026-11-11", "2026-11-26", RANGE)]),
    ("تا پایان آذر", [("آذر", "2026-12-21", None, DEADLINE)]),
    ("مهلت ثبت نام تا ۳۰ آبان تمدید شد", [("۳۰ آبان", "2026-11-21", None, DEADLINE)]),
    ("آخرین مهلت ارسال آثار ۱۵ دی‌ماه است", [("۱۵ دی‌ماه", "2027-01-05", None, DEADLINE)]),
    ("متقاضیان تا ۳۰ آبان فرصت دارند", [("۳۰ آبان", "2026-11-21", None, DEADLINE)]),
    ("حداکثر تا روز شنبه ۳۰ آبان", [("۳۰ آبان", "2026-11-21", None, DEADLINE)]),
    ("تا پایان سال جاری ثبت‌نام کنند", [("سال جاری", "2027-03-20", None, DEADLINE)]),
    ("تا ۳۰ آبان به بهره‌برداری می‌رسد", [("۳۰ آبان", "2026-11-21", None, DATE)]),
    ("نمایشگاه تا ۳۰ آبان ادامه دارد", [("۳۰ آبان", "2026-11-21", None, DATE)]),
    ("تا به امروز", [("امروز", "2026-11-10", None, DATE)]),
    ("تا پایان سال ۱۴۰۵", [("۱۴۰۵", "2027-03-20", None, DATE)]),
    ("سال ۱۴۰۵", [("۱۴۰۵", "2026-03-21", "2027-03-20", PERIOD)]),
    ("سال ۲۰۲۶", [("۲۰۲۶", "2026", None, PERIOD)]),
    ("سال‌های ۱۴۰۰ تا ۱۴۰۳", [("۱۴۰۰ تا ۱۴۰۳", "2021-03-21", "2025-03-20", PERIOD)]),
    ("سه‌ماهه سوم ۱۴۰۵", [("سه‌ماهه سوم ۱۴۰۵", "2026-09-23", "2026-12-21", PERIOD)]),
    ("پاییز ۱۴۰۵", [("پاییز ۱۴۰۵", "2026-09-23", "2026-12-21", PERIOD)]),
    ("نیمه دوم سال جاری", [("نیمه دوم سال جاری", "2026-09-23", "2027-03-20", PERIOD)]),
    ("اواخر نوامبر سال 2006", [("نوامبر سال 2006", "2006-11", None, PERIOD)]),
    ("خرداد ماه گذشته", [("خرداد ماه گذشته", "2026-05-22", "2026-06-21", PERIOD)]),
    ("آبان سال گذشته", [("آبان سال گذشته", "2025-10-23", "2025-11-21", PERIOD)]),
    ("دیروز و فردا", [("دیروز", "2026-11-09", None, DATE), ("فردا", "2026-11-11", None, DATE)]),
    ("هفته آینده", [("هفته آینده", "2026-11-14", "2026-11-20", PERIOD)]),
    ("سه‌شنبه هفته آینده", [("سه‌شنبه هفته آینده", "2026-11-17", None, DATE)]),
    ("جمعه گذشته", [("جمعه گذشته", "2026-11-06", None, DATE)]),
    ("ماه گذشته", [("ماه گذشته", "2026-09-23", "2026-10-22", PERIOD)]),
    ("امسال و پارسال", [("امسال", "2026-03-21", "2027-03-20", PERIOD), ("پارسال", "2025-03-21", "2026-03-20", PERIOD)]),
]  # fmt: skip
ENGLISH: list[tuple[str, list[Said]]] = [
    ("on 12 November 2026", [("12 November 2026", "2026-11-12", None, DATE)]),
    ("on November 12, 2026", [("November 12, 2026", "2026-11-12", None, DATE)]),
    ("the 12th of November 2026", [("12th of November 2026", "2026-11-12", None, DATE)]),
    ("Nov. 12, 2026", [("Nov. 12, 2026", "2026-11-12", None, DATE)]),
    ("21 Aban 1405", [("21 Aban 1405", "2026-11-12", None, DATE)]),
    ("September 30, 1882", [("September 30, 1882", "1882-09-30", None, DATE)]),
    ("November 20-23, 2026", [("November 20-23, 2026", "2026-11-20", "2026-11-23", RANGE)]),
    ("20–23 November", [("20–23 November", "2026-11-20", "2026-11-23", RANGE)]),
    ("from 20 November to 6 December", [("20 November to 6 December", "2026-11-20", "2026-12-06", RANGE)]),
    ("between 20 November and 6 December", [("20 November and 6 December", "2026-11-20", "2026-12-06", RANGE)]),
    ("until 30 November", [("30 November", "2026-11-30", None, DEADLINE)]),
    ("Deadline: 15 December 2026", [("15 December 2026", "2026-12-15", None, DEADLINE)]),
    ("Proposals are due 5 January 2027.", [("5 January 2027", "2027-01-05", None, DEADLINE)]),
    ("Applications close on December 1.", [("December 1", "2026-12-01", None, DEADLINE)]),
    ("Submit by Friday, 30 November", [("30 November", "2026-11-30", None, DEADLINE)]),
    ("will be delivered by 30 November", [("30 November", "2026-11-30", None, DATE)]),
    ("The fair remains open until 30 November", [("30 November", "2026-11-30", None, DATE)]),
    ("in November", [("November", "2026-11", None, PERIOD)]),
    ("last December", [("last December", "2025-12", None, PERIOD)]),
    ("next May", [("next May", "2027-05", None, PERIOD)]),
    ("in October last year", [("October last year", "2025-10", None, PERIOD)]),
    ("third quarter of 2026", [("third quarter of 2026", "2026-07-01", "2026-09-30", PERIOD)]),
    ("Q3 2026", [("Q3 2026", "2026-07-01", "2026-09-30", PERIOD)]),
    ("second half of this year", [("second half of this year", "2026-07-01", "2026-12-31", PERIOD)]),
    ("in 2026", [("2026", "2026", None, PERIOD)]),
    ("from 2024 to 2028", [("2024 to 2028", "2024-01-01", "2028-12-31", PERIOD)]),
    ("by the end of November", [("November", "2026-11-30", None, DATE)]),
    ("next Friday", [("next Friday", "2026-11-13", None, DATE)]),
    ("last month", [("last month", "2026-10", None, PERIOD)]),
    ("next quarter", [("next quarter", "2027-01-01", "2027-03-31", PERIOD)]),
    ("yesterday", [("yesterday", "2026-11-09", None, DATE)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), TURKISH, ids=[text for text, _ in TURKISH])
def test_turkish_dates(text: str, said: list[Said]) -> None:
    """Turkish days, ranges, deadlines, periods and relative dates are what the sentence says."""
    assert found(text, "tr") == said


@pytest.mark.parametrize(("text", "said"), PERSIAN, ids=[text for text, _ in PERSIAN])
def test_persian_dates(text: str, said: list[Said]) -> None:
    """Persian days, ranges, deadlines, periods and relative dates are what the sentence says, in both calendars."""
    assert found(text, "fa") == said


@pytest.mark.parametrize(("text", "said"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english_dates(text: str, said: list[Said]) -> None:
    """English days, ranges, deadlines, periods and relative dates are what the sentence says."""
    assert found(text, "en") == said
