"""Outlet files: what they may say, and how a mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.errors import DataError
from rasad.demo.bylines import BYLINES
from rasad.demo.outlets import Outlet, outlets
from rasad.demo.pages import TEMPLATES

SOURCE = "title: Deneme (demo)\nhome: https://deneme.example/\ncountry: tr\nlanguage: tr\nkind: news\n"
DRESS = "page: blog.html\naddress: /{slug}\nbyline: turkish\nlists:\n  - {path: /feed, form: rss2.xml}\n"


def outlet(folder: Path, source: str = SOURCE, dress: str = DRESS) -> Outlet:
    """Write an outlet's two files and read them."""
    (folder / "sources").mkdir()
    (folder / "articles" / "deneme").mkdir(parents=True)
    (folder / "sources" / "deneme.yaml").write_text(source, encoding="utf-8")
    (folder / "articles" / "deneme" / "outlet.yaml").write_text(dress, encoding="utf-8")
    return outlets(folder / "sources", folder / "articles")["deneme"]


def test_an_outlet_is_a_source_and_its_dress(tmp_path: Path) -> None:
    """What the source file says and what the dress says meet in one value, with plain defaults."""
    found = outlet(tmp_path)
    assert (found.id, found.title, found.language) == ("deneme", "Deneme (demo)", "tr")
    assert found.zone == "Europe/Istanbul"
    assert found.url("/a/b?c=1") == "https://deneme.example/a/b?c=1"
    assert (found.dress.charset, found.dress.zwnj, found.dress.extras) == ("utf-8", "kept", ())
    assert found.dress.lists[0].days == 14


def test_an_iranian_outlet_goes_by_tehran(tmp_path: Path) -> None:
    """The clock of an outlet follows from its country."""
    assert outlet(tmp_path, SOURCE.replace("country: tr", "country: ir")).zone == "Asia/Tehran"


@pytest.mark.parametrize(
    ("source", "dress", "reason"),
    [
        (SOURCE, DRESS + "colour: red\n", "colour"),
        (SOURCE, DRESS.replace("page: blog.html\n", ""), "page"),
        (SOURCE, DRESS + "zwnj: often\n", "zwnj"),
        (SOURCE, DRESS + "extras: [{path: /x, listed: yesterday}]\n", "listed"),
        (SOURCE, "lists: [", "expected"),
        (SOURCE.replace("country: tr", "country: de"), DRESS, "country"),
        ("- a list", DRESS, "valid dictionary"),
        ("title: [", DRESS, "expected"),
    ],
)
def test_a_wrong_file_names_the_outlet_and_the_fault(tmp_path: Path, source: str, dress: str, reason: str) -> None:
    """A mistake in either file is told with the outlet's id and the key that is wrong."""
    with pytest.raises(DataError, match=reason) as caught:
        outlet(tmp_path, source, dress)
    assert "deneme" in str(caught.value)


def test_an_outlet_without_dress_is_a_mistake(tmp_path: Path) -> None:
    """A source whose outlet.yaml is missing cannot be served."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "deneme.yaml").write_text(SOURCE, encoding="utf-8")
    with pytest.raises(DataError, match="deneme"):
        outlets(tmp_path / "sources", tmp_path)


def test_every_template_and_byline_exists() -> None:
    """All that the bundled outlets refer to is there, and no template is left over."""
    used = {"error.html", "words.yaml"}
    for found in outlets().values():
        assert found.dress.byline in BYLINES
        used |= {found.dress.page, *(one.form for one in found.dress.lists)}
        used |= {extra.page for extra in found.dress.extras if extra.page}
    assert used == {path.name for path in TEMPLATES.iterdir()}


def test_cuts_and_listings_name_captures() -> None:
    """Whatever an outlet ties to a capture names one of the six."""
    from rasad.demo.web import CAPTURES  # noqa: PLC0415 - only this test needs the calendar

    for found in outlets().values():
        days = [*(one.cut for one in found.dress.lists), *(extra.listed for extra in found.dress.extras)]
        assert {day for day in days if day} <= set(CAPTURES)
