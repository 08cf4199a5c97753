"""Calls to a homeserver, held to the published Matrix specification: requests and answers."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from ausrufer.training.contracts import read_document
from tests.peers.gate import Exchange
from tests.published import SHARED

DATA = SHARED / "contracts" / "matrix" / "data"


def faults_of(exchanges: list[Exchange]) -> list[str]:
    """Return in what the exchanges break the specification; skips the test where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"the contract is not at {DATA}")
    return [fault for one in exchanges for fault in _faults(one)]


def _faults(one: Exchange) -> Iterator[str]:
    about = f"{one.method} {one.path}"
    found = _operation(one)
    if found is None:
        yield f"{about}: no such operation"
        return
    file, operation, values = found
    declared = [_resolved(file, each) for each in operation.get("parameters", [])]
    known = {each["name"] for each in declared if each.get("in") == "query"}
    required = {
        each["name"] for each in declared if each.get("in") == "query" and each.get("required")
    }
    yield from (f"{about}: unknown query {name}" for name in set(one.query) - known)
    yield from (f"{about}: {name} is missing" for name in required - set(one.query))
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if sent:
        yield from _against(about, file, sent["schema"], one.body)
    if values.get("eventType") == "m.room.message" and one.method == "PUT":
        yield from _faults_of_event(about, json.loads(one.body))
    answered = operation["responses"].get(str(one.status), {}).get("content", {})
    if "application/json" in answered:
        yield from _against(about, file, answered["application/json"].get("schema", {}), one.answer)


def _faults_of_event(about: str, content: dict[str, Any]) -> Iterator[str]:
    for said in filter(None, (content, content.get("m.new_content"))):
        name = f"event-schemas/schema/m.room.message${said['msgtype']}.yaml"
        file = DATA / name
        schema = _read(file)["properties"]["content"]
        yield from _against(about, file, schema, json.dumps(said).encode())


def _resolved(file: Path, declared: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference inside the same document means."""
    found: Any = _read(file) if "$ref" in declared else declared
    for step in declared.get("$ref", "#/")[2:].split("/"):
        found = found[step] if step else found
    return dict(found)


def _against(about: str, file: Path, schema: Any, body: bytes) -> Iterator[str]:
    registry: Registry[Any] = Registry(retrieve=_retrieve)
    parts = {"components": _read(file).get("components", {})}
    whole = {"$id": f"{file.as_uri()}#", **parts, **schema}
    validator = Draft202012Validator(whole, registry=registry)
    for error in validator.iter_errors(json.loads(body)):
        if error.validator == "oneOf" and not error.context:
            continue  # several fit: a state is "an object" or an event, which is an object too
        yield f"{about}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def _retrieve(address: str) -> Resource[Any]:
    return DRAFT202012.create_resource(_read(Path(unquote(address.removeprefix("file://")))))


def _operation(one: Exchange) -> tuple[Path, dict[str, Any], dict[str, str]] | None:
    steps = one.path.split("/")
    for shape, file, operations in _paths():
        names = shape.split("/")
        if len(names) != len(steps) or one.method.lower() not in operations:
            continue
        if all(
            name in (step, "{" + name[1:-1] + "}") for name, step in zip(names, steps, strict=True)
        ):
            pairs = zip(names, steps, strict=True)
            values = {name[1:-1]: unquote(step) for name, step in pairs if name.startswith("{")}
            return file, operations[one.method.lower()], values
    return None


@cache
def _paths() -> list[tuple[str, Path, dict[str, Any]]]:
    """Return all addresses, those with fewer names to fill in first."""
    found = []
    for file in sorted((DATA / "api" / "client-server").glob("*.yaml")):
        document = _read(file)
        base = document["servers"][0]["variables"]["basePath"]["default"]
        found += [(f"{base}{path}", file, shape) for path, shape in document["paths"].items()]
    return sorted(found, key=lambda one: one[0].count("{"))


_read = cache(read_document)  # the same file is asked for many exchanges
