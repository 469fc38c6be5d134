"""Whether a name in a text is the organisation: capitals, cues, neighbours, contexts, country."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from nlp.organisations import lexicon
from nlp.organisations.alias import Role
from nlp.organisations.entry import Kind
from nlp.organisations.spelling import COMMA, name_keys

if TYPE_CHECKING:
    from nlp.organisations.scene import Scene, View
    from nlp.organisations.trie import Hit

# From this many letters on an acronym is no word of any language, so it is taken in any case (Tübitak, kosgeb).
_UNMISTAKABLE = 6
# From this many letters on an acronym is also taken with one capital (Tusaş).
_CAPITALISED = 5
# Up to this many letters an acronym must bear its Turkish letters (YÖK is not YOK, "there is none"; ISO is not İSO).
_EXACT = 4
# Words of a name from which on it is taken without capitals (sanayi ve teknoloji bakanlığı).
_PHRASE = 3
# Words looked at on each side for a context, and distinct context words that make a whole article speak of it.
_REACH = 12
_SPEAKS = 4
_WORD = re.compile(r"\w+")
# Beside these a word without a capital is only described: "Türk patenti" is any patent of a Turk.
_PEOPLES = frozenset({"turk", "turkiye", "turkish", "iran", "iranian"})
# Words that names write small.
_LITTLE = frozenset({"ve", "ile", "için", "and", "of", "the", "for", "in", "on"})
# Kinds that lend their names to venues and cups.
_SPONSORS = frozenset({Kind.COMPANY, Kind.STARTUP, Kind.BANK, Kind.DEFENCE})
# "This company shows": the cue belongs to a name said before.
_THESE = frozenset({"این", "ان", "همین", "هر", "یک", "bu", "su", "o", "this", "that"})
# A title of office implies its body, less surely than the body's name does.
_OFFICE = 0.7
CUED = 0.9
"""The score of a common word that a cue or another mention makes a name."""
PENDING = -1.0
"""The score of a name that only the rest of the article can decide on."""


def score(hit: Hit, view: View, scene: Scene) -> float:
    """Give how surely a name is its organisation: up to 1, 0 where it is not, ``PENDING`` where it stays open."""
    if not (_has_capitals(hit, view, scene) and _may_be_inflected(hit, view)) or view.is_address(hit):
        return 0.0
    if _is_neighboured(hit, view) or _is_sponsor(hit, view) or _is_elsewhere(hit, view, scene):
        return 0.0
    return PENDING if _is_half_written(hit, view) else _SCORES[hit.alias.role](hit, view)


def _score_cued(hit: Hit, view: View) -> float:
    return CUED if _has_cue(hit, view) else PENDING


def _score_office(hit: Hit, view: View) -> float:
    return 0.0 if _is_past(hit, view) else _OFFICE


def _score_name(hit: Hit, view: View) -> float:
    del hit, view
    return 1.0


def _score_local(hit: Hit, view: View) -> float:
    del hit, view
    return PENDING


_SCORES = {
    Role.NAME: _score_name,
    Role.ACRONYM: _score_name,
    Role.OFFICE: _score_office,
    Role.CUED: _score_cued,
    Role.LOCAL: _score_local,
}


def _has_capitals(hit: Hit, view: View, scene: Scene) -> bool:
    alias = hit.alias
    if not alias.latin:
        return True
    if len(alias.keys) > 1:
        if alias.entry.origin:
            small = _small_words(alias.text)
            return all(_may_stand(view, place, small) for place in range(hit.start, hit.end))
        return len(alias.keys) >= _PHRASE or _pair_has_capitals(hit, view)
    written = view.written(hit.start)
    if alias.role is Role.ACRONYM:
        return scene.language in alias.spoken and _acronym_has_capitals(alias.text, written)
    if alias.text[:1].islower():
        return True
    return written[:1].isupper() and not (alias.role is Role.CUED and view.in_capitals(hit.start))


def _acronym_has_capitals(acronym: str, written: str) -> bool:
    length = len(acronym)
    if length <= _EXACT:
        return written[:length] == acronym
    if length >= _UNMISTAKABLE or written[:length].isupper():
        return True
    return length >= _CAPITALISED and written[:1].isupper()


def _pair_has_capitals(hit: Hit, view: View) -> bool:
    """Two words are a name when both have capitals; the second may lack it, but not behind a people's name."""
    first, last = view.written(hit.start), view.written(hit.end - 1)
    if not _capital(first):
        return not hit.alias.text[:1].isupper()
    return _capital(last) or not _ends_in_capital(hit) or hit.alias.keys[0] not in _PEOPLES


