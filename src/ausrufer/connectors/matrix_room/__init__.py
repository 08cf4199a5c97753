"""A Matrix room: previewed, not yet sent to."""

from typing import ClassVar

from ausrufer.channels.contract import Manifest, OnlyShown
from ausrufer.connectors.matrix_room.manifest import MANIFEST


class MatrixRoomConnector(OnlyShown):
    """Shows how a message would look there."""

    manifest: ClassVar[Manifest] = MANIFEST
