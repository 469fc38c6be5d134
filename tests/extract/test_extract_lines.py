"""Lines that are no part of an article, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.lines import fold, load_lines

DROPPED = [
    "Haberin devamı için tıklayınız",
    "DEVAMI",
    "İlgili Haber: Limanda yeni dönem",
    "Bizi sosyal medyada takip edin",
    "ABONE OL",
    "Ayrıntılar için tıklayın",
    "Anadolu Ajansı web sitesinde, AA Haber Akış Sistemi üzerinden sunulanlar özetlenir.",
    "Kumsal robotu yazısı ilk önce Örnek Haber üzerinde ortaya çıktı.",
    "بیشتر بخوانید: گزارش دیگر",
    "لینک کوتاه خبر: khabar.example/a1",
    "کد خبر: ۱۲۳۴۵۶",
    "ادامه مطلب",
    "نوشته آبی اولین بار در استارتاپ‌نامه. پدیدار شد.",
    "اشتراک‌گذاری",
    "Read more: another story",
    "Share on WhatsApp",
    "The post Beach robot first appeared on Sample News.",
]
EDGES = [
    "Kaynak: AA",
    "Fotoğraf: Kırlangıç Robotik",
    "Muhabir: Defne Aksoylu",
    "(AA)",
    "DHA",
    "Etiketler: robot, kumsal",
    "Giriş: 10.11.2026 - 13:20",
    "Son Güncelleme : 10.11.2026 15:02",
    "3 dk okuma",
    "منبع: ایسنا",
    "خبرنگار: نازنین کیوان‌پور",
    "برچسب‌ها: سد، فیبر نوری",
    "تاریخ انتشار: ۱۹ آبان ۱۴۰۵",
    "۹۱۸۷**۱۵۸۸",
    "۳۰۴۸/۲۰۱۶",
    "By Defne Aksoylu",
    "Photo: Sample News",
    "Updated on 4 November 2026",
]
ENDS = [
    "انتهای پیام",
    "انتهای پیام/",
    "انتهاي پيام/ك",
    "انتهای پیام/۴۱۱۲/ز",
    "/پایان خبر",
    "نظرات",
    "نظرات (۳)",
    "ارسال نظر",
    "YORUMLAR (1)",
    "2 Yorum",
    "Bir yanıt yazın",
    "Çok Okunanlar",
    "3 comments",
    "Leave a Reply",
]
ASIDES = [
    "İlgili Haberler",
    "BENZER HABERLER",
    "Bunlar da ilginizi çekebilir",
    "همچنین ببینید",
    "بیشتر بخوانید:",
    "اخبار مرتبط",
    "مطالب مشابه",
    "You may also like",
    "Related stories",
]
PAYWALLS = [
    "Bu haberin devamını okumak için abone olun veya giriş yapın.",
    "Bu içerik sadece abonelere açıktır.",
    "ادامه این گزارش ویژه مشترکان است، برای خواندن وارد شوید",
    "Subscribe to continue reading this story",
]
SENTENCES = [
    "Fotoğraf, AA tarafından servis edilmiştir.",
    "Ankara",
    "Şirket, ilk yirmi aracı belediyelere kiralayacak.",
    "Paylaşım ekonomisi büyüyor",
    "İlgili bakanlık açıklama yaptı.",
    "Devamlı eğitim merkezi açıldı",
    "Yorumcular ikiye bölündü",
    "نظر کارشناسان درباره این طرح",
    "انتهای سال مهلت این فراخوان است.",
    "بله، ما این کار را انجام می‌دهیم.",
    "گروه‌های فناور دعوت شدند",
    "Share prices rose by five per cent",
    "Save the date for the second edition",
    "By the numbers, this was the largest fair",
    "Comments by the minister were short",
]
DESKS = [
    "Haber Merkezi",
    "AA",
    "Anadolu Ajansı",
    "DHA",
    "Örnek Gazetesi",
    "Dış Haberler Servisi",
    "Editör",
    "İnternet Haber",
    "گروه علمی",
    "خبرگزاری چشمه",
    "روابط عمومی",
    "تحریریه",
    "دبیر سامان نیک‌روز",
    "باشگاه خبرنگاران جوان",
    "Newsroom",
    "Sample News Agency",
    "Web Desk",
    "admin",
]
PEOPLE = [
    "Defne Aksoylu",
    "Fatma Sevinç Çetin",
    "İnci Iğdır",
    "نازنین کیوان‌پور",
    "مهسا روشن‌ضمیر",
    "Daniel Marsh",
    "Ali Haberal",
]


@pytest.mark.parametrize("line", DROPPED)
def test_lines_to_drop_are_known(line: str) -> None:
    """Calls to share, subscribe and read on go wherever they stand."""
    assert load_lines().drop.fullmatch(fold(line))


@pytest.mark.parametrize("line", EDGES)
def test_lines_at_the_edges_are_known(line: str) -> None:
    """Sources, bylines, tags, dates and desk codes go before and behind the text."""
    assert load_lines().edge.fullmatch(fold(line))


@pytest.mark.parametrize("line", ENDS)
def test_ends_are_known(line: str) -> None:
    """Agencies' end marks and the headings of comments end an article."""
    assert load_lines().end.fullmatch(fold(line))


