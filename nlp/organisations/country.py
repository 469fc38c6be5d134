"""Whose ministry it is: the country of a name that bodies of several countries share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.organisations import lexicon
from nlp.organisations.alias import Role
from nlp.organisations.entry import Kind
from nlp.organisations.spelling import COMMA

if TYPE_CHECKING:
    from nlp.organisations.scene import Scene, View
    from nlp.organisations.trie import Hit

# Words that may stand between a country and its ministry: "İran'ın yeni Sağlık Bakanlığı", "وزارت علوم کشور ترکیه".
_BETWEEN = frozenset(
    {"yeni", "cumhuriyeti", "hukumeti", "devleti", "the", "new", "of", "s", "کشور", "جمهوری", "دولت", "in", "جدید"}
)
# "Ministry of Health of Iran": what leads to a country behind a name in Latin letters.
_OF = frozenset({"of", "in", "the"})
_AND = frozenset({"و", "ve", "and", COMMA})
_FAR = 6
_SHORT = 2
# Kinds whose names other countries' bodies may bear, too.
_PUBLIC = frozenset({Kind.AGENCY, Kind.FUND, Kind.ASSOCIATION, Kind.RESEARCH_CENTRE, Kind.CHAMBER, Kind.BANK})
# The label of the European Union among the countries: "Avrupa TÜBİTAK'la" says nothing of TÜBİTAK's country.
_BLOC = "int"
# "The minister of that country": a country named before, and seldom one's own.
_THAT = frozenset({"این", "ان"})
_COUNTRY = "کشور"


def is_meant(hit: Hit, view: View, scene: Scene) -> bool:
    """Tell whether the country of an entry is the one that a text means by a name.

    It is the country that stands beside a shared name, else the one that the article is at home in. Other public
    bodies are only taken for another country's where that country stands beside them (سازمان غذا و داروی آمریکا), and
    not within their registered name (Kuveyt Türk).
    """
    entry = hit.alias.entry
    if hit.alias.role is Role.ACRONYM:
        return True
    if not entry.national:
        if entry.kind not in _PUBLIC or _within(hit):
            return True
        return beside(hit, view) in {"", entry.country, _BLOC}
    if is_part_of_longer(hit, view) or _is_of_that_country(hit, view):
        return False
    stated = beside(hit, view)
    if stated:
        return stated == entry.country
    return scene.home == entry.country and not (_is_short(hit) and scene.is_abroad())


def _is_short(hit: Hit) -> bool:
    """Tell whether a shared name is so short that many countries' bodies bear it (وزارت بهداشت)."""
    return len(hit.alias.keys) <= _SHORT


def beside(hit: Hit, view: View) -> str:
    """Give the country that stands beside a name or within it; the empty string where there is none."""
    return _within(hit) or _before(hit, view) or _after(hit, view)


def _within(hit: Hit) -> str:
    return next(lexicon.countries().labels_in(hit.alias.keys), "")


def _before(hit: Hit, view: View) -> str:
    place = hit.start
    joined = False
    for _ in range(_FAR):
        found = lexicon.countries().before(view, place)
        if found:
            return "" if joined else found[0]
        if not _may_stand_between(view, place - 1):
            return ""
        place -= 1
        joined = _joins(view, place)
    return ""


def _after(hit: Hit, view: View) -> str:
    place = hit.end
    joined = False
    for _ in range(_FAR):
        found = lexicon.countries().after(view, place)
        if found:
            return "" if joined or (hit.alias.latin and not _OF.intersection(view.keys(place - 1))) else found[0]
        if not _may_stand_between(view, place):
            return ""
        joined = _joins(view, place)
        place += 1
    return ""


def _may_stand_between(view: View, place: int) -> bool:
    """Tell whether a word may part a ministry from its country: a small one, an ending, or more of its name."""
    keys = view.keys(place)
    if not keys:
        return False
    small = keys[0].startswith("'") or keys[0] in _BETWEEN or keys[0] in _AND
    return small or lexicon.portfolios().after(view, place) is not None


def _joins(view: View, place: int) -> bool:
    """Tell whether a word joins two members of a list, so that a country beside it is a member by itself."""
    return view.words[place].key in _AND


def is_part_of_longer(hit: Hit, view: View) -> bool:
    """Tell whether a capital word before a shared name makes it another one (Teksas Sağlık Bakanlığı)."""
    before = view.written(hit.start - 1)
    if not hit.alias.latin or not before[:1].isupper() or view.in_capitals(hit.start):
        return False
    return not (before.isupper() or view.begins_sentence(hit.start - 1) or lexicon.countries().before(view, hit.start))


def _is_of_that_country(hit: Hit, view: View) -> bool:
    return not _THAT.isdisjoint(view.keys(hit.end)[:1]) and _COUNTRY in view.keys(hit.end + 1)