def _is_half_written(hit: Hit, view: View) -> bool:
    """Tell whether a sentence begins with a pair whose second word is small: "Eti maden" may be two common words.

    An apostrophe makes it a name; else it is one where the article names it surely elsewhere.
    """
    if not hit.alias.latin or len(hit.alias.keys) != _PHRASE - 1 or hit.alias.entry.origin:
        return False
    is_half = _capital(view.written(hit.start)) and not _capital(view.written(hit.end - 1)) and _ends_in_capital(hit)
    return is_half and view.begins_sentence(hit.start) and view.behind(hit) == hit.end


def _ends_in_capital(hit: Hit) -> bool:
    last: str = _WORD.findall(hit.alias.text)[-1]
    return last[:1].isupper()


def _may_stand(view: View, place: int, small: frozenset[str]) -> bool:
    """Tell whether a word has its capital, needs none in this name, or is the second half of a word."""
    written = view.written(place)
    return _capital(written) or written in _LITTLE or written in small or view.goes_on(place)


@lru_cache(maxsize=1024)
def _small_words(name: str) -> frozenset[str]:
    """Give the words that a name itself writes small (Coca-cola, British Institute at Ankara)."""
    return frozenset(word for word in _WORD.findall(name) if not _capital(word))


def _capital(written: str) -> bool:
    return not written[:1].islower()


def _may_be_inflected(hit: Hit, view: View) -> bool:
    """A name of one word takes an ending without apostrophe only where it is long and keeps its capital."""
    if not hit.bare or len(hit.alias.keys) > 1:
        return True
    long = len(hit.alias.keys[0]) >= _UNMISTAKABLE and hit.alias.role is not Role.CUED
    written = view.written(hit.start)
    return long and (
        not hit.alias.latin or (written[:1].isupper() and not written.isupper()) or _stem_kept(hit, written)
    )


def _stem_kept(hit: Hit, written: str) -> bool:
    return written[: len(hit.alias.text)].isupper()


def _is_neighboured(hit: Hit, view: View) -> bool:
    """Tell whether a neighbouring word makes the name something else (Türksat 6A, Ali Koç)."""
    entry = hit.alias.entry
    if not (entry.not_before or entry.not_after):
        return False
    after, before = view.keys(view.behind(hit)), view.keys(hit.start - 1)
    return not (_keys(entry.not_before).isdisjoint(after) and _keys(entry.not_after).isdisjoint(before))


def _is_sponsor(hit: Hit, view: View) -> bool:
    """Tell whether the name is that of a venue or a cup (Ülker Sports Arena)."""
    if hit.alias.entry.kind not in _SPONSORS:
        return False
    place = view.behind(hit)
    return any(lexicon.sponsored().after(view, next_place) for next_place in (place, place + 1))


@lru_cache(maxsize=1024)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(name_keys(word, "tr")) for word in words)


def _is_elsewhere(hit: Hit, view: View, scene: Scene) -> bool:
    """Tell whether the name stands in a context in which it means something else (a club, a drone)."""
    for name in hit.alias.entry.unless:
        if lexicon.context(name).anywhere(view, hit.start - _REACH, hit.end + _REACH):
            return True
        if scene.speaks_of(name) >= _SPEAKS:
            return True
    return False


def _has_cue(hit: Hit, view: View) -> bool:
    if view.is_quoted(hit):
        return True
    quoted = view.written(hit.start - 1) in {"«", '"', "“"}
    return bool(lexicon.cues("after").after(view, view.behind(hit))) or _has_cue_before(view, hit.start - quoted)


def _has_cue_before(view: View, place: int) -> bool:
    """Tell whether a cue stands before a word; "this company" is no cue, it speaks of another name."""
    found = lexicon.cues("before").before(view, place)
    return found is not None and _THESE.isdisjoint(view.keys(found[1] - 1))


def _is_past(hit: Hit, view: View) -> bool:
    place = hit.start
    while view.keys(place - 1)[:1] in {("ve",), (COMMA,)} or lexicon.portfolios().before(view, place):
        place -= 1
    return bool(lexicon.past("before").before(view, place) or lexicon.past("after").after(view, hit.end))
