"""Emulated platforms of Meta: the Graph (Facebook pages, Instagram) and Threads."""

from ausrufer.training.meta.graph_app import graph_app
from ausrufer.training.meta.graph_state import PracticeAccount, PracticeGraph, PracticePage
from ausrufer.training.meta.threads_app import threads_app
from ausrufer.training.meta.threads_state import PracticeProfile, PracticeThreads

__all__ = [
    "PracticeAccount",
    "PracticeGraph",
    "PracticePage",
    "PracticeProfile",
    "PracticeThreads",
    "graph_app",
    "threads_app",
]
