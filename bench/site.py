"""The practice town's public site, filled from the deliveries as after the loss of its folder."""

from django.conf import settings

from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.channels.wire import from_json
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import State
from ausrufer.hub.site.entry import Step
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.rebuild import Published, restore
from ausrufer.hub.site.settings import read_settings


def fill_site() -> None:
    """Write every published message of the organisation in scope to its site, oldest first."""
    channel = Channel.objects.get(kind="hub")
    access = opened_access(channel)
    site = Site(settings.PUBLIC_FOLDER, read_settings({**access.settings, "folder": access.owner}))
    published = Delivery.objects.filter(
        channel=channel, purpose="publish", state=State.SETTLED
    ).order_by("settled_at")
    restore(site, (_step(one) for one in published.iterator(chunk_size=500)))


def _step(delivery: Delivery) -> Published:
    at = delivery.first_attempt_at or delivery.due_at
    return Published(from_json(delivery.content or {}), Step(str(delivery.key), at))
