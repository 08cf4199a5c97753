"""An emulated X: stateful, held to the OpenAPI document X publishes."""

from ausrufer.training.x.app import x_app
from ausrufer.training.x.state import PracticeX, PracticeXAccount

__all__ = ["PracticeX", "PracticeXAccount", "x_app"]
