"""Simulated residents of the practice town: who they are, what they say, where they say it."""

from ausrufer.training.residents.living import Habits, Neighbourhood, live
from ausrufer.training.residents.talking import Remark, conversation

__all__ = ["Habits", "Neighbourhood", "Remark", "conversation", "live"]
