"""Every operation of the API, from the next town and with every single scope.

The operations are read from the OpenAPI document. A new one fails here until its scope is written
down and its inputs have a sample.
"""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from ausrufer.channels.testing import example_picture
from ausrufer.organisations.policy import Scope
from ausrufer.project.api import api
from tests.conftest import Town
from tests.filming import film
from tests.integration.tenancy.planted import Ours, everything, token_of, with_every_role
from tests.papers import pdf

pytestmark = pytest.mark.django_db

READ, WRITE = Scope.ANNOUNCEMENTS_READ, Scope.ANNOUNCEMENTS_WRITE
ONE = "/api/v1/announcements/{public_id}"
NEEDED = {
    ("get", "/api/v1/announcements"): READ,
    ("post", "/api/v1/announcements"): WRITE,
    ("get", ONE): READ,
    ("patch", ONE): WRITE,
    ("post", f"{ONE}/pictures"): WRITE,
    ("get", f"{ONE}/findings"): READ,
    ("get", "/api/v1/kinds"): READ,
    ("get", f"{ONE}/renditions"): READ,
    ("put", f"{ONE}/renditions/{{channel_id}}"): WRITE,
    ("get", f"{ONE}/texts"): READ,
    ("put", f"{ONE}/texts/{{key}}"): WRITE,
    ("post", f"{ONE}/texts/{{key}}/check"): WRITE,
    ("delete", f"{ONE}/texts/{{key}}"): WRITE,
    ("post", f"{ONE}/submit"): WRITE,
    ("post", f"{ONE}/call-back"): WRITE,
    ("post", f"{ONE}/withdraw"): WRITE,
    ("patch", "/api/v1/pictures/{public_id}"): WRITE,
    ("delete", "/api/v1/pictures/{public_id}"): WRITE,
    ("post", f"{ONE}/films"): WRITE,
    ("patch", "/api/v1/films/{public_id}"): WRITE,
    ("delete", "/api/v1/films/{public_id}"): WRITE,
    ("post", "/api/v1/films/{public_id}/captions"): WRITE,
    ("post", f"{ONE}/documents"): WRITE,
    ("patch", "/api/v1/documents/{public_id}"): WRITE,
    ("delete", "/api/v1/documents/{public_id}"): WRITE,
    ("get", f"{ONE}/comments"): READ,
    ("post", f"{ONE}/comments"): WRITE,
    ("post", f"{ONE}/comments/{{key}}/answers"): WRITE,
    ("post", f"{ONE}/comments/{{key}}/resolve"): WRITE,
    ("post", f"{ONE}/comments/{{key}}/reopen"): WRITE,
    ("get", "/api/v1/second-looks"): READ,
    ("post", "/api/v1/approvals/{public_id}/fast-lane"): Scope.APPROVALS_DECIDE,
    ("post", "/api/v1/approvals/{public_id}/second-look"): Scope.APPROVALS_DECIDE,
    ("get", "/api/v1/approvals"): READ,
    ("get", "/api/v1/approvals/{public_id}"): READ,
    ("post", "/api/v1/approvals/{public_id}/decision"): Scope.APPROVALS_DECIDE,
    ("get", "/api/v1/deliveries"): Scope.DELIVERIES_READ,
    ("get", "/api/v1/channels"): Scope.CHANNELS_READ,
    ("get", "/api/v1/departments"): READ,
    ("post", "/api/v1/feeds/import"): Scope.FEEDS_IMPORT,
    ("post", "/api/v1/feeds/import-file"): Scope.FEEDS_IMPORT,
}
FEED = b"<rss version='2.0'><channel><title>Stadt</title></channel></rss>"


@cache
def document() -> Any:
    return api.get_openapi_schema(path_prefix="/api/v1/")


@cache
def operations() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    }


def samples(ours: Ours) -> dict[str, Any]:
    return {
        "title": "Gekapert",
        "department": ours.ids["department"],
        "version": 1,
        "verdict": "approved",
        "fingerprint": ours.ids["fingerprint"],
        "reason": "Gekapert",
        "url": "https://127.0.0.1:1/feed.xml",
        "alt_text": "Gekapert",
        "text": "Gekapert",
    }


