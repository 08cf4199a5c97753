"""The feeds of the town's own site: previewed, not yet sent to."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyShown
from ausrufer.connectors.rss.manifest import MANIFEST


class RssConnector(OnlyShown):
    """Shows how a message would look there."""

    manifest: ClassVar[Manifest] = MANIFEST
