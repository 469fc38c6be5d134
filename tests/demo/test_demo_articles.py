"""The articles themselves: enough of them, long enough, different, and spelled rightly."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from rasad.demo.drafts import ARTICLES, Draft
from rasad.demo.facts import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rasad.demo.outlets import Outlet

WEEKS = range(41, 47)
SHORTEST, LONGEST = 60, 250
# Two texts on one happening, written apart, share a few phrases; copies share most of their word triples.
DISTINCT, COPIED = 0.15, 0.5
ZWNJ = "\u200c"
ARABIC_BLOCK = re.compile(r"[\u0600-\u06ff]")


def language(draft: Draft, known: Mapping[str, Outlet]) -> str:
    """Give the language an article is written in."""
    return draft.language or known[draft.outlet].language


def first_versions(drafts: tuple[Draft, ...]) -> list[Draft]:
    """Leave the edited second versions out."""
    return [draft for draft in drafts if draft.modified is None]


def whole(draft: Draft) -> str:
    """Give all that is printed of an article."""
    return "\n".join((draft.kicker, draft.title, draft.lead, *draft.paragraphs, *draft.tags))


def triples(draft: Draft) -> frozenset[tuple[str, ...]]:
    """Give the word triples of a text."""
    words = " ".join(draft.paragraphs).lower().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def overlap(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Give the Jaccard similarity of two sets."""
    return len(one & other) / max(1, len(one | other))


@pytest.mark.parametrize(("code", "least"), [("tr", 80), ("fa", 80), ("en", 40)])
def test_there_are_enough_articles(
    drafts: tuple[Draft, ...], known: Mapping[str, Outlet], code: str, least: int
) -> None:
    """Each language has the articles that the demo promises, over 200 in all."""
    counts = Counter(language(draft, known) for draft in first_versions(drafts))
    assert counts[code] >= least
    assert sum(counts[one] for one in ACCEPTED) >= 200


