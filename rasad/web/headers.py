"""What every response carries, and HEAD for everything that GET answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = "/static/"
POLICY = "Content-Security-Policy"
# Nothing is loaded from elsewhere and neither script nor style stands in a page, so a hostile title can do nothing.
SECURITY = {
    POLICY: (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A weekly issue is one file with its style and its font inside, and no script at all.
SELF_CONTAINED = {
    POLICY: (
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    )
}
# A file whose address names its version never changes; the others are asked for again after a day.
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


class Headers:
    """Puts the security headers on every response, and leaves the body out where only the head was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                _fill(MutableHeaders(scope=message), scope)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"} if head else scope, receive, complete)


def _fill(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in SECURITY.items():
        headers.setdefault(name, value)
    if scope["path"].startswith(STATIC):
        headers["Cache-Control"] = FOREVER if scope["query_string"].startswith(b"v=") else A_DAY
    else:
        headers.setdefault("Cache-Control", "no-cache")
