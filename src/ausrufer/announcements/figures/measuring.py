"""Asking platforms for the numbers of what the house published, an hour, a day, a week later."""

import asyncio
import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from ausrufer.announcements import calendar_journal as journal
from ausrufer.announcements.figures.queries import measurable
from ausrufer.announcements.models import Figure, Unmeasured
from ausrufer.channels import registry
from ausrufer.channels.contract import Access, Measures, RemotePart
from ausrufer.channels.errors import ConnectorFailure, PermanentFailure
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.channels.surroundings import surroundings
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose, State
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import GuardedClient
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.models import Member, Organisation
from ausrufer.records.actions import record

log = logging.getLogger(__name__)

AGES = {1: timedelta(hours=2), 24: timedelta(hours=6), 168: timedelta(hours=24)}
"""Hours after the publication, and how late a figure of that age may still be taken."""
_MOST_AT_ONCE = 50  # publications of one channel in one turn


def measure_everywhere() -> int:
    """Ask for every figure that is due in every organisation; returns how many were stored."""
    with across_organisations(reason="time passes for every organisation"):
        ids = list(Organisation.objects.values_list("pk", flat=True))
    stored = 0
    for organisation_id in ids:
        with within_organisation(organisation_id):
            for channel in measurable():
                try:
                    stored += sum(_measured(channel, hours) for hours in AGES)
                except Exception:
                    # what one platform answers must not cost the others their figures
                    log.exception("no figures of channel %s", channel.pk)
    return stored


@transaction.atomic
def set_measured(*, member: Member, channel: Channel, measured: bool) -> None:
    """Ask for a channel's numbers, or no longer; what is stored then goes."""
    Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)  # no figure slips in
    off = Unmeasured.objects.filter(channel=channel)
    if measured == (not off.exists()):
        return
    if measured:
        off.delete()
    else:
        Unmeasured.objects.create(organisation_id=member.organisation_id, channel=channel)
        Figure.objects.filter(channel=channel).delete()
    kind = journal.FIGURES_ON if measured else journal.FIGURES_OFF
    record(kind, actor=member.actor, subject=f"channel:{channel.public_id}", channel=channel.name)


def _measured(channel: Channel, hours: int) -> int:
    """Ask for the figures of one age; a failure is tried again while the age lasts."""
    stored = 0
    for delivery in _due(channel, hours, now()):
        try:
            access = opened_access(channel)
            parts = [RemotePart(remote_id, url) for remote_id, url in delivery.parts]
            numbers = asyncio.run(_ask(channel.kind, access, parts))
        except PermanentFailure as gone:
            log.info("no figures of %s: %s", delivery.key, gone.for_log)
            continue  # deleted over there: says nothing about the others
        except ConnectorFailure as failure:
            log.info("no figures of %s: %s", delivery.key, failure.for_log)
            return stored  # the others would fail alike
        stored += _stored(delivery, hours, numbers)
    return stored


@transaction.atomic
def _stored(delivery: Delivery, hours: int, numbers: dict[str, int]) -> bool:
    """Store what was told, unless somebody switched the channel off while the platform was asked.

    The channel is locked here and where it is switched off: no figure slips in behind.
    """
    channel = Channel.objects.select_for_update(of=("self",)).get(pk=delivery.channel_id)
    if Unmeasured.objects.filter(channel=channel).exists():
        return False
    _, made = Figure.objects.get_or_create(
        delivery=delivery,
        hours=hours,
        defaults={
            "organisation_id": delivery.organisation_id,
            "channel": channel,
            "published_at": delivery.settled_at,
            "measured_at": now(),
            "numbers": numbers,
        },
    )
    return made


def _due(channel: Channel, hours: int, moment: datetime) -> list[Delivery]:
    age = timedelta(hours=hours)
    found = Delivery.objects.filter(
        channel=channel,
        purpose=Purpose.PUBLISH,
        state=State.SETTLED,
        parent=None,
        settled_at__lte=moment - age,
        settled_at__gt=moment - age - AGES[hours],
    ).exclude(pk__in=Figure.objects.filter(channel=channel, hours=hours).values("delivery_id"))
    return [one for one in found.order_by("settled_at")[:_MOST_AT_ONCE] if one.parts]


async def _ask(kind: str, access: Access, parts: list[RemotePart]) -> dict[str, int]:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        connector = registry.connector(kind, surroundings(http).for_access(access))
        if not isinstance(connector, Measures):
            raise ConnectorFailure("", for_log=f"{kind} measures nothing")
        try:
            async with asyncio.timeout(connector.manifest.deadline_seconds):
                return dict((await connector.measure(access, parts)).numbers)
        except TimeoutError:
            raise ConnectorFailure("", for_log="deadline exceeded") from None
