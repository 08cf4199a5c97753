"""The real server every test of this folder is played on."""

from tests.peers.matrix import matrix_server

__all__ = ["matrix_server"]
