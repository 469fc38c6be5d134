"""What an event file and a language's cue file say."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Key

from nlp.topics.definitions import Phrase, Phrases, Texts, Titled
from nlp.topics.reading import Strict

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stage(StrEnum):
    """How far a happening is."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    SIGNED = "signed"
    CARRIED_OUT = "carried-out"
    CANCELLED = "cancelled"


class Case(StrEnum):
    """How a name stands in its clause, the same for case endings and prepositions."""

    AGENT = "agent"
    OBJECT = "object"
    WITH = "with"
    TO = "to"
    FROM = "from"
    BY = "by"
    OF = "of"
    AT = "at"


StageValue = Annotated[Stage, Key(strict=False)]
Distance = Annotated[int, Key(ge=0, le=60)]


class Frame(Strict):
    """One way of saying that it happens: an act, near one of the things where there are any.

    ``acts`` end with the word that carries tense and negation. ``within`` is the most tokens between thing and act.
    ``stage``, ``present`` (what the present tense means) and ``roles`` override the type's; ``future`` is what the
    future tense means where it is no plan ("applications will be taken until"). ``headline`` frames count in titles
    only, ``negated`` ones say that it did not happen; ``without`` are phrases that forbid the frame in their sentence.
    ``parties`` is the least number of parties.
    """

    acts: Phrases
    things: list[Phrase] = Key(default_factory=list)
    within: Distance = 12
    stage: StageValue | None = None
    present: StageValue | None = None
    future: StageValue | None = None
    roles: dict[Annotated[Case, Key(strict=False)], str] = Key(default_factory=dict)
    parties: Annotated[int, Key(ge=0, le=2)] = 0
    headline: bool = False
    negated: bool = False
    without: list[Phrase] = Key(default_factory=list)


class Frames(Strict):
    """Frames per language."""

    tr: list[Frame] = Key(default_factory=list)
    fa: list[Frame] = Key(default_factory=list)
    en: list[Frame] = Key(default_factory=list)

    def in_language(self, language: str) -> list[Frame]:
        """Give the frames of a language."""
        return {"tr": self.tr, "fa": self.fa, "en": self.en}.get(language, [])


class Vetoes(Strict):
    """Phrases per language that forbid the type in their sentence."""

    tr: list[Phrase] = Key(default_factory=list)
    fa: list[Phrase] = Key(default_factory=list)
    en: list[Phrase] = Key(default_factory=list)

    def in_language(self, language: str) -> list[Phrase]:
        """Give the vetoes of a language."""
        return {"tr": self.tr, "fa": self.fa, "en": self.en}.get(language, [])


class EventFile(Titled):
    """An event type as written; the id is the file's name.

    ``stage`` is that of a past tense and ``present`` that of a present one. ``roles`` says which role a party has by
    its case, ``language_roles`` where a language differs; a case that is missing makes no party. ``cities`` are the
    cases in which a city stands for its country, ``venues`` those in which, like the locative, it is where it happens.
    With ``adjectives`` a people's adjective alone makes a party ("Iranian devices were exported").
    ``host`` is the role of a country where a party of the other followed one does it ("a Turkish firm opened an office
    in Tabriz"); ``mutual`` acts have two sides, so that a text about two countries tells the second one;
    with ``lists`` the countries of a list take part, which elsewhere are only examples.
    ``issuer`` is the role that makes a dated event a need of its country; ``owner`` is the case of a
    name that the thing belongs to ("TÜBİTAK ödülü": whoever gives it); organisations of a kind that is named under
    ``never`` cannot take part (a company issues no law). ``parties`` is the least number of parties.
    """

    definition: Texts
    stage: StageValue
    present: StageValue = Stage.PLANNED
    roles: dict[Annotated[Case, Key(strict=False)], str]
    language_roles: dict[str, dict[Annotated[Case, Key(strict=False)], str]] = Key(default_factory=dict)
    cities: list[Annotated[Case, Key(strict=False)]] = Key(default_factory=list)
    venues: list[Annotated[Case, Key(strict=False)]] = Key(default_factory=list)
    adjectives: bool = False
    host: str | None = None
    mutual: bool = False
    lists: bool = False
    issuer: str | None = None
    owner: Annotated[Case, Key(strict=False)] = Case.OF
    never: list[str] = Key(default_factory=list)
    parties: Annotated[int, Key(ge=0, le=2)] = 0
    frames: Frames
    without: Vetoes = Vetoes()

    def roles_in(self, language: str) -> dict[Case, str]:
        """Give the roles by case in a language."""
        return self.roles | self.language_roles.get(language, {})


class Cues(Strict):
    """A language's words about acts of any type.

    ``planned_before`` and ``planned_after`` stand before and after a planned act, ``idle`` beside one that is only
    wished, offered or considered; ``conditions`` make all of a sentence that has not happened hang on something else;
    ``denied`` and ``cancelled`` say that it did not happen or no longer does; ``done`` stands before a noun for an act
    that has happened. ``bodies`` are nouns that, beside an adjective of a people, make
    a party; ``between`` makes a list of countries one of parties; ``upcoming`` is time to come;
    ``home`` is "our country"; ``attribution`` stands beside the one who reports it; ``purpose`` makes a noun an aim
    only; ``achieved`` makes an infinitive or subjunctive a fact ("managed to"). ``pairs`` means the two sides told of
    before, ``anaphors`` the one told of last and ``there`` the place; ``joint`` acts are mutual; ``saying`` stands
    beside somebody who is quoted; ``documents`` are what a noun behind them is the subject of ("تفاهم‌نامه ایجاد
    مرکز"); ``worth`` says in a sentence of its own how much the act before it is about.
    ``cases`` are the folded words that give a name its case (behind it in Turkish, before it elsewhere),
    ``transparent`` those that may stand between, ``joints`` those that join two names.
    """

    planned_before: list[Phrase]
    planned_after: list[Phrase]
    idle: list[Phrase]
    conditions: list[Phrase]
    denied: list[Phrase]
    cancelled: list[Phrase]
    postponed: list[Phrase]
    done: list[Phrase]
    bodies: list[Phrase]
    between: list[Phrase]
    upcoming: list[Phrase]
    home: list[Phrase]
    attribution: list[Phrase]
    purpose: list[Phrase]
    achieved: list[Phrase]
    pairs: list[Phrase]
    joint: list[Phrase]
    anaphors: list[Phrase]
    there: list[Phrase]
    saying: list[Phrase]
    documents: list[Phrase]
    worth: list[Phrase]
    cases: dict[Annotated[Case, Key(strict=False)], list[str]]
    transparent: list[str]
    joints: list[str]

    def phrases(self) -> Iterator[tuple[str, list[str]]]:
        """Give the cues that are phrases, by name."""
        for name in type(self).model_fields:
            if name not in {"cases", "transparent", "joints"}:
                yield name, getattr(self, name)
