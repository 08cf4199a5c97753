"""An emulated Mastodon instance: stateful, held to the published contract, able to misbehave."""

from ausrufer.training.mastodon.app import mastodon_app
from ausrufer.training.mastodon.instance import INSTANCE, Limits, PracticeAccount, PracticeInstance

__all__ = ["INSTANCE", "Limits", "PracticeAccount", "PracticeInstance", "mastodon_app"]
