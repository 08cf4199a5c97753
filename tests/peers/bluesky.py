"""Bluesky's own reference server for tests, with accounts that have an app password.

A conftest.py takes the fixture by importing it: `from tests.peers.bluesky import bluesky_server`.
However many do, each process starts one server, on first use.
"""

import atexit
import json
import os
import secrets
import subprocess
import threading
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any, Self

import pytest

from tools import peers

_START_SECONDS = 120  # measured 2; a loaded machine may take long
_END_SECONDS = 10
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class BlueskyAccount:
    """An account on the server; `app_password` is what staff would enter."""

    did: str
    handle: str
    password: str = field(repr=False)
    app_password: str = field(repr=False)


class BlueskyServer:
    """A running server; usable as a context manager."""

    def __init__(self, *, rate_limits: bool = False) -> None:
        self.jwt_secret = secrets.token_hex(16)
        self._process = _start(self.jwt_secret, ["--rate-limits"] if rate_limits else [])
        self.url = _address(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server; it also ends by itself when this process does."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def create_account(self) -> BlueskyAccount:
        """Create an account of its own for a test."""
        handle = f"stadt-{os.getpid()}-{next(_NUMBERS)}.test"
        password = secrets.token_urlsafe(12)
        account = self.call(
            "com.atproto.server.createAccount",
            {"handle": handle, "email": f"post@{handle}", "password": password},
        )
        granted = self.call(
            "com.atproto.server.createAppPassword", {"name": "Ausrufer"}, account["accessJwt"]
        )
        return BlueskyAccount(account["did"], handle, password, granted["password"])

    def call(self, method: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        """Call a procedure of the server without any code of the house."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(  # noqa: S310 - an address of the test's own server
            f"{self.url}/xrpc/{method}", json.dumps(body).encode(), headers
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            answered: dict[str, Any] = json.loads(answer.read() or b"{}")
        return answered


@pytest.fixture(scope="session")
def bluesky_server() -> BlueskyServer:
    """Start the server; one per process, installed from npm should it not be there yet."""
    return _running_server()


@cache
def _running_server() -> BlueskyServer:
    server = BlueskyServer()
    atexit.register(server.stop)
    return server


def _start(jwt_secret: str, options: list[str]) -> subprocess.Popen[str]:
    folder = peers.install()
    quiet = ["--disable-warning=ExperimentalWarning"]  # SQLite inside Node is still named so
    return subprocess.Popen(
        [str(peers.NODE), *quiet, "--import", "./loopback.mjs", "bluesky.mjs", *options],
        cwd=folder,
        env={**os.environ, "JWT_SECRET": jwt_secret, "LOG_ENABLED": "0", "NODE_ENV": "production"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    patience = threading.Timer(_START_SECONDS, process.kill)
    patience.start()
    try:
        line = process.stdout.readline()
    finally:
        patience.cancel()
    assert line, f"Bluesky's server ended with {process.wait()} before it was ready"
    url: str = json.loads(line)["url"]
    return url
