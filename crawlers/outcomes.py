"""How a request can end, and what each ending means for the next try."""

from __future__ import annotations

from enum import StrEnum

from scrapy.exceptions import IgnoreRequest


class Outcome(StrEnum):
    """The ending of one request; the value is what the archive keeps."""

    OK = "ok"
    UNCHANGED = "unchanged"
    GONE = "gone"
    HTTP_ERROR = "http-error"
    BUSY = "busy"
    SERVER_ERROR = "server-error"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots-unreachable"
    REFUSED = "refused"
    TOO_LARGE = "too-large"
    REDIRECT_LOOP = "redirect-loop"
    NOT_HTML = "not-html"
    NOT_A_FEED = "not-a-feed"
    BROKEN = "broken"
    NO_BROWSER = "no-browser"
    HELD = "held"
    STOPPED = "stopped"


TRANSIENT = frozenset(
    {
        Outcome.BUSY,
        Outcome.SERVER_ERROR,
        Outcome.UNREACHABLE,
        Outcome.TIMEOUT,
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.BROKEN,
        Outcome.NO_BROWSER,
    }
)

# Media Cloud's rss-fetcher weighs failures like this: a refusal is telling, a busy server or a lost page less so, and
# a name that does not resolve says more about the network than about the feed.
_SOFT = frozenset({Outcome.GONE, Outcome.BUSY, Outcome.SERVER_ERROR, Outcome.TIMEOUT, Outcome.BROKEN})
_NETWORK = frozenset({Outcome.UNREACHABLE, Outcome.ROBOTS_UNREACHABLE})
_PEACEFUL = frozenset({Outcome.OK, Outcome.UNCHANGED, Outcome.HELD, Outcome.STOPPED})

_GONE = frozenset({404, 410})
# 408 and 425 ask to try again, 429 to slow down; 503 is how most servers say the same.
_BUSY = frozenset({408, 425, 429, 503})


class Failed(IgnoreRequest):
    """A request ended without a response.

    Args:
        outcome: how it ended.
        detail: the reason for people.
        wait: seconds after which the host may be asked again, where that is known.
    """

    def __init__(self, outcome: Outcome, detail: str, *, wait: float = 0.0) -> None:
        super().__init__(f"{outcome}: {detail}")
        self.outcome = outcome
        self.detail = detail
        self.wait = wait


def outcome_of(status: int) -> Outcome:
    """Name what an HTTP status means."""
    if status == 304:  # noqa: PLR2004 -- the one status with this meaning (RFC 9110, 15.4.5)
        return Outcome.UNCHANGED
    if 200 <= status < 300:  # noqa: PLR2004 -- the class of success (RFC 9110, 15.3)
        return Outcome.OK
    if status in _GONE:
        return Outcome.GONE
    if status in _BUSY:
        return Outcome.BUSY
    return Outcome.SERVER_ERROR if status >= 500 else Outcome.HTTP_ERROR  # noqa: PLR2004 -- RFC 9110, 15.6


def failure(error: BaseException | None) -> Failed:
    """Read any exception of a download as a named failure."""
    if isinstance(error, Failed):
        return error
    if isinstance(error, IgnoreRequest):
        return Failed(Outcome.REDIRECT_LOOP, str(error))
    return Failed(Outcome.BROKEN, f"{type(error).__name__}: {error}")


def weight(outcome: Outcome) -> float:
    """Say how much an ending counts towards calling a channel dead: 0, 0.25, 0.5 or 1."""
    if outcome in _PEACEFUL:
        return 0.0
    if outcome in _NETWORK:
        return 0.25
    return 0.5 if outcome in _SOFT else 1.0
