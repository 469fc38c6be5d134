"""Looking for organisations outside the register: a pass of its own, what it leaves, and the candidates it gives."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from nlp.organisations.candidates import candidates
from nlp.organisations.register import Register
from pipelines.archive import documents
from pipelines.records import Document
from rasad.duties import entities_due
from rasad.recognising import RECOGNISED, recognise, waiting
from rasad.setup import Setup
from tests.commandline import Ran, call_rasad, run_rasad

TITLE = "Zorbulut Teknoloji yatırım aldı"
TEXT = (
    "Girişim Zorbulut Teknoloji, yapay zeka alanında 2 milyon dolar yatırım aldı. "
    "Zorbulut Teknoloji'nin kurucusu Ayşe Yılmaz, yapay zeka yatırımını KOSGEB'e anlattı."
)
OTHER = (
    "Yapay zeka girişimleri bu yıl yeni şirketlerle büyüyor. Geçen hafta yapay zeka geliştiren Zorbulut Teknoloji için "
    "melek yatırımcılar sıraya girdi; Zorbulut Teknoloji yeni bir yapay zeka ürününü gelecek ay satışa sunacak."
)
ROWS = [
    {"url": "https://a.example/1", "title": TITLE, "text": TEXT, "source": "birinci"},
    {"url": "https://b.example/2", "title": "Yapay zeka girişimleri büyüyor", "text": OTHER, "source": "ikinci"},
    {
        "url": "https://c.example/3",
        "title": "Zorbulut Teknoloji pikniği",
        "text": "Zorbulut Teknoloji bugün yağmur altında.",
    },
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Give a home whose articles with a topic were looked through, and what the command said."""
    home = tmp_path_factory.mktemp("read") / "home"
    path = home.parent / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    assert run_rasad(home, "import-jsonl", str(path)).code == 0
    assert run_rasad(home, "process").code == 0
    assert waiting_in(home)
    return home, run_rasad(home, "retag", "--entities")


def waiting_in(home: Path) -> bool:
    """Say whether articles of a home wait to be looked through."""
    with Setup.load(home).home.open() as archive:
        return waiting(archive)


def stored(home: Path) -> dict[str, Document]:
    """Give the documents of a home by the first letter of their host."""
    with Setup.load(home).home.open(readonly=True) as archive:
        return {document.article.url[8]: document for document in documents.every(archive)}


def test_articles_with_a_topic_are_read(read: tuple[Path, Ran]) -> None:
    """They get what the network finds beside what they had; an article without a topic stays as it was."""
    home, ran = read
    assert ran.code == 0, ran.err
    assert "read 2 articles with a topic; 2 name organisations outside the register" in ran.err
    found = stored(home)
    assert [one.id for one in found["a"].organisations] == ["tr/kosgeb", None]
    unknown = found["a"].organisations[-1]
    assert unknown.name == "Zorbulut Teknoloji"
    assert unknown.rule.startswith("ner:")
    assert found["a"].tagger.endswith("+ner")
    assert not found["c"].organisations
    assert "+" not in found["c"].tagger


def test_nothing_waits_afterwards(read: tuple[Path, Ran]) -> None:
    """What the pass itself changed is no reason to look again."""
    assert not waiting_in(read[0])


def test_a_line_says_what_found_an_unknown_organisation(read: tuple[Path, Ran]) -> None:
    """Its evidence, certainty and parent stand in the line; a registered one has none of them."""
    lines = [json.loads(line) for line in call_rasad(read[0], "export", "articles").out.splitlines()]
    known, unknown = next(line for line in lines if line["url"].endswith("/1"))["organisations"]
    assert {"evidence", "score", "parent"}.isdisjoint(known)
    assert (unknown["id"], unknown["evidence"], unknown["parent"]) == (None, "ner", None)
    assert 0.4 <= unknown["score"] <= 1


def test_candidates_are_listed_with_counts_and_contexts(read: tuple[Path, Ran]) -> None:
    """A name stands once, with its mentions, articles and sources, and the words around it."""
    ran = call_rasad(read[0], "register", "candidates", "--json")
    (one,) = [json.loads(line) for line in ran.out.splitlines()]
    assert (one["name"], one["language"], one["articles"], one["sources"]) == ("Zorbulut Teknoloji", "tr", 2, 2)
    assert one["mentions"] >= 4
    assert all("Zorbulut Teknoloji" in context["words"] for context in one["contexts"])
    shown = call_rasad(read[0], "register", "candidates").out
    assert shown.startswith("Zorbulut Teknoloji (tr): ")
    assert "birinci" in shown


def test_too_few_articles_make_no_candidate(read: tuple[Path, Ran]) -> None:
    """A name must stand in as many articles as asked for."""
    ran = call_rasad(read[0], "register", "candidates", "--least", "3")
    assert ran.out == ""
    assert "no candidates" in ran.err


def test_a_registered_name_is_no_candidate(read: tuple[Path, Ran], tmp_path: Path) -> None:
    """Once the desk has added a name to its register it is no candidate any more."""
    home = tmp_path / "home"
    shutil.copytree(read[0], home)
    (home / "register").mkdir()
    (home / "register" / "own.yaml").write_text(
        "country: tr\nkind: startup\norganisations:\n  zorbulut:\n    tr: [Zorbulut Teknoloji]\n", encoding="utf-8"
    )
    assert call_rasad(home, "register", "candidates").out == ""


def test_copies_count_once(read: tuple[Path, Ran]) -> None:
    """A copy of an article makes a name no more frequent."""
    from dataclasses import replace  # noqa: PLC0415 -- only this test changes a document

    first = stored(read[0])["a"]
    copy = replace(first, duplicate_of=first.article.id)
    (one,) = candidates([first, copy], Register([]))
    assert one.articles == 1


def test_a_duty_only_where_it_is_wanted(read: tuple[Path, Ran], tmp_path: Path) -> None:
    """With ``tag.entities`` false a desk does not look by itself."""
    home = tmp_path / "home"
    shutil.copytree(read[0], home)
    with Setup.load(home).home.open() as archive, archive.transaction() as connection:
        connection.execute("UPDATE cursors SET seq = 0 WHERE name = ?", (RECOGNISED,))
    assert entities_due(Setup.load(home))
    (home / "rasad.toml").write_text("[tag]\nentities = false\n", encoding="utf-8")
    assert not entities_due(Setup.load(home))


def test_retagging_keeps_what_the_network_found(read: tuple[Path, Ran], tmp_path: Path) -> None:
    """Documents that the network read count as up to date while the rules are the same."""
    home = tmp_path / "home"
    shutil.copytree(read[0], home)
    ran = run_rasad(home, "retag")
    assert "tagged again 0 articles" in ran.err
    assert stored(home)["a"].tagger.endswith("+ner")


def test_an_empty_archive_has_nothing_to_read(tmp_path: Path) -> None:
    """Without articles the pass ends at once."""
    setup = Setup.load(tmp_path)
    with setup.home.open() as archive:
        assert not waiting(archive)
        assert recognise(archive, setup.bench(), 1, lambda _stage, _count: None) == (0, 0)
