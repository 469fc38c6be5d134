"""Weekly issues are listed, read on the desk with links to the evidence, and given as files."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from pipelines.records import Document, Moment, Precision
from rasad.reports.exporters import names
from rasad.web.desk import KEPT_ISSUES, Desk
from rasad.web.screens.issues import PAGE
from tests.web.library import NOON, Library, article
from tests.web.reading import LANGUAGES, get, links, texts

if TYPE_CHECKING:
    import httpx


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_with_articles_are_listed(client: httpx.Client, language: str) -> None:
    """The newest week comes first, each with its period in both calendars and every format."""
    page = get(client, f"/{language}/issues")
    weeks = texts(page, "tbody a[data-open]")
    assert weeks == sorted(weeks, reverse=True)
    assert "2026-W46" in weeks
    assert texts(page.cssselect("tbody tr")[0], ".files a") == [name.upper() for name in names()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_issue_leads_to_its_evidence(client: httpx.Client, language: str) -> None:
    """Every statement of an issue leads to an article of the desk; sections can be jumped to."""
    page = get(client, f"/{language}/issues/2026-W46")
    titles = links(page, ".issue [data-open]")
    assert len(titles) > 20
    assert all(link.startswith(f"/{language}/article/") for link in titles)
    assert all(page.cssselect(link) for link in links(page, ".contents a"))
    assert len(page.cssselect("#interactions .entry blockquote")) > 0
    assert texts(page, "h1 bdi") == ["2026-W46"]
    assert links(page, ".turn a") == [f"/{language}/issues/2026-W45", f"/{language}/issues/2026-W47"]


@pytest.mark.parametrize("form", names())
def test_an_issue_is_given_in_every_format(client: httpx.Client, form: str) -> None:
    """Each format comes as a file of its own kind and name."""
    answer = client.get(f"/tr/issues/2026-W46.{form}")
    assert answer.status_code == 200
    assert len(answer.content) > 500
    if form != "html":
        assert (
            re.search(rf'filename="rasad-2026-W46\.tr\.[\w.]*{form}', answer.headers["Content-Disposition"])
            or form == "rss"
        )


def test_the_files_can_be_read(client: httpx.Client) -> None:
    """JSON Lines and CSV have one row per line of the issue, the same ones."""
    rows = [json.loads(line) for line in client.get("/fa/issues/2026-W46.jsonl").text.splitlines()]
    table = list(csv.DictReader(io.StringIO(client.get("/fa/issues/2026-W46.csv").text.lstrip("\ufeff"))))
    assert [row["title"] for row in rows] == [row["title"] or None for row in table]
    assert len(rows) > 20


def test_the_issue_as_one_file_may_style_itself_and_no_more(client: httpx.Client) -> None:
    """The HTML file has its style and font inside, so only for it are they allowed; scripts are not."""
    answer = client.get("/fa/issues/2026-W46.html")
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize(
    "week", ["2026-W99", "2026-W00", "0000-W01", "nonsense", "2026-W46.exe", "..%2f..", "2026-w46x"]
)
def test_no_such_week_is_not_found(client: httpx.Client, week: str) -> None:
    """A week that no calendar has, or a format that nobody writes, is not found."""
    assert client.get(f"/en/issues/{week}").status_code == 404
    assert client.get(f"/en/issues/{week}.html").status_code == 404


def test_a_week_without_articles_has_an_empty_issue(client: httpx.Client) -> None:
    """An issue of a quiet week says that there is nothing."""
    assert len(texts(get(client, "/en/issues/2020-W10"), ".empty")) >= 5


def test_an_issue_is_built_again_when_something_changed(library: Library, reader: httpx.Client) -> None:
    """The desk keeps built issues only as long as they are right."""
    library.add(Document(article=article(1, "İlk haber", "Metin.")))
    assert "1 articles" in texts(get(reader, "/en/issues/2026-W46"), ".quiet")[0]
    library.add(Document(article=article(2, "İkinci haber", "Başka metin.")))
    assert "2 articles" in texts(get(reader, "/en/issues/2026-W46"), ".quiet")[0]


def test_old_weeks_are_on_further_pages(library: Library, reader: httpx.Client) -> None:
    """Half a year is a page; gaps without articles are passed over; the last page leads no further."""
    dates = [NOON.replace(year=2026 - number // 12, month=12 - number % 12) for number in range(1, 32)]
    dates.append(NOON.replace(year=2003))
    library.add(
        *(
            Document(article=article(number, f"Haber {number}", f"Metin {number}", published=Moment(
                instant=when, zone="Europe/Istanbul", precision=Precision.MINUTE)))
            for number, when in enumerate(dates)
        )
    )  # fmt: skip
    address, seen, pages = "/tr/issues", [], 0
    while address:
        page = get(reader, address)
        seen += texts(page, "tbody a[data-open]")
        address, pages = next(iter(links(page, "a[rel=next]")), ""), pages + 1
    assert pages == 2
    assert len(seen) == len(set(seen)) == len(dates) > PAGE
    assert seen[-1].startswith("2003-W")
    assert texts(get(reader, "/tr/issues?before=2026-W99"), "tbody a[data-open]") == seen[:PAGE]
    assert texts(get(reader, "/tr/issues?before=2003-W46"), "tbody a[data-open]") == []


def test_only_the_last_issues_are_kept_built(library: Library) -> None:
    """Whoever walks through years of issues does not fill the memory with them."""
    library.add(Document(article=article(1, "Haber", "Metin.")))
    desk = Desk(library.setup)
    for week in range(1, KEPT_ISSUES + 4):
        desk.issue(f"2026-W{week:02d}")
    assert len(desk._issues) == KEPT_ISSUES
    assert desk.issue("2026-w11") is desk.issue("2026-W11")


def test_an_archive_without_articles_has_no_weeks(library: Library, reader: httpx.Client) -> None:
    """Before the first article the list says that there is nothing yet."""
    library.setup.home.open().close()
    assert texts(get(reader, "/en/issues"), ".empty") == ["Nothing yet."]
