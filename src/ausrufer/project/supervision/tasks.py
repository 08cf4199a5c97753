"""What every house runs."""

import sys

from ausrufer.project.supervision.child import Task

_CLI = (sys.executable, "-m", "ausrufer.project.cli")

MIGRATE = Task("migrate", "Die Anpassung der Datenbank", (*_CLI, "migrate"))
WEB = Task("web", "Der Webserver", (*_CLI, "web"))
# A call in flight may take as long as its deadline; it is finished, not cut off.
WORKER = Task("worker", "Die Zustellung", (*_CLI, "worker"), patience=45.0)
