"""A certified OpenID provider for tests: the directory of a town hall."""

import json
import os
import re
import subprocess
import threading
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin

import requests

from tools import peers

_START_SECONDS = 120
_END_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Client:
    """What the directory issued for one application."""

    client_id: str
    secret: str


class DirectoryServer:
    """A running provider that knows `people` by their log-ins; usable as a context manager."""

    def __init__(
        self, people: Mapping[str, Mapping[str, Any]], *, claims: str = "userinfo"
    ) -> None:
        folder = peers.install()
        self._process = subprocess.Popen(
            [str(peers.NODE), str(folder / "directory.mjs")],
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "DIRECTORY_PEOPLE": json.dumps(people),
                "DIRECTORY_CLAIMS": claims,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.url = self._address()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(_END_SECONDS)
        self._process.stdout.close()

    @property
    def place(self) -> str:
        """Host and port, as the house must be allowed to reach it."""
        return self.url.removeprefix("http://")

    def client(self, redirect: str, **wishes: Any) -> Client:
        """Register an application that comes back to `redirect`."""
        asked = urllib.request.Request(  # noqa: S310 - an address of the test's own server
            f"{self.url}/reg",
            json.dumps({"redirect_uris": [redirect], **wishes}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            said = json.loads(answer.read())
        return Client(said["client_id"], said["client_secret"])

    def _address(self) -> str:
        assert self._process.stdout is not None
        patience = threading.Timer(_START_SECONDS, self._process.kill)
        patience.start()
        try:
            line = self._process.stdout.readline()
        finally:
            patience.cancel()
        assert line, f"the directory ended with {self._process.wait()} before it was ready"
        url: str = json.loads(line)["url"]
        return url


def recognised(address: str, login: str, back: str) -> str:
    """Log in at the directory like a browser would, and return the address it leads back to."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False)
        for _ in range(12):
            goal = answer.headers.get("Location", "")
            if goal.startswith(back):
                return goal
            if goal:
                answer = browser.get(urljoin(answer.url, goal), allow_redirects=False)
                continue
            action = re.findall(r'action="([^"]+)"', answer.text)[0]
            prompt = re.findall(r'name="prompt" value="([^"]+)"', answer.text)[0]
            filled = {"prompt": prompt, "login": login, "password": "anything"}
            answer = browser.post(action, data=filled, allow_redirects=False)
    raise AssertionError(f"the directory never led back: {answer.status_code} {answer.text[:500]}")
