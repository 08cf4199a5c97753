"""The web server: granian with the Django application in its worker processes."""

import gc
import os
import signal
from collections.abc import Callable
from importlib import import_module
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from ausrufer.foundation.following import follow
from ausrufer.project.environment import Environment

STOP_WITHIN = 10  # seconds for requests under way


def serve(environment: Environment) -> None:
    """Serve until SIGTERM or SIGINT."""
    Server(
        "ausrufer.project.wsgi:application",
        address=environment.web_host,
        port=environment.web_port,
        interface=Interfaces.WSGI,
        workers=environment.web_workers,
        blocking_threads=environment.web_threads,
        workers_kill_timeout=STOP_WITHIN,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels(environment.log_level.lower()),
    ).serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Callable[..., Any]:
    """Return the application; runs in a worker, which must not outlive the main process."""
    follow(os.getppid(), signal.SIGTERM)
    from ausrufer.project.wsgi import application  # here, so that only workers carry Django

    import_module("ausrufer.project.urls")  # all pages, so that nobody waits for them
    from ausrufer.project.warming import warm_up  # once Django is ready

    warm_up()
    # What is there now stays: looking through it for garbage would hold up a request for 0.1 s.
    gc.collect()
    gc.freeze()
    return application
