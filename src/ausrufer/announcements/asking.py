"""Asking whether the addresses in messages answer; no database."""

import asyncio
from collections.abc import Iterable

from ausrufer.foundation.http import GuardedClient, HttpFailure, HttpPolicy, NotReached

_GONE = frozenset({404, 410})
_FAULTY = 400  # status from which a server may simply not like being asked for the head
_SECONDS = 10
_SIDE_BY_SIDE = 4
_REDIRECTS = 5
_ENOUGH = 500_000  # bytes; whoever sends more is there


def which_answer(addresses: Iterable[str], policy: HttpPolicy) -> dict[str, bool]:
    """Return for each address whether there is a page; in doubt there is."""
    return asyncio.run(_which_answer(list(addresses), policy))


async def _which_answer(addresses: list[str], policy: HttpPolicy) -> dict[str, bool]:
    gate = asyncio.Semaphore(_SIDE_BY_SIDE)

    async with GuardedClient(policy) as http:

        async def ask(address: str) -> bool:
            async with gate:
                return await _answers(http, address)

        found = await asyncio.gather(*map(ask, addresses))
    return dict(zip(addresses, found, strict=True))


async def _answers(http: GuardedClient, address: str) -> bool:
    try:
        status = await _status(http, "HEAD", address)
        if status >= _FAULTY:
            status = await _status(http, "GET", address)
    except NotReached:
        return False
    except HttpFailure:
        # refused, broken off, too large: something is there, or nobody may know
        return True
    return status not in _GONE


async def _status(http: GuardedClient, method: str, address: str) -> int:
    answer = await http.request(
        method, address, seconds=_SECONDS, most_bytes=_ENOUGH, redirects=_REDIRECTS
    )
    return answer.status
