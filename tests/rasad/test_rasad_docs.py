"""What the documents say is true: commands exist and run, keys are all there, examples work, links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from rasad.cli import rasad as group
from rasad.config import Config
from tests.commandline import Demo, run_rasad

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
SHELL = [line.split(" #")[0].strip() for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
YAML = [block for kind, block in BLOCKS if kind == "yaml"]
ENDLESS = ("rasad run --loop", "rasad serve")


def commands(found: click.Group, prefix: str = "rasad") -> Iterator[str]:
    """Give every command with the groups before it."""
    context = click.Context(found)
    for name in found.list_commands(context):
        command = found.get_command(context, name)
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield f"{prefix} {name}"
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}"


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    """docs/commands.md and the command line name the same commands."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(rasad [a-z-]+(?: [a-z-]+)?)", text, re.MULTILINE)
    assert sorted(named) == sorted(commands(group))


def test_every_key_is_documented() -> None:
    """docs/configuration.md names every key of every section, and no other."""
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| (\w+) \| (\w+) \|", text, re.MULTILINE)) - {("section", "key")}
    keys = {
        (section, key)
        for section, field in Config.model_fields.items()
        for key in getattr(field.annotation, "model_fields", {})
    }
    assert named == keys


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("rasad --home demo-home")])
def test_the_readmes_commands_run(demo: Demo, tmp_path: Path, line: str) -> None:
    """Every command of the README on the demo's home ends with 0 and prints something."""
    arguments = shlex.split(line)[3:]
    if "-o" in arguments:
        arguments[arguments.index("-o") + 1] = str(tmp_path / "out")
    elif "weekly" in arguments:
        arguments += ["-o", str(tmp_path)]
    ran = demo.rasad(*arguments)
    assert ran.code == 0, ran.err
    assert ran.out or ran.err


def test_the_readmes_other_commands_exist(tmp_path: Path) -> None:
    """The commands that need no demo run, the endless ones answer --help, and the make targets are there."""
    for line in SHELL:
        if line.startswith("make "):
            make = shutil.which("make") or "make"
            done = subprocess.run(
                [make, "-n", *line.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
        elif line.startswith("rasad ") and "demo-home" not in line:
            more = ["--help"] if line in ENDLESS else []
            assert run_rasad(tmp_path, *shlex.split(line)[1:], *more).code == 0
    assert SHELL


def test_the_readmes_examples_work(tmp_path: Path) -> None:
    """The source is listed, and a text gets the topic and the organisation of the examples."""
    source, topic, organisation = YAML
    for folder, name, text in (
        ("sources", "ornek", source),
        ("topics", "quantum", topic),
        ("register", "ornek", organisation),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    listed = run_rasad(tmp_path, "sources", "list", "--json")
    assert "ornek" in [json.loads(line)["id"] for line in listed.out.splitlines()], listed.err
    row = {
        "url": "https://a.example/1",
        "title": "Örnek Kuantum'dan kuantum bilgisayarı",
        "text": "Ankara merkezli Örnek Kuantum, ilk kuantum bilgisayarını tanıttı.",
    }
    tagged = json.loads(run_rasad(tmp_path, "tag", "-", "-", stdin=json.dumps(row) + "\n").out)
    assert "quantum" in [one["id"] for one in tagged["topics"]]
    assert "tr/ornek-kuantum" in [one["id"] for one in tagged["organisations"]]


def test_links_lead_somewhere() -> None:
    """Every relative link of the README and the documents names a file."""
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_readmes_demo_output_is_what_the_demo_prints(demo: Demo) -> None:
    """The sums in the README are those of a real run."""
    shown = next(block for kind, block in BLOCKS if kind == "text" and "articles of" in block)
    for line in shown.splitlines():
        if re.match(r"(pages|tagged|\d+ articles)", line):
            assert line in demo.printed
