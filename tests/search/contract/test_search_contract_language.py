"""Every line of the query language, as queries on a small library with the articles that must be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.index import Index, Request
from search.query import parse

if TYPE_CHECKING:
    from datetime import date

    from search.vocabulary import Vocabulary

ALL = (
    "cagri yatirim yatirim-kopya ziyaret iptal tarihsiz ozet park danesh hush safar daneshgah startup delegation "
    "chips order"
)
FA = "park danesh hush safar daneshgah"
EN = "startup delegation chips order"

WORDS = [
    # Turkish: inflections, the locale's letters, apostrophes, spelling without marks
    ("girişimci", "cagri"),
    ("girişimcilere", "cagri"),
    ("GİRİŞİMCİ", "cagri"),
    ("girisimci", "cagri"),
    ("girişim", "yatirim yatirim-kopya"),
    ("girişimin", "yatirim yatirim-kopya"),
    ("girisimlerin", "yatirim yatirim-kopya"),
    ("yatırım", "yatirim yatirim-kopya"),
    ("yatirim", "yatirim yatirim-kopya"),
    ("YATIRIM", "yatirim yatirim-kopya"),
    ("yatırımlar", "yatirim yatirim-kopya"),
    ("çağrı", "cagri"),
    ("çağrısı", "cagri"),
    ("cagri", "cagri"),
    ("zeka", "cagri"),
    ("zekâ", "cagri"),
    ("projeler", "cagri"),
    ("proje", "cagri"),
    ("teknopark", "ziyaret"),
    ("teknoparklar", "ziyaret"),
    ("Ankara", "ziyaret"),
    ("Ankara'yı", "ziyaret"),
    ("Ankara’ya", "ziyaret"),
    ("ANKARA", "ziyaret"),
    ("heyet", "ziyaret"),
    ("heyeti", "ziyaret"),
    ("anlaşma", "iptal"),
    ("anlaşmayı", "iptal"),
    ("dönüşüm", "tarihsiz"),
    ("donusum", "tarihsiz"),
    ("İstanbul", "yatirim yatirim-kopya startup"),
    ("istanbul", "yatirim yatirim-kopya startup"),
    ("ISTANBUL", "yatirim yatirim-kopya startup"),
    ("I\u0307stanbul", "yatirim yatirim-kopya startup"),
    ("TÜBİTAK", "cagri park startup"),
    ("tubitak", "cagri park startup"),
    ("TÜBİTAK'ın", "cagri startup"),
    ("başvuru", "cagri"),
    ("Kasım", "cagri"),
    ("kasim", "cagri"),
    # Persian: ZWNJ, blank and glued, Arabic letters, plural and ezafe, digits
    ("دانش‌بنیان", "park danesh"),
    ("دانش بنیان", "park danesh"),
    ("دانشبنیان", "park danesh"),
    ("دانش بنيان", "park danesh"),
    ("شرکت", "park danesh"),
    ("شرکت‌های", "park danesh"),
    ("شرکت های", "park danesh"),
    ("شرکتهای", "park danesh"),
    ("شركتهاي", "park danesh"),
    ("شرکت های دانش‌بنیان", "park danesh"),
    ("پارک", "park safar"),
    ("پارک‌ها", "park safar"),
    ("پارک علم و فناوری", "park"),
    ("علم و فناوری", "park"),
    ("آذربایجان شرقی", "park"),
    ("آذربایجان‌شرقی", "park"),
    ("دانشگاه", "hush safar daneshgah"),
    ("دانشگاه‌ها", "hush safar daneshgah"),
    ("دانش", "park danesh daneshgah"),
    ("تبریز", "hush safar"),
    ("حمایت", "danesh"),
    ("می‌کند", "park safar"),
    ("می کند", "park safar"),
    ("میکند", "park safar"),
    ("250", "danesh"),
    ("۲۵۰", "danesh"),
    ("٢٥٠", "danesh"),
    ("تفاهم‌نامه", "safar"),
    ("تفاهم نامه", "safar"),
    ("تفاهمنامه", "safar"),
    ("توبیتاک", "cagri park startup"),
    # English
    ("startup", "startup"),
    ("raise", "startup"),
    ("raises", "startup"),
    ("raised", "startup"),
    ("robots", "chips"),
    ("robot", "chips"),
    ("visit", "delegation"),
    ("C++", "chips"),
    ("c++", "chips"),
    ("5G", "chips"),
    ("R&D", "chips"),
    ("investors", "startup"),
    ("investor", "startup"),
    ("agreement", "delegation"),
    ("nothingatall", ""),
]

OPERATORS = [
    ("heyet Ankara", "ziyaret"),
    ("heyet AND Ankara", "ziyaret"),
    ("heyet & Ankara", "ziyaret"),
    ("heyet VE Ankara", "ziyaret"),
    ("heyet ve Ankara", "ziyaret"),
    ("Ankara startup", ""),
    ("Ankara OR startup", "ziyaret startup"),
    ("Ankara | startup", "ziyaret startup"),
    ("Ankara|startup", "ziyaret startup"),
    ("Ankara || startup", "ziyaret startup"),
    ("Ankara VEYA startup", "ziyaret startup"),
    ("هوش یا حمایت", "hush danesh"),
    ("دانشگاه و تبریز", "hush safar"),
    ("دانشگاه نه تبریز", "daneshgah"),
    ("دانشگاه -تبریز", "daneshgah"),
    ("دانشگاه NOT تبریز", "daneshgah"),
    ("دانشگاه !تبریز", "daneshgah"),
    ("İstanbul DEĞİL yatırım", "startup"),
    ("İstanbul -yatırım", "startup"),
    ("İstanbul NOT yatırım NOT startup", ""),
    ("-lang:tr -lang:fa", EN),
    ("NOT lang:tr", f"{FA} {EN}"),
    ("NOT NOT lang:fa", FA),
    ("NOT (lang:tr OR lang:fa)", EN),
    ("(Ankara OR hush) OR (startup -Ankara)", "ziyaret startup"),
    ("İstanbul (startup OR kurucu)", "yatirim yatirim-kopya startup"),
    ("(İstanbul OR Ankara) lang:en", "startup"),
    ("Ankara heyet OR startup round", "ziyaret startup"),
    ("Ankara OR NOT lang:tr", f"ziyaret {FA} {EN}"),
    ("lang:tr (-yatırım) -heyet", "cagri iptal tarihsiz ozet"),
    ("+Ankara +heyet", "ziyaret"),
    ("*", ALL),
    ("", ALL),
    ("startup *", "startup"),
    ("NOT *", ""),
]

PHRASES = [
    ('"yatırım aldı"', "yatirim yatirim-kopya"),
    ('"YATIRIM ALDI"', "yatirim yatirim-kopya"),
    ("“yatırım aldı”", "yatirim yatirim-kopya"),
    ("«yatırım aldı»", "yatirim yatirim-kopya"),
    ('"yatırımlar aldı"', ""),
    ('"aldı yatırım"', ""),
    ('"İstanbul hedefi"', "yatirim"),
    ('"İstanbul hedefini"', "yatirim-kopya"),
    ('"üç milyon dolar"', "yatirim yatirim-kopya"),
    ('"three million dollars"', "startup"),
    ('"dollars. Investors"', "startup"),
    ('"million startup"', ""),
    ('"دانش بنیان"', "park danesh"),
    ('"دانش‌بنیان"', "park danesh"),
    ('"دانشبنیان"', "park danesh"),
    ('"شرکت‌های دانش‌بنیان"', "park danesh"),
    ('"شرکت های دانش بنيان"', "park danesh"),
    ('"پارک علم و فناوری"', "park"),
    ('"هوش مصنوعی"', "hush"),
    ('"Ankara\'yı ziyaret"', "ziyaret"),
    ('"zekâ projeleri"', "cagri"),
    ('"zeka projeleri"', "cagri"),
    ('"alpha gamma"', ""),
    ('"alpha gamma"~1', "order"),
    ('"alpha delta"~1', ""),
    ('"alpha delta"~2', "order"),
    ('"gamma alpha"~1', ""),
    ('"delta alpha"~1', "order"),
    ('"beta alpha"~3', ""),
    ('"alpha gamma delta"~1', "order"),
    ('"delta delta"~0', "order"),
    ('"alpha alpha"~1', "order"),
    ('"alpha alpha"', ""),
    ('near:"beta delta"~1', "order"),
    ('near:"delta beta"~1', "order"),
    ('near:"delta beta"~0', ""),
    ("alpha NEAR/1 alpha", "order"),
    ("alpha NEAR/0 alpha", ""),
    ("yatırım NEAR/3 milyon", "yatirim yatirim-kopya"),
    ("yatırımlar NEAR/3 milyon", "yatirim yatirim-kopya"),
    ("milyon NEAR/0 yatırım", ""),
    ("investor NEAR istanbul", "startup"),
    ("gamma NEAR/2 time", ""),
    ("gamma NEAR/3 time", "order"),
    ('near:"gamma time alpha"~4', "order"),
    ("هوش NEAR/2 سامانه", "hush"),
    ("inv*", "startup"),
    ("INV*", "startup"),
    ("yatır*", "yatirim yatirim-kopya"),
    ("yatir*", "yatirim yatirim-kopya"),
    ("girişimc*", "cagri"),
    ("دانشگ*", "hush safar daneshgah"),
    ("c+*", "chips"),
    ("zzz*", ""),
    ("İst*", "yatirim yatirim-kopya startup"),
]


def _found(index: Index, text: str, today: date, registers: Vocabulary) -> set[str]:
    query = parse(text, today=today, vocabulary=registers).query
    result = index.search(Request(query=query, size=100))
    assert result.total == len(result.hits) == index.count(query)
    return {hit.id for hit in result.hits}


@pytest.mark.parametrize(("text", "expected"), [*WORDS, *OPERATORS, *PHRASES])
def test_a_query_finds_exactly_the_articles_that_answer_it(
    library: Index, today: date, registers: Vocabulary, text: str, expected: str
) -> None:
    """Each line of the query language finds what a reader of the library would pick, in every engine."""
    assert _found(library, text, today, registers) == set(expected.split())
