"""Which network addresses may be connected to: public ones, and private ones that the configuration names.

A page can name any host, and a host can resolve to anything. So the addresses are checked after resolution, where the
connection is made, and what is connected to is what was checked: a name that changes its mind gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

from crawlers.outcomes import Failed, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

# RFC 6052: a translator turns the last 32 bits into the IPv4 address that is really contacted.
_NAT64 = IPv6Network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFFFFFF
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class AddressRules:
    """Decides whether a host may be connected to.

    Args:
        allowed: hosts of private networks that may be, as ``host:port``, or ``host`` for each of its ports.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(name.strip().lower() for name in allowed)

    def allows(self, host: str, port: int) -> bool:
        """Say whether the configuration names this host."""
        name = host.lower()
        bracketed = f"[{name}]" if ":" in name else name
        return not self._allowed.isdisjoint({name, bracketed, f"{bracketed}:{port}"})

    def check_name(self, host: str, port: int) -> None:
        """Refuse a host that is written as a private address, in any spelling.

        Raises:
            Failed: with the outcome ``refused``.
        """
        if self.allows(host, port):
            return
        address = literal(host)
        if address is not None:
            self.check_address(host, port, address)

    def check_address(self, host: str, port: int, address: str) -> None:
        """Refuse a private address that a host resolved to.

        Raises:
            Failed: with the outcome ``refused``.
        """
        reason = forbidden(address)
        if reason and not self.allows(host, port):
            raise Failed(Outcome.REFUSED, f"{host} is the {reason} address {address}")


def literal(host: str) -> str | None:
    """Read a host that is an address: dotted, decimal, octal, hexadecimal or IPv6; ``None`` for a name."""
    bare = host.strip("[]").partition("%")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        pass
    if not bare or not bare.replace(".", "").replace("x", "").replace("X", "").isalnum() or not bare[0].isdigit():
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except OSError:
        return None


def forbidden(address: str) -> str:
    """Name the range that makes an address unfit to connect to; an empty string for a public one."""
    found = _inner(ip_address(address.partition("%")[0]))
    for name in ("loopback", "link_local", "multicast", "unspecified", "private", "reserved"):
        if getattr(found, f"is_{name}"):
            return name.replace("_", "-")
    return "" if found.is_global else "non-public"


def _inner(found: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Unwrap an IPv4 address that is carried in an IPv6 one."""
    if isinstance(found, IPv4Address):
        return found
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if found.sixtofour is not None:
        return found.sixtofour
    if found.teredo is not None:
        return found.teredo[1]
    return IPv4Address(int(found) & _LAST_32_BITS) if found in _NAT64 else found


class SystemResolver(AbstractResolver):
    """Asks the system for names, in threads that do not keep a process alive that is told to end."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give the addresses of a host.

        Raises:
            OSError: the name does not resolve.
        """
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def ask() -> None:
            try:
                answer: list[ResolveResult] | OSError = _addresses(host, port, family)
            except (OSError, UnicodeError) as error:
                answer = error if isinstance(error, OSError) else OSError(str(error))
            with suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(_settle, found, answer)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        return await found

    async def close(self) -> None:
        """Nothing is held."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
    return [
        ResolveResult(hostname=host, host=str(address[0]), port=port, family=kind, proto=proto, flags=_NUMERIC)
        for kind, _, proto, _, address in infos
    ]


def _settle(found: asyncio.Future[list[ResolveResult]], answer: list[ResolveResult] | OSError) -> None:
    if found.done():
        return
    if isinstance(answer, OSError):
        found.set_exception(answer)
    else:
        found.set_result(answer)


class GuardedResolver(AbstractResolver):
    """Resolves names and refuses a name with even one forbidden address.

    Args:
        rules: what may be connected to.
        inner: the resolver that asks; the system's by default.
    """

    def __init__(self, rules: AddressRules, inner: AbstractResolver | None = None) -> None:
        self._rules = rules
        self._inner = inner or SystemResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give the checked addresses of a host; the connection goes to one of these.

        Raises:
            Failed: with the outcome ``refused``.
            OSError: the name does not resolve.
        """
        found = await self._inner.resolve(host, port, family)
        for result in found:
            self._rules.check_address(host, port, result["host"])
        return found

    async def close(self) -> None:
        """Let the inner resolver go."""
        await self._inner.close()
