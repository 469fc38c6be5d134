"""The project's names are its own, the command line is quick, and what it depends on is pinned."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("rasad", "crawlers", "pipelines", "nlp", "search")
HEAVY = ("scrapy", "spacy", "trafilatura", "tantivy", "pydantic", "lxml")
SOURCES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def test_no_other_distribution_owns_our_names() -> None:
    """An installed package called like one of ours would shadow it."""
    owners = importlib.metadata.packages_distributions()
    assert {name: owners[name] for name in PACKAGES if set(owners.get(name, ())) - {"rasad"}} == {}


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    """`rasad --help` answers in under 0.4 s (the quickest of some tries) without the heavy libraries."""
    show = f"print([name for name in {HEAVY} if name in sys.modules])"
    code = f"import sys; from rasad.cli import execute; execute(['--help']); {show}"
    taken: list[float] = []
    # Other load makes most tries slow; one that is quick shows what it takes.
    while len(taken) < 20 and min(taken, default=1.0) >= 0.4:
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        taken.append(time.perf_counter() - begun)
    assert done.stdout.rstrip().endswith("[]")
    assert min(taken) < 0.4


def test_most_functions_of_the_packages_are_short() -> None:
    """Half of all functions have fewer than 10 lines."""
    lengths = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert statistics.median(lengths) < 10


def test_the_lock_names_no_index() -> None:
    """Every line pins a version, and none holds an address."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[A-Za-z0-9.+!]+", line)] == []


def test_every_dependency_is_locked() -> None:
    """What the project asks for, at run time and for development, is in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[><=\[]", line)[0].lower().replace("_", "-") for line in asked}
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    assert names - locked == set()


def test_layers_are_kept() -> None:
    """import-linter finds no import against the layers."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout
