"""Matrix: one message however often it is sent, held to the published contract."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from django.urls import reverse
from jsonschema import Draft202012Validator

from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.notices.actions.matrix import keep_rooms
from ausrufer.notices.models import MatrixAccess, Notice, Sending
from ausrufer.notices.sending.attempt import sweep
from ausrufer.notices.states import State
from ausrufer.training.matrix_rooms import MatrixRooms
from tests.conftest import Town
from tests.integration.notices.conftest import submitted
from tests.integration.tenancy.planted import logged_in
from tests.published import SHARED

pytestmark = pytest.mark.django_db

CONTRACT = SHARED / "contracts/matrix/data/api/client-server/room_send.yaml"
HOUSE, BEKIR = "!haus:musterstadt.example", "!bekir/../../x:musterstadt.example"


def set_up(town: Town, rooms: MatrixRooms, **changed: Any) -> Any:
    given = {
        "homeserver": rooms.address,
        "token": rooms.token,
        "room": HOUSE,
        "kinds": ["waiting"],
        **changed,
    }
    return logged_in(town.dirk).post(reverse("notices_matrix"), given)


@pytest.fixture
def writes(town: Town, matrix_rooms: MatrixRooms) -> MatrixRooms:
    """The house has an account, a room of its own and one for Bekir."""
    matrix_rooms.rooms |= {HOUSE: [], BEKIR: []}
    assert set_up(town, matrix_rooms).status_code == 302
    with within_organisation(town.organisation.pk):
        keep_rooms(rooms={town.bekir: BEKIR})
    return matrix_rooms


def sent() -> list[str]:
    with across_organisations(reason="a test looks at everybody"):
        found = Sending.objects.filter(way="matrix").order_by("pk")
        return list(found.values_list("state", flat=True))


def test_house_and_person_each_read_it_once(town: Town, writes: MatrixRooms) -> None:
    announcement = submitted(town)
    sweep()
    body = (
        "Anna bittet um Ihre Freigabe für „Brücke gesperrt“ (Presse).\n"
        f"http://testserver/desk/mitteilungen/{announcement.public_id}/"
    )
    assert writes.rooms == {room: [{"msgtype": "m.notice", "body": body}] for room in writes.rooms}
    assert sent() == [State.SENT] * 2


def test_what_was_taken_but_never_answered_is_not_said_twice(
    town: Town, writes: MatrixRooms
) -> None:
    writes.broken = 2
    submitted(town)
    sweep()
    assert sent() == [State.WAITING] * 2
    with pretending(now() + timedelta(minutes=2)):
        sweep()
    assert sent() == [State.SENT] * 2
    assert [len(said) for said in writes.rooms.values()] == [1, 1]
    assert len([one for one in writes.calls if one[0] == "PUT"]) == 4


def test_a_killed_worker_repeats_the_same_transaction(town: Town, writes: MatrixRooms) -> None:
    submitted(town)
    sweep()
    with across_organisations(reason="a test plays a killed worker"):
        Sending.objects.filter(way="matrix").update(state=State.TRYING)
    with pretending(now() + timedelta(minutes=6)):
        sweep()
    assert [len(said) for said in writes.rooms.values()] == [1, 1]


def test_a_refused_access_is_shown_to_administration(town: Town, writes: MatrixRooms) -> None:
    writes.token = "another"
    submitted(town)
    sweep()
    assert sent() == [State.FAILED] * 2
    page = logged_in(town.dirk).get(reverse("notices_matrix")).content.decode()
    assert "Der Matrix-Server lehnt den Zugang oder den Raum ab." in page


def test_only_what_the_house_chose_stands_in_its_room(town: Town, writes: MatrixRooms) -> None:
    with within_organisation(town.organisation.pk):
        MatrixAccess.objects.update(kinds=["failed"])
    submitted(town)
    sweep()
    assert (len(writes.rooms[HOUSE]), len(writes.rooms[BEKIR])) == (0, 1)


def test_the_token_is_sealed_and_never_travels_to_another_server(
    town: Town, writes: MatrixRooms
) -> None:
    with within_organisation(town.organisation.pk):
        assert writes.token.encode() not in bytes(MatrixAccess.objects.get().sealed_token)
    before = len(writes.calls)
    answer = set_up(town, writes, homeserver="https://matrix.fremd.example", token="")
    assert "Bitte geben Sie das Zugangstoken dieses Servers ein." in answer.content.decode()
    assert writes.token not in answer.content.decode()
    assert len(writes.calls) == before
    assert set_up(town, writes, token="").status_code == 302  # the same server knows it


def test_the_next_town_writes_nowhere_of_ours(
    town: Town, neighbour: Town, writes: MatrixRooms
) -> None:
    submitted(neighbour)
    sweep()
    assert writes.rooms == {HOUSE: [], BEKIR: []}
    with within_organisation(neighbour.organisation.pk):
        assert Notice.objects.filter(member=None).count() == 0


@pytest.mark.parametrize("who", ["anna", "bekir", "carla"])
def test_only_administration_sets_it_up(town: Town, who: str) -> None:
    client = logged_in(getattr(town, who))
    for name in ("notices_matrix", "matrix_rooms", "end_matrix"):
        assert client.post(reverse(name), {}).status_code in {403, 404}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"homeserver": "matrix.stadt.example"}, "https://"),
        ({"homeserver": "http://10.0.0.1"}, "nicht im öffentlichen Internet"),
        ({"room": "#haus:stadt.example"}, "Ausrufezeichen"),
        ({"token": "wrong"}, "lehnt den Zugang"),
        ({"token": ""}, "Zugangstoken"),
    ],
)
def test_what_does_not_fit_is_said(
    town: Town, matrix_rooms: MatrixRooms, changed: dict[str, str], said: str
) -> None:
    answer = set_up(town, matrix_rooms, **changed)
    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    with within_organisation(town.organisation.pk):
        assert not MatrixAccess.objects.exists()


@pytest.mark.skipif(not CONTRACT.exists(), reason="needs the Matrix specification")
def test_request_and_answer_fit_the_published_contract(town: Town, writes: MatrixRooms) -> None:
    document = yaml.safe_load(CONTRACT.read_text("utf-8"))
    [template] = document["paths"]
    operation = document["paths"][template]["put"]
    base = document["servers"][0]["variables"]["basePath"]["default"]
    submitted(town)
    sweep()
    calls = [one for one in writes.calls if one[0] == "PUT"]
    asked = operation["requestBody"]["content"]["application/json"]["schema"]
    answered = operation["responses"]["200"]["content"]["application/json"]["schema"]
    shape = f"{base}{template}".split("/")
    for _, path, content, status, body in calls:
        steps = [unquote(step) for step in path.split("/")]
        found = dict(zip(shape, steps, strict=True))
        assert [step for step in shape if not step.startswith("{")] == [
            found[step] for step in shape if not step.startswith("{")
        ]
        assert found["{eventType}"] == "m.room.message"
        assert found["{roomId}"] in {HOUSE, BEKIR}
        Draft202012Validator(asked).validate(content)
        assert status == 200
        Draft202012Validator(answered).validate(body)
    assert len(calls) == 2
