"""The channels, as programs see them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from ausrufer.channels.models import Channel
from ausrufer.channels.queries import all_channels, manifest_of
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.web.api import PROBLEMS, Bearer


class ChannelOut(Schema):
    """A channel without its secrets."""

    id: UUID
    kind: str
    network: str
    name: str
    account: str
    active: bool
    paused_reason: str
    limits: dict[str, int]


router = Router(tags=["Kanäle"])


@router.get(
    "/channels",
    response={200: list[ChannelOut], **PROBLEMS},
    auth=Bearer(Scope.CHANNELS_READ),
    summary="Kanäle",
)
def list_channels(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 - the scope is open
    """Return all channels of the organisation, own ground first."""
    return [_channel(one) for one in all_channels()]


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.public_id,
        "kind": channel.kind,
        "network": manifest_of(channel).label,
        "name": channel.name,
        "account": channel.account,
        "active": channel.active,
        "paused_reason": channel.paused_reason,
        "limits": channel.limits,
    }
