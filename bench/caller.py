"""A client on one kept-open connection, as a browser has it: answers, and how long they took."""

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and the seconds from the first byte sent to the last byte read."""

    status: int
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Caller:
    """Calls one server on 127.0.0.1; `headers` go along with every request."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = dict(headers)

    def get(self, path: str) -> Answer:
        """Read a page; raises RuntimeError where it is not there."""
        answer = self.call("GET", path)
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:500]!r}")
        return answer

    def post_json(self, path: str, values: Mapping[str, Any] | None = None) -> Answer:
        """Post JSON; raises RuntimeError where it is refused."""
        body = json.dumps(values or {}).encode()
        answer = self.call("POST", path, body, {"Content-Type": "application/json"})
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{path} answered {answer.status}: {answer.body[:500]!r}")
        return answer

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request and read its answer."""
        began = time.perf_counter()
        self._connection.request(method, path, body, {**self._headers, **(headers or {})})
        response = self._connection.getresponse()
        content = response.read()
        return Answer(response.status, content, time.perf_counter() - began)
