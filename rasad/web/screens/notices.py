"""Changes in the health of sources as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Request, Response

from rasad.message import line
from rasad.notices import notices
from rasad.reports.exporters.rss import FORBIDDEN
from rasad.web.page import ReaderOf  # noqa: TC001 -- FastAPI reads the annotation

if TYPE_CHECKING:
    from datetime import datetime

    from rasad.notices import Notice
    from rasad.web.reader import Reader

router = APIRouter(prefix="/{language}", include_in_schema=False)

ITEMS = 100
ATOM = "http://www.w3.org/2005/Atom"


@router.get("/health.atom")
def feed(request: Request, reader: ReaderOf) -> Response:
    """Give the last changes in the health of sources, newest first."""
    with reader.desk.archive() as archive:
        found = notices(archive)[-ITEMS:][::-1]
    here = str(request.base_url).rstrip("/")
    atom = Element("feed", {"xmlns": ATOM, "xml:lang": reader.language})
    address = here + reader.link("health.atom")
    _text(atom, "id", address)
    _text(atom, "title", f"{reader.words('name')} · {reader.words('notices_title')}")
    _text(atom, "updated", _instant(found[0].at if found else reader.desk.setup.now))
    SubElement(SubElement(atom, "author"), "name").text = reader.words("name")
    SubElement(atom, "link", rel="self", href=address)
    SubElement(atom, "link", rel="alternate", type="text/html", href=here + reader.link("sources"))
    for notice in found:
        _entry(atom, reader, notice, here)
    text = tostring(atom, encoding="unicode")
    return Response(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n', media_type="application/atom+xml")


def _entry(atom: Element, reader: Reader, notice: Notice, here: str) -> None:
    entry = SubElement(atom, "entry")
    state = "raised" if notice.raised else "cleared"
    where = here + reader.link(f"sources/{notice.source}")
    _text(entry, "id", f"{where}#{notice.seq}-{notice.alarm}")
    _text(entry, "title", f"{reader.words(f'notice_{state}')}: {line(notice, reader.language)}")
    _text(entry, "updated", _instant(notice.at))
    SubElement(entry, "link", rel="alternate", type="text/html", href=where)
    SubElement(entry, "category", term=f"{notice.alarm}/{state}")
    _text(entry, "content", notice.detail)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text.translate(FORBIDDEN)


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
