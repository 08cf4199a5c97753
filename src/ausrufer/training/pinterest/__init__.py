"""An emulated Pinterest: stateful, held to the OpenAPI document Pinterest publishes."""

from ausrufer.training.pinterest.app import pinterest_app
from ausrufer.training.pinterest.state import PracticeBoard, PracticePinner, PracticePinterest

__all__ = ["PracticeBoard", "PracticePinner", "PracticePinterest", "pinterest_app"]
