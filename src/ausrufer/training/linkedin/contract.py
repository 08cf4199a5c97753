"""The third-party description of LinkedIn's interface, with its known gaps mended in memory.

Only the paths its README trusts are held; what only LinkedIn's own pages describe passes unheld.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from aiohttp import web

from ausrufer.training.contracts import Contract, Document, Reply, Request

_HELD = re.compile(
    r"/rest/(posts|images|documents|socialActions/[^/]+/comments|socialMetadata)(/[^/]+)?"
)


class LinkedInContract:
    """Compares requests and answers of the emulator with the document."""

    def __init__(self, path: Path) -> None:
        self._contract = Contract(path, mend=_mend)

    def exchange(self, request: web.Request, body: bytes) -> Request | None:
        """Return the request as the document can judge it; None where it does not describe it."""
        # deleting a comment is described by LinkedIn alone
        one_comment = "/socialActions/" in request.path and request.method == "DELETE"
        if one_comment or not _HELD.fullmatch(request.path):
            return None
        return Request(
            method=request.method.lower(),
            path=request.path,
            query=list(request.query.items()),
            headers=request.headers,  # whatever the case of their names
            content_type=request.content_type,
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
    document["paths"]["/rest/documents"] = _of_documents(document["paths"]["/rest/images"])
    document["info"]["version"] = str(document["info"]["version"])  # a number there
    for path in [one for one in document["paths"] if "?" in one]:
        del document["paths"][path]  # a query is no path
    # LinkedIn's own page of the Comments API names what a comment on a comment answers
    schema = document["components"]["schemas"]["CommentCreateRequest"]
    schema["properties"]["parentComment"] = {"type": "string"}
    for operations in document["paths"].values():
        for operation in operations.values():
            # refusals it does not list
            for status in ("403", "404", "422", "426", "429"):
                operation["responses"].setdefault(status, {"description": "refused"})


def _of_documents(images: Mapping[str, Any]) -> dict[str, Any]:
    """Return the path it lacks, as LinkedIn's own page of the Documents API has it."""
    path: dict[str, Any] = deepcopy(dict(images))
    owner = {"owner": {"type": "string", "pattern": "^urn:li:(organization|person):"}}
    asked = {"type": "object", "required": ["owner"], "properties": owner}
    value = {
        "type": "object",
        "required": ["uploadUrl", "document"],
        "properties": {
            "uploadUrl": {"type": "string"},
            "uploadUrlExpiresAt": {"type": "integer"},
            "document": {"type": "string", "pattern": "^urn:li:document:"},
        },
    }
    _json(path["post"]["requestBody"])["schema"] = _only("initializeUploadRequest", asked)
    _json(path["post"]["responses"]["200"])["schema"] = _only("value", value)
    return path


def _json(described: Mapping[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = described["content"]["application/json"]
    body.pop("example", None)
    return body


def _only(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name],
        "properties": {name: schema},
        "additionalProperties": False,
    }
