"""Holding emulated platforms to their published contract: every request and every answer.

Needs `openapi-core`, which only development installs have: import this module where a contract
document is given, nowhere else.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from werkzeug.datastructures import ImmutableMultiDict

Document = dict[str, Any]


@dataclass(slots=True)
class Request:
    """A request as the contract sees it; `query` may repeat names."""

    method: str  # lower case
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    content_type: str
    body: bytes | None
    host_url: str = ""

    def __post_init__(self) -> None:
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(self.query), header=self.headers, cookie={}
        )

    parameters: RequestParameters = None  # type: ignore[assignment] # set by __post_init__


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as the contract sees it."""

    status_code: int
    headers: Mapping[str, str]
    content_type: str
    data: bytes


class Contract:
    """An OpenAPI document that requests and answers are compared with."""

    def __init__(self, path: Path, *, mend: Callable[[Document], None]) -> None:
        """Read the document; `mend` repairs known defects of it in memory."""
        document: Document = read_document(path)
        document["servers"] = [{"url": "/"}]  # the emulator is its own host
        for operation in _operations(document):
            operation.pop("security", None)  # refusing strangers is what the emulator does itself
        document.pop("security", None)
        mend(document)
        self._document = document
        # The documents fail the strict check of themselves for reasons that do not matter here.
        config = Config(
            spec_validator_cls=None,
            extra_media_type_deserializers={"application/problem+json": json.loads},
        )
        self._api = OpenAPI.from_dict(document, config=config)

    def faults_of_request(self, request: Request) -> list[str]:
        """Return in what a request breaks the contract; empty where it does not."""
        try:
            self._api.validate_request(request)
        except OpenAPIError as error:
            return [_told(error)]
        return [f"unknown field {name!r}" for name in self._unknown_fields(request)]

    def faults_of_reply(self, request: Request, reply: Reply) -> list[str]:
        """Return in what an answer breaks the contract; empty where it does not."""
        try:
            self._api.validate_response(request, reply)
        except OpenAPIError as error:
            return [_told(error)]
        return []

    def _unknown_fields(self, request: Request) -> list[str]:
        """JSON Schema lets unknown fields pass; a misspelt one must not."""
        if request.content_type != "application/json" or not request.body:
            return []
        operation = self._operation(request)
        declared = operation.get("requestBody", {}).get("content", {})
        known = set(self._fields(declared.get("application/json", {}).get("schema", {})))
        return [name for name in json.loads(request.body) if not known & {name, f"{name}[]"}]

    def _operation(self, request: Request) -> Document:
        steps = request.path.split("/")
        for template, operations in self._document["paths"].items():
            pattern = template.split("/")
            if len(pattern) == len(steps) and all(
                expected in (step, f"{{{expected[1:-1]}}}")
                for expected, step in zip(pattern, steps, strict=True)
            ):
                return dict(operations.get(request.method, {}))
        return {}

    def _fields(self, schema: Document) -> Iterator[str]:
        if "$ref" in schema:
            found = self._document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            yield from self._fields(found)
        yield from schema.get("properties", {})
        for group in ("allOf", "anyOf", "oneOf"):
            for one in schema.get(group, []):
                yield from self._fields(one)


def read_document(path: Path) -> Document:
    """Return a contract document written in JSON or YAML."""
    # JSON is YAML as well, but read as such it takes seconds
    if path.suffix not in {".yaml", ".yml"}:
        found: Document = json.loads(path.read_bytes())
        return found
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both safe, the one in C is faster
    return dict(yaml.load(path.read_bytes(), Loader=loader))  # noqa: S506


def _operations(document: Document) -> Iterator[Document]:
    for operations in document["paths"].values():
        yield from (operation for operation in operations.values() if isinstance(operation, dict))


def _told(error: BaseException) -> str:
    """Return the error with everything that led to it: the outer text alone says little."""
    lines = [f"{type(error).__name__}: {error}"]
    lines += [
        f"{'/'.join(map(str, inner.absolute_path))}: {inner.message[:300]}"
        for inner in getattr(error.__cause__, "schema_errors", ()) or ()
    ]
    if error.__cause__ is not None and len(lines) == 1:
        lines.append(f"{type(error.__cause__).__name__}: {error.__cause__}")
    return " | ".join(lines)[:2000]