class Caller:
    """A program; its requests aim at what is planted in our town."""

    def __init__(self, token: str | None, ours: Ours) -> None:
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._ours = ours

    def call(self, method: str, path: str) -> Any:
        """Carry out one operation with inputs that are valid by themselves."""
        steps = path.split("/")
        for number, step in enumerate(steps):
            if step.startswith("{"):
                steps[number] = str(self._ours.ids[steps[number - 1]])
        address = "/".join(steps)
        if path.endswith("/deliveries"):
            address += f"?announcement={self._ours.ids['mitteilungen']}"
        with transaction.atomic():
            before = everything()
            answer = Client().generic(
                method.upper(), address, headers=self._headers, **self._body(method, path)
            )
            after = everything()
            answer.changed = {name for name in after if after[name] != before[name]}
            transaction.set_rollback(True)
        return answer

    def _body(self, method: str, path: str) -> dict[str, Any]:
        content = operations()[method, path].get("requestBody", {}).get("content", {})
        if not content:
            return {}
        (media_type, described) = next(iter(content.items()))
        schema = described["schema"]
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            schema = document()["components"]["schemas"][name]
        known = samples(self._ours)
        given = {name: known[name] for name in schema.get("required", []) if name != "file"}
        if media_type == "application/json":
            if not given:
                given = {name: known[name] for name in schema["properties"] if name in known}
            return {"data": json.dumps(given), "content_type": media_type}
        file = SimpleUploadedFile("datei", _file_for(path))
        body = encode_multipart(BOUNDARY, {**given, "file": file})
        return {"data": body, "content_type": MULTIPART_CONTENT}


def _file_for(path: str) -> bytes:
    if "feeds" in path:
        return FEED
    if path.endswith("/captions"):
        return b"WEBVTT\n\n00:00.000 --> 00:01.000\nGekapert\n"
    if path.endswith("/documents"):
        return pdf()
    if path.endswith("/films"):
        with TemporaryDirectory() as folder:
            return film(Path(folder) / "film.mp4", seconds=1, size=(32, 32)).read_bytes()
    return example_picture(2).content


def test_every_operation_has_its_scope_written_down() -> None:
    assert set(operations()) == set(NEEDED)


def test_from_the_next_town_nothing_is_there(ours: Ours, neighbour: Town) -> None:
    dora = Caller(token_of(with_every_role(neighbour)), ours)
    for method, path in operations():
        answer = dora.call(method, path)
        allowed = {404} if "{" in path or method != "get" else {200}
        assert answer.status_code in allowed, (method, path, answer.content)
        assert answer.changed == set(), (method, path)
        assert ours.word not in answer.content.decode(), (method, path)


def test_only_the_scope_of_an_operation_opens_it(ours: Ours) -> None:
    eva = with_every_role(ours.town)
    callers = {scope: Caller(token_of(eva, scope), ours) for scope in Scope}
    nobody, anybody = Caller(None, ours), Caller("ausgedacht", ours)
    for (method, path), needed in NEEDED.items():
        for scope, caller in callers.items():
            answer = caller.call(method, path)
            if scope is needed:
                # what is asked may still not fit, but nobody is turned away
                assert answer.status_code in {200, 201, 204, 409}, (method, path, answer.content)
            else:
                assert answer.status_code == 403, (method, path, scope)
                assert answer.changed == set(), (method, path, scope)
        for stranger in (nobody, anybody):
            answer = stranger.call(method, path)
            assert (answer.status_code, answer.changed) == (401, set()), (method, path)


def test_bodies_with_our_ids_are_refused(ours: Ours, theirs: Ours) -> None:
    dora = {"Authorization": f"Bearer {token_of(with_every_role(theirs.town))}"}
    own, before = f"/api/v1/announcements/{theirs.ids['announcements']}", everything()
    channel = str(ours.ids["fassung"])
    wanted = [
        ("post", "/api/v1/announcements", {"title": "x", "department": ours.ids["department"]}),
        (
            "post",
            "/api/v1/announcements",
            {"title": "x", "department": theirs.ids["department"], "channels": [channel]},
        ),
        ("patch", own, {"version": 1, "department": ours.ids["department"]}),
        ("patch", own, {"version": 1, "channels": [channel]}),
        ("put", f"{own}/renditions/{channel}", {"version": 1, "parts": ["x"]}),
        (
            "post",
            f"/api/v1/approvals/{theirs.ids['approvals']}/decision",
            {"verdict": "approved", "fingerprint": ours.ids["fingerprint"]},
        ),
    ]
    for method, address, body in wanted:
        answer = Client().generic(
            method.upper(), address, json.dumps(body), "application/json", headers=dora
        )
        assert answer.status_code in {404, 409, 422}, (method, address, answer.content)
        assert ours.word not in answer.content.decode()
        assert everything() == before, (method, address)
