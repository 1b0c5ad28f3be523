"""What may be fetched, and how: the rules that every connection is held to."""

from __future__ import annotations

import importlib.metadata
import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Resolve = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ranges of IPv6 that stand for an IPv4 address (RFC 6052, 3056, 4291), and how far from the right that stands.
_TRANSLATED = (
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)


class ForbiddenError(OSError):
    """An address that is not to be connected to; the message is for a person."""


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the system knows them; raises OSError where it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How addresses are fetched.

    `agent` is the User-Agent, `seconds` the most that one fetch may take from first to last byte, `most_bytes` the
    most that its answer may hold, both packed and unpacked. `proxy` is used only where it is given. `resolve` turns
    names into addresses.
    """

    allow_private: bool = False
    agent: str = ""
    seconds: float = 30.0
    most_bytes: int = 5_000_000
    redirects: int = 5
    proxy: str | None = None
    resolve: Resolve = resolved

    @property
    def named(self) -> str:
        """The User-Agent that is sent: `agent`, or Comity and its version."""
        return self.agent or user_agent()

    def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses to connect to for a host.

        Raises ForbiddenError where one of them is not public, so that no name can lead inside: what is checked here
        is what is connected to, and nothing looks the name up again. Raises OSError where the name is not known.
        """
        found = self.resolve(host, port)
        for address in found:
            self.check(address)
        return found

    def check(self, address: str) -> None:
        """Raise ForbiddenError where `address` is private, loopback, link-local, multicast or reserved."""
        if not self.allow_private and not is_public(address):
            raise ForbiddenError(f"leads to {address[:60]}, an address inside a network; {_ALLOW}")


_ALLOW = "--allow-private, or the setting fetch.allow_private, allows it"


def user_agent(contact: str = "") -> str:
    """Comity, its version, and where to ask about it (RFC 9110, section 10.1.5)."""
    version = importlib.metadata.version("comity")
    clean = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()\\")
    return f"Comity/{version} (+{clean})" if clean else f"Comity/{version}"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, by the registries of IANA; False for what is no address."""
    try:
        parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = [_embedded(parsed, shift) for network, shift in _TRANSLATED if parsed in network]
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved and not getattr(one, "is_site_local", False)
        for one in inner or [parsed]
    )


def _embedded(address: Address, shift: int) -> Address:
    return ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
