"""What X's refusals mean, by status and type; and that its document is really held against us."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from ausrufer.channels.contract import Access, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.x.api import ORIGIN
from ausrufer.connectors.x.tests.stage import (
    POSTING,
    TOKEN,
    XStage,
    contract_document,
    play,
)
from ausrufer.training.faults import Fault as Scripted

_PROBLEM = "https://api.x.com/2/problems/"
_OLD_PROBLEM = "https://api.twitter.com/2/problems/"
_MONEY = "Das Guthaben bei X ist aufgebraucht"


@pytest.mark.parametrize(
    ("status", "body", "expected", "said"),
    [
        (402, {"title": "CreditsDepleted", "type": f"{_PROBLEM}credits"}, AccessLost, _MONEY),
        (429, {"type": f"{_OLD_PROBLEM}usage-capped"}, AccessLost, _MONEY),
        (429, {"type": "about:blank"}, TemporaryFailure, "Pause"),
        (429, {}, TemporaryFailure, "Pause"),
        (401, {"type": "about:blank"}, AccessLost, "nimmt den Zugang nicht mehr an"),
        (403, {"type": f"{_OLD_PROBLEM}client-forbidden"}, AccessLost, "Vertrag mit X"),
        (403, {"type": f"{_PROBLEM}not-authorized-for-resource"}, AccessLost, "Vertrag mit X"),
        (403, {"type": f"{_PROBLEM}disallowed-resource"}, PermanentFailure, "abgelehnt"),
        (403, {"type": "about:blank", "detail": "Nein."}, PermanentFailure, "„Nein.“"),
        (403, "<html>Sperre</html>", PermanentFailure, "ohne einen Grund"),
        (400, {"errors": [{"message": "Zu lang"}]}, PermanentFailure, "„Zu lang“"),
        (404, {"type": f"{_PROBLEM}resource-not-found"}, PermanentFailure, "abgelehnt"),
        (503, {}, OutcomeUnclear, "steht noch nicht fest"),
        (302, {}, AccessLost, "andere Adresse"),
    ],
)
def test_a_refused_post(
    status: int, body: Any, expected: type[ConnectorFailure], said: str
) -> None:
    async def scene(opened: XStage) -> None:
        opened.x.faults.add(Scripted(POSTING, status=status, body=body))
        with pytest.raises(ConnectorFailure) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert type(caught.value) is expected
        assert said in caught.value.for_staff
        assert opened.x.posts == []

    play(scene)


def test_the_end_of_the_pause_is_read_from_the_header_of_x() -> None:
    async def scene(opened: XStage) -> None:
        headers = {
            "x-rate-limit-reset": "1795255300",
            "Date": "Sat, 21 Nov 2026 09:58:20 GMT",
        }
        opened.x.faults.add(Scripted(POSTING, status=429, body={}, headers=headers))
        with pytest.raises(TemporaryFailure) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert caught.value.retry_after == timedelta(seconds=200)

    play(scene)


@pytest.mark.parametrize("token", ["", "zwei Worte", "zeile\numbruch", "größe"])
def test_a_token_that_cannot_be_one_is_not_sent(token: str) -> None:
    async def scene(opened: XStage) -> None:
        access = replace(opened.access, secrets={"access_token": token})
        with pytest.raises(AccessLost, match="fehlt der Zugang zu X"):
            await opened.connector().check_access(access)

    play(scene)


def test_a_consent_opens_one_account() -> None:
    async def scene(opened: XStage) -> None:
        bare = Access({"client_id": "app"}, {}, stand_ins=opened.access.stand_ins)
        (grant,) = await opened.connector().grants(bare, Tokens(TOKEN))
        assert grant.account == "Stadt Musterstadt (@musterstadt)"
        assert grant.settings == {"user_id": "4711", "username": "musterstadt"}

    play(scene)


@pytest.mark.skipif(contract_document() is None, reason="the document of X is not beside us")
@pytest.mark.parametrize(
    "body",
    [{"txt": "x"}, {"text": 1}, {"text": "x", "reply": {}}, {"text": "x", "media": {}}],
)
def test_a_request_outside_the_document_is_noticed(body: Any) -> None:
    async def scene(opened: XStage) -> None:
        async with aiohttp.ClientSession() as session:
            url = f"{opened.access.origin(ORIGIN)}/2/tweets"
            headers = {"Authorization": f"Bearer {TOKEN}"}
            async with session.post(url, json=body, headers=headers) as answer:
                assert answer.status == 500
        assert len(opened.x.violations) == 1
        opened.x.violations.clear()

    play(scene)


def test_a_deleted_post_is_gone_already() -> None:
    async def scene(opened: XStage) -> None:
        published = await opened.connector().publish(opened.access, opened.command(parts=2))
        gone = {"type": f"{_PROBLEM}resource-not-found", "title": "Not Found"}
        opened.x.faults.add(Scripted("DELETE /2/tweets/*", status=404, body=gone))
        await opened.connector().withdraw(opened.access, published.parts)
        assert [one.deleted for one in opened.x.posts] == [True, False]  # the 404 was believed

    play(scene)
