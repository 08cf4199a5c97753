"""Nextdoor: whether towns get its interface is open, so people post there by hand."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyByHand
from ausrufer.connectors.nextdoor.manifest import MANIFEST


class NextdoorConnector(OnlyByHand):
    """Hands prepared posts to a person."""

    manifest: ClassVar[Manifest] = MANIFEST
