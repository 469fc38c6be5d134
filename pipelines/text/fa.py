"""Persian: ZWNJ, blank and nothing are one spelling; affixes belong to their word, compounds are cut into parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.text import en
from pipelines.text.fa_compounds import Compound, analyse, is_listed
from pipelines.text.fa_lemmas import lemmatise, lemmatise_inflected, share
from pipelines.text.fa_verbs import verb_forms
from pipelines.text.latin import Tongue
from pipelines.text.letters import ZWNJ, Letters
from pipelines.text.pieces import FUSED
from pipelines.text.tokens import Part, TokenKind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Inflection that stands apart from its word; after ZWNJ more may follow than after a blank (the piece sees to that).
_OWN = "م|ت|ش|مان|تان|شان"
AFFIX = (
    f"ها(?:ی(?:{_OWN}|ی)?|{_OWN})?|تر(?:ین)?(?:ها(?:یی?)?|ی)?|ای|یی?|ی?ا[مت]|ی?اش|اند|ای[مد]|ی[مد]|ند|گان|جات|ست|ان"
    f"|{_OWN}"
)
# Endings that make another word and are as often written with ZWNJ as without: دانش‌گاه, صنعت‌گر, علاقه‌مند.
_DERIVING = "(?:گاه|گر|مند|بان|ستان|ناک)(?:ی|ان|انه|ها|های|هایی)?"
# A compound with ZWNJ whose form in one word is this frequent is that word (همکاری), unless the lexicon cuts it.
_USUAL = 3e-6
_CONTINUOUS = frozenset({"می", "نمی"})
_LONGEST_WORD = 40
# A word and its affixes: می, the stem, its endings and some more.
_MOST_ATOMS = 6


@dataclass(frozen=True, slots=True)
class _Atom:
    """What stands between two joiners; ``blank`` tells whether a blank, not ZWNJ, stands before it."""

    place: Letters
    blank: bool

    @property
    def text(self) -> str:
        return self.place.text


def tongue() -> Tongue:
    """Give the way Persian reads Latin words: as English, but with the Persian decimal signs."""
    return Tongue(read=en.read, is_ending=en.is_ending, decimal="./")


def is_affix(run: Letters) -> bool:
    """Tell whether a run is an ending, as behind a Latin word: API‌ها."""
    return _affix().fullmatch(run.text) is not None


def read(run: Letters) -> Iterator[Part]:
    """Give the tokens of a run in Arabic letters; blanks within it stand before affixes or after می."""
    if _fused().match(run.text):
        yield _fuse(run)
        return
    atoms = list(_atoms(run))
    start = 0
    while start < len(atoms):
        end = start + _size(atoms[start : start + _MOST_ATOMS])
        yield from _parts(atoms[start:end])
        start = end


def read_plain(text: str) -> tuple[Part, ...] | None:
    """Read a word, or a word and one ending behind joiners, of which each letter stands at its own place.

    It gives what ``read`` gives, several times faster; of a phrase or a verb nothing, since those take the longer way.
    """
    match = _inflected().fullmatch(text)
    if match is None or _fused().match(text):
        return None
    host, affix = match.groups()
    if affix is None:
        return _plain_parts(text, len(text), 0)
    if host in _CONTINUOUS or _prefixed_verb().fullmatch(host):
        return None
    return _plain_parts(host + affix, len(host), len(text) - len(host) - len(affix))


def _plain_parts(word: str, base: int, gap: int) -> tuple[Part, ...]:
    """Read a word whose inflection begins at ``base``, behind joiners as many as ``gap``."""
    compound = analyse(word)
    if not compound.seams:
        lemma = _lemma(word, min(base, compound.end))
        return (Part(0, len(word) + gap, word, lemma, lemma, TokenKind.WORD),)
    places = (*range(base), *range(base + gap, len(word) + gap))
    return tuple(_cut(Letters(word, places, tuple(place + 1 for place in places)), base, compound))


def _atoms(run: Letters) -> Iterator[_Atom]:
    end = 0
    for match in _between().finditer(run.text):
        place, blank = run[match.start() : match.end()], " " in run.text[end : match.start()]
        end = match.end()
        prefix = _prefixed_verb().fullmatch(place.text) if end < len(run.text) else None
        if prefix:  # برمی‌گردد, درمی‌آید
            yield _Atom(place[: prefix.end(1)], blank)
            yield _Atom(place[prefix.end(1) :], blank=False)
        else:
            yield _Atom(place, blank)


def _size(atoms: list[_Atom]) -> int:
    """Tell how many atoms make the first word."""
    size = 1
    if atoms[0].text in _CONTINUOUS and len(atoms) > 1:
        if atoms[1].blank and atoms[0].text + atoms[1].text not in verb_forms():
            return 1
        size = 2
    while size < len(atoms) and _belongs("".join(atom.text for atom in atoms[:size]), atoms[size]):
        size += 1
    return size


def _belongs(word: str, atom: _Atom) -> bool:
    """Tell whether an atom goes on with the word before it."""
    if _affix().fullmatch(atom.text):
        return True
    if atom.blank or atom.text in _CONTINUOUS:
        return False
    joined = word + atom.text
    if _deriving().fullmatch(atom.text) and not is_listed(joined):
        return True
    return share(joined) >= _USUAL and not analyse(joined).seams


def _join(atoms: list[_Atom]) -> Letters:
    return Letters(
        "".join(atom.text for atom in atoms),
        tuple(place for atom in atoms for place in atom.place.starts),
        tuple(place for atom in atoms for place in atom.place.ends),
    )


def _base(atoms: list[_Atom]) -> int:
    """Give the length of a word without the inflection that stands apart from it, where some does."""
    size = len(atoms)
    while size > 1 and _affix().fullmatch(atoms[size - 1].text):
        size -= 1
    return sum(len(atom.text) for atom in atoms[:size])


def _parts(atoms: list[_Atom]) -> Iterator[Part]:
    word = _join(atoms)
    return _cut(word, _base(atoms), analyse(word.text))


def _cut(word: Letters, base: int, compound: Compound) -> Iterator[Part]:
    cuts = (0, *compound.seams, len(word.text))
    for start, end in pairwise(cuts):
        last = end == len(word.text)
        yield _part(word[start:end], min(base, compound.end) - start if last else end - start)


def _part(word: Letters, base: int) -> Part:
    text = word.text
    lemma = _lemma(text, base)
    return Part(word.start, word.end, text, lemma, lemma, TokenKind.WORD)


def _lemma(text: str, base: int) -> str:
    """Give the lemma of a word whose own inflection is known to begin at ``base``, if that lies within the word."""
    stem = text[:base] if base > 0 else text
    return lemmatise_inflected(stem, text) if len(text) <= _LONGEST_WORD else text


def _fuse(run: Letters) -> Part:
    """Read a phrase that is one word (گفت و گو as گفتگو, فن آوری as فناوری) together with its endings."""
    text = _joiner().sub("", run.text)
    text = _fused_waw().sub(r"\1\2", text).replace("فنآور", "فناور")
    lemma = lemmatise(text)
    return Part(run.start, run.end, text, lemma, lemma, TokenKind.WORD)


@cache
def _fused() -> re.Pattern[str]:
    return re.compile(FUSED)


@cache
def _inflected() -> re.Pattern[str]:
    return re.compile(rf"([^{ZWNJ} ]+)(?:[{ZWNJ} ]+({AFFIX}))?")


@cache
def _fused_waw() -> re.Pattern[str]:
    return re.compile("^(گفت|جست|شست)و(گو|جو|شو)")


@cache
def _joiner() -> re.Pattern[str]:
    return re.compile(rf"[{ZWNJ} ]+")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"[^{ZWNJ} ]+")


@cache
def _affix() -> re.Pattern[str]:
    return re.compile(AFFIX)


@cache
def _deriving() -> re.Pattern[str]:
    return re.compile(_DERIVING)


@cache
def _prefixed_verb() -> re.Pattern[str]:
    return re.compile("(بر|در|باز|فرا|فرو|وا|ور)ن?می")
