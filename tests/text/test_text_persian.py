"""Persian: spellings with ZWNJ, blank and nothing; affixes, compounds, verbs, plurals."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.text import TokenKind, fold, keys, stem, tokens
from pipelines.text.fa_compounds import analyse, is_listed
from pipelines.text.fa_lemmas import lemmatise, lemmatise_inflected, share
from pipelines.text.fa_verbs import verb_forms

ZWNJ = "\u200c"
LETTERS = "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def spell(text: str) -> str:
    """Write a ZWNJ for each bar, so that the spellings can be seen."""
    return text.replace("|", ZWNJ)


@pytest.mark.parametrize(
    ("spellings", "exact", "stems"),
    [
        (["شرکت|های", "شرکت های", "شرکتهای", "شركت|هاي", "شرکت¬های", "شرکت||های"], ["شرکتهای"], ["شرکت"]),
        (["می|شود", "می شود", "میشود", "مي شود"], ["میشود"], ["شد"]),
        (["نمی|شود", "نمی شود", "نمیشود"], ["نمیشود"], ["شد"]),
        (["شده|اند", "شده اند", "شدهاند"], ["شدهاند"], ["شد"]),
        (["دانش|بنیان", "دانش بنیان", "دانشبنیان"], ["دانش", "بنیان"], ["دانش", "بنیان"]),
        (["آذربایجان|شرقی", "آذربایجان شرقی", "آذربایجانشرقی"], ["آذربایجان", "شرقی"], ["آذربایجان", "شرقی"]),
        (["علم و فناوری", "علمو فناوری", "علم|و|فناوری"], ["علم", "و", "فناوری"], ["علم", "و", "فناوری"]),
        (["اطلاع|رسانی", "اطلاع رسانی", "اطلاعرسانی"], ["اطلاع", "رسانی"], ["اطلاع", "رسانی"]),
        (["بین|الملل", "بین الملل", "بینالملل"], ["بین", "الملل"], ["بین", "الملل"]),
        (["به|صورت", "به صورت", "بهصورت"], ["به", "صورت"], ["به", "صورت"]),
        (["بی|سابقه", "بی سابقه", "بیسابقه"], ["بی", "سابقه"], ["بی", "سابقه"]),
        (["گفت|وگو", "گفت و گو", "گفتگو", "گفتوگو", "گفت|و|گو"], ["گفتگو"], ["گفتگو"]),
        (["فن|آوری", "فن آوری", "فناوری", "فن اوری"], ["فناوری"], ["فناوری"]),
        (["هم|کاری", "همکاری"], ["همکاری"], ["همکاری"]),
        (["دانش|گاه", "دانشگاه"], ["دانشگاه"], ["دانشگاه"]),
        (["پژوهش|گران", "پژوهشگران"], ["پژوهشگران"], ["پژوهشگر"]),
        (["بزرگ|ترین", "بزرگ ترین", "بزرگترین"], ["بزرگترین"], ["بزرگ"]),
        (["خانه|ای", "خانه ای", "خانهای"], ["خانهای"], ["خانه"]),
        (["خانه|ی", "خانه ی", "خانهی"], ["خانهی"], ["خانه"]),
        (["برنامه|های", "برنامه های", "برنامههای"], ["برنامههای"], ["برنامه"]),
        (["بر|می|گردد", "بر می|گردد", "برمی|گردد", "بر می گردد"], ["بر", "میگردد"], ["بر", "گشت"]),
        (["برنامه|ریزی", "برنامه ریزی", "برنامهریزی"], ["برنامه", "ریزی"], ["برنامه", "ریزی"]),
        (["استارت|آپ", "استارت آپ", "استارتآپ"], ["استارت", "آپ"], ["استارت", "آپ"]),
        (["تفاهم|نامه|ها", "تفاهم نامه ها", "تفاهمنامهها"], ["تفاهم", "نامهها"], ["تفاهم", "نامه"]),
    ],
)
def test_all_spellings_give_the_same_tokens(spellings: list[str], exact: list[str], stems: list[str]) -> None:
    """ZWNJ kept, turned into a blank, lost or replaced: the same keys."""
    for spelling in spellings:
        assert keys(spell(spelling), "fa") == (exact, stems), spelling


def test_one_token_covers_a_word_with_its_affixes() -> None:
    """The offsets of a merged token span the blank, those of a glued compound fall inside the word."""
    text = "شرکت های دانشبنیان می شود"
    assert [text[token.start : token.end] for token in tokens(text, "fa")] == ["شرکت های", "دانش", "بنیان", "می شود"]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("ماه می در تهران", ["ماه", "می", "در", "تهران"]),
        ("۱۲ می ۲۰۲۲", ["12", "می", "2022"]),
        ("می", ["می"]),
        ("ای ایران", ["ای", "ایران"]),
        ("سال۱۴۰۱", ["سال", "1401"]),
        ("علمی،پژوهشی", ["علمی", "پژوهشی"]),
        ("است.وی", ["است", "وی"]),
    ],
)
def test_words_that_only_look_like_affixes(text: str, exact: list[str]) -> None:
    """The month می, the vocative ای and glued punctuation do not join words."""
    assert keys(text, "fa")[0] == exact


def test_latin_words_in_persian_text() -> None:
    """They are folded like English; a Persian ending on them is a suffix."""
    text = spell("API|ها و TÜBİTAK با استارتاپ‌های AI's")
    found = [(token.exact, token.kind) for token in tokens(text, "fa")]
    assert found[:4] == [
        ("api", TokenKind.WORD),
        ("ها", TokenKind.SUFFIX),
        ("و", TokenKind.WORD),
        ("tübitak", TokenKind.WORD),
    ]
    assert found[-1] == ("'s", TokenKind.SUFFIX)
    assert "ها" not in keys(spell("API|ها"), "fa")[0]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("شرکتها", "شرکت"),
        ("شرکتهایشان", "شرکت"),
        ("دانشجویان", "دانشجو"),
        ("نمایندگان", "نماینده"),
        ("ایرانیان", "ایرانی"),
        ("مدیران", "مدیر"),
        ("مدیرانی", "مدیر"),
        ("محصولات", "محصول"),
        ("مقالات", "مقاله"),
        ("خدمات", "خدمت"),
        ("تجربیات", "تجربه"),
        ("کارخانجات", "کارخانه"),
        ("سبزیجات", "سبزی"),
        ("متخصصین", "متخصص"),
        ("انقلابیون", "انقلابی"),
        ("پنجمین", "پنجم"),
        ("بزرگتر", "بزرگ"),
        ("بهترین", "بهتر"),
        ("کشورمان", "کشور"),
        ("اعضایشان", "عضو"),
        ("خانهاش", "خانه"),
        ("برنامهاند", "برنامه"),
        ("کتابش", "کتاب"),
        ("همکارانش", "همکار"),
        ("دانشجوی", "دانشجو"),
        ("جایی", "جا"),
        ("شرکتی", "شرکت"),
        ("برنامهای", "برنامه"),
        ("علوم", "علم"),
        ("شرکا", "شریک"),
        ("صنایع", "صنعت"),
        ("مراکز", "مرکز"),
        ("رؤسا".replace("ؤ", "و"), "رییس"),
        ("امضاء", "امضا"),
        ("تنهایی", "تنها"),
        ("نیامد", "آمد"),
        ("بیفتد", "افتاد"),
        ("میگوییم", "گفت"),
        ("نوشتهاند", "نوشت"),
        ("گفتن", "گفت"),
        ("است", "بود"),
        ("نهادهای", "نهاد"),
        ("روندهای", "روند"),
    ],
)
def test_lemmas(form: str, lemma: str) -> None:
    """Plurals of four kinds, ezafe, possessives, degrees and verbs lead to the word."""
    assert lemmatise(form) == lemma


@pytest.mark.parametrize(
    "word",
    [
        "دانشگاه",
        "ایرانی",
        "علمی",
        "زمان",
        "سازمان",
        "ایران",
        "تنها",
        "دختر",
        "دکتر",
        "مشتری",
        "ارزش",
        "آموزش",
        "سالم",
        "هستهای",
        "عملیات",
        "جهان",
        "برای",
        "رای",
        "بازار",
        "کشتی",
        "مردم",
        "روند",
        "برند",
        "آسلسان",
        "توبیتاک",
    ],
)
def test_words_that_only_look_inflected_are_whole(word: str) -> None:
    """دانشگاه is not دانش, زمان is no plural; unknown names stay as they are."""
    assert lemmatise(word) == word
    assert analyse(word).seams == ()


def test_what_is_known_of_an_inflection_decides() -> None:
    """خانه|ای is خانه and not خان with a plural; but an adjective such as رسانه|ای is a word."""
    assert lemmatise_inflected("خانه", "خانهای") == "خانه"
    assert lemmatise_inflected("رسانه", "رسانهای") == "رسانهای"
    assert lemmatise_inflected("نامه", "نامهای") == "نامه"
    assert lemmatise_inflected("ناشناختهای", "ناشناختهای") == lemmatise("ناشناختهای")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("نانوفناوری", ["نانو", "فناوری"]),
        ("امکانسنجی", ["امکان", "سنجی"]),
        ("بهمنظور", ["به", "منظور"]),
        ("دانشبنیانها", ["دانش", "بنیانها"]),
        ("سرمایهگذاران", ["سرمایه", "گذاران"]),
        ("شدهاست", ["شده", "است"]),
        ("کوتاهمدت", ["کوتاه", "مدت"]),
        ("هواپیماسازی", ["هواپیما", "سازی"]),
    ],
)
def test_glued_compounds_are_cut(word: str, parts: list[str]) -> None:
    """By the lexicon, by a productive second part, or by how frequent both parts are."""
    seams = analyse(word).seams
    assert [word[start:end] for start, end in zip((0, *seams), (*seams, len(word)), strict=True)] == parts


@pytest.mark.parametrize("name", ["آسلسان", "توبیتاک", "روکتسان", "بایکار", "هاولسان", "آنکارا", "ازمیر"])
def test_foreign_names_stay_whole(name: str) -> None:
    """Turkish names in Persian letters are no compounds."""
    assert len(keys(name, "fa")[0]) == 1


def test_the_lexicons_are_sound() -> None:
    """The verb table and the compounds are there, and a compound is known as one."""
    assert len(verb_forms()) > 15_000
    assert is_listed("دانشبنیان")
    assert not is_listed("دانشگاه")
    assert share("شرکت") > share("شرکتی") > 0
    assert share("خزعبلاتنامه") == 0


def test_fold_keeps_blanks_and_signs() -> None:
    """ZWNJ before an affix goes, between the parts of a compound it becomes a blank."""
    assert fold(spell("شرکت|های دانش|بنيان، ۱۴۰۱!"), "fa") == "شرکتهای دانش بنیان، 1401!"


def test_arabic_letters_are_persian_in_any_text() -> None:
    """A Persian name in a Turkish or English text has the same stem."""
    assert stem("دانشبنیان", "tr") == stem("دانش بنیان", "en") == stem("دانش‌بنیان", "fa")


@given(st.text(LETTERS, min_size=1, max_size=45))
def test_any_word_has_a_lemma_and_sound_seams(word: str) -> None:
    """Lemmas are not empty, and the seams ascend strictly inside the word."""
    assert lemmatise(word)
    compound = analyse(word)
    assert list(compound.seams) == sorted(set(compound.seams))
    assert all(0 < seam < len(word) for seam in compound.seams)
    assert 0 <= compound.end <= len(word)


AFFIXES = frozenset({"می", "نمی", "بی", "ها", "های", "هایی", "تر", "ترین", "ام", "ات", "اش", "ای", "اند", "ایم", "اید"})


@given(st.text(LETTERS, min_size=2, max_size=10), st.sampled_from(["ها", "های", "هایی"]))
def test_the_plural_is_one_token_in_every_spelling(noun: str, ending: str) -> None:
    """ZWNJ and blank before a plural ending make no difference, whatever the noun that is no affix itself."""
    assume(noun not in AFFIXES)
    assert keys(f"{noun}{ZWNJ}{ending}", "fa")[0] == keys(f"{noun} {ending}", "fa")[0]


@given(st.lists(st.sampled_from(["می", "شود", "ها", "های", "ای", "دانش", "بنیان", "گاه", "و", "تر"]), max_size=12))
def test_joiners_never_lose_a_letter(atoms: list[str]) -> None:
    """However affixes and words are joined by ZWNJ, the exact forms hold all letters in order."""
    text = ZWNJ.join(atoms)
    assert "".join(keys(text, "fa")[0]) == "".join(atoms)
