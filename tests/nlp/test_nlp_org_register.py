"""The register: its files, its look-up, its check."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.organisations import register as register_module
from nlp.organisations.check import doubts, problems
from nlp.organisations.entry import Entry, Kind
from nlp.organisations.register import Register
from pipelines.errors import DataError

GROUP = """\
country: tr
kind: startup
organisations:
  ornek-robot:
    city: Ankara
    tr: [Örnek Robotik]
    fa: [اورنک روباتیک]
    en: [Ornek Robotics]
    parents: [tr/tubitak]
"""


@pytest.fixture(scope="module")
def register() -> Register:
    """Give the bundled register."""
    return Register.load()


def overlay(folder: Path, text: str, name: str = "own.yaml") -> Path:
    """Write one register file of a desk and give its overlay folder."""
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / name).write_text(text, encoding="utf-8")
    return folder


def test_the_bundled_register_is_sound(register: Register) -> None:
    """No name collides, no parent is dead, and every hand-kept entry has a name in each language."""
    assert problems(register) == []


def test_the_core_has_the_promised_breadth(register: Register) -> None:
    """Hand-kept entries: at least 280 of Türkiye, 130 of Iran, 40 international ones."""
    core = [entry for entry in register if not entry.origin]
    assert sum(entry.country == "tr" for entry in core) >= 280
    assert sum(entry.country == "ir" for entry in core) >= 130
    assert sum(entry.kind is Kind.INTERNATIONAL for entry in core) >= 40


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("TÜBİTAK", "tr/tubitak"),
        ("tubitak", "tr/tubitak"),
        ("TÜBİTAK'ın", "tr/tubitak"),
        ("توبیتاک", "tr/tubitak"),
        ("توبی‌تاک", "tr/tubitak"),
        ("tr/tubitak", "tr/tubitak"),
        ("Scientific and Technological Research Council of Turkey", "tr/tubitak"),
        ("Doğu Azerbaycan Bilim ve Teknoloji Parkı", "ir/eastp"),
        ("dogu azerbaycan bilim ve teknoloji parki", "ir/eastp"),
        ("پارك علم و فناوري آذربايجان شرقي", "ir/eastp"),
        ("پارک علم و فناوری آذربایجانشرقی", "ir/eastp"),
        ("east azerbaijan science and technology park", "ir/eastp"),
        ("کوسگب", "tr/kosgeb"),
        ("ostim teknik üniversitesi", "tr/ostim-teknik"),
    ],
)
def test_a_typed_name_is_resolved_in_any_language_and_spelling(register: Register, typed: str, identifier: str) -> None:
    """A query names an organisation however its user writes it."""
    assert register.resolve(typed) == (identifier,)


def test_a_shared_name_resolves_to_all_of_its_owners(register: Register) -> None:
    """A name that two countries' bodies bear gives both ids; an unknown one gives none."""
    assert {"tr/saglik-bakanligi", "ir/health"} <= set(register.resolve("Ministry of Health"))
    assert register.resolve("Hiç Olmayan Kurum") == ()
    assert register.resolve("") == ()


def test_near_misses_are_suggested_nearest_first(register: Register) -> None:
    """A mistyped name is answered with the entries nearest to it."""
    assert register.suggest("tubitakk")[0] == "tr/tubitak"
    assert register.suggest("بایکارر")[0] == "tr/baykar"
    assert register.suggest("qqqqqqqqqqqqqqqq") == ()


def test_the_shown_name_follows_the_reader(register: Register) -> None:
    """The first name of the reader's language is shown, another language's where there is none."""
    assert register.display_name("tr/tubitak", "tr") == "TÜBİTAK"
    assert register.display_name("tr/tubitak", "fa") == "توبیتاک"
    assert register.display_name("xx/unknown", "tr") == "xx/unknown"
    lone = Register([Entry(id="tr/x", kind=Kind.COMPANY, country="tr", acronyms=("XYZ",))])
    assert lone.display_name("tr/x", "fa") == "XYZ"


