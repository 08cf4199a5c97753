"""An emulated YouTube: stateful, held to Google's discovery document."""

from ausrufer.training.youtube.app import youtube_app
from ausrufer.training.youtube.state import PracticeChannel, PracticeYouTube

__all__ = ["PracticeChannel", "PracticeYouTube", "youtube_app"]
