"""Snapchat: applications are admitted one by one, so people post there by hand."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyByHand
from ausrufer.connectors.snapchat.manifest import MANIFEST


class SnapchatConnector(OnlyByHand):
    """Hands prepared posts to a person."""

    manifest: ClassVar[Manifest] = MANIFEST