@pytest.mark.parametrize("line", ASIDES)
def test_announcements_of_other_articles_are_known(line: str) -> None:
    """Labels of related articles are told from ends, since the text may go on behind them."""
    lines = load_lines()
    assert lines.aside.fullmatch(fold(line))
    assert not lines.end.fullmatch(fold(line))


@pytest.mark.parametrize("line", PAYWALLS)
def test_paywalls_are_known(line: str) -> None:
    """The sentence that asks for a subscription is understood."""
    assert load_lines().paywall.fullmatch(fold(line))


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_are_never_taken_for_labels(line: str) -> None:
    """What only begins like a label is text."""
    lines = load_lines()
    patterns = (lines.drop, lines.edge, lines.end, lines.aside, lines.paywall)
    assert [pattern.pattern[:40] for pattern in patterns if pattern.fullmatch(fold(line))] == []


@pytest.mark.parametrize("name", DESKS)
def test_desks_are_no_people(name: str) -> None:
    """Agencies, desks and outlets are known by their words."""
    assert load_lines().desk.fullmatch(fold(name))


@pytest.mark.parametrize("name", PEOPLE)
def test_people_are_no_desks(name: str) -> None:
    """A name that only holds such a word's letters is a person's."""
    assert not load_lines().desk.fullmatch(fold(name))


@pytest.mark.parametrize(
    ("line", "trail"),
    [
        ("خانه / اخبار / اخبار رسانه های استانی / آغاز فعالیت", True),
        ("Anasayfa > Ekonomi > Gebze'de tesis açıldı", True),
        ("Ana Sayfa » Haberler", True),
        ("Home › Hardware › Cooling plates", True),
        ("Home office is here to stay", False),
        ("خانه‌های هوشمند در تبریز", False),
        ("Anasayfa", False),
    ],
)
def test_breadcrumbs_are_known(line: str, *, trail: bool) -> None:
    """A path from the home page on is no sentence."""
    assert bool(load_lines().trail.fullmatch(fold(line))) is trail


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    """A folded line folds to itself."""
    assert fold(fold(text)) == fold(text)


def test_folding_joins_the_spellings_of_a_line() -> None:
    """Case, dots, Arabic letters, digits and joiners do not tell two lines apart."""
    assert fold("İLGİLİ  HABER") == fold("ilgili haber") == fold("I\u0307lgili haber")
    assert fold("كد خبر: ١٢۳") == fold("کد خبر: 123")
    assert fold("دانش\u200cبنیان") == fold("دانش بنیان")
