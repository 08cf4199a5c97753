"""Run Synapse until whoever started it is gone: then the pipe to it closes. Runs in its own venv.

python matrix_server.py <configuration>
"""

import os
import runpy
import sys
import threading


def _end_with_the_caller() -> None:
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=_end_with_the_caller, daemon=True).start()
sys.argv = ["synapse", "--config-path", sys.argv[1]]
runpy.run_module("synapse.app.homeserver", run_name="__main__", alter_sys=True)
