"""Turkish dates inside texts."""

from __future__ import annotations

from pipelines.dates.names import alternatives, months_of, weekdays_of
from pipelines.dates.phrases import DAY, YEAR, Phrases, any_of, numbered
from pipelines.records import Calendar

# A case ending, with its apostrophe or, as the wild has it, with a blank or nothing instead.
_CASE = r"(?:['\s]?(?:[dt][ae]n?|[dt][ae]ki|y?[aeiu]|n?[iu]n|n[ae]|y?l[ae]))?(?![^\W_])"
_WHICH = any_of("geçen geçtiğimiz bu içinde_bulunduğumuz gelecek önümüzdeki")
_WHICH_YEAR = rf"{_WHICH} (?:yil|sene)(?:[iu]n)?"
_NUMBERS = """
-1: geçen geçtiğimiz dün
0: bu içinde_bulunduğumuz bugün
1: gelecek önümüzdeki haftaya yarın birinci ilk
2: ikinci öbür_gün
3: üçüncü
4: dördüncü son
"""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHORT = frozenset(("pzt", "sal", "car", "per", "cum", "cmt", "paz", "pazar"))
# "Pazar" is a market, too, unless "the day" follows.
_WEEKDAY = rf"(?:{alternatives(name for name in weekdays_of('tr') if name not in _SHORT)}|pazar(?= gun))"
_FILLER = (
    rf"(?:[ ,(]+(?:tarih|gun|ayi|aksam|mesai|bitim|saat|itibar|{_WEEKDAY}|\d{{1,2}}[.:]\d\d)(?:'?[a-z]+)?\)?)*"
)  # fmt: skip
_CALLING = (
    "başvur müracaat kayıt kayıtlar teklif ihale çağrısı çağrıya çağrılar proje_çağrı proje_öneri önkayıt evrak hibe "
    "bildiri_gönder bildiriler gönderebil iletebil yarışma ön_talep"
)
_LASTING = (
    "teslim tamamla bitiril hizmete devreye açılacak açılması faaliyete üretim üretil ulaş artır yüksel devam sürecek "
    "sürüyor süren açık_kal gezilebil ziyaret izlenebil sergi hedef planlan inşa vizyon görülebil yaşan"
)
_DAYS = rf"(?P<first>{DAY})\.?(?:(?:\s?[-,]\s?{DAY})*(?P<joint>\s?-\s?|,? ile | ve |, ?)(?P<last>{DAY})\.?)?\s?"
_BEFORE = (
    rf"(?<![\d.,/:%])(?<!% )(?<!yuzde )(?:(?P<year>{YEAR})(?:'?[a-z]{{2,3}})?(?: yili?n?(?:[iu]n|daki)?)?[ ,]+"
    rf"|(?<!\w)(?P<which>{_WHICH_YEAR}|{_WHICH}) )?(?:{_DAYS})?"
)
_AFTER = (
    rf"(?:(?: ay[iu]n[iu]n|'?n?[iu]n) (?P<first>{DAY})(?=')|(?P<month>(?='(?:[dt][ae]|y?[aeiu])(?![^\W_])))"
    rf"|\.?{_CASE}(?:[ ,]+(?P<year>{YEAR})|\s?/\s?(?P<year2>{YEAR})"
    r"|(?P<month2>(?= (?:ayi|ayl|son|bas|orta|donem))))?)"
)
_YEAR = (
    rf"(?<![\d.,])(?P<year>{YEAR})(?:\s?-\s?(?P<last>{YEAR}))?"
    r"(?=(?: (?:mali |takvim |egitim |ogretim )*(?:yil|sene|donem)|'[a-z]| sonu))"
)
_PART = (
    rf"(?:(?P<year>{YEAR})(?:'?[a-z]{{2,3}})?(?: yili?n?(?:[iu]n)?)?,? |(?P<which>{_WHICH_YEAR}) |yilin )?"
    r"(?<!\w)(?:(?P<quarter>birinci|ilk|ikinci|ucuncu|dorduncu|son|[1-4]\.?|iv\.?|i{1,3}\.?) ceyre[gk]\w*"
    r"|(?P<half>birinci|ilk|ikinci|[12]\.) yari(?:yil)?(?:s[iu])?(?:n[dc]?a\w*)?(?!\w))"
)
_RELATIVE = (
    rf"(?<!\w)(?:(?P<day>dun)(?:ku|den)?(?!\w)|(?:(?P<day2>bugun|yarin|obur gun)(?:ku)?"
    rf"|(?P<which>{_WHICH}) (?:(?P<weekday>{_WEEKDAY})"
    rf"|(?P<unit>hafta|ay|yil|sene)(?! sonu))|(?P<which2>(?P<week>haftaya)) (?P<weekday2>{_WEEKDAY}))"
    r"(?:y?[iuae]|[dt][ae]n?|n?[iu]n|(?:n[dt]a)?ki|s[iu])?(?![^\W_])"
    rf"|(?P<which3>{_WHICH} )?(?P<unit2>ay|yil)(?=\s?sonu))"
)
_DUE_BEFORE = (
    r"(?:son (?:basvuru|tarih|gun|kayit|muracaat|teklif|katilim|odeme|teslim)\w*|en gec"
    r"|(?:basvuru|kayit|muracaat|teklif)\w* (?:icin )?(?:bitis|kapanis|son)\w*"
    r"|(?:bitis|kapanis) (?:tarih|gun)\w*)"
    r"[^.;!?\n]{0,40}"
)
_UNTIL_AFTER = (
    rf"(?:['\s]?(?:y?[ae]|[sy]?[iu]n[ae]))?{_FILLER}"
    rf"(?:\s?(?:ay[iu] |yil[iu] )?sonun[ae])?{_FILLER} (?:kadar|dek|degin)(?!\w)"
)


def phrases() -> Phrases:
    """Give the Turkish phrases."""
    return Phrases(
        calendar=Calendar.GREGORIAN,
        first_weekday=0,
        months=months_of("tr", Calendar.GREGORIAN),
        short_months=months_of("tr", Calendar.GREGORIAN, short=True) | months_of("tr", Calendar.JALALI),
        before=_BEFORE,
        after=_AFTER,
        year=_YEAR,
        part=_PART,
        relative=_RELATIVE,
        numbers=numbered(_NUMBERS) | _ROMAN | weekdays_of("tr"),
        units={"hafta": "week", "ay": "month", "yil": "year", "sene": "year"},
        joints=r"\s?-\s?| ile |['\s]?[dt][ae]n (?:baslay\w+ )?",
        end_after=r"(?:'?[a-z]{0,3})?(?: ay[iu](?:n[iu]n)?)?(?: yil[iu]?(?:n[iu]n)?)?\s?sonu",
        due_before=_DUE_BEFORE,
        due_after=rf"{_CASE}{_FILLER}[ ,]*son (?:gun|tarih|basvuru)",
        by_after=rf"{_CASE}{_FILLER}[ ,]*(?:sona er|son bul|bite[cr]|bitiyor|bitti|kapan)",
        until_after=_UNTIL_AFTER,
        coming=r"(?:\w+[ae]c[ae][kg]|planlan|hedefl|bekleni|yaklas)",
        gone=r"(?:\w+(?:[iu]l|[iu]n|an|en)d[iu]|\w*(?:oldu|katildi|basladi|bitti|geldi|gitti)|\w+m[iu]st[iu]r)(?!\w)",
        calling=any_of(_CALLING),
        lasting=any_of(_LASTING),
    )
