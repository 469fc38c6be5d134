"""The whole project keeps its house rules, tests, benchmarks and scripts included."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("rasad", "crawlers", "pipelines", "nlp", "search")
MODULES = [path for folder in (*PRODUCT, "benchmarks", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")]
TESTS = [path for path in MODULES if path.name.startswith("test_")]
EMPTY = {"utils", "helpers", "manager", "base", "common", "misc"}
# A second sentence begins behind a full stop with a capital letter.
SECOND = re.compile(r"[.!?] [A-ZÇĞİÖŞÜ]")
EXCUSE = re.compile(r"#\s*(noqa|type: ignore)(?P<codes>: [A-Z0-9, ]+|\[[a-z, -]+\])?(?P<reason>.*)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_there_is_something_to_check() -> None:
    """The folders that the rules are checked in hold the project."""
    assert len(MODULES) > 300
    assert len(TESTS) > 100


def test_no_module_is_long() -> None:
    """No module has more than 300 lines."""
    lengths = {_place(path, 1): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {place: length for place, length in lengths.items() if length > 300} == {}


def test_no_function_is_long() -> None:
    """No function has more than 40 lines."""
    lengths = {
        f"{_place(path, node.lineno)} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in _functions(path)
    }
    assert {place: length for place, length in lengths.items() if length > 40} == {}


def test_names_say_what_is_inside() -> None:
    """No module and no folder is called by a word that fits everything."""
    names = [(path, {path.stem, *path.relative_to(ROOT).parts[:-1]} & EMPTY) for path in MODULES]
    assert [found for found in names if found[1]] == []


def test_every_test_says_in_one_sentence_what_must_hold() -> None:
    """Each test has a docstring of one line and one sentence."""
    wrong = []
    for path in TESTS:
        for node in _functions(path):
            if node.name.startswith("test_"):
                told = ast.get_docstring(node) or ""
                if "\n" in told or not told.endswith(".") or SECOND.search(told):
                    wrong.append(f"{_place(path, node.lineno)} {node.name}: {told!r}")
    assert wrong == []


def test_test_modules_have_names_of_their_own() -> None:
    """No two modules of the tests share a name, and each begins with the folder it stands in."""
    counts = Counter(path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py")
    assert {name: count for name, count in counts.items() if count > 1} == {}
    folders = [(path.name, path.relative_to(ROOT / "tests").parts[0]) for path in TESTS]
    assert [name for name, folder in folders if not name.startswith(f"test_{folder}")] == []


def test_every_excuse_has_a_reason() -> None:
    """What a linter or the type checker is told to overlook names its rule and says why."""
    bare = []
    for path in MODULES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            found = EXCUSE.search(line)
            if found and "EXCUSE" not in line and (not found["codes"] or len(found["reason"].strip(" -#()")) < 4):
                bare.append(f"{_place(path, number)}: {line.strip()}")
    assert bare == []


@pytest.mark.parametrize(
    "pattern",
    [r"/ho" + "me/", r"/ro" + "ot/", r"/wo" + "rk/", r"py" + "pi\\.org", r"pythonho" + "sted", r"maven\\.org"],
)
def test_no_path_of_a_machine_and_no_registry_is_committed(pattern: str) -> None:
    """No tracked text file names a path of one machine or the host of a package registry."""
    command = [shutil.which("git") or "git", "grep", "-nIE", pattern, "--", ".", ":!*.min.js"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode > 1:
        pytest.skip("not a git checkout")
    assert done.stdout == ""


# Reads every source, topic, event type, register and word list as the product does, without the tagger's version,
# which reads all files for their bytes; prints the data files that were not opened.
UNOPENED = """
import sys
from pathlib import Path

opened = set()
sys.addaudithook(lambda event, given: event == "open" and isinstance(given[0], str) and opened.add(given[0]))

from crawlers.sources import BUNDLED, load
from nlp.entities.recogniser import Recogniser
from nlp.organisations.lexicon import context, context_names, countries, cues, past, portfolios, sponsored
from nlp.pipeline import pipeline
from nlp.tagger import Tagger
from pipelines.extract.agencies import find_agency
from pipelines.extract.furniture import part_of
from pipelines.extract.lines import load_lines
from pipelines.records import Article
from rasad import config
from rasad.demo.outlets import SOURCES, outlets
from rasad.demo.web import responses
from rasad.texts import texts

assert not load(BUNDLED).problems and not load(SOURCES).problems
config.load(Path("nowhere"), {})
next(one for one in responses() if b"</p>" in one.body)
load_lines()
Recogniser.load()
find_agency(["AA"], (), ())
part_of("content")
for name in context_names():
    context(name)
countries(), cues("before"), past("before"), portfolios(), sponsored()
for code in ("tr", "fa", "en"):
    texts(code)
    text = {"tr": "Anlaşma imzalandı.", "fa": "تفاهم‌نامه با ترکیه امضا شد.", "en": "Iran signed. Prof. X left."}[code]
    article = Article(id="a", url="u", fetched_url="u", source="s", country="tr", language=code, title=text, text=text,
                      extractor="t")
    Tagger({code: pipeline(code, None, "1")}, "1").tag(article)
for folder in ("rasad", "crawlers", "nlp", "pipelines", "search"):
    for path in sorted(Path(folder).resolve().rglob("*")):
        if path.suffix in {".yaml", ".tsv", ".toml"} and str(path) not in opened:
            print(path)
"""


def test_every_data_file_is_loaded() -> None:
    """Each YAML, TSV and TOML file of the packages is read by the code that it is for; none lies there unused."""
    done = subprocess.run([sys.executable, "-c", UNOPENED], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
