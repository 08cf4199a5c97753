"""A WhatsApp channel: there is no interface, people post there by hand."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyByHand
from ausrufer.connectors.whatsapp_channel.manifest import MANIFEST


class WhatsAppChannelConnector(OnlyByHand):
    """Hands prepared posts to a person."""

    manifest: ClassVar[Manifest] = MANIFEST
