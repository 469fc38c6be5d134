"""A change of template is caught: by health, by pages to compare, and by reprocessing once the selectors are mended."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from rasad.demo import web
from rasad.demo.tour import morning, prepare
from rasad.demo.web import CAPTURES
from rasad.setup import Setup
from tests.commandline import Ran, run_rasad

SOURCE = "ajans-marmara"
HOST = "www.ajansmarmara.example"
# What a page looks like whose text is written by a script, and one whose text has moved to another attribute.
SHELL = (
    '<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"><title>Haber</title></head>'
    '<body><div id="app"></div><script src="/app.js"></script></body></html>'
)


def _changed(folder: Path, *, text: str) -> Path:
    """Write the mini web with another template on the agency's pages of the last week."""
    path = folder / "changed.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for response in sorted(web.responses(), key=lambda one: (one.at, one.url)):
            is_page = response.kind == "article" and HOST in response.url
            if is_page and response.at.date() > CAPTURES[4]:
                response = replace(response, body=text.encode())  # noqa: PLW2901 -- the same response with another body
            web._write(writer, response)
    return path


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home that read the agency for weeks and then met a template that it cannot read."""
    folder = tmp_path_factory.mktemp("broken") / "home"
    prepare(Setup.load(folder, morning(CAPTURES[0])))
    warc = _changed(folder.parent, text=SHELL)
    for day in CAPTURES[4:]:
        ran = _run(folder, day.isoformat(), "crawl", "--source", SOURCE, "--replay", str(warc))
        assert ran.code == 0, ran.err
    assert _run(folder, CAPTURES[5].isoformat(), "process").code == 0
    return folder


@pytest.fixture
def home(broken: Path, tmp_path: Path) -> Path:
    """Give a copy of that home for a test to change."""
    return Path(shutil.copytree(broken, tmp_path / "home"))


def _run(home: Path, day: str, *arguments: str) -> Ran:
    return run_rasad(home, "--now", f"{day}T06:00:00+03:00", *arguments)


def test_a_template_change_is_caught(home: Path, tmp_path: Path) -> None:
    """Health names the source, and the last good page is written beside the first failing one."""
    rows = [json.loads(line) for line in _run(home, CAPTURES[5].isoformat(), "health", "--json").out.splitlines()]
    (row,) = [row for row in rows if row["id"] == SOURCE]
    assert {finding["alarm"] for finding in row["findings"]} & {"javascript-only", "text-vanished", "blind"}, row
    ran = run_rasad(home, "archive", "snapshots", "--source", SOURCE, str(tmp_path / "out"))
    assert ran.code == 0
    source, reason, failing, good = ran.out.rstrip("\n").split("\t")
    assert source == SOURCE
    assert reason in {"no-text", "no-title", "incomplete"}
    assert HOST in failing
    assert HOST in good
    assert (tmp_path / "out" / SOURCE / "failing.html").read_text(encoding="utf-8") == SHELL
    assert "detay-icerik" in (tmp_path / "out" / SOURCE / "good.html").read_text(encoding="utf-8")


def _sections(home: Path) -> list[str]:
    """Give the sections of the articles whose pages could be read."""
    rows = [json.loads(line) for line in run_rasad(home, "export", "articles").out.splitlines()]
    return [str(row["section"]) for row in rows if row["complete"]]


def test_reprocessing_reports_before_it_changes(home: Path) -> None:
    """Other selectors are reported by source and field with samples, change nothing until accepted, and then all."""
    before = _sections(home)
    path = home / "sources" / f"{SOURCE}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(".detay-kategori", "h1.detay-baslik"), encoding="utf-8")
    told = run_rasad(home, "reprocess")
    assert told.code == 0, told.err
    counts = [line.split() for line in told.out.splitlines() if line.startswith(f"{SOURCE} ")]
    assert [SOURCE, "section", str(len(before))] in counts
    assert told.out.count("\n  - ") == told.out.count("\n  + ") > 0
    assert "nothing was changed" in told.err
    assert _sections(home) == before
    accepted = run_rasad(home, "reprocess", "--accept")
    assert f"{len(before):,} accepted" in accepted.err
    assert not set(_sections(home)) & set(before)
    assert " 0 changes" in run_rasad(home, "reprocess").err
