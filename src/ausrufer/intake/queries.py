"""Reading what the house knows of feeds and of calls of platforms."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Count, Max, QuerySet

from ausrufer.channels import registry
from ausrufer.channels.contract import ReceivesWebhooks
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import seal
from ausrufer.intake.models import Feed, WebhookAddress, WebhookReceipt

LATEST = 200  # calls whose subjects are counted on a page


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on both sides: the key of the address, and the word a subscription must know."""

    key: str
    agreed: str


@dataclass(frozen=True, slots=True)
class Calls:
    """How often a platform called, when last, and the kinds of changes of its latest calls."""

    number: int
    last: datetime | None
    subjects: Sequence[tuple[str, int]]


def feeds() -> QuerySet[Feed]:
    """Return the feeds that are read again and again, with their departments."""
    return Feed.objects.filter(polled=True).select_related("department")


def receiver(channel: Channel) -> type[ReceivesWebhooks]:
    """Return what verifies calls of a channel that receives them."""
    return cast("type[ReceivesWebhooks]", registry.connector_class(channel.kind))


def words_of(channel: Channel) -> Words | None:
    """Return what is entered at the platform; None where there is no address."""
    found = WebhookAddress.objects.filter(channel=channel).first()
    return opened_words(found) if found else None


def opened_words(address: WebhookAddress) -> Words | None:
    """Return the words of an address; None where no key of the house opens them any more."""
    try:
        return Words(**seal().open(bytes(address.sealed_words)))
    except AccessLost:
        return None


def calls_of(channel: Channel) -> Calls:
    """Return how often the platform called within the time calls are kept, and what it told."""
    found = WebhookReceipt.objects.filter(channel=channel)
    number = found.aggregate(number=Count("pk"), last=Max("received_at"))
    told: Counter[str] = Counter()
    for subjects in found.order_by("-received_at").values_list("subjects", flat=True)[:LATEST]:
        told.update(subjects)
    return Calls(number["number"], number["last"], told.most_common())
