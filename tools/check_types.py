"""Run mypy; its Django plugin reads the settings, which need an environment, any environment.

python tools/check_types.py
"""

import base64
import os
import subprocess
import sys

ENVIRONMENT = {
    "AUSRUFER_DATABASE_URL": "postgresql://nobody@localhost/nothing",
    "AUSRUFER_SECRET_KEY": "only for reading the settings, never for serving a page",
    "AUSRUFER_SEALING_KEY": base64.urlsafe_b64encode(bytes(32)).decode(),
    "AUSRUFER_DATA_FOLDER": "/nonexistent",
    "AUSRUFER_BASE_URL": "http://localhost",
    "AUSRUFER_MAIL_FROM": "nobody@localhost",
}

if __name__ == "__main__":
    mypy = [sys.executable, "-m", "mypy", *sys.argv[1:]]
    sys.exit(subprocess.run(mypy, env={**os.environ, **ENVIRONMENT}, check=False).returncode)
