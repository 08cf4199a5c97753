"""Sending the letters about subscriptions, through the very connector the newsletter uses.

They prove on the way that letters from this sender reach this address.
"""

import asyncio
import logging

from django.conf import settings

from ausrufer.channels import registry
from ausrufer.channels.contract import Access, Command, Publishes
from ausrufer.channels.errors import PermanentFailure
from ausrufer.channels.queries import opened_access
from ausrufer.channels.surroundings import surroundings
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations
from ausrufer.subscriptions.letters import letter_about
from ausrufer.subscriptions.models import Subscription

log = logging.getLogger(__name__)


def send_letter_about(subscription_id: int) -> None:
    """Write what there is to say about a subscription now.

    Raises the connector's failures where another try may help; a letter that arrives twice does no
    harm, so an unclear outcome is one of them.
    """
    with across_organisations(reason="a job knows the subscription by its id only"):
        found = Subscription.objects.select_related("channel__organisation")
        subscription = found.filter(pk=subscription_id).first()
    command = letter_about(subscription) if subscription else None
    if subscription is None or command is None:
        return
    channel = subscription.channel
    try:
        asyncio.run(_publish(channel.kind, opened_access(channel), command))
    except PermanentFailure as refused:
        log.warning("letter about subscription %s refused: %s", subscription.pk, refused.for_log)


async def _publish(kind: str, access: Access, command: Command) -> None:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        connector = registry.connector(kind, surroundings(http).for_access(access))
        if not isinstance(connector, Publishes):
            raise PermanentFailure("Dieser Kanal kann keine Briefe verschicken.")
        async with asyncio.timeout(connector.manifest.deadline_seconds):
            await connector.publish(access, command)
