"""Holding calls and answers to Google's discovery document of the Data API."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_UPLOAD = re.compile(r"^/(?:resumable/)?upload/")
_PLAIN: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "any": object,
}
_UPLOADING = frozenset({"uploadType", "upload_id"})


class YouTubeContract:
    """The document `youtube.v3.json`: methods with their parameters, schemas of what travels."""

    def __init__(self, path: Path) -> None:
        """Read the document."""
        document = json.loads(path.read_bytes())
        self._schemas: dict[str, Any] = document["schemas"]
        self._common = frozenset(document["parameters"]) | _UPLOADING
        self._methods = {(one["httpMethod"], f"/{one['path']}"): one for one in _methods(document)}

    def faults_of_call(
        self, method: str, path: str, query: list[tuple[str, str]], body: Any
    ) -> list[str]:
        """Return in what a call breaks the contract; empty where it does not."""
        declared = self._methods.get((method, _UPLOAD.sub("/", path)))
        if declared is None:
            return [f"no method {method} {path}"]
        if _UPLOAD.match(path) and not declared.get("supportsMediaUpload"):
            return [f"{declared['id']} takes no files"]
        faults = list(self._of_query(declared, query))
        if body is not None:
            expected = declared.get("request")
            faults += self._unlike("body", body, expected) if expected else ["no body expected"]
        return faults

    def faults_of_answer(self, method: str, path: str, answer: Any) -> list[str]:
        """Return in what an answer breaks the contract; empty where it does not."""
        declared = self._methods[method, _UPLOAD.sub("/", path)]
        expected = declared.get("response")
        return self._unlike("answer", answer, expected) if expected else []

    def _of_query(self, declared: Mapping[str, Any], query: list[tuple[str, str]]) -> Iterator[str]:
        known = declared.get("parameters", {})
        given = dict(query)
        for name, value in given.items():
            rules = known.get(name, {})
            if not rules and name not in self._common:
                yield f"unknown parameter {name!r}"
            if rules.get("enum") and value not in rules["enum"]:
                yield f"{name}: {value!r} is none of {rules['enum']}"
            if rules.get("type") == "boolean" and value not in ("true", "false"):
                yield f"{name}: {value!r} is no boolean"
            if rules.get("type") == "integer" and not value.isdecimal():
                yield f"{name}: {value!r} is no integer"
        for name, rules in known.items():
            if rules.get("required") and name not in given:
                yield f"{name!r} is missing"

    def _unlike(self, where: str, value: Any, declared: Mapping[str, Any]) -> list[str]:
        if "$ref" in declared:
            declared = self._schemas[declared["$ref"]]
        kind = declared.get("type", "any")
        if kind == "array":
            items = value if isinstance(value, list) else []
            faults = [one for item in items for one in self._unlike(where, item, declared["items"])]
            return faults if isinstance(value, list) else [f"{where}: no list"]
        if kind == "object":
            return self._unlike_object(where, value, declared)
        right = isinstance(value, _PLAIN[kind]) and (kind == "boolean") >= isinstance(value, bool)
        if not right:
            return [f"{where}: {value!r} is no {kind}"]
        allowed = declared.get("enum")
        return (
            [f"{where}: {value!r} is none of {allowed}"] if allowed and value not in allowed else []
        )

    def _unlike_object(self, where: str, value: Any, declared: Mapping[str, Any]) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: no object"]
        known, further = declared.get("properties", {}), declared.get("additionalProperties")
        faults: list[str] = []
        for name, inner in value.items():
            rules = known.get(name, further)
            within = self._unlike(f"{where}.{name}", inner, rules) if rules else ["unknown field"]
            faults += [one if rules else f"{where}.{name}: {one}" for one in within]
        return faults


def _methods(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from _methods(inner)
