"""Notices in a room of a real Synapse: once, however often they are sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from ausrufer.foundation.clock import now, pretending
from ausrufer.foundation.http import HttpPolicy
from ausrufer.foundation.scope import across_organisations
from ausrufer.notices.models import Sending
from ausrufer.notices.sending.attempt import sweep
from ausrufer.notices.states import State
from tests.conftest import Town
from tests.integration.notices.conftest import submitted
from tests.integration.tenancy.planted import logged_in
from tests.peers.matrix import MatrixServer, matrix_server

__all__ = ["matrix_server"]
pytestmark = [pytest.mark.django_db, pytest.mark.peers]


def test_a_notice_stands_in_the_room_once(
    town: Town, settings: Any, matrix_server: MatrixServer
) -> None:
    settings.HTTP_POLICY = HttpPolicy(
        allowed_private=frozenset({matrix_server.url.removeprefix("http://")})
    )
    account = matrix_server.create_account()
    room = matrix_server.create_room(account)
    given = {
        "homeserver": matrix_server.url,
        "token": account.token,
        "room": room,
        "kinds": ["waiting"],
    }
    assert logged_in(town.dirk).post(reverse("notices_matrix"), given).status_code == 302
    announcement = submitted(town)
    sweep()
    with across_organisations(reason="a test plays a worker killed after its call"):
        Sending.objects.filter(way="matrix").update(state=State.TRYING)
    with pretending(now() + timedelta(minutes=6)):
        sweep()
    with across_organisations(reason="a test looks at everybody"):
        states = list(Sending.objects.filter(way="matrix").values_list("state", flat=True))
    assert states == [State.SENT]
    [said] = [one["content"] for one in matrix_server.messages(account, room)]
    assert said["msgtype"] == "m.notice"
    assert said["body"] == (
        "Anna bittet um Ihre Freigabe für „Brücke gesperrt“ (Presse).\n"
        f"http://testserver/desk/mitteilungen/{announcement.public_id}/"
    )
