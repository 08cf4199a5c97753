"""Asking a platform about an access, from a page, outside any transaction."""

import asyncio

from django.conf import settings
from django.utils.translation import gettext

from ausrufer.channels import registry
from ausrufer.channels.contract import Access, AccessReport, ChecksAccess
from ausrufer.channels.errors import ConnectorFailure, OutcomeUnclear
from ausrufer.channels.surroundings import surroundings
from ausrufer.foundation.http import GuardedClient


def ask_about_access(kind: str, access: Access) -> AccessReport:
    """Return what the platform says of the access; raises ConnectorFailure."""
    return asyncio.run(_ask(kind, access))


async def _ask(kind: str, access: Access) -> AccessReport:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        connector = registry.connector(kind, surroundings(http).for_access(access))
        if not isinstance(connector, ChecksAccess):
            return AccessReport(account="")
        try:
            async with asyncio.timeout(connector.manifest.deadline_seconds):
                return await connector.check_access(access)
        except ConnectorFailure:
            raise
        except TimeoutError as late:
            raise OutcomeUnclear(
                gettext(
                    "Die Gegenseite hat zu lange nicht geantwortet. Bitte versuchen Sie es später."
                )
            ) from late
