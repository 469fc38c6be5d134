"""Real pages, feeds and the founding article through the real source files; skipped where they are not at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.commandline import run_rasad

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real pages (../shared/data) are not beside the checkout")

FOUNDING = "https://belmi.ir/?p=11989"


@pytest.fixture(scope="session")
def real(shared: Path) -> Path:
    """Give a home with the real pages, made once for all test processes; beside it lies what was printed."""
    home, log = shared / "real-home", shared / "real-home.log"
    with FileLock(shared / "real-home.lock"):
        if not log.exists():
            command = [sys.executable, str(ROOT / "scripts" / "real.py"), "--home", str(home)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
            log.write_text(f"{done.returncode}\n{done.stdout}", encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def founding(real: Path) -> dict[str, Any]:
    """Give the founding article as it was exported."""
    rows = [json.loads(line) for line in run_rasad(real, "export", "articles").out.splitlines()]
    (found,) = [row for row in rows if row["fetched_url"] == FOUNDING]
    return dict(found)


def test_every_real_page_has_the_right_fields(real: Path) -> None:
    """Title, language, date and half-spaces of all eleven are right, and the feeds' entries became articles."""
    code, _, printed = (real.parent / "real-home.log").read_text(encoding="utf-8").partition("\n")
    assert code == "0", printed
    assert "WRONG" not in printed
    assert "no article" not in printed


def quotes(article: dict[str, Any], spans: list[dict[str, Any]]) -> list[str]:
    """Give the texts of spans."""
    return [article[span["field"]][span["start"] : span["end"]] for span in spans]


def test_the_founding_article_names_its_organisations(founding: dict[str, Any]) -> None:
    """The park is one in all its spellings; ministry, deputy and the Chinese town are there; none is wrong."""
    found = {one["id"]: quotes(founding, one["mentions"]) for one in founding["organisations"]}
    assert founding["language"] == "fa"
    assert {"ir/eastp", "ir/msrt", "ir/msrt-technology"} <= set(found)
    assert len({text.replace("\u200c", "").replace(" ", "") for text in found["ir/eastp"]}) <= 2
    assert len(found["ir/eastp"]) >= 8
    (town,) = [texts for id_, texts in found.items() if (id_ or "").startswith("cn/")]
    assert "شانگهای" in town[0]
    assert set(found) <= {"ir/eastp", "ir/msrt", "ir/msrt-technology", "ir/basij-science-east-azerbaijan", "cn/scoda"}


def test_the_founding_article_is_an_interaction(founding: dict[str, Any]) -> None:
    """The hub with Türkiye opened: an interaction with its sentence; the agreement with China is none."""
    events = founding["events"]
    (hub,) = [one for one in events if one["interaction"]]
    assert (hub["type"], hub["stage"], hub["negated"]) == ("opening", "carried-out", False)
    assert {party["country"] for party in hub["parties"]} == {"ir", "tr"}
    assert any("ترکیه" in text and "هاب" in text for text in quotes(founding, hub["evidence"]))
    (agreement,) = [one for one in events if one["type"] == "agreement"]
    assert not agreement["interaction"]
    assert {party["country"] for party in agreement["parties"]} == {"ir", "cn"}
    assert any("تفاهمنامه" in text for text in quotes(founding, agreement["evidence"]))


def test_the_founding_articles_months_are_resolved(founding: dict[str, Any]) -> None:
    """Tir 1401 and Azar 1401 stand as days of the Gregorian calendar."""
    dates = " ".join(one["date"] or "" for one in founding["events"])
    assert "2022-06-22/2022-07-22" in dates
    assert "2022-11-22/2022-12-21" in dates


def test_the_founding_articles_topics(founding: dict[str, Any]) -> None:
    """What the article is about is tagged."""
    assert {"technoparks-incubators", "international-cooperation", "iran-turkiye-relations", "science-diplomacy"} <= {
        one["id"] for one in founding["topics"]
    }


@pytest.mark.parametrize(
    "query",
    [
        "دانش‌بنیان",
        "دانش بنیان",
        "دانشبنیان",
        "پارک علم و فناوری",
        'org:"Doğu Azerbaycan Bilim ve Teknoloji Parkı"',
        "org:ir/eastp",
        '"دانش بنیان"',
    ],
)
def test_the_founding_article_is_found(real: Path, query: str) -> None:
    """Every spelling of the word, and the park's name in another language, find the article."""
    found = json.loads(run_rasad(real, "search", f"{query} source:belmi", "--json").out)
    assert found["total"] == 1
    assert found["ignored"] == []


def test_a_second_look_changes_nothing(real: Path) -> None:
    """Reading the archived pages again with the same code reports no change."""
    ran = run_rasad(real, "reprocess")
    assert ran.code == 0
    assert " 0 changes" in ran.err, ran.out
