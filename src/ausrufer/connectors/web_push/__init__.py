"""Web Push: previewed, not yet sent to."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyShown
from ausrufer.connectors.web_push.manifest import MANIFEST


class WebPushConnector(OnlyShown):
    """Shows how a message would look there."""

    manifest: ClassVar[Manifest] = MANIFEST
