"""The whole journey through the API, and what it says when something does not fit."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ausrufer.channels.testing import FakePlatform, example_picture
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Scope
from tests.conftest import Town, Worker

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Program:
    """A program with a token."""

    client: Client
    token: str

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        options: dict[str, Any] = {"headers": {"Authorization": f"Bearer {self.token}"}, **more}
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1{path}", **options)


@pytest.fixture
def program(client: Client) -> Callable[..., Program]:
    def of(member: Member, *scopes: Scope) -> Program:
        with within_organisation(member.organisation_id):
            token = create_token(
                actor=member.actor, member=member, label="Probe", scopes=scopes or list(Scope)
            )
        return Program(client, token)

    return of


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    return told


def test_the_whole_journey(town: Town, worker: Worker, program: Callable[..., Program]) -> None:
    FakePlatform.named("netz").forget()
    channel = town.channel("netz")
    anna, bekir = program(town.anna), program(town.bekir)

    departments = anna.call("get", "/departments").json()
    press = next(one["id"] for one in departments if one["name"] == "Presse")
    created = anna.call(
        "post",
        "/announcements",
        {"title": "Brücke gesperrt", "body": "Die **Brücke** ist gesperrt.", "department": press},
    )
    assert created.status_code == 201, created.content
    announcement = created.json()
    assert announcement["channels"] == [str(channel.public_id)]

    picture = anna.client.post(
        f"/api/v1/announcements/{announcement['id']}/pictures",
        {"file": _file(), "alt_text": "Die Brücke"},
        headers={"Authorization": f"Bearer {anna.token}"},
    )
    assert picture.status_code == 201, picture.content
    version = anna.call("get", f"/announcements/{announcement['id']}").json()["version"]
    changed = anna.call(
        "patch",
        f"/announcements/{announcement['id']}",
        {"version": version, "topic": "Verkehr"},
    )
    assert changed.json()["topic"] == "Verkehr"
    stale = anna.call(
        "patch", f"/announcements/{announcement['id']}", {"version": version, "topic": "Umwelt"}
    )
    assert "in einem anderen Fenster" in problem(stale, 409)["detail"]

    (rendition,) = anna.call("get", f"/announcements/{announcement['id']}/renditions").json()
    assert rendition["channel_name"] == "netz"
    asked = anna.call("post", f"/announcements/{announcement['id']}/submit")
    assert asked.status_code == 201, asked.content
    (waiting,) = bekir.call("get", "/approvals").json()
    assert waiting["fingerprint"] == asked.json()["fingerprint"]
    own = anna.call(
        "post",
        f"/approvals/{waiting['id']}/decision",
        {"verdict": "approved", "fingerprint": waiting["fingerprint"]},
    )
    assert "zweite Person" in problem(own, 409)["detail"]
    decided = bekir.call(
        "post",
        f"/approvals/{waiting['id']}/decision",
        {"verdict": "approved", "fingerprint": waiting["fingerprint"]},
    )
    assert decided.json()["state"] == "approved"

    worker.deliver()
    (delivery,) = bekir.call("get", f"/deliveries?announcement={announcement['id']}").json()[
        "items"
    ]
    (copy,) = FakePlatform.named("netz").copies.values()
    assert delivery["state"] == "settled"
    assert delivery["permalink"] == f"https://netz.example/{copy.remote_id}"
    assert anna.call("get", f"/announcements/{announcement['id']}").json()["state"] == "published"

    gone = anna.call("post", f"/announcements/{announcement['id']}/withdraw", {"reason": "Irrtum"})
    assert gone.json()["state"] == "withdrawn"
    worker.deliver()
    assert FakePlatform.named("netz").copies == {}


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("bruecke.png", example_picture(1).content, "image/png")


def test_no_token(client: Client, town: Town) -> None:
    assert problem(client.get("/api/v1/announcements"), 401)["title"] == "Anmeldung fehlt"


def test_missing_scope(town: Town, program: Callable[..., Program]) -> None:
    reader = program(town.anna, Scope.CHANNELS_READ)
    assert reader.call("get", "/channels").status_code == 200
    assert "announcements:read" in problem(reader.call("get", "/announcements"), 403)["detail"]


def test_the_next_town_sees_nothing(
    town: Town, neighbour: Town, program: Callable[..., Program]
) -> None:
    anna, dora = program(town.anna), program(neighbour.anna)
    body = {"title": "Geheim", "department": town.press.pk}
    planted = anna.call("post", "/announcements", body).json()
    assert anna.call("get", f"/announcements/{planted['id']}").status_code == 200
    for method, path, sent in [
        ("get", f"/announcements/{planted['id']}", None),
        ("patch", f"/announcements/{planted['id']}", {"version": 1, "title": "x"}),
        ("post", f"/announcements/{planted['id']}/submit", None),
        ("post", f"/announcements/{planted['id']}/withdraw", {"reason": "x"}),
        ("get", f"/announcements/{planted['id']}/renditions", None),
    ]:
        problem(dora.call(method, path, sent), 404)
    problem(dora.call("post", "/announcements", body), 404)
    assert dora.call("get", "/announcements").json() == {"items": [], "next": None}
    assert dora.call("get", f"/deliveries?announcement={planted['id']}").json()["items"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"department": 1}, "title"),
        ({"title": "", "department": 1}, "title"),
        ({"title": 7, "department": 1}, "title"),
        ({"title": "x" * 201, "department": 1}, "title"),
        ({"title": "x", "department": "eins"}, "department"),
        ({"title": "x", "department": 2**70}, "department"),
        ({"title": "x", "department": 1, "body": "x" * 20_001}, "body"),
        ({"title": "x", "department": 1, "publish_at": "morgen"}, "publish_at"),
        ({"title": "x", "department": 1, "publish_at": "2026-01-01T10:00"}, "publish_at"),
        ({"title": "x", "department": 1, "channels": ["kein-kanal"]}, "channels"),
        ({"title": "x", "department": 1, "surprise": 1}, "surprise"),
        ({"title": "x", "department": 1, "language": "<script>"}, "language"),
    ],
)
def test_wrong_fields_are_named(
    town: Town, program: Callable[..., Program], body: dict[str, Any], field: str
) -> None:
    if body.get("department") == 1:
        body["department"] = town.press.pk
    told = problem(program(town.anna).call("post", "/announcements", body), 422)
    assert field in told["field"]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"title": "\\ud800", "department": 1}', b"\xff\xfe", b"null"]
)
def test_broken_bodies(town: Town, program: Callable[..., Program], raw: bytes) -> None:
    anna = program(town.anna)
    answer = anna.client.post(
        "/api/v1/announcements",
        raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {anna.token}"},
    )
    assert answer.status_code in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert anna.call("get", "/announcements").json()["items"] == []


def test_too_large(town: Town, program: Callable[..., Program]) -> None:
    anna = program(town.anna)
    huge = {"title": "x", "department": town.press.pk, "body": "x" * 3_000_000}
    problem(anna.call("post", "/announcements", huge), 413)


def test_unknown_addresses(client: Client) -> None:
    problem(client.get("/api/v1/nothing"), 404)
    problem(client.get("/api/"), 404)


def test_unknown_things(town: Town, program: Callable[..., Program]) -> None:
    anna = program(town.anna)
    problem(anna.call("get", f"/announcements/{uuid4()}"), 404)
    problem(anna.call("get", f"/approvals/{uuid4()}"), 404)
    assert problem(anna.call("get", "/announcements?after=unsinn"), 422)["field"] == "after"


def test_pages_by_key(town: Town, program: Callable[..., Program]) -> None:
    anna = program(town.anna)
    for number in range(5):
        anna.call("post", "/announcements", {"title": f"Nr. {number}", "department": town.press.pk})
    first = anna.call("get", "/announcements?limit=2").json()
    second = anna.call("get", f"/announcements?limit=2&after={first['next']}").json()
    third = anna.call("get", f"/announcements?limit=2&after={second['next']}").json()
    titles = [one["title"] for page in (first, second, third) for one in page["items"]]
    assert titles == ["Nr. 4", "Nr. 3", "Nr. 2", "Nr. 1", "Nr. 0"]
    assert third["next"] is None
