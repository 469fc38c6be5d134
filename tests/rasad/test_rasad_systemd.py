"""The systemd units start commands that exist, after each boot, and give them the time to end that they need."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from rasad.cli import execute
from rasad.clockwork import GRACE_SECONDS

UNITS = sorted((Path(__file__).parents[2] / "docs" / "systemd").glob("*.service"))


def read(path: Path) -> configparser.ConfigParser:
    """Read a unit file, whose keys are case-sensitive."""
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign] # the way that configparser itself documents
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


@pytest.mark.parametrize("path", UNITS, ids=lambda path: str(path.stem))
def test_a_unit_fits_the_program(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its command exists, it has the time to end that its children need, and it comes back after a reboot or crash."""
    unit = read(path)
    program, *arguments = unit["Service"]["ExecStart"].split()
    assert program.endswith("/bin/rasad")
    assert execute([*arguments, "--help"]) == 0
    assert capsys.readouterr().out
    assert float(unit["Service"]["TimeoutStopSec"]) > GRACE_SECONDS
    # Only the clockwork is told to end; it tells its children by itself.
    assert unit["Service"]["KillMode"] == "mixed"
    assert unit["Service"]["Restart"] == "always"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_there_is_a_unit_with_the_desk_and_one_without() -> None:
    """One of them is enabled."""
    commands = {path.stem: read(path)["Service"]["ExecStart"].partition("/rasad ")[2] for path in UNITS}
    assert commands == {"rasad": "serve", "rasad-loop": "run --loop"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: str(path.stem))
def test_systemd_reads_a_unit_without_complaint(path: Path, tmp_path: Path) -> None:
    """No unknown key or section; that the program is not installed where the unit says is all it may remark."""
    copy = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    copy.write_text(text.replace("/opt/rasad/.venv/bin/rasad", "/bin/true").replace("User=rasad", "User=root"))
    tool = shutil.which("systemd-analyze") or ""
    done = subprocess.run([tool, "verify", str(copy)], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if path.name in line] == []
