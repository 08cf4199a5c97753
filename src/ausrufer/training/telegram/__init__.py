"""An emulated Telegram: stateful, held to the published list of methods and types."""

from ausrufer.training.telegram.app import telegram_app
from ausrufer.training.telegram.state import PracticeBot, PracticeChannel, PracticeTelegram

__all__ = ["PracticeBot", "PracticeChannel", "PracticeTelegram", "telegram_app"]
