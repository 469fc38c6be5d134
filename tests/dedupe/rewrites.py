"""Texts, rewrites of them, and a window that compares them."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise

from pipelines.dedupe import Resemblance, Window, signature

DAY = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
_CHANCE = random.Random(8)
_SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvyz" for vowel in "aeiou"]
VOCABULARY = ["".join(_CHANCE.choices(_SYLLABLES, k=3)) for _ in range(4000)]

TURKISH = """
Kuzey Rüzgârı Enerji, Tebriz merkezli Nilsa Hücre ile ortak bir araştırma laboratuvarı kurmak için anlaşma
imzaladı. İmza töreni Ankara'daki bir teknoparkta yapıldı ve iki şirketin yöneticileri hazır bulundu. Laboratuvarda
otuz mühendis çalışacak, ilk iki yılda sekiz milyon dolar harcanacak ve hücre üretimi Manisa'da denenecek. Taraflar
çalışmaların sonunda ortak bir şirket kurmayı planladıklarını, patentlerin yarı yarıya paylaşılacağını söyledi.
"""
PERSIAN = """
شرکت دانش‌بنیان نیلسا هوجره با یک شرکت انرژی از ترکیه برای ساخت آزمایشگاه مشترک قرارداد بست. آیین امضای این
قرارداد در یکی از پارک‌های فناوری آنکارا برگزار شد و مدیران دو شرکت در آن حضور داشتند. در این آزمایشگاه سی مهندس
کار خواهند کرد و در دو سال نخست هشت میلیون دلار هزینه می‌شود. دو طرف گفتند که در پایان کار یک شرکت مشترک تأسیس
می‌کنند و حق ثبت اختراع را به‌طور برابر میان خود تقسیم خواهند کرد.
"""


def text_of(chance: random.Random, words: int = 200) -> list[str]:
    """Give that many words by chance."""
    return chance.choices(VOCABULARY, k=words)


def edited(words: list[str], share: float, chance: random.Random) -> list[str]:
    """Replace about this share of the words."""
    return [chance.choice(VOCABULARY) if chance.random() < share else word for word in words]


def jaccard(one: list[str], other: list[str]) -> float:
    """Give the share of word pairs that two texts have in common."""
    first, second = set(pairwise(one)), set(pairwise(other))
    return len(first & second) / len(first | second)


def add(window: Window, name: str, text: str, **given_: object) -> list[Resemblance]:
    """Add an article to a window; title, time and language may be given."""
    title = str(given_.get("title", f"Haber {name}"))
    published = given_.get("published", DAY)
    language = str(given_.get("language", "tr"))
    assert isinstance(published, datetime)
    return window.add(name, title, signature(title, text, language), published, language)
