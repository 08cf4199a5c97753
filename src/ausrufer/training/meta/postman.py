"""Holding requests and answers to a Postman collection: addresses, parameters, samples."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_PLACE = re.compile(r"\{\{[^}]+\}\}")
_EVERYWHERE = frozenset(("access_token",))
_OF_PAGES = frozenset(("after", "before"))
_UNSHOWN = frozenset(("debug_token", "refresh_access_token"))  # no sample of their answers
_CHOICES = {"media_type": "media_type", "reply_control": "reply_control"}
_LISTS = ("fields_threads", "fields_replies", "fields_profile", "fields_quota", "fields_container")


class PostmanContract:
    """A collection: every request that is in it, with all parameters any sample shows."""

    def __init__(self, path: Path) -> None:
        document = json.loads(path.read_bytes())
        self._variables = {one["key"]: str(one["value"]) for one in document["variable"]}
        self._requests: list[tuple[str, str, set[str], set[str]]] = []
        for one in _requests(document["item"]):
            url = one["request"]["url"]
            address = "/".join(step for step in url["path"] if step)
            names = {each["key"] for each in url.get("query", [])}
            told = {name for body in _bodies(one) for name in _names(body)}
            self._requests.append((one["request"]["method"], address, names, told))

    def faults_of_request(self, method: str, path: str, sent: Mapping[str, str]) -> list[str]:
        """Return in what a request breaks the contract; empty where it does not."""
        matching = [one for one in self._requests if _is(one, method, path)]
        if not matching:
            return [f"no {method} {path}"]
        known = {name for one in matching for name in one[2]} | _EVERYWHERE
        if any("cursors" in one[3] for one in matching):
            known |= _OF_PAGES  # what its sample answers with is there to be sent back
        faults = [f"{path}: unknown parameter {name!r}" for name in sent if name not in known]
        for name, variable in _CHOICES.items():
            allowed = re.split(r",\s*", self._variables[variable])
            if name in sent and sent[name] not in allowed:
                faults.append(f"{path}: {name} is not one of {allowed}")
        asked = sent.get("fields", "").split(",") if sent.get("fields") else []
        faults += [f"{path}: no field {name!r}" for name in asked if name not in self._fields()]
        return faults

    def faults_of_answer(self, method: str, path: str, found: Mapping[str, Any]) -> list[str]:
        """Return which fields of an answer neither a sample nor a list of fields names."""
        if path in _UNSHOWN:
            return []
        known = self._fields() | {"success", "deleted_id"}
        for one in self._requests:
            known |= one[3] if _is(one, method, path) else set()
        return [f"{path}: answers {name!r}" for name in _names(found) if name not in known]

    def _fields(self) -> set[str]:
        listed = (re.sub(r"\{[^}]*\}", "", self._variables[name]) for name in _LISTS)
        return {name for one in listed for name in one.split(",")}


def _is(one: tuple[str, str, set[str], set[str]], method: str, path: str) -> bool:
    steps, wanted = path.strip("/").split("/"), one[1].split("/")
    return (
        one[0] == method
        and len(steps) == len(wanted)
        and all(
            (bool(_PLACE.fullmatch(expected)) and step.isdecimal()) or expected == step
            for expected, step in zip(wanted, steps, strict=True)
        )
    )


def _requests(items: list[Any]) -> Iterator[Any]:
    for one in items:
        if "item" in one:
            yield from _requests(one["item"])
        else:
            yield one


def _bodies(one: Mapping[str, Any]) -> Iterator[Any]:
    for answer in one.get("response", []):
        try:
            yield json.loads(answer.get("body") or "{}")
        except ValueError:  # some samples are not JSON
            continue


def _names(found: Any) -> set[str]:
    """Return the names of all fields of an answer, those of its entries included."""
    if isinstance(found, list):
        return {name for one in found for name in _names(one)}
    if not isinstance(found, dict):
        return set()
    return set(found) | {name for one in found.values() for name in _names(one)}
