"""An emulated LinkedIn: stateful, held to the published description of its paths."""

from ausrufer.training.linkedin.app import linkedin_app
from ausrufer.training.linkedin.state import PracticeLinkedIn, PracticePage

__all__ = ["PracticeLinkedIn", "PracticePage", "linkedin_app"]
