"""An emulated Reddit: stateful, worded like the recorded answers of the real one."""

from ausrufer.training.reddit.app import reddit_app
from ausrufer.training.reddit.state import Community, PracticeReddit, Redditor

__all__ = ["Community", "PracticeReddit", "Redditor", "reddit_app"]
