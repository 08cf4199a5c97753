"""Holding requests and answers to the specifications Meta's own SDKs are made from.

They list fields, edges and parameters of every node. They do not list what every request may send
(token, fields, cursors), the files of an upload, nor the state of a container.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ausrufer.training.meta.asked import Asked

_EVERYWHERE = frozenset(
    ("access_token", "appsecret_proof", "fields", "limit", "after", "before", "since", "until")
)
_FILES = {("Page", "photos"): {"source"}}  # multipart files stand beside the parameters
# told, though no node has them
_BESIDE = frozenset(("success", "post_id", "tasks", "video_id", "upload_url"))
_UNLISTED: dict[str, frozenset[str]] = {
    "Container": frozenset(("id", "status", "status_code")),
    "Limit": frozenset(("quota_usage", "config")),
    "Attachment": frozenset(("media_type", "type", "url", "title", "target")),
}


class GraphContract:
    """The folder `specs`: one document per node."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._document = cache(self._read)

    def faults_of_request(self, node: str, asked: Asked, returned: str) -> list[str]:
        """Return in what a request to an edge of `node` breaks the contract."""
        return [*self._parameters(node, asked), *self._asked_fields(returned, asked.names())]

    def faults_of_answer(self, returned: str, found: Mapping[str, Any]) -> list[str]:
        """Return which fields of an answer the node `returned` does not have."""
        data = found.get("data")
        entries = data if isinstance(data, list) else [found]
        names = {name for one in entries for name in one} - {"data", "paging"}
        return list(self._asked_fields(returned, sorted(names)))

    def _parameters(self, node: str, asked: Asked) -> Iterator[str]:
        if node in _UNLISTED:
            return
        operation = self._operation(node, asked)
        if operation is None:
            yield f"{node}: no {asked.method} {asked.edge}"
            return
        known = {one["name"]: one for one in operation["params"]}
        files = _FILES.get((node, asked.edge), set())
        for name in (*asked.sent, *asked.files):
            if name not in known and name not in _EVERYWHERE | files:
                yield f"{node}/{asked.edge}: unknown parameter {name!r}"
        for name, one in known.items():
            if one["required"] and name not in asked.sent:
                yield f"{node}/{asked.edge}: {name!r} is missing"
            elif name in asked.sent and not _fits(one["type"], asked.sent[name]):
                yield f"{node}/{asked.edge}: {name!r} is no {one['type']}"

    def _operation(self, node: str, asked: Asked) -> Mapping[str, Any] | None:
        own = {"GET": "#get", "POST": "#update", "DELETE": "#delete"}[asked.method]
        for one in self._document(node)["apis"]:
            name = one.get("endpoint") or one.get("name")
            if one["method"] == asked.method and name == (asked.edge or own):
                return dict(one)
        return None

    def _asked_fields(self, node: str, names: list[str]) -> Iterator[str]:
        known = _UNLISTED.get(node) or self._known(node)
        yield from (
            f"{node} has no field {name!r}" for name in names if name not in known | _BESIDE
        )

    def _known(self, node: str) -> frozenset[str]:
        document = self._document(node)
        edges = {one.get("endpoint") for one in document["apis"] if one["method"] == "GET"}
        return frozenset({one["name"] for one in document["fields"]} | edges - {None})

    def _read(self, node: str) -> Mapping[str, Any]:
        document: Mapping[str, Any] = json.loads((self._folder / f"{node}.json").read_bytes())
        return document


def _fits(kind: str, value: str) -> bool:
    if kind == "bool":
        return value in ("true", "false")
    if kind in ("int", "unsigned int"):
        return value.isdecimal()
    if kind == "list<Object>" and value.startswith("["):
        return isinstance(json.loads(value), list)
    return True
