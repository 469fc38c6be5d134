"""The fields and ranges of the query language, as queries on a small library with the articles that must be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.index import Index, Request
from search.query import parse

if TYPE_CHECKING:
    from datetime import date

    from search.vocabulary import Vocabulary

TR = "cagri yatirim yatirim-kopya ziyaret iptal tarihsiz ozet"
FA = "park danesh hush safar daneshgah"
EN = "startup delegation chips order"

FIELDS = [
    ("title:yatırım", "yatirim yatirim-kopya"),
    ("title:istanbul", ""),
    ("title:(turkish startup)", "startup"),
    ("title:(startup OR delegation)", "startup delegation"),
    ('title:"yatırım aldı"', "yatirim yatirim-kopya"),
    ('title:"aldı yatırım"', ""),
    ("title:start*", "startup"),
    ("title:invest*", ""),
    ("başlık:heyet", "ziyaret"),
    ("عنوان:دانشگاه", "daneshgah"),
    ("title:شرکت های", "danesh"),
    ("title:turkish -title:startup", "delegation"),
    ("source:courier", EN),
    ("source:COURIER", EN),
    ("kaynak:danesh", "park hush"),
    ("منبع:danesh", "park hush"),
    ("source:(danesh OR gozaresh)", FA),
    ("source:danesh,gozaresh", FA),
    ("source:nobody", ""),
    ("-source:courier -source:danesh -source:gozaresh", TR),
    ("country:tr", TR),
    ("country:IR", FA),
    ("lang:fa", FA),
    ("dil:en", EN),
    ("kind:magazine", EN),
    ("kind:agency lang:tr", "cagri yatirim-kopya ozet"),
    ("topic:ai", "cagri yatirim hush"),
    ('topic:"yapay zeka"', "cagri yatirim hush"),
    ('konu:"هوش مصنوعی"', "cagri yatirim hush"),
    ("topic:(ai OR parks)", "cagri yatirim hush park safar delegation ziyaret"),
    ("topic:ai topic:venture-capital", "yatirim"),
    ("org:tr/tubitak", "cagri park startup"),
    ("org:tubitak", "cagri park startup"),
    ("org:TÜBİTAK", "cagri park startup"),
    ("org:توبیتاک", "cagri park startup"),
    ('kurum:"Doğu Azerbaycan Bilim ve Teknoloji Parkı"', "park"),
    ('سازمان:"پارک علم و فناوری آذربایجان شرقی"', "park"),
    ('"Doğu Azerbaycan Bilim ve Teknoloji Parkı"', "park"),
    ("Doğu Azerbaycan Bilim ve Teknoloji Parkı", "park"),
    ('org:"Sample Chips Ltd"', "chips"),
    ('org:"sample chips ltd"', "chips"),
    ("event:visit", "ziyaret safar delegation"),
    ("event:agreement", "safar"),
    ("event:call", "cagri"),
    ("event:(call OR opening)", "cagri park"),
    ("place:Tabriz", "park safar delegation"),
    ("place:TABRIZ", "park safar delegation"),
    ("place:istanbul", "yatirim"),
    ("place:İstanbul", "yatirim"),
    ('author:"ayse isik"', "yatirim"),
    ('yazar:"AYŞE IŞIK"', "yatirim"),
    ("story:robotik", "yatirim yatirim-kopya"),
    ("story:heyet", "safar delegation"),
    ("duplicate:yes", "yatirim-kopya"),
    ("duplicate:evet", "yatirim-kopya"),
    ("duplicate:yatirim", "yatirim-kopya"),
    ("duplicate:no story:robotik", "yatirim"),
    ("is:interaction", "ziyaret park safar delegation"),
    ("is:need", "cagri"),
    ("is:stub", "ozet"),
    ("is:undated", "tarihsiz"),
    ("is:complete source:duyuru", "cagri yatirim-kopya"),
    ("id:park", "park"),
    ("id:(park OR hush)", "park hush"),
]

DATES = [
    ("published:2026-11-12", "cagri"),
    ("published:12.11.2026", "cagri"),
    ("published:2026-11-10..2026-11-12", "cagri yatirim yatirim-kopya"),
    ("published:2026-11-12..2026-11-10", "cagri yatirim yatirim-kopya"),
    ("published:2026-10", "ziyaret hush safar delegation"),
    ("published:2026-09..2026-10", "ziyaret iptal hush safar daneshgah delegation"),
    ("published:2025", "order"),
    ("published:..2026-09", "order iptal daneshgah"),
    ("published:2026-11-15..", "startup ozet"),
    ("published:>=2026-11-15", "startup ozet"),
    ("published:>2026-11-15", "ozet"),
    ("published:<2026", "order"),
    ("published:<=2025-03-20", "order"),
    ("published:[2026-11-15 TO *]", "startup ozet"),
    # 1 Aban 1405 is 23 October 2026, 1 Mehr 1405 is 23 September 2026, 30 Esfand 1403 is 20 March 2025.
    ("published:1405-08", "cagri yatirim yatirim-kopya park danesh safar startup delegation chips"),
    ("published:۱۴۰۵-۰۸", "cagri yatirim yatirim-kopya park danesh safar startup delegation chips"),
    ("published:1405/08/01", "safar delegation"),
    ("published:1405-07..1405-07", "ziyaret hush"),
    ("published:1405-06", "iptal daneshgah"),
    ("published:1403", "order"),
    ("تاریخ:۱۴۰۵/۰۸/۰۱", "safar delegation"),
    ("published:today", ""),
    ("published:yesterday", "ozet"),
    ("published:dün", "ozet"),
    ("published:دیروز", "ozet"),
    ("published:last-7-days", "ozet"),
    ("published:last-10-days", "startup ozet"),
    ("published:son-10-gün", "startup ozet"),
    ('published:"۱۰ روز گذشته"', "startup ozet"),
    ("published:this-week", "ozet"),
    ("published:last-week", ""),
    ("published:last-month", "ziyaret hush safar delegation"),
    ("published:geçen-ay", "ziyaret hush safar delegation"),
    ("published:ماه-گذشته", "cagri yatirim yatirim-kopya park danesh safar startup delegation chips"),
    ("published:2026-W46", "cagri yatirim yatirim-kopya startup"),
    ("published:2026-Q3", "iptal daneshgah"),
    ("published:2026 -published:2026-11 -published:2026-10", "iptal daneshgah"),
    ("NOT published:1900..", "tarihsiz"),
]


def _found(index: Index, text: str, today: date, registers: Vocabulary) -> set[str]:
    query = parse(text, today=today, vocabulary=registers).query
    result = index.search(Request(query=query, size=100))
    assert result.total == len(result.hits) == index.count(query)
    return {hit.id for hit in result.hits}


@pytest.mark.parametrize(("text", "expected"), [*FIELDS, *DATES])
def test_a_field_selects_exactly_the_articles_that_have_the_property(
    library: Index, today: date, registers: Vocabulary, text: str, expected: str
) -> None:
    """Each field and each way to write a range finds what a reader of the library would pick, in every engine."""
    assert _found(library, text, today, registers) == set(expected.split())
