"""The language of an article: headlines of six languages and two scripts, mixed pages, odd input."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language import ACCEPTED, identify

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "../shared/data/parallel"

HEADLINES = {
    "tr": """
        Yerli batarya fabrikasının temeli atıldı
        Üç girişim 2,5 milyon dolar yatırım aldı
        Teknoparklarda ihracat rekoru
        KOSGEB yeni destek programını açıkladı
        TÜBİTAK'tan genç araştırmacılara burs çağrısı
        BAKANLIK YAPAY ZEKA STRATEJİSİNİ DUYURDU
        Uydu fırlatma takvimi belli oldu
        Üniversite ile sanayi arasında protokol imzalandı
        Tebriz ve Van arasında yeni ticaret ofisi
        Savunma sanayisinde yeni anlaşma
        Kuluçka merkezine başvurular başladı
        Elektrikli araç satışları arttı
        """,
    "fa": """
        تفاهم‌نامه همکاری میان دو پارک علم و فناوری امضا شد
        رونمایی از محصول دانش‌بنیان در تبریز
        صادرات شرکتهای فناور به ترکیه افزایش یافت
        نمایشگاه فناوري نانو در تهران آغاز به كار كرد
        دیدار رئیس پارک با هیئت ترکیه‌ای
        فراخوان جذب نخبگان منتشر شد
        آغاز به کار شتاب‌دهنده تازه
        قیمت جدید خودرو اعلام شد
        رئیس جمهور: مسائل اقتصادی حل می‌شود
        ویدئوی معرفی سامانه هوشمند
        مرکز نوآوری دانشگاه افتتاح شد
        سرمایه‌گذاری خارجی در انرژی خورشیدی
        """,
    "en": """
        Turkish start-up raises five million dollars
        Iran and Türkiye sign technology agreement
        Science park opens joint office in Tabriz
        New satellite to be launched next year
        Ministry announces artificial intelligence strategy
        Exports of knowledge-based companies grow
        INVESTORS LOOK AT TEKNOPARKS
        How İstanbul became a hub for game studios
        Battery plant construction begins
        University spin-off wins award
        """,
    "az": """
        Azərbaycanda yeni texnologiya parkı açıldı
        Bakıda startap sərgisi keçirilir
        Nazir yeni layihə haqqında danışdı
        Süni intellekt üzrə milli strategiya təsdiqlənib
        Universitetlər arasında əməkdaşlıq memorandumu imzalanıb
        Peyk istehsalı üçün müqavilə bağlanıb
        Kosmik agentlik yeni peyki orbitə çıxardı
        Elm və təhsil naziri Tehrana səfər edib
        İqtisadi inkişaf üçün yeni imkanlar yaradılır
        Gənc alimlər üçün qrant müsabiqəsi elan olunub
        """,
    "azb": """
        تورکیه ایله ایران آراسیندا یئنی آنلاشما ایمضالاندی
        تبریزده بیلیم و تکنولوژی پارکی آچیلدی
        بو ایل اوچون یئنی پروژه‌لر آچیقلاندی
        آذربایجان دیلینده یازیلان کیتابلار سرگیسی
        اؤیرنجیلر اوچون بؤیوک بیر فرصت
        شهرین یوللاری گئجه باغلی اولاجاق
        یئنی شیرکتلر ایکی میلیون دولار سرمایه آلدی
        گنجلرین ایش تاپماسی چتین اولوب
        بیلیم آداملاری گؤروشدولر
        اونلار سونرا تهرانا گئتدیلر
        """,
    "ar": """
        وزارة الصناعة تعلن عن برنامج دعم جديد للشركات الناشئة
        افتتاح حديقة العلوم والتكنولوجيا في تبريز
        توقيع اتفاقية تعاون بين الجامعة والشركة
        إطلاق قمر صناعي جديد من المركز الفضائي
        ارتفاع صادرات التكنولوجيا إلى مستوى قياسي
        رئيس الوزراء يزور المعرض الدولي
        شركة ناشئة تحصل على استثمار بقيمة مليون دولار
        الذكاء الاصطناعي يغير مستقبل التعليم
        إيران وتركيا تبحثان التعاون العلمي
        بدء التسجيل في مسرعة الأعمال
        """,
    "ku": """
        Navenda teknolojiyê ya nû li Amedê hat vekirin
        Zanîngeh û pîşesazî bi hev re dixebitin
        Ji bo ciwanan bernameya nû ya piştgiriyê
        Wezîr li Tehranê civînek li dar xist
        Pargîdaniya nû pênc mîlyon dolar veberhênan girt
        Li Wanê pêşangeha teknolojiyê dest pê kir
        Zanyarên ciwan xelat wergirtin
        Peymana hevkariyê di navbera her du welatan de hat îmzekirin
        Hejmara bikarhênerên înternetê zêde bû
        Dibistanên nû yên bajêr hatin vekirin
        """,
    "ckb": """
        پارکی زانست و تەکنەلۆژیا لە هەولێر کرایەوە
        ڕێککەوتننامەی هاوکاری لە نێوان دوو زانکۆ واژۆ کرا
        کۆمپانیا نوێیەکان ملیۆنێک دۆلاریان وەرگرت
        وەزیر سەردانی تارانی کرد
        پێشانگای تەکنەلۆژیا دەستی پێکرد
        ژمارەی بەکارهێنەرانی ئینتەرنێت زیادی کرد
        گەنجان بۆ کار دەگەڕێن
        نرخی نەوت بەرز بووەوە
        """,
}
CASES = [(code, line.strip()) for code, lines in HEADLINES.items() for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("code", "headline"), CASES)
def test_a_headline_alone_tells_its_language(code: str, headline: str) -> None:
    """Headlines of the region's languages are told apart without a text and without a hint."""
    assert identify(headline, "") == code


