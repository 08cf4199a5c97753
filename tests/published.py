"""Where the contract documents lie that nobody here wrote: beside the project, never in it."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("AUSRUFER_SHARED") or Path(__file__).parents[2] / "shared")
