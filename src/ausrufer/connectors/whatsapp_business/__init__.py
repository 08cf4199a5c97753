"""WhatsApp Business: previewed, not yet sent to."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyShown
from ausrufer.connectors.whatsapp_business.manifest import MANIFEST


class WhatsAppBusinessConnector(OnlyShown):
    """Shows how a message would look there."""

    manifest: ClassVar[Manifest] = MANIFEST