def read_parallel() -> Iterator[tuple[str, str]]:
    """Give sentences with their language from SIB-200 and NTREX."""
    for code, folder in (("tr", "tur_Latn"), ("fa", "pes_Arab"), ("en", "eng_Latn")):
        for part in ("train", "dev"):
            with (DATA / f"sib200/{folder}/{part}.tsv").open(encoding="utf-8") as lines:
                yield from ((code, row["text"]) for row in csv.DictReader(lines, delimiter="\t"))
    for code, name in (("tr", "ref.tur"), ("fa", "ref.fas"), ("en", "src.eng")):
        text = (DATA / f"ntrex/newstest2019-{name}.txt").read_text(encoding="utf-8")
        yield from ((code, line) for line in text.splitlines())


@pytest.mark.parametrize("length", [40, 60])
def test_real_sentences_cut_to_headlines_are_told_apart(length: int) -> None:
    """Of 5,400 real sentences cut to the length of a headline at least 99 % get the right language."""
    if not DATA.exists():
        pytest.skip("needs the parallel sentences of ../shared/data, which only a development machine has")
    titles = [
        (code, text if len(text) <= length else text[:length].rsplit(" ", 1)[0]) for code, text in read_parallel()
    ]
    wrong = [(code, title) for code, title in titles if identify(title, "") != code]
    assert len(titles) > 5000
    assert len(wrong) <= 0.01 * len(titles), wrong


def test_the_greater_part_of_a_mixed_page_decides() -> None:
    """A Turkish article under an English headline, with an English quotation, is Turkish."""
    text = "Girişimin kurucusu yatırımın ardından konuştu ve yeni ürünü anlattı.\n" * 6
    assert identify("Deep tech for everyone", text + "“We are very happy with the round and the team.”") == "tr"


def test_the_headline_decides_between_halves() -> None:
    """Where two languages share the text evenly, the one of the headline is the article's."""
    half = "Bakanlık yeni destek programını bugün Ankara'da duyurdu ve ayrıntıları açıkladı."
    other = "The ministry announced the new support programme in Ankara today with details."
    assert identify("Bakanlık yeni programını duyurdu", f"{half}\n{other}") == "tr"
    assert identify("Ministry announces the new programme", f"{half}\n{other}") == "en"


def test_a_hint_decides_only_near_ties() -> None:
    """What the source usually writes decides for bare names, but not against a clear text."""
    assert identify("", "12 345", hint="tr") == "tr"
    assert identify("Bakanlık yeni programını duyurdu", "", hint="en") == "tr"


def test_without_letters_the_language_is_unknown() -> None:
    """A text of digits and signs has no language unless the source is known."""
    assert identify("2026", "12:30 — 45%") == "und"
    assert identify("", "") == "und"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "de",
            "Das Ministerium kündigte ein neues Förderprogramm für junge Unternehmen an, das im Herbst beginnt. ",
        ),
        (
            "fr",
            "Le ministère a annoncé un nouveau programme de soutien pour les jeunes entreprises, dès cet automne. ",
        ),
        ("ru", "Министерство объявило вчера о новой программе поддержки молодых компаний, которая начнётся осенью. "),
        ("ur", "وزارت نے نئی کمپنیوں کے لیے ایک نئے پروگرام کا اعلان کیا ہے جو خزاں میں شروع ہوگا۔ "),
        ("ps", "وزارت د نوو شرکتونو لپاره د ملاتړ یو نوی پروګرام اعلان کړ چې په مني کې به پیل شي. "),
    ],
)
def test_a_language_of_elsewhere_is_not_taken_for_an_accepted_one(code: str, text: str) -> None:
    """Articles in other languages are named, so that they can be refused."""
    assert identify(text[:60], text * 3) == code
    assert code not in ACCEPTED


def test_persian_with_arabic_letters_and_latin_names_is_persian() -> None:
    """Arabic code points and Latin brand names do not make a Persian headline another language."""
    assert identify("شركت‌هاي فناور در نمايشگاه GITEX Global دبي", "") == "fa"
    assert identify("بررسی Galaxy Watch Ultra و قیمت آن", "") == "fa"


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_gets_some_language(title: str, text: str) -> None:
    """No string of characters breaks it, unpaired surrogates and controls included."""
    assert identify(title, text)


def test_a_megabyte_is_judged_by_a_sample() -> None:
    """The time does not grow with the text: a megabyte takes less than half a second."""
    identify("ısınma", "turu")
    started = time.process_time()
    assert identify("", "Yeni teknoloji yatırımları için destek programı açıklandı. " * 18_000) == "tr"
    assert time.process_time() - started < 0.5
