"""Matrix: one room on any homeserver, through the client-server API."""

from ausrufer.connectors.matrix_room.connector import MatrixRoomConnector

__all__ = ["MatrixRoomConnector"]
