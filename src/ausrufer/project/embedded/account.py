"""The unprivileged account of the server: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ausrufer.project.embedded.errors import EmbeddedFault

NAME = "ausrufer"
CREATE = (
    ("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME),
    ("adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", NAME),  # busybox
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server; `switch` is False where that is who runs this process."""

    uid: int
    gid: int
    switch: bool

    def popen_arguments(self) -> dict[str, Any]:
        """Return the arguments with which `subprocess` starts a program as this account."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_run(self, program: Path) -> bool:
        """Tell whether this account reaches and may run `program` (or enter it, if a folder)."""
        if not self.switch:
            return os.access(program, os.X_OK)
        tried = subprocess.run(
            ["/bin/sh", "-c", 'test -x "$1"', "sh", str(program)],
            cwd="/",
            check=False,
            **self.popen_arguments(),
        )
        return tried.returncode == 0


def server_account() -> Account:
    """Return the account of the server; as root one is created where there is none yet."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    entry = _entry(NAME) or _created() or _entry("nobody")
    if entry is None or entry.pw_uid == 0:
        raise EmbeddedFault(
            "PostgreSQL läuft nicht als root, und der Systembenutzer „ausrufer“ ließ sich nicht "
            "anlegen. Bitte legen Sie ihn an oder starten Sie als gewöhnlicher Benutzer."
        )
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _created() -> pwd.struct_passwd | None:
    for command in CREATE:
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return _entry(NAME)
    return None


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
