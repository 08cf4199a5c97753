"""A WhatsApp channel: previewed, not yet sent to."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyShown
from ausrufer.connectors.whatsapp_channel.manifest import MANIFEST


class WhatsAppChannelConnector(OnlyShown):
    """Shows how a message would look there."""

    manifest: ClassVar[Manifest] = MANIFEST
