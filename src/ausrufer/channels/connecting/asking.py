"""Asking platforms about consent, outside any transaction; every function raises the failures."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from ausrufer.channels import registry
from ausrufer.channels.connecting.exchange import TokenEndpoint
from ausrufer.channels.connecting.found import Brought
from ausrufer.channels.contract import Access, Authorises, Connector, Grant, Renews, Tokens
from ausrufer.channels.errors import AccessLost, OutcomeUnclear
from ausrufer.channels.surroundings import surroundings
from ausrufer.foundation.http import GuardedClient

Asks = Callable[[GuardedClient, Connector], Awaitable[Brought]]


def ask_for_grants(
    kind: str, access: Access, *, code: str, redirect: str, verifier: str
) -> Brought:
    """Return the tokens for a code, and the accounts they open."""

    async def ask(http: GuardedClient, connector: Connector) -> Brought:
        endpoint = _endpoint(http, connector, access)
        tokens = await endpoint.exchange(code=code, redirect=redirect, verifier=verifier)
        if not isinstance(connector, Authorises):
            return Brought(tokens, [Grant("")])
        return Brought(tokens, list(await connector.grants(_with(access, tokens), tokens)))

    return asyncio.run(_asked(kind, access, ask))


def ask_to_renew(kind: str, access: Access) -> Tokens:
    """Return new tokens, by the connector's own way or by RFC 6749 §6."""

    async def ask(http: GuardedClient, connector: Connector) -> Brought:
        if isinstance(connector, Renews):
            return Brought(await connector.renew(access), [])
        return Brought(await _endpoint(http, connector, access).renew(), [])

    return asyncio.run(_asked(kind, access, ask)).tokens


async def _asked(kind: str, access: Access, ask: Asks) -> Brought:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        around = surroundings(http).for_access(access)
        connector = registry.connector(kind, around)
        try:
            async with asyncio.timeout(connector.manifest.deadline_seconds):
                return await ask(around.http, connector)
        except TimeoutError as late:
            said = _(
                "Die Gegenseite hat zu lange nicht geantwortet. Bitte versuchen Sie es später."
            )
            raise OutcomeUnclear(said, for_log="deadline exceeded") from late


def _endpoint(http: GuardedClient, connector: Connector, access: Access) -> TokenEndpoint:
    consent = connector.manifest.consent
    if consent is None:
        raise AccessLost(_("Dieser Zugang lässt sich nicht von selbst erneuern."))
    return TokenEndpoint(http, connector.manifest, consent, access)


def _with(access: Access, tokens: Tokens) -> Access:
    fresh = {"access_token": tokens.access, "refresh_token": tokens.renewal or ""}
    return replace(access, secrets={**access.secrets, **fresh})
