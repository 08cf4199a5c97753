"""What Reddit's refusals mean, by status, code and reason."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ausrufer.channels.contract import Access, Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.reddit.tests.stage import SUBMITTING, TOKEN, RedditStage, play
from ausrufer.training.faults import Fault as Scripted


def _coded(code: str, said: str = "", **more: Any) -> dict[str, Any]:
    return {"json": {"errors": [[code, said, "field"]], **more}}


@pytest.mark.parametrize(
    ("status", "body", "expected", "said"),
    [
        (200, _coded("SUBREDDIT_NOTALLOWED"), AccessLost, "darf in der Community nicht"),
        (200, _coded("SUBREDDIT_NOEXIST"), AccessLost, "darf in der Community nicht"),
        (200, _coded("USER_REQUIRED"), AccessLost, "nimmt den Zugang nicht mehr an"),
        (200, _coded("TOO_LONG", "this is too long"), PermanentFailure, "„this is too long“"),
        (200, _coded("NO_SELFS"), PermanentFailure, "ohne einen Grund"),
        (200, _coded("ALREADY_SUB"), PermanentFailure, "steht in der Community schon"),
        (200, _coded("RATELIMIT", ratelimit=540), TemporaryFailure, "Pause"),
        (200, {"json": {"errors": [17]}}, PermanentFailure, "ohne einen Grund"),
        (200, {"json": {"errors": [], "data": {}}}, OutcomeUnclear, "nicht zu verstehen"),
        (200, {"json": {"errors": [], "data": {"name": "../x"}}}, OutcomeUnclear, "verstehen"),
        (
            400,
            {"reason": "SUBMIT_VALIDATION_BODY_BLACKLISTED_STRING", "explanation": "Not that."},
            PermanentFailure,
            "„Not that.“",
        ),
        (400, {"reason": "SUBMIT_VALIDATION_FLAIR_REQUIRED"}, AccessLost, "Flair"),
        (401, {"message": "Unauthorized", "error": 401}, AccessLost, "nicht mehr an"),
        (403, {"reason": "private", "message": "Forbidden"}, AccessLost, "nicht mehr an"),
        (429, {}, TemporaryFailure, "Pause"),
        (503, "<html>our CDN</html>", OutcomeUnclear, "steht noch nicht fest"),
    ],
)
def test_a_refused_post(
    status: int, body: Any, expected: type[ConnectorFailure], said: str
) -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.faults.add(Scripted(SUBMITTING, status=status, body=body))
        with pytest.raises(ConnectorFailure) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert type(caught.value) is expected
        assert said in caught.value.for_staff

    play(scene)


def test_a_token_that_is_quoted_in_a_refusal_is_not_told() -> None:
    async def scene(opened: RedditStage) -> None:
        for code, said in (("TOO_LONG", f"bearer {TOKEN} is odd"), (TOKEN, "Nein.")):
            body = _coded(code, said)
            opened.reddit.faults.add(Scripted(SUBMITTING, status=200, body=body))
            with pytest.raises(PermanentFailure) as caught:
                await opened.connector().publish(opened.access, opened.command())
            told = f"{caught.value.for_staff} {caught.value.for_log} {caught.value!r}"
            assert TOKEN not in told

    play(scene)


@pytest.mark.parametrize(
    ("body", "status", "headers", "wait"),
    [
        (_coded("RATELIMIT", ratelimit=540.5), 200, {}, timedelta(seconds=540.5)),
        (_coded("RATELIMIT"), 200, {}, timedelta(minutes=10)),
        ({}, 429, {"x-ratelimit-reset": "66"}, timedelta(seconds=66)),
    ],
)
def test_the_pause_reddit_asks_for_is_kept(
    body: Any, status: int, headers: dict[str, str], wait: timedelta
) -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.faults.add(Scripted(SUBMITTING, status=status, body=body, headers=headers))
        with pytest.raises(TemporaryFailure) as caught:
            await opened.connector().publish(opened.access, opened.command())
        assert caught.value.retry_after == wait

    play(scene)


@pytest.mark.parametrize(
    ("community", "said"),
    [
        ("", "fehlt die Community"),
        ("../api", "fehlt die Community"),
        ("nirgends", "findet Reddit nicht"),
        ("fremd", "nicht Moderator"),
    ],
)
def test_a_wrong_community_is_told(community: str, said: str) -> None:
    async def scene(opened: RedditStage) -> None:
        access = replace(opened.access, settings={"subreddit": community})
        with pytest.raises(AccessLost) as caught:
            await opened.connector().check_access(access)
        assert said in caught.value.for_staff

    play(scene)


@pytest.mark.parametrize("told", ["musterstadt", "r/musterstadt", "/r/Musterstadt/"])
def test_the_community_may_be_told_in_several_ways(told: str) -> None:
    async def scene(opened: RedditStage) -> None:
        access = replace(opened.access, settings={"subreddit": told})
        report = await opened.connector().check_access(access)
        assert report.account == "r/musterstadt (u/Musterstadt)"

    play(scene)


def test_a_suspended_account_is_told() -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.redditors[0].suspended = True
        with pytest.raises(AccessLost, match="gesperrt"):
            await opened.connector().check_access(opened.access)

    play(scene)


def test_every_public_community_of_the_account_is_offered() -> None:
    async def scene(opened: RedditStage) -> None:
        opened.reddit.page = 1
        bare = Access({"username": "erika"}, {}, stand_ins=opened.access.stand_ins)
        (grant,) = await opened.connector().grants(bare, Tokens(TOKEN))
        assert grant.account == "r/musterstadt (u/Musterstadt)"
        assert grant.settings == {"subreddit": "musterstadt", "username": "Musterstadt"}

    play(scene)
