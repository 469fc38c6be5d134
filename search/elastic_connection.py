"""A connection to Elasticsearch that says in one sentence what is wrong, and gives up fast while nothing answers."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError, TransportError

from search.index import Access, SearchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# After so many failures in a row, calls fail at once for a while instead of waiting for a server that is away.
FAILURES = 3
PAUSE = 15.0
# Answers that mean "later": too many requests, and gateways and nodes that are away.
_LATER = (429, 502, 503, 504)
_SIGNS = ("read-only", "read_only", "flood-stage", "FORBIDDEN/12")
READ_ONLY = (
    "Elasticsearch at {where} has set the index to read-only, usually because its disk is nearly full; "
    "free some space there, and the index catches up"
)


def connect(access: Access) -> Elasticsearch:
    """Make a client; nothing is asked of the server yet."""
    secure = {"ca_certs": access.certificates} if access.certificates else {}
    return Elasticsearch(
        list(access.hosts),
        api_key=access.api_key,
        basic_auth=(access.user, access.password or "") if access.user else None,
        request_timeout=access.timeout,
        max_retries=access.retries,
        retry_on_timeout=True,
        retry_on_status=_LATER,
        **secure,  # type: ignore[arg-type] # the certificates are given only where there are some
    )


def is_read_only(reason: str) -> bool:
    """Tell whether a refusal comes from an index that is blocked for writing."""
    return any(sign in reason for sign in _SIGNS)


class Breaker:
    """Counts failures of a server and refuses calls for a while after several in a row."""

    def __init__(self, where: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._where = where
        self._clock = clock
        self._failures = 0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are refused at the moment."""
        return self._failures >= FAILURES and self._clock() < self._until

    @contextmanager
    def call(self, doing: str) -> Iterator[None]:
        """Guard one call.

        Raises:
            SearchError: the server does not answer, refuses, or was away a moment ago.
        """
        if self.is_open:
            raise SearchError(f"{self._away()}; it is asked again in a moment")
        try:
            yield
        except (NotFoundError, ConflictError):
            self._failures = 0
            raise
        except ApiError as error:
            if error.status_code in _LATER:
                self._failed()
            raise SearchError(self._refused(error, doing)) from error
        except TransportError as error:
            self._failed()
            raise SearchError(self._away()) from error
        self._failures = 0

    def _failed(self) -> None:
        self._failures += 1
        self._until = self._clock() + PAUSE

    def _away(self) -> str:
        return (
            f"Elasticsearch at {self._where} does not answer; nothing is lost, and the index catches up when it is back"
        )

    def _refused(self, error: ApiError, doing: str) -> str:
        reason = str(error)
        if error.status_code in {401, 403} and "cluster_block" not in reason:
            return f"Elasticsearch at {self._where} refuses the credentials; check api_key, or user and password"
        if is_read_only(reason):
            return READ_ONLY.format(where=self._where)
        return f"Elasticsearch at {self._where} could not {doing}: {reason[:300]}"
