"""What a topic file says: names, definition, weighted phrases, combinations and examples."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, model_validator
from pydantic import Field as Key

from nlp.topics.reading import Strict
from nlp.topics.wording import well_formed

LANGUAGES = ("tr", "fa", "en")

Phrase = Annotated[str, Key(min_length=1), AfterValidator(well_formed)]
Phrases = Annotated[list[Phrase], Key(min_length=1)]
Weight = Annotated[int, Key(ge=-500, le=500, strict=False)]


class Texts(Strict):
    """One text in the three languages."""

    tr: str
    fa: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the text in a language, in English for a language that has none."""
        return {"tr": self.tr, "fa": self.fa}.get(language, self.en)


class Combination(Strict):
    """A Boolean rule: one of every row of ``all_of`` (and of ``any_of``), none of ``none_of``, near each other.

    ``within`` is the largest distance in tokens between the first and the last part; 0 means anywhere in the field.
    Every occurrence counts ``weight``, as a phrase's does.
    """

    weight: Weight = 100
    all_of: list[Phrases] = Key(default_factory=list)
    any_of: list[Phrase] = Key(default_factory=list)
    none_of: list[Phrase] = Key(default_factory=list)
    within: Annotated[int, Key(ge=0, le=200)] = 25

    @model_validator(mode="after")
    def _says_something(self) -> Combination:
        if not self.all_of and not self.any_of:
            raise ValueError("a combination needs all_of or any_of")
        return self

    def rows(self) -> list[list[str]]:
        """Give the rows of phrases of which one each must be found."""
        return [*self.all_of, *([self.any_of] if self.any_of else [])]


class ByLanguage(Strict):
    """Weighted phrases per language: weight → phrases; weight 0 only hides what it covers, below 0 speaks against."""

    tr: dict[Weight, Phrases] = Key(default_factory=dict)
    fa: dict[Weight, Phrases] = Key(default_factory=dict)
    en: dict[Weight, Phrases] = Key(default_factory=dict)

    def in_language(self, language: str) -> dict[int, list[str]]:
        """Give the phrases of a language."""
        return {"tr": self.tr, "fa": self.fa, "en": self.en}.get(language, {})


class Combinations(Strict):
    """Boolean rules per language."""

    tr: list[Combination] = Key(default_factory=list)
    fa: list[Combination] = Key(default_factory=list)
    en: list[Combination] = Key(default_factory=list)

    def in_language(self, language: str) -> list[Combination]:
        """Give the combinations of a language."""
        return {"tr": self.tr, "fa": self.fa, "en": self.en}.get(language, [])


class Example(Strict):
    """Titles or sentences that must (``for``) and must not (``against``) carry the topic."""

    yes: list[str] = Key(default_factory=list, alias="for")
    no: list[str] = Key(default_factory=list, alias="against")


class Examples(Strict):
    """Examples per language."""

    tr: Example = Example()
    fa: Example = Example()
    en: Example = Example()

    def in_language(self, language: str) -> Example:
        """Give the examples of a language."""
        return {"tr": self.tr, "fa": self.fa}.get(language, self.en)


class Titled(Strict):
    """A rule file: it has a title at least."""

    title: Texts


class ContextFile(Titled):
    """A context as written: what an article is about beside all topics; the id is the file's name.

    ``against`` makes it a rival of every topic that is not given ``despite`` it.
    """

    against: bool = False
    patterns: ByLanguage = ByLanguage()


class TopicFile(Titled):
    """A topic file as written; the id is the file's name.

    With ``beside``, the topic is given only where one of these contexts or another topic that asks for none is found,
    too; ``despite`` names the contexts that are no rivals of it.
    """

    definition: Texts
    threshold: Annotated[int, Key(gt=0)] = 100
    beside: list[str] = Key(default_factory=list)
    despite: list[str] = Key(default_factory=list)
    patterns: ByLanguage = ByLanguage()
    combinations: Combinations = Combinations()
    examples: Examples = Examples()
