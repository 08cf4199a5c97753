"""An emulated Bluesky server: stateful, held to the published lexicons, able to misbehave."""

from ausrufer.training.bluesky.app import bluesky_app
from ausrufer.training.bluesky.server import SERVER, Limits, PracticeAccount, PracticeServer

__all__ = ["SERVER", "Limits", "PracticeAccount", "PracticeServer", "bluesky_app"]
