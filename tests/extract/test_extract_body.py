"""The text and the lead from the blocks of a page."""

from __future__ import annotations

import pytest

from pipelines.extract.body import Body, clean, read_body
from pipelines.extract.furniture import Part
from pipelines.extract.survey import Block
from tests.extract.samples import PERSIAN, TURKISH, tree

HOLDER = tree("<p>a")
FIRST, SECOND, THIRD = TURKISH


def _block(text: str, tag: str = "p", linked: int = 0, part: Part = Part.PLAIN) -> Block:
    return Block(text, linked, tag, HOLDER, part)


def _link(text: str, tag: str = "p") -> Block:
    return _block(text, tag, len(text))


def _cleaned(*blocks: Block | str, known: tuple[str, ...] = ("Başlık",)) -> list[str]:
    kept, _ = clean([_block(block) if isinstance(block, str) else block for block in blocks], known)
    return [block.text for block in kept]


@pytest.mark.parametrize(
    "blocks",
    [
        (FIRST, "Haberin devamı için tıklayınız", SECOND, THIRD),
        (FIRST, SECOND, THIRD, "Kaynak: AA"),
        ("Giriş: 10.11.2026 - 13:20", FIRST, SECOND, THIRD),
        ("Başlık", FIRST, SECOND, THIRD, "Etiketler: robot"),
        ("Anasayfa / Gündem / Başlık", FIRST, SECOND, THIRD),
        (FIRST, _link("Limanda yeni dönem başlıyor"), SECOND, THIRD),
        (FIRST, _block("İLGİLİ HABERLimanda yeni dönem başlıyor", linked=27), SECOND, THIRD),
        (FIRST, "İlgili Haberler", _link("Limanda yeni dönem", "li"), _link("Motorine indirim", "li"), SECOND, THIRD),
        (FIRST, SECOND, THIRD, "Yorumlar (2)", "Çok güzel bir haber olmuş, elinize sağlık."),
        (FIRST, SECOND, THIRD, "Benzer Haberler", "Limanda yeni dönem başlıyor, işletmeci değişti."),
        (FIRST, SECOND, THIRD, "Etiketler :", _block("Spor", "li"), _link("Futbol", "li")),
        (FIRST, SECOND, THIRD, _block("Sonu gelmeyen ara başlık", "h3")),
        (FIRST, SECOND, THIRD, _link("Futbol", "li")),
        (FIRST, SECOND, THIRD, "ABONE OL"),
    ],
)
def test_what_is_no_paragraph_goes(blocks: tuple[Block | str, ...]) -> None:
    """Labels, links, tags, comments and breadcrumbs leave the three paragraphs."""
    assert _cleaned(*blocks) == list(TURKISH)


def test_what_stands_inside_the_text_stays() -> None:
    """Headings, short lines, lists of names and labels of sources between sentences are text."""
    blocks = (
        FIRST,
        _block("Ara başlık", "h2"),
        "Kaynak: saha notları",
        _link("Mavera", "li"),
        _link("Selvi", "li"),
        SECOND,
    )
    assert _cleaned(*blocks) == [FIRST, "Ara başlık", "Kaynak: saha notları", "Mavera", "Selvi", SECOND]


def test_an_end_mark_in_the_middle_is_a_quotation() -> None:
    """Where more than two fifths of the text follow, the mark ends nothing, and goes alone."""
    assert _cleaned(FIRST, "Yorumlar", SECOND, THIRD) == [FIRST, SECOND, THIRD]
    assert _cleaned("Yorumlar", FIRST, SECOND) == [FIRST, SECOND]


def test_the_end_mark_of_an_agency_cuts_what_follows() -> None:
    """Persian agencies end with a mark and a code, and print unrelated lines behind it."""
    assert _cleaned(*PERSIAN, "انتهای پیام/ک", _block("بررسی مشکلات فعالان", "h2")) == list(PERSIAN)


def test_the_seed_s_related_part_is_cut() -> None:
    """A related article with a teaser that is no link is cut with its label."""
    assert _cleaned(*PERSIAN, "همچنین ببینید", "بازدید از یک کارخانه", "به گزارش روابط عمومی، …") == list(PERSIAN)


