"""Synapse, Matrix's reference server, for tests: accounts, rooms, and what stands in them.

A conftest.py takes the fixture by importing it: `from tests.peers.matrix import matrix_server`.
However many do, each process starts one server, on first use.
"""

import atexit
import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from tools import synapse

_START_SECONDS = 120  # measured 1; a loaded machine may take long
_END_SECONDS = 10
_NUMBERS = count(1)
_UNLIMITED = {"per_second": 1_000_000, "burst_count": 1_000_000}
_LIMITS = ("rc_message", "rc_registration", "rc_room_creation", "rc_admin_redaction")


@dataclass(frozen=True, slots=True)
class MatrixAccount:
    """An account on the server with a token."""

    user_id: str
    token: str = field(repr=False)


class MatrixServer:
    """A running server with a database and a configuration of its own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ausrufer-synapse-")
        self._secret = secrets.token_hex(16)
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        folder = Path(self._folder.name)
        config = folder / "homeserver.yaml"
        config.write_text(yaml.safe_dump(_configuration(folder, port, self._secret)))
        begun = time.monotonic()
        self._process = _start(config)
        _wait_for(self.url, self._process, folder / "output.log")
        self.seconds_to_start = time.monotonic() - begun

    def stop(self) -> None:
        """End the server; it also ends by itself when this process does."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def create_account(self) -> MatrixAccount:
        """Create an account of its own for a test."""
        name, password = f"stadt-{os.getpid()}-{next(_NUMBERS)}", secrets.token_urlsafe(12)
        path = "/_synapse/admin/v1/register"
        nonce = self.call("GET", path)["nonce"]
        proof = f"{nonce}\x00{name}\x00{password}\x00notadmin".encode()
        mac = hmac.new(self._secret.encode(), proof, hashlib.sha1).hexdigest()
        made = self.call(
            "POST", path, {"nonce": nonce, "username": name, "password": password, "mac": mac}
        )
        return MatrixAccount(made["user_id"], made["access_token"])

    def create_room(self, account: MatrixAccount, **wishes: Any) -> str:
        """Create a room and return its id."""
        given = {"preset": "public_chat", "name": "Rathaus", **wishes}
        made = self.client("POST", "/createRoom", account, given)
        return str(made["room_id"])

    def messages(self, account: MatrixAccount, room: str) -> list[dict[str, Any]]:
        """Return what was sent into a room, the oldest first, as the server tells members."""
        path = f"/rooms/{quote(room, safe='')}/messages?dir=f&limit=500"
        found: list[dict[str, Any]] = self.client("GET", path, account)["chunk"]
        return [one for one in found if one["type"] == "m.room.message"]

    def download(self, account: MatrixAccount, address: str) -> bytes:
        """Return a file by its `mxc://` address."""
        path = address.removeprefix("mxc://")
        return self._asked("GET", f"/_matrix/client/v1/media/download/{path}", None, account.token)

    def client(
        self, method: str, path: str, account: MatrixAccount, body: Any = None
    ) -> dict[str, Any]:
        """Call the client API without any code of the house."""
        return self.call(method, f"/_matrix/client/v3{path}", body, account.token)

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> dict[str, Any]:
        """Call any address of the server."""
        answered: dict[str, Any] = json.loads(self._asked(method, path, body, token) or b"{}")
        return answered

    def _asked(self, method: str, path: str, body: Any, token: str) -> bytes:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(  # noqa: S310 - an address of the test's own server
            f"{self.url}{path}",
            None if body is None else json.dumps(body).encode(),
            headers,
            method=method,
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            content: bytes = answer.read()
        return content


@pytest.fixture(scope="session")
def matrix_server() -> MatrixServer:
    """Start the server; one per process, installed should it not be there yet."""
    return _running_server()


@cache
def _running_server() -> MatrixServer:
    server = MatrixServer()
    atexit.register(server.stop)
    return server


def _configuration(folder: Path, port: int, secret: str) -> dict[str, Any]:
    listener = {
        "port": port,
        "type": "http",
        "tls": False,
        "bind_addresses": ["127.0.0.1"],
        "resources": [{"names": ["client"], "compress": False}],
    }
    return {
        "server_name": "musterstadt.test",
        "pid_file": str(folder / "homeserver.pid"),
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "registration_shared_secret": secret,
        "macaroon_secret_key": secret,
        "form_secret": secret,
        "report_stats": False,
        "trusted_key_servers": [],
        "max_upload_size": "5M",
        **dict.fromkeys(_LIMITS, _UNLIMITED),
    }


def _start(config: Path) -> subprocess.Popen[bytes]:
    python, folder = synapse.install(), config.parent
    with (folder / "output.log").open("wb") as output:
        keys = ["-m", "synapse.app.homeserver", "--config-path", config, "--generate-keys"]
        subprocess.run([python, *keys], check=True, cwd=folder, stdout=output, stderr=output)
        program = Path(__file__).with_name("matrix_server.py")
        return subprocess.Popen(
            [python, program, config],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )


def _wait_for(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_matrix/client/versions"):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    process.kill()
    raise AssertionError(f"Synapse did not start:\n{output.read_text()[-3000:]}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
