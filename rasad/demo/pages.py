"""Articles as their outlets serve them: spelling, markup, charset, and what is wrong on purpose."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rasad.demo.bylines import printed
from rasad.demo.drafts import Condition, Draft
from rasad.demo.outlets import Outlet
from rasad.demo.spelling import ZWNJ, dot_again, path_words, rewrite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TEMPLATES = Path(__file__).parent / "templates"
CONDITION_ZWNJ = {Condition.SPACED: "spaced", Condition.NOT_SIGN: "not-sign"}
REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 403: "Forbidden", 404: "Not Found"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a host of the mini web answers from ``at`` (aware) on; ``kind`` says what it is, for the counts."""

    kind: str
    url: str
    at: datetime
    body: bytes
    content_type: str
    status: int = 200
    location: str = ""

    @property
    def reason(self) -> str:
        """Give the words behind the status code."""
        return REASONS.get(self.status, "Internal Server Error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A draft as its outlet prints it: the spelling is the outlet's, ``link`` is the canonical address."""

    draft: Draft
    outlet: Outlet
    title: str
    kicker: str
    lead: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    link: str

    @property
    def number(self) -> int:
        """Give the six-digit number that content systems put into addresses; it depends on the slug only."""
        return article_number(self.draft.slug)

    @property
    def announced(self) -> str:
        """Give the address that lists link to: an old one that redirects, where the article was moved."""
        return self.outlet.url(self.draft.formerly) if self.draft.formerly else self.link

    @property
    def published(self) -> str:
        """Give the time of publication as the page prints it, empty on an undated page."""
        return "" if self.undated else printed(self.draft.published, self.outlet.dress.byline)

    @property
    def modified(self) -> str:
        """Give the time of the last change as the page prints it, empty where there was none."""
        change = self.draft.modified
        return "" if change is None or self.undated else printed(change, self.outlet.dress.byline)

    @property
    def undated(self) -> bool:
        """Say whether the page prints no date at all."""
        return Condition.UNDATED in self.draft.conditions

    @property
    def paywalled(self) -> bool:
        """Say whether the page shows its first paragraph only."""
        return Condition.PAYWALL in self.draft.conditions

    @property
    def schema(self) -> Mapping[str, object]:
        """Give the article as schema.org's NewsArticle, for JSON-LD."""
        draft = self.draft
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": draft.published.isoformat(),
            "dateModified": draft.shown.isoformat(),
            "author": {"@type": "Person", "name": draft.author or self.outlet.title},
            "articleSection": draft.section,
            "keywords": list(self.tags),
            "inLanguage": draft.language or self.outlet.language,
            "mainEntityOfPage": self.link,
            "isAccessibleForFree": not self.paywalled,
            "publisher": {"@type": "Organization", "name": self.outlet.title},
        }


def article_number(slug: str) -> int:
    """Give a number between 100000 and 999999 that depends on the slug only."""
    return 100_000 + zlib.crc32(slug.encode()) % 900_000


def prepare(draft: Draft, outlet: Outlet) -> Print:
    """Spell a draft as its outlet does and give it its address."""
    zwnj = next((form for mark, form in CONDITION_ZWNJ.items() if mark in draft.conditions), outlet.dress.zwnj)
    title = dot_again(draft.title) if Condition.DOTTED in draft.conditions else draft.title

    def spell(text: str) -> str:
        return rewrite(text, zwnj, outlet.dress.letters)

    return Print(
        draft=draft,
        outlet=outlet,
        title=spell(title),
        kicker=spell(draft.kicker),
        lead=spell(draft.lead),
        paragraphs=tuple(spell(part) for part in draft.paragraphs),
        tags=tuple(spell(tag) for tag in draft.tags),
        link=address(draft, outlet),
    )


def address(draft: Draft, outlet: Outlet) -> str:
    """Give the canonical address of an article, with non-ASCII letters percent-encoded."""
    path = draft.address or outlet.dress.address.format(
        year=draft.published.year,
        month=f"{draft.published.month:02}",
        day=f"{draft.published.day:02}",
        slug=draft.slug,
        words=path_words(draft.title),
        number=article_number(draft.slug),
    )
    return outlet.url(quote(path, safe="/?=&-._~"))


def article_responses(article: Print, at: datetime, related: Sequence[Print]) -> list[Response]:
    """Give the responses that make an article: its page and the redirect from an old address.

    Args:
        article: the article as it is printed.
        at: when it was captured.
        related: earlier articles of the outlet, for the boxes beside the text.
    """
    responses = [_page(article, at, related)]
    if article.draft.formerly:
        responses.append(redirect(article.announced, article.link, 301, at))
    return responses


def redirect(url: str, to: str, status: int, at: datetime) -> Response:
    """Give a redirect with the short page that servers send along."""
    body = f'<html><head><title>{status}</title></head><body><a href="{to}">{REASONS[status]}</a></body></html>'
    return Response(
        kind="redirect",
        url=url,
        at=at,
        status=status,
        location=to,
        body=body.encode(),
        content_type="text/html",
    )


def _page(article: Print, at: datetime, related: Sequence[Print]) -> Response:
    outlet, conditions = article.outlet, article.draft.conditions
    if Condition.FORBIDDEN in conditions:
        return failure(outlet, article.link, 403, at)
    claimed = outlet.dress.lie if Condition.LYING_CHARSET in conditions else outlet.dress.header
    text = render(
        outlet.dress.page, article.draft.language or outlet.language, outlet, article=article, related=related
    )
    return Response(
        kind="article",
        url=article.link,
        at=at,
        body=encode(text, outlet),
        content_type=content_type("text/html", claimed),
    )


def failure(outlet: Outlet, url: str, status: int, at: datetime) -> Response:
    """Give the page of an error."""
    text = render("error.html", outlet.language, outlet, status=status, reason=REASONS.get(status, "Error"))
    return Response(
        kind="error",
        url=url,
        at=at,
        status=status,
        body=encode(text, outlet),
        content_type=content_type("text/html", outlet.dress.header),
    )


def content_type(media: str, charset: str) -> str:
    """Give a Content-Type header's value; an empty charset is left out."""
    return f"{media}; charset={charset}" if charset else media


def encode(text: str, outlet: Outlet) -> bytes:
    """Encode a page in its outlet's charset; what the charset lacks becomes a character reference."""
    if outlet.dress.zwnj == "entity" and text.startswith("<!DOCTYPE html"):
        text = text.replace(ZWNJ, "&zwnj;")
    return text.encode(outlet.dress.charset, "xmlcharrefreplace")


def tracked(link: str, tracking: str) -> str:
    """Give a link as a feed with tracking parameters writes it."""
    if not tracking:
        return link
    return f"{link}{'&' if '?' in link else '?'}{tracking}"


def render(template: str, language: str, outlet: Outlet, **values: object) -> str:
    """Fill a template; every template sees its outlet and the words of its language."""
    direction = "rtl" if language in {"fa", "ar", "azb"} else "ltr"
    page = environment().get_template(template)
    return page.render(outlet=outlet, language=language, direction=direction, words=_words()[outlet.language], **values)


@cache
def environment() -> Environment:
    """Give the one environment of the templates."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["tracked"] = tracked
    made.filters["schema"] = lambda values: json.dumps(values).replace("</", "<\\/")
    return made


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load((TEMPLATES / "words.yaml").read_text(encoding="utf-8"))
    return words