def test_a_paywall_s_sentence_goes_and_is_told() -> None:
    """The call to subscribe is no text, and the article is not whole."""
    kept, paywalled = clean([_block(FIRST), _block("Bu haberin devamını okumak için abone olun.")])
    assert [block.text for block in kept] == [FIRST]
    assert paywalled


def _body(before: tuple[Block, ...], blocks: tuple[str, ...], description: str = "") -> Body:
    return read_body(before, [_block(text) for text in blocks], description, ("Başlık", "Örnek Haber"))


def test_a_printed_standfirst_is_the_lead() -> None:
    """What is named as a lead between headline and text is the lead, else what repeats the description."""
    assert _body((_block("kısa"), _block(FIRST, part=Part.LEAD)), (SECOND, THIRD)).lead == FIRST
    assert _body((_block("Defne"), _block(FIRST, "h2")), (SECOND, THIRD), FIRST[:70] + "…").lead == FIRST
    assert _body((_block(FIRST),), (SECOND, THIRD)).lead == FIRST
    assert _body((_link(FIRST),), (SECOND, THIRD)).lead == ""


def test_the_description_is_the_lead_where_it_is_about_the_article() -> None:
    """A whole description that shares words with the text is its lead; a slogan or a cut one is not."""
    about = "Çeşme sahilini temizleyen Kumsal Robotu tanıtıldı, araçlar belediyelere kiralanacak."
    assert _body((), TURKISH, about) == Body(about, "\n\n".join(TURKISH))
    assert _body((), TURKISH, "Türkiye'nin güncel yenilik ve girişim platformu burada.").lead == ""
    assert _body((), TURKISH, about[:-12] + "...").lead == ""
    assert _body((), TURKISH, "Kısa.").lead == ""


def test_a_description_with_the_site_s_name_has_to_be_nearer() -> None:
    """Slogans hold the name of the site and some words that every article has."""
    assert _body((), TURKISH, "Örnek Haber, girişim ve sahil dünyasından haberlerin adresidir.").lead == ""


def test_the_first_paragraph_that_is_the_description_is_the_lead() -> None:
    """A text that begins with its lead verbatim is the text without it."""
    assert _body((), TURKISH, FIRST) == Body(FIRST, f"{SECOND}\n\n{THIRD}")
    assert _body((), (FIRST,), FIRST) == Body("", FIRST)


def test_an_excerpt_is_no_lead() -> None:
    """A description that is the beginning of the text, cut anywhere, leaves the text whole."""
    assert _body((), TURKISH, FIRST[:61]) == Body("", "\n\n".join(TURKISH))
    glued = _block(FIRST + SECOND, part=Part.LEAD)
    assert _body((glued,), TURKISH) == Body("", "\n\n".join(TURKISH))


def test_a_printed_lead_that_the_text_repeats_is_printed_once() -> None:
    """The lead is dropped from the text as a paragraph or as first sentences, never in the middle of one."""
    lead = _block(FIRST, part=Part.LEAD)
    assert _body((lead,), TURKISH) == Body(FIRST, f"{SECOND}\n\n{THIRD}")
    assert _body((lead,), (f"{FIRST} {SECOND}", THIRD)) == Body(FIRST, f"{SECOND}\n\n{THIRD}")
    half = _block(FIRST[:40], part=Part.LEAD)
    assert _body((half,), TURKISH) == Body("", "\n\n".join(TURKISH))


def test_a_lead_inside_the_text_s_element_is_taken_out_of_it() -> None:
    """Some templates print the standfirst as the first child of the text."""
    blocks = [_block(FIRST, part=Part.LEAD), _block(SECOND), _block(THIRD)]
    assert read_body((), blocks, "", ("Başlık",)) == Body(FIRST, f"{SECOND}\n\n{THIRD}")


def test_nothing_gives_nothing() -> None:
    """No blocks, no text."""
    assert read_body((), (), "", ()) == Body("", "")