def test_every_week_has_news_in_every_language(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """Each of the six weeks has at least twenty-five articles, some in each language."""
    for week in WEEKS:
        found = [draft for draft in first_versions(drafts) if draft.published.isocalendar().week == week]
        assert len(found) >= 25
        assert {language(draft, known) for draft in found} >= ACCEPTED


def test_every_outlet_publishes_every_week(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """No outlet falls silent for a week."""
    found = {(draft.outlet, draft.published.isocalendar().week) for draft in drafts}
    assert found >= {(outlet, week) for outlet in known for week in WEEKS}


def test_articles_stand_in_the_file_of_their_week(drafts: tuple[Draft, ...]) -> None:
    """The name of a text file is the ISO week in which its versions appeared."""
    for file in sorted(ARTICLES.glob("*/*.txt")):
        slugs = set(re.findall(r"^slug: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE))
        appeared = {
            draft.slug
            for draft in drafts
            if draft.outlet == file.parent.name and draft.shown.strftime("%G-W%V") == file.stem
        }
        assert slugs == appeared, file


def test_articles_have_the_length_of_news(drafts: tuple[Draft, ...]) -> None:
    """An article of our own has 60 to 250 words; only copies may be cut shorter."""
    for draft in drafts:
        words = len(" ".join(draft.paragraphs).split())
        assert words <= LONGEST, draft.key
        assert words >= SHORTEST or draft.copied, draft.key


def test_no_two_articles_are_alike_unless_meant(drafts: tuple[Draft, ...]) -> None:
    """Any two articles differ in almost all their word triples, unless one copies the other."""
    found = [(draft, triples(draft)) for draft in first_versions(drafts)]
    for (one, first), (other, second) in combinations(found, 2):
        related = {one.copied or one.key} & {other.copied or other.key}
        alike = overlap(first, second)
        if related:
            assert alike >= COPIED, (one.key, other.key)
        else:
            assert alike <= DISTINCT, (one.key, other.key)


def test_an_edit_changes_something_but_not_the_article(drafts: tuple[Draft, ...]) -> None:
    """A second version is another text that is still mostly the first."""
    first = {draft.key: draft for draft in first_versions(drafts)}
    edits = [draft for draft in drafts if draft.modified]
    assert len(edits) >= 3
    for edit in edits:
        assert edit.paragraphs != first[edit.key].paragraphs
        assert overlap(triples(edit), triples(first[edit.key])) >= COPIED
        assert edit.shown.isocalendar().week > edit.published.isocalendar().week


def test_slugs_are_unique_and_plain(drafts: tuple[Draft, ...]) -> None:
    """An outlet gives a slug once, in ASCII letters, digits and hyphens."""
    keys = Counter(draft.key for draft in first_versions(drafts))
    assert max(keys.values()) == 1
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", draft.slug) for draft in drafts)


def test_persian_is_written_in_persian_letters(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """The authors write ی and ک, Persian digits, and a ZWNJ only between two letters and never twice."""
    for draft in drafts:
        if language(draft, known) != "fa":
            continue
        text = whole(draft)
        assert not set(text) & set("يكىة٠١٢٣٤٥٦٧٨٩"), draft.key
        for before, after in re.findall(f"(.?){ZWNJ}(.?)", text, re.DOTALL):
            assert ARABIC_BLOCK.match(before), draft.key
            assert ARABIC_BLOCK.match(after), draft.key


def test_common_persian_affixes_carry_their_zwnj(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """Outside quotations no plural suffix stands between blanks and no common compound is glued or split."""
    wrong = re.compile(r"(?<= )(?:ها|های|هایی|می|نمی)(?= )|دانشبنیان|دانش بنیان|میشود|نمیشود|علاقهمند")
    for draft in drafts:
        if language(draft, known) == "fa":
            assert not wrong.search(re.sub("«.*?»", "", whole(draft))), draft.key


def test_turkish_is_written_in_turkish_letters(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """Turkish texts are composed (no U+0307), have no stray foreign letters, and never lack the dotted ones."""
    for draft in drafts:
        if language(draft, known) != "tr":
            continue
        text = whole(draft)
        assert "\u0307" not in text, draft.key
        assert not set(text) & set("ýþðÝÞÐ�"), draft.key
        assert set(text) & set("ığşİĞŞçöü"), draft.key


def test_no_straight_mistakes_of_typing(drafts: tuple[Draft, ...]) -> None:
    """There are no doubled blanks, no blanks before a full stop, and quotation marks come in pairs."""
    for draft in drafts:
        for part in (draft.title, draft.lead, *draft.paragraphs):
            assert "  " not in part, draft.key
            assert not re.search(r" [.,;:!؟،؛]", part), draft.key
            assert part.count("“") == part.count("”"), draft.key
            assert part.count("«") == part.count("»"), draft.key


def test_deadlines_lie_after_the_articles_that_tell_them(drafts: tuple[Draft, ...]) -> None:
    """A call's last day is later than its publication, and its day or month stands in the text."""
    for draft in drafts:
        for told in draft.tells:
            kind, _, day = told.partition(" ")
            if kind in {"call", "call-ir"}:
                assert day > draft.published.date().isoformat(), draft.key


def test_what_an_article_tells_is_said_in_known_words(drafts: tuple[Draft, ...]) -> None:
    """The truth of an article uses no word that its readers do not know."""
    stages = {"signed", "carried-out", "planned", "announced", "denied"}
    for draft in drafts:
        for told in draft.tells:
            kind, _, value = told.partition(" ")
            assert kind in {"interaction", "china", "call", "call-ir", "off-topic", "language"}, draft.key
            if kind == "interaction":
                assert value in stages, draft.key


def test_interactions_name_both_sides(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """An article marked as an interaction names someone or somewhere of each country."""
    iran = re.compile(r"İran|Tebriz|Tahran|ایران|تبریز|نگین|بادبان|پردیس|آذرشهر|ارس|Iran|Tabriz|Aras|Negin|Azarshahr")
    turkiye = re.compile(
        r"Türk|İzmir|Ankara|Sakarya|Karasu|Çınarlı|Lodos|ترک|ازمیر|آنکارا|وان|Turk|Türkiye|Van|Üniversitemiz",
    )
    for draft in drafts:
        if any(told.startswith("interaction") for told in draft.tells):
            text = whole(draft) + known[draft.outlet].title
            assert iran.search(text), draft.key
            assert turkiye.search(text), draft.key


def test_off_topic_and_foreign_articles_exist(drafts: tuple[Draft, ...], known: Mapping[str, Outlet]) -> None:
    """The mini web has news that is none of the desk's business, and texts in languages it does not read."""
    assert sum("off-topic" in draft.tells for draft in drafts) >= 5
    assert {language(draft, known) for draft in drafts} - ACCEPTED == {"az", "azb", "ar"}
