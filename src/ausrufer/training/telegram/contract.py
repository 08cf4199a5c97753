"""Holding calls and answers to the published list of methods and types of the Bot API."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_PLAIN: Mapping[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
    "True": bool,
}
_LIST = "Array of "


class TelegramContract:
    """The document `api.json`: methods with their fields, types with theirs."""

    def __init__(self, path: Path) -> None:
        """Read the document."""
        document = json.loads(path.read_bytes())
        self._methods: dict[str, Any] = document["methods"]
        self._types: dict[str, Any] = document["types"]

    def faults_of_call(self, method: str, fields: Mapping[str, Any]) -> list[str]:
        """Return in what a call breaks the contract; empty where it does not."""
        declared = self._methods.get(method)
        if declared is None:
            return [f"no method {method}"]
        return list(self._fields(method, fields, declared.get("fields", ())))

    def faults_of_result(self, method: str, result: Any) -> list[str]:
        """Return in what a result breaks the contract; empty where it does not."""
        return self._unlike(method, result, self._methods[method]["returns"])

    def _fields(
        self, where: str, found: Mapping[str, Any], declared: list[Mapping[str, Any]]
    ) -> Iterator[str]:
        known = {one["name"]: one for one in declared}
        yield from (f"{where}: unknown field {name!r}" for name in found if name not in known)
        for name, one in known.items():
            if name in found:
                yield from self._unlike(f"{where}.{name}", found[name], one["types"])
            elif one["required"]:
                yield f"{where}: {name!r} is missing"

    def _unlike(self, where: str, value: Any, types: list[str]) -> list[str]:
        """Return no fault where the value is of any of the types, else those of the last one."""
        faults: list[str] = []
        for one in types:
            faults = self._unlike_one(where, value, one)
            if not faults:
                return []
        return faults

    def _unlike_one(self, where: str, value: Any, kind: str) -> list[str]:
        if kind.startswith(_LIST):
            inner = [kind.removeprefix(_LIST)]
            within = value if isinstance(value, list) else []
            faults = [fault for one in within for fault in self._unlike(where, one, inner)]
            return faults if isinstance(value, list) else [f"{where}: not a list"]
        if kind in _PLAIN:
            truth = kind in ("Boolean", "True")
            right = isinstance(value, _PLAIN[kind]) and truth == isinstance(value, bool)
            return [] if right else [f"{where}: {value!r} is no {kind}"]
        if kind == "InputFile":
            return [] if isinstance(value, bytes) else [f"{where}: no file"]
        return self._unlike_object(where, value, self._types[kind])

    def _unlike_object(self, where: str, value: Any, declared: Mapping[str, Any]) -> list[str]:
        if declared.get("subtypes"):
            return self._unlike(where, value, declared["subtypes"])
        if not isinstance(value, dict):
            return [f"{where}: no {declared['name']}"]
        return list(self._fields(where, value, declared.get("fields", [])))
