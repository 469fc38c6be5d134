"""Tells a web address by POST: ``text`` for chat systems, ``notices`` for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.errors import RasadError

if TYPE_CHECKING:
    from rasad.config import Notify
    from rasad.message import Message

SECONDS = 30.0


def wanted(config: Notify) -> bool:
    """Say whether an address is configured."""
    return bool(config.webhook)


def send(config: Notify, message: Message) -> str:
    """Post a message as JSON; there is nothing more to be said where that succeeded.

    Raises:
        RasadError: the address does not answer, or answers with anything but success.
    """
    import httpx  # noqa: PLC0415 -- only where a webhook is configured

    changes = [
        {
            "source": notice.source,
            "title": notice.title,
            "alarm": notice.alarm,
            "raised": notice.raised,
            "detail": notice.detail,
            "at": notice.at.isoformat(),
        }
        for notice in message.notices
    ]
    content = {"id": message.key, "text": f"{message.subject}\n{message.text}", "notices": changes}
    try:
        httpx.post(config.webhook, json=content, timeout=SECONDS).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # The path of such an address is often a secret.
        reason = f"status {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else _named(error)
        host = urlsplit(config.webhook).hostname
        raise RasadError(f"The webhook at {host} was not told ({reason}); it is tried again.") from None
    return ""


def _named(error: Exception) -> str:
    return type(error).__name__
