"""An emulated TikTok: stateful, held to the published description of its paths."""

from ausrufer.training.tiktok.app import tiktok_app
from ausrufer.training.tiktok.state import PracticeCreator, PracticeTikTok

__all__ = ["PracticeCreator", "PracticeTikTok", "tiktok_app"]
