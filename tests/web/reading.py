"""Reading pages as a browser does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml.html import HtmlElement, document_fromstring

if TYPE_CHECKING:
    from httpx import Client, Response

LANGUAGES = ("fa", "tr", "en")


def page(response: Response) -> HtmlElement:
    """Read a page."""
    return document_fromstring(response.text)


def get(client: Client, address: str) -> HtmlElement:
    """Get a page that must be there."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code} {response.text[:300]}"
    return page(response)


def texts(element: HtmlElement, selector: str) -> list[str]:
    """Give the texts of some elements, blanks folded."""
    return [" ".join(str(found.text_content()).split()) for found in element.cssselect(selector)]


def links(element: HtmlElement, selector: str = "a") -> list[str]:
    """Give where some links lead."""
    return [str(found.get("href")) for found in element.cssselect(selector) if found.get("href")]


def search(client: Client, **parameters: str | int) -> dict[str, Any]:
    """Ask the API."""
    response = client.get("/api/v1/search", params=parameters)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found