def test_a_desk_adds_entries_and_replaces_bundled_ones(tmp_path: Path, register: Register) -> None:
    """Files of the overlay add to the bundled register, and one of the same id replaces its entry."""
    overlay(tmp_path, GROUP)
    overlay(tmp_path, GROUP.replace("ornek-robot", "tubitak").replace("[tr/tubitak]", "[]"), "two.yaml")
    own = Register.load(tmp_path)
    added, replaced = own.get("tr/ornek-robot"), own.get("tr/tubitak")
    assert added is not None
    assert added.parents == ("tr/tubitak",)
    assert replaced is not None
    assert replaced.names["tr"] == ("Örnek Robotik",)
    assert len(own) == len(register) + 1
    assert own.version != register.version


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("country: tr\n  kind: [", "no YAML"),
        (GROUP + "    colour: blue\n", "colour"),
        (GROUP.replace("startup", "circus"), "kind"),
        (GROUP.replace("ornek-robot", "Örnek Robot"), "organisations"),
        (GROUP + "  ornek-robot:\n    tr: [Y]\n", "line 10: the key 'ornek-robot' stands there twice"),
        (GROUP.replace("country: tr", "country: turkey"), "country"),
        ("[]", "the file"),
        ("", "the file"),
    ],
)
def test_a_broken_file_is_refused_with_file_key_and_reason(tmp_path: Path, text: str, reason: str) -> None:
    """The sentence of the error names the file and what is wrong in it."""
    with pytest.raises(DataError, match=r"own\.yaml") as refused:
        Register.load(overlay(tmp_path, text))
    assert reason in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named, not misread."""
    overlay(tmp_path, "")
    (tmp_path / "register" / "own.yaml").write_bytes("country: tr # şirket".encode("cp1254"))
    with pytest.raises(DataError, match="UTF-8"):
        Register.load(tmp_path)


def entry(identifier: str, name: str, **more: object) -> Entry:
    """Make a sound entry with one name in each language."""
    names = {"tr": (name,), "fa": (f"نام {identifier}",), "en": (f"{name} Ltd",)}
    return Entry(**{"id": identifier, "kind": Kind.COMPANY, "country": "tr", "names": names, **more})  # type: ignore[arg-type] # the test varies single fields


def test_the_check_names_every_kind_of_fault() -> None:
    """Collisions, missing languages, dead and own parents and unknown contexts are each one sentence."""
    broken = Register(
        [
            entry("tr/a", "Mavi Kedi Yazılım"),
            entry("tr/b", "Mavi Kedi Yazılım"),
            entry("tr/c", "Yeşil Kedi", names={"tr": ("Yeşil Kedi",)}),
            entry("tr/d", "Sarı Kedi", parents=("tr/none", "tr/d")),
            entry("tr/e", "Kara Kedi", unless=("weather",)),
        ]
    )
    text = "\n".join(problems(broken))
    assert "tr/a and tr/b: both are called" in text
    assert "tr/c: no name in fa." in text
    assert "tr/c: no name in en." in text
    assert "tr/d: the parent tr/none is not in the register." in text
    assert "tr/d: the entry is its own parent." in text
    assert "tr/e: there is no context weather." in text


def test_names_that_are_told_apart_do_not_collide() -> None:
    """Two countries' ministries share a name, acronyms differ in a Turkish letter, a common word needs a cue."""
    sound = Register(
        [
            entry("tr/m", "Deneme Bakanlığı", national=True),
            entry("ir/m", "Deneme Bakanlığı", national=True, country="ir"),
            entry("tr/i", "İTX"),
            entry("tr/j", "ITX"),
            entry("tr/k", "Kalem", names={"tr": ("Kalem A",), "fa": ("ن ک",), "en": ("K",)}, cued=("Mavi",)),
            entry("tr/l", "Mavi"),
        ]
    )
    assert problems(sound) == []


def test_entries_are_listed_with_their_state(register: Register) -> None:
    """A body that belongs to no state has none; others carry their country's code."""
    nato, tubitak = register.get("int/nato"), register.get("tr/tubitak")
    assert nato is not None
    assert nato.state is None
    assert tubitak is not None
    assert tubitak.state == "tr"


ROW = "tr/ornek\tcompany\tBursa\tÖrnek Makina Sanayi\t\t\tÖrnek\n"


def test_a_list_gives_entries_with_their_origin(tmp_path: Path) -> None:
    """A list's row becomes an entry that says where it is from; remarks and blank lines are passed over."""
    overlay(tmp_path, "# source: here\n\n" + ROW, "mine.tsv")
    entry = Register.load(tmp_path).get("tr/ornek")
    assert entry is not None
    assert (entry.origin, entry.city, entry.cued) == ("mine", "Bursa", ("Örnek",))
    assert entry.names == {"tr": ("Örnek Makina Sanayi",)}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("tr/ornek\tcompany\n", "line 1: 2 columns instead of 7"),
        (ROW.replace("tr/ornek", "ornek"), "no id of the form"),
        (ROW.replace("company", "circus"), "'circus' is no kind"),
        ("tr/ornek\tcompany\t\t\t\t\t\n", "tr/ornek has no name"),
    ],
)
def test_a_broken_list_is_refused_with_file_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    """The sentence of the error names the file, the line and what is wrong in it."""
    with pytest.raises(DataError, match=r"mine\.tsv") as refused:
        Register.load(overlay(tmp_path, row, "mine.tsv"))
    assert reason in str(refused.value)


def test_the_lists_are_broad_and_name_their_source(register: Register) -> None:
    """At least 3,000 entries come from lists, and every list tells its source in its first line."""
    assert sum(bool(entry.origin) for entry in register) >= 3_000
    lists = sorted(Path(register_module.__file__).parent.glob("lists/*.tsv"))
    assert lists
    assert all(path.read_text(encoding="utf-8").startswith("# source: ") for path in lists)


def test_common_words_are_doubted() -> None:
    """A lone frequent word is reported as a doubt, a rare one is not."""
    entries = [entry("tr/a", "Merkez"), entry("tr/b", "Zorbulunanad")]
    assert [doubt.split(":")[0] for doubt in doubts(Register(entries))] == ["tr/a"]


def test_hand_kept_entries_are_suggested_before_listed_ones() -> None:
    """Of two names equally near, the hand-kept one comes first."""
    entries = [entry("tr/a", "Mavi Kedi Yazilim X", origin="list"), entry("tr/b", "Mavi Kedi Yazilim Y")]
    assert Register(entries).suggest("Mavi Kedi Yazilim Z") == ("tr/b", "tr/a")
