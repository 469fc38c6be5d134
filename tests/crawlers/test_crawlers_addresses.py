"""What may be connected to, in every spelling and after every look-up."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv4Network, ip_address

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import AddressRules, GuardedResolver, forbidden, literal
from crawlers.client import Client, Limits
from crawlers.outcomes import Failed, Outcome

PRIVATE = [
    IPv4Network(net) for net in ("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16")
]


class Answers(AbstractResolver):
    """A resolver that gives prepared answers, one per look-up, the last one for ever."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Give the next answer."""
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 -- an address to refuse, nothing is bound to it
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_addresses_that_lead_inside_are_forbidden(address: str) -> None:
    """Private, loopback, link-local, multicast, reserved and wrapped addresses have a reason to be refused."""
    assert forbidden(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_fine(address: str) -> None:
    """A public address, wrapped or not, has no reason to be refused."""
    assert not forbidden(address)


@given(st.sampled_from(PRIVATE), st.integers(0, 2**24), st.integers(0, 3))
def test_every_spelling_of_a_private_address_is_recognised(net: IPv4Network, offset: int, style: int) -> None:
    """Dotted, decimal, octal and hexadecimal spellings of a private address are all read as what they are."""
    address = net[offset % net.num_addresses]
    octets = address.packed
    spelling = [
        str(address),
        str(int(address)),
        ".".join(f"0{octet:o}" for octet in octets),
        hex(int(address)),
    ][style]
    found = literal(spelling)
    assert found is not None
    assert ip_address(found) == address
    with pytest.raises(Failed) as failed:
        AddressRules().check_name(spelling, 80)
    assert failed.value.outcome is Outcome.REFUSED


@given(st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z][a-z0-9-]{0,10}){1,3}", fullmatch=True))
def test_a_name_is_no_address(name: str) -> None:
    """Names are left to the resolver."""
    assert literal(name) is None


@given(st.text(max_size=40))
def test_reading_a_host_never_fails(text: str) -> None:
    """Any text is an address or none."""
    found = literal(text)
    assert found is None or str(ip_address(found)) == found


@given(st.integers(0, 2**32 - 1))
def test_forbidden_agrees_with_the_standard_library(number: int) -> None:
    """Whatever is not global, or is multicast, is forbidden."""
    address = IPv4Address(number)
    assert bool(forbidden(str(address))) == (not address.is_global or address.is_multicast or address.is_reserved)


def test_a_host_that_the_configuration_names_is_allowed_at_that_port_only() -> None:
    """``host:port`` allows one port, a bare host all of them, and IPv6 is written in brackets."""
    rules = AddressRules(["127.0.0.1:8080", "intranet.example", "[::1]:90"])
    rules.check_name("127.0.0.1", 8080)
    rules.check_address("intranet.example", 443, "10.0.0.1")
    rules.check_name("::1", 90)
    for host, port in (("127.0.0.1", 8081), ("::1", 91), ("127.0.0.2", 8080)):
        with pytest.raises(Failed):
            rules.check_name(host, port)


def test_a_name_with_one_private_address_is_refused_whole() -> None:
    """A public address beside a private one does not help."""

    async def resolve() -> None:
        await GuardedResolver(AddressRules(), Answers(("93.184.216.34", "10.0.0.1"))).resolve("a.example", 80)

    with pytest.raises(Failed) as failed:
        asyncio.run(resolve())
    assert failed.value.outcome is Outcome.REFUSED


def test_a_name_that_changes_its_mind_is_refused_at_the_second_look_up() -> None:
    """Rebinding: each look-up is checked, and the connection goes to the checked address, so nothing slips between."""

    async def fetch() -> list[Outcome]:
        names = Answers(("192.0.2.7",), ("127.0.0.1",))
        client = Client(Limits(max_body=1000, timeout=1, concurrency=1), AddressRules(["192.0.2.7"]), names)
        outcomes = []
        for _ in range(2):
            try:
                await client.get("http://rebinding.example/", {})
            except Failed as failed:
                outcomes.append(failed.outcome)
        await client.close()
        return outcomes

    assert asyncio.run(fetch()) == [Outcome.REFUSED, Outcome.REFUSED]
