"""The register and the network together: who wins where both name something, and what an unknown one carries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.joining import joined, outermost
from nlp.entities.recogniser import Entity
from nlp.fields import FieldTokens, read_field
from pipelines.records import Field, Organisation, Span


def place(text: str, name: str, field: Field = Field.TEXT) -> Span:
    """Give the place of a name in a text."""
    start = text.index(name)
    return Span(field=field, start=start, end=start + len(name))


def known(text: str, *names: str) -> list[Organisation]:
    """Make registered organisations, each at one place."""
    return [
        Organisation(id=f"tr/{name}", name=name, kind="agency", country="tr", mentions=(place(text, name),), rule="r")
        for name in names
    ]


def seen(text: str, *names: str, kind: str = "ORG", score: float = 0.9) -> list[Entity]:
    """Make names that the network sees."""
    return [Entity(place(text, name), kind, score) for name in names]


def fields(text: str, language: str = "tr") -> tuple[FieldTokens, ...]:
    """Read a text as that of an article."""
    return (read_field(Field.TEXT, text, language),)


def unknown(text: str, registered: list[Organisation], entities: list[Entity]) -> list[Organisation]:
    """Give what the network adds."""
    found = joined(registered, entities, fields(text), "v1")
    assert found[: len(registered)] == tuple(registered)
    return list(found[len(registered) :])


def test_an_unknown_organisation_has_no_id_but_says_where_it_is_from() -> None:
    """It carries its name as written, its certainty, and the version of the network as its rule."""
    text = "Mavi Kedi Yazılım yatırım aldı."
    (one,) = unknown(text, [], seen(text, "Mavi Kedi Yazılım", score=0.876_54))
    assert one == Organisation(
        id=None,
        name="Mavi Kedi Yazılım",
        kind=None,
        country=None,
        mentions=(place(text, "Mavi Kedi Yazılım"),),
        rule="ner:v1",
        score=0.877,
        parent=None,
    )


def test_on_a_tie_the_register_wins() -> None:
    """A name that both know is the register's, once."""
    text = "KOSGEB destek verdi."
    assert unknown(text, known(text, "KOSGEB"), seen(text, "KOSGEB")) == []


def test_a_longer_registered_name_wins() -> None:
    """What the network sees inside a registered name, or across its edge, adds nothing."""
    text = "Türkiye Bilişim Vakfı Başkanı geldi."
    registered = known(text, "Türkiye Bilişim Vakfı")
    assert unknown(text, registered, seen(text, "Bilişim Vakfı")) == []
    assert unknown(text, registered, seen(text, "Vakfı Başkanı")) == []


def test_a_shorter_registered_name_becomes_the_parent() -> None:
    """A faculty of a registered university is a name of its own, and the university keeps its tag."""
    text = "Mavi Üniversitesi Edebiyat Fakültesi açıldı."
    (one,) = unknown(text, known(text, "Mavi Üniversitesi"), seen(text, "Mavi Üniversitesi Edebiyat Fakültesi"))
    assert (one.name, one.parent) == ("Mavi Üniversitesi Edebiyat Fakültesi", "tr/Mavi Üniversitesi")


def test_a_list_of_registered_names_is_no_name() -> None:
    """Two registered organisations within one name of the network are a list that it did not part."""
    text = "KOSGEB ve TÜBİTAK birlikte."
    assert unknown(text, known(text, "KOSGEB", "TÜBİTAK"), seen(text, "KOSGEB ve TÜBİTAK")) == []


def test_people_places_and_doubtful_names_are_left_out() -> None:
    """Only organisations come that the network is sure enough of, and that are more than marks or a letter."""
    text = "Ayşe Yılmaz Ankara'da Mavi Kedi 2026 - X gördü."
    assert unknown(text, [], seen(text, "Ayşe Yılmaz", kind="PER") + seen(text, "Ankara", kind="LOC")) == []
    assert unknown(text, [], seen(text, "Mavi Kedi", score=0.39)) == []
    assert unknown(text, [], seen(text, "2026", "-", "X")) == []


def test_mentions_of_one_name_are_one_organisation() -> None:
    """Inflected mentions group by their stem; the shortest spelling is the name, and the greatest certainty counts."""
    text = "Zorbulut Derneğinin kararı. Bugün Zorbulut Derneği toplandı."
    second = text.index("Zorbulut Derneği toplandı")
    entities = [
        *seen(text, "Zorbulut Derneğinin", score=0.7),
        Entity(Span(field=Field.TEXT, start=second, end=second + len("Zorbulut Derneği")), "ORG", 0.8),
    ]
    (one,) = unknown(text, [], entities)
    assert one.name == "Zorbulut Derneği"
    assert one.score == 0.8
    assert [text[span.start : span.end] for span in one.mentions] == ["Zorbulut Derneğinin", "Zorbulut Derneği"]


def test_fields_do_not_mix() -> None:
    """A registered name in the title says nothing of the same place in the text."""
    text = "Mavi Kedi geldi"
    registered = [
        Organisation(
            id="tr/x",
            name="Mavi",
            kind=None,
            country="tr",
            mentions=(place(text, "Mavi", Field.TITLE),),
            rule="r",
        )
    ]
    (one,) = unknown(text, registered, seen(text, "Mavi Kedi"))
    assert one.parent is None


def test_outermost_places_only() -> None:
    """A name inside a longer one is not counted beside it."""
    text = "Mavi Üniversitesi Edebiyat Fakültesi ve KOSGEB"
    organisations = joined(
        known(text, "Mavi Üniversitesi", "KOSGEB"),
        seen(text, "Mavi Üniversitesi Edebiyat Fakültesi"),
        fields(text),
        "v",
    )
    assert [text[a:b] for a, b in outermost(organisations, Field.TEXT)] == [
        "Mavi Üniversitesi Edebiyat Fakültesi",
        "KOSGEB",
    ]
    assert outermost(organisations, Field.TITLE) == []


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12))


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5))
def test_an_added_name_never_lies_within_a_registered_one(
    registered: list[tuple[int, int]], entities: list[tuple[int, int]]
) -> None:
    """Whatever both find, what is added is longer than every registered name that it touches."""
    text = "abcde " * 10
    own = [
        Organisation(
            id=f"tr/{number}",
            name="x",
            kind=None,
            country=None,
            mentions=(Span(field=Field.TEXT, start=start, end=start + length),),
            rule="r",
        )
        for number, (start, length) in enumerate(registered)
    ]
    found = [Entity(Span(field=Field.TEXT, start=start, end=start + length), "ORG", 0.9) for start, length in entities]
    for one in unknown(text, own, found):
        for span in one.mentions:
            for start, length in registered:
                apart = span.end <= start or start + length <= span.start
                assert apart or span.end - span.start > length
