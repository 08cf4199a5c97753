"""Approvals through the API: steps, haste, looks afterwards, Freiraum, comments, deliveries."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.requirements import Way
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import add_member, create_token
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Role, Scope
from tests.conftest import PASSWORD, Town, Worker

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Program:
    """A program that acts as one person."""

    client: Client
    token: str

    def call(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        options: dict[str, Any] = {"headers": {"Authorization": f"Bearer {self.token}"}}
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(self.client, method)(f"/api/v1{path}", **options)
        assert answer.status_code == status, answer.content
        return answer.json()


@pytest.fixture
def program(client: Client) -> Callable[[Member], Program]:
    def of(member: Member) -> Program:
        with within_organisation(member.organisation_id):
            token = create_token(
                actor=member.actor, member=member, label="Probe", scopes=list(Scope)
            )
        return Program(client, token)

    return of


@pytest.fixture
def channel(town: Town) -> Channel:
    return town.channel("netz")


@pytest.fixture
def edda(town: Town) -> Member:
    """Approves for Tiefbau alone."""
    with within_organisation(town.organisation.pk):
        return add_member(
            actor=town.dirk.actor,
            name="Edda",
            email="edda@musterstadt.example",
            password=PASSWORD,
            assignments=[(Role.APPROVER, town.roads)],
        )


def rule(town: Town, way: Way, **limits: Any) -> None:
    with within_organisation(town.organisation.pk):
        draft = RuleDraft(name="Baustellen", way=way, topics=["Verkehr"], **limits)
        make_rule(actor=town.dirk.actor, draft=draft, said="Probe")


def submitted(anna: Program, town: Town) -> Any:
    draft = anna.call(
        "post",
        "/announcements",
        {"title": "Brücke", "body": "Ab Montag.", "topic": "Verkehr", "department": town.press.pk},
        status=201,
    )
    return anna.call("post", f"/announcements/{draft['id']}/submit", status=201)


def test_every_step_is_told(
    town: Town, channel: Channel, edda: Member, program: Callable[[Member], Program]
) -> None:
    rule(town, Way.COUNTERSIGN, countersign_id=town.roads.pk)
    anna, bekir, other = program(town.anna), program(town.bekir), program(edda)
    asked = submitted(anna, town)
    assert asked["next_department"] == town.press.pk
    assert asked["may_decide"] == ["Bekir"]
    assert [(one["department_name"], one["rule"], one["done"]) for one in asked["steps"]] == [
        ("Presse", "Baustellen", False),
        ("Tiefbau", "Baustellen", False),
    ]
    assert (asked["words"], asked["second_look_by"]) == ([], [])
    given = {"verdict": "approved", "fingerprint": asked["fingerprint"]}
    first = bekir.call("post", f"/approvals/{asked['id']}/decision", given)
    assert (first["state"], first["may_decide"]) == ("open", ["Edda"])
    assert [(one["said_by"], one["step"], one["word"]) for one in first["words"]] == [
        ("Bekir", 1, "step")
    ]
    assert [one["id"] for one in other.call("get", "/approvals")] == [asked["id"]]
    whole = other.call("post", f"/approvals/{asked['id']}/decision", given)
    assert (whole["state"], whole["next_department"]) == ("approved", None)
    assert [one["done"] for one in whole["steps"]] == [True, True]


def test_haste_and_the_look_afterwards(
    town: Town, channel: Channel, edda: Member, program: Callable[[Member], Program]
) -> None:
    rule(town, Way.COUNTERSIGN, countersign_id=town.roads.pk)
    anna, bekir, other = program(town.anna), program(town.bekir), program(edda)
    asked = submitted(anna, town)
    path = f"/approvals/{asked['id']}"
    haste = {"fingerprint": asked["fingerprint"], "reason": "Hochwasser"}
    told = anna.call("post", f"{path}/fast-lane", haste, status=409)
    assert "zweite Person" in told["detail"]
    bekir.call("post", f"{path}/fast-lane", {**haste, "reason": ""}, status=422)
    out = bekir.call("post", f"{path}/fast-lane", haste)
    assert (out["state"], out["words"][0]["word"]) == ("approved", "fast")
    assert out["words"][0]["comment"] == "Hochwasser"
    assert town.roads.pk in out["second_look_by"]
    assert [one["id"] for one in other.call("get", "/second-looks")] == [asked["id"]]
    seen = other.call("post", f"{path}/second-look", {"verdict": "approved"})
    assert town.roads.pk not in seen["second_look_by"]
    assert other.call("get", "/second-looks") == []


def test_a_freiraum_is_told_as_what_it_is(
    town: Town, channel: Channel, program: Callable[[Member], Program]
) -> None:
    rule(town, Way.FREE, people=[town.anna.pk], channel_ids=[channel.pk])
    asked = submitted(program(town.anna), town)
    assert (asked["state"], asked["steps"], asked["may_decide"]) == ("approved", [], [])
    (word,) = asked["words"]
    assert (word["word"], word["said_by"], word["step"]) == (
        "delegated",
        "Freiraum, Regel 1",
        None,
    )


def test_comments(town: Town, channel: Channel, program: Callable[[Member], Program]) -> None:
    anna, bekir = program(town.anna), program(town.bekir)
    asked = submitted(anna, town)
    path = f"/announcements/{asked['announcement']}/comments"
    said = {"text": "Wirklich?", "field": "body", "quote": "Montag"}
    (comment,) = bekir.call("post", path, said, status=201)
    assert (comment["by"], comment["start"], comment["end"]) == ("Bekir", 3, 9)
    told = bekir.call("post", path, {**said, "quote": "Freitag"}, status=422)
    assert told["field"] == "quote"
    one = f"{path}/{comment['id']}"
    (answered,) = anna.call("post", f"{one}/answers", {"text": "Ja."}, status=201)
    assert [answer["text"] for answer in answered["answers"]] == ["Ja."]
    assert bekir.call("get", f"/approvals/{asked['id']}")["open_comments"] == 1
    (resolved,) = anna.call("post", f"{one}/resolve")
    assert resolved["resolved_by"] == "Anna"
    assert bekir.call("get", f"/approvals/{asked['id']}")["open_comments"] == 0
    (again,) = bekir.call("post", f"{one}/reopen")
    assert again["resolved_at"] is None


def test_deliveries_by_state_and_channel(
    town: Town, channel: Channel, worker: Worker, program: Callable[[Member], Program]
) -> None:
    anna, bekir, sent = program(town.anna), program(town.bekir), []
    for _ in range(3):
        asked = submitted(anna, town)
        given = {"verdict": "approved", "fingerprint": asked["fingerprint"]}
        bekir.call("post", f"/approvals/{asked['id']}/decision", given)
        sent.append(asked["announcement"])
    first = anna.call("get", "/deliveries?state=waiting&limit=2")
    second = anna.call("get", f"/deliveries?state=waiting&limit=2&after={first['next']}")
    listed = [one["announcement"] for page in (first, second) for one in page["items"]]
    assert (listed, second["next"]) == (sent[::-1], None)
    here = anna.call("get", f"/deliveries?channel={channel.public_id}")
    assert len(here["items"]) == 3
    assert anna.call("get", "/deliveries?state=failed")["items"] == []
    assert anna.call("get", f"/deliveries?channel={sent[0]}")["items"] == []
    told = anna.call("get", f"/deliveries?after={sent[0]}", status=422)
    assert told["field"] == "after"
    anna.call("get", "/deliveries?state=verloren", status=422)


def test_faults_say_which_values_do_not_fit(
    town: Town, channel: Channel, program: Callable[[Member], Program]
) -> None:
    anna = program(town.anna)
    told = anna.call("post", "/announcements", {"title": 7, "surprise": 1}, status=422)
    assert {one["field"] for one in told["errors"]} == {"title", "department", "surprise"}
    assert told["field"] == told["errors"][0]["field"]
    unknown = {"title": "x", "department": town.press.pk, "channels": [str(town_id(town))]}
    assert anna.call("post", "/announcements", unknown, status=422)["field"] == "channels"
    draft = anna.call(
        "post", "/announcements", {"title": "x", "department": town.press.pk}, status=201
    )
    path, headers = f"/api/v1/announcements/{draft['id']}/pictures", {}
    headers["Authorization"] = f"Bearer {anna.token}"
    for content, given, status, field in (
        (b"kein Bild", {"alt_text": "Bild"}, 422, "file"),
        (b"x" * (20 * 1024 * 1024 + 1), {"alt_text": "Bild"}, 413, None),
        (b"x", {"alt_text": "Bild", "decorative": "true"}, 422, "decorative"),
        (b"x", {"alt_text": "B" * 1501}, 422, "alt_text"),
    ):
        file = SimpleUploadedFile("bild.png", content, "image/png")
        answer = anna.client.post(path, {"file": file, **given}, headers=headers)
        assert (answer.status_code, answer.json().get("field")) == (status, field)


def town_id(town: Town) -> Any:
    """Return a well-formed id that names no channel."""
    return Channel(organisation=town.organisation).public_id
