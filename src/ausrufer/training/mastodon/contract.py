"""The published contract of Mastodon's interface, with its known defects mended in memory."""

import json
from pathlib import Path
from typing import Any

from aiohttp import web

from ausrufer.training.contracts import Contract, Document, Reply, Request
from ausrufer.training.mastodon.requests import Parameters

_FORMS = frozenset({"application/x-www-form-urlencoded", "application/octet-stream"})


class MastodonContract:
    """Compares requests and answers of the emulator with the document."""

    def __init__(self, path: Path) -> None:
        self._contract = Contract(path, mend=_mend)

    def exchange(self, request: web.Request, body: bytes, parameters: Parameters | None) -> Request:
        """Return the request as the document can judge it.

        Servers also take forms, the document knows JSON only: a form is judged by its fields.
        """
        content_type = request.content_type
        if content_type in _FORMS and body and parameters is not None:
            content_type, body = "application/json", json.dumps(parameters.fields).encode()
        headers = dict(request.headers)
        if content_type == "multipart/form-data":
            content_type = request.headers["Content-Type"]
        return Request(
            method=request.method.lower(),
            path=request.path.rstrip("/"),
            query=list(request.query.items()),
            headers=headers,
            content_type=content_type,
            body=body or None,
        )

    def faults_of_request(self, exchange: Request) -> list[str]:
        """Return in what the request breaks the contract."""
        return self._contract.faults_of_request(exchange)

    def faults_of_answer(self, exchange: Request, answer: web.Response) -> list[str]:
        """Return in what the answer breaks the contract."""
        data = answer.body if isinstance(answer.body, bytes) else b""
        reply = Reply(answer.status, dict(answer.headers), answer.content_type, data)
        return self._contract.faults_of_reply(exchange, reply)


def _mend(document: Document) -> None:
    create: dict[str, Any] = document["paths"]["/api/v1/statuses"]["post"]
    for parameter in create["parameters"]:
        if parameter["name"] == "Idempotency-Key":
            parameter["schema"] = {"type": "string"}  # declared as an object
    # Text with pictures, the usual case, would match two of the "one of" kinds.
    others = [{"required": ["media_ids"]}, {"required": ["poll"]}]
    document["components"]["schemas"]["TextStatus"]["allOf"].append({"not": {"anyOf": others}})
    for path, method in (("/api/v2/media", "post"), ("/api/v1/media/{id}", "put")):
        content = document["paths"][path][method]["requestBody"]["content"]
        fields = content["multipart/form-data"]["schema"]["properties"]
        for field in fields.values():
            if field.get("format") == "binary":
                field.pop("type")  # OpenAPI 3.1 knows bytes as no type at all
