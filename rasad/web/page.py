"""Pages: a template, what a screen puts into it, and the frame around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from rasad.texts import LANGUAGES
from rasad.web.assets import asset
from rasad.web.desk import Desk
from rasad.web.menu import entries
from rasad.web.reader import Reader

COOKIE = "rasad-language"
YEAR = 31_536_000
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Tab:
    """An entry of the menu, or of the languages."""

    label: str
    address: str
    current: bool
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every screen: menu, languages, and the search box with what it keeps."""

    menu: tuple[Tab, ...]
    languages: tuple[Tab, ...]
    home: str
    query: str
    kept: tuple[tuple[str, str], ...]


def desk_of(request: Request) -> Desk:
    """Give the desk that a request is for, as it is now."""
    desk = cast("Desk", request.app.state.desk)
    desk.renew()
    return desk


def reader_of(request: Request) -> Reader:
    """Give the reader of an address ``/fa/...``; an unknown language is not found.

    Raises:
        HTTPException: 404.
    """
    language = str(request.path_params.get("language", ""))
    if language not in LANGUAGES:
        raise HTTPException(404)
    return Reader(desk_of(request), language)


def preferred(request: Request) -> str:
    """Give the language of the address, else the one chosen before, else the configured one."""
    candidates = (request.url.path.split("/")[1], request.cookies.get(COOKIE, ""))
    configured = str(cast("Desk", request.app.state.desk).setup.config.desk.language)
    return next((code for code in candidates if code in LANGUAGES), configured)


DeskOf = Annotated[Desk, Depends(desk_of)]
ReaderOf = Annotated[Reader, Depends(reader_of)]


def render(
    request: Request,
    reader: Reader,
    template: str,
    *,
    status: int = 200,
    query: str = "",
    kept: tuple[tuple[str, str], ...] = (),
    **values: object,
) -> HTMLResponse:
    """Fill a template for a reader and remember the language.

    Args:
        request: what was asked for.
        reader: the language, and how things are called in it.
        template: a file of ``templates/``.
        status: of the response.
        query: what stands in the search box.
        kept: names and values that a new search keeps.
        values: what the template prints.
    """
    frame = Frame(
        menu=_menu(request, reader), languages=_languages(request), home=reader.link(), query=query, kept=kept
    )
    html = _environment().get_template(template).render(
        frame=frame, words=reader.words, number=reader.number, language=reader.language, link=reader.link, **values
    )  # fmt: skip
    response = HTMLResponse(html, status_code=status)
    if request.cookies.get(COOKIE) != reader.language:
        response.set_cookie(COOKIE, reader.language, max_age=YEAR, samesite="lax", httponly=True)
    return response


def fragment(reader: Reader, template: str, **values: object) -> HTMLResponse:
    """Fill a template that is no page of its own."""
    return HTMLResponse(_environment().get_template(template).render(words=reader.words, **values))


def problem(request: Request, status: int, detail: str) -> HTMLResponse:
    """Say what went wrong and what to do, in the reader's language."""
    desk = cast("Desk", request.app.state.desk)
    reader = Reader(desk, preferred(request))
    empty = status == UNAVAILABLE and not (desk.setup.home.index.exists() and desk.setup.home.archive.exists())
    known = f"problem_{status}" in reader.words.words
    return render(
        request,
        reader,
        "problem.html",
        status=status,
        heading=reader.words("problem_empty" if empty else f"problem_{status}" if known else "problem_500"),
        advice=reader.words("advice_empty" if empty else f"advice_{status}" if known else "advice_500"),
        commands=("rasad run", "rasad serve") if empty else (),
        detail=detail,
    )


def _menu(request: Request, reader: Reader) -> tuple[Tab, ...]:
    path = request.url.path
    return tuple(
        Tab(reader.words(f"menu_{entry.key}"), target := reader.link(entry.path), _holds(target, path, entry.path))
        for entry in entries()
    )


def _holds(target: str, path: str, entry: str) -> bool:
    return path == target or bool(entry and path.startswith(f"{target}/"))


def _languages(request: Request) -> tuple[Tab, ...]:
    """Give this very page in every interface language."""
    parts = request.url.path.split("/")
    inside = parts[1] in LANGUAGES
    query = f"?{request.url.query}" if request.url.query else ""
    return tuple(
        Tab(name, "/".join(["", code, *parts[2:]]) + query if inside else f"/{code}/", code == parts[1], code)
        for code, (name, _) in LANGUAGES.items()
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rasad.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    return environment
