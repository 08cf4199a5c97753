"""Which addresses may be called: public ones, and private ones the operator has named."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from ausrufer.foundation.http.failures import TargetRefused

_NAT64 = IPv6Network("64:ff9b::/96")
# Not global, or doors to IPv4 addresses behind them; older Pythons call some of them global.
_REFUSED = tuple(
    ip_network(block)
    for block in (
        "192.0.0.0/24",  # IETF protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible
        "64:ff9b:1::/48",  # local NAT64
        "100::/64",  # discard
        "2001::/23",  # IETF protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local
    )
)


def is_public(address: str) -> bool:
    """Tell whether a numeric address lies in the public internet; names are never public."""
    try:
        return _is_public(ip_address(address))
    except ValueError:
        return False


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return _is_public(address.ipv4_mapped)
        if address in _NAT64:
            return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address in block for block in _REFUSED if block.version == address.version)


class GuardedResolver(AbstractResolver):
    """Looks names up and hands on only addresses that may be called.

    The connection is made to the very address that was checked here, so a name that changes its
    address between check and call gains nothing.
    """

    def __init__(
        self, allowed_private: frozenset[str], refused: frozenset[str] = frozenset()
    ) -> None:
        self._allowed = allowed_private
        self._refused = refused
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the permitted addresses of `host`; raises OSError and TargetRefused."""
        found = await self._system.resolve(host, port, family)
        permitted = [one for one in found if _permits(self._allowed, host, one["host"], port)]
        if found and not permitted:
            raise _private_target(host, port)
        # A refused one that comes here by its own name was asked for by a narrowed client; under
        # another name it is a way around.
        if _target(host, port) in self._refused:
            return permitted
        others = [one for one in permitted if _target(one["host"], port) not in self._refused]
        if permitted and not others:
            raise _practice_target(host, port)
        return others

    async def close(self) -> None:
        """Release the lookup of the system."""
        await self._system.close()


def checked_url(
    url: str | URL,
    allowed_private: frozenset[str],
    only: frozenset[str] | None = None,
    refused: frozenset[str] = frozenset(),
) -> URL:
    """Return the parsed address; raises TargetRefused for what must not even be looked up."""
    try:
        parsed = URL(url)
        host, port = parsed.raw_host, parsed.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise TargetRefused("Das ist keine gültige Internetadresse.", for_log="unusable URL")
    if parsed.scheme not in {"http", "https"}:
        raise TargetRefused(
            f"Die Adresse von {host} muss mit https:// oder http:// beginnen.",
            for_log=f"{host}: scheme {parsed.scheme} refused",
        )
    if parsed.raw_user is not None or parsed.raw_password is not None:
        raise TargetRefused(
            f"Die Adresse von {host} darf weder Benutzernamen noch Passwort enthalten.",
            for_log=f"{host}: credentials in the URL refused",
        )
    if only is not None and _target(host, port) not in only:
        raise TargetRefused(
            f"{host} gehört nicht zur Übung und wird deshalb nicht aufgerufen.",
            for_log=f"{_target(host, port)} is no practice platform",
        )
    if only is None and _target(host, port) in refused:
        raise _practice_target(host, port)
    # aiohttp asks no resolver about such hosts. Odd forms such as 2130706433 or 127.1 are no
    # addresses to `ip_address` and therefore not public.
    numeric = ":" in host or host.replace(".", "").isdigit()
    if numeric and not _permits(allowed_private, host, host, port):
        raise _private_target(host, port)
    return parsed


def refuse_shunned(target: URL, shunned: frozenset[str]) -> None:
    """Raise TargetRefused where a host, or one it lies below, is shunned."""
    host = (target.host or "").lower().rstrip(".")
    labels = host.split(".")
    if not shunned.isdisjoint(".".join(labels[start:]) for start in range(len(labels))):
        raise TargetRefused(
            f"{host} ist ein echtes Netzwerk und wird in der Übung nicht aufgerufen.",
            for_log=f"{host}: shunned",
        )


def _permits(allowed_private: frozenset[str], host: str, address: str, port: int) -> bool:
    named = {_target(host, port), _target(address, port)}
    return is_public(address) or not named.isdisjoint(allowed_private)


def _target(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _practice_target(host: str, port: int) -> TargetRefused:
    return TargetRefused(
        f"{host} gehört zur Übung und wird deshalb nicht aufgerufen.",
        for_log=f"{_target(host, port)} is a practice platform",
    )


def _private_target(host: str, port: int) -> TargetRefused:
    target = _target(host, port)
    return TargetRefused(
        f"{host} liegt nicht im öffentlichen Internet und wird deshalb nicht aufgerufen. "
        "Ist das gewollt, kann die IT diese Adresse freigeben.",
        for_log=f"{target} is not public; AUSRUFER_ALLOW_PRIVATE may permit it",
    )
