"""Checking an access: whose it is, what it may, what the instance grants; and keeping it secret."""

import logging
from dataclasses import replace
from typing import Any

import pytest

from ausrufer.channels.contract import AccessReport
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.connectors.mastodon.tests.scenes import failure_of, play
from ausrufer.connectors.mastodon.tests.stage import POSTING, TOKEN, MastodonStage
from ausrufer.training.faults import Fault
from ausrufer.training.mastodon import Limits, PracticeAccount

VERIFYING = "GET /api/v1/accounts/verify_credentials"
INSTANCE = "GET /api/v2/instance"
LIMITS = Limits(
    characters=1000,
    link_weight=30,
    pictures=6,
    picture_bytes=8_000_000,
    picture_pixels=12_000_000,
    alt_text=900,
)
EXPECTED = {
    "text_limit": 1000,
    "link_weight": 30,
    "pictures_most": 6,
    "picture_bytes": 8_000_000,
    "picture_pixels": 12_000_000,
    "alt_text_limit": 900,
}


@pytest.mark.parametrize("old", [False, True])
def test_account_and_limits_are_reported(*, old: bool) -> None:
    async def scene(opened: MastodonStage) -> None:
        report = await opened.connector().check_access(opened.access)
        assert report == AccessReport("@musterstadt@social.musterstadt.example", EXPECTED)

    play(scene, limits=LIMITS, old=old)


@pytest.mark.parametrize(
    ("told", "limits"),
    [
        ("{}", {}),
        ('{"configuration": []}', {}),
        ('{"configuration": {"statuses": {"max_characters": "500"}}}', {}),
        ('{"configuration": {"statuses": {"max_characters": true}}}', {}),
        ('{"configuration": {"statuses": {"max_characters": -1}}}', {}),
        ('{"configuration": {"statuses": {"max_characters": 11000}}}', {"text_limit": 11000}),
    ],
)
def test_limits_that_are_not_told_are_left_to_the_manifest(
    told: str, limits: dict[str, int]
) -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.instance.faults.add(Fault(INSTANCE, nonsense=told))
        report = await opened.connector().check_access(opened.access)
        host = opened.base_url.removeprefix("http://")
        assert report == AccessReport(f"@musterstadt@{host}", limits)

    play(scene)


@pytest.mark.parametrize(
    ("scopes", "enough"),
    [
        (("read", "write"), True),
        (("read", "write:statuses", "write:media"), True),
        (("read", "write:statuses"), False),
        (("read", "write:media"), False),
        (("read",), False),
    ],
)
def test_an_access_that_may_not_write_is_refused(scopes: tuple[str, ...], *, enough: bool) -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.instance.accounts = [PracticeAccount("amt", "Amt", TOKEN, scopes)]
        call = opened.connector().check_access(opened.access)
        if enough:
            assert (await call).account == "@amt@social.musterstadt.example"
        else:
            failure = await failure_of(call)
            assert type(failure) is AccessLost
            assert "write:statuses und write:media" in failure.for_staff

    play(scene)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(VERIFYING, status=401, body={"error": "no"}), AccessLost),
        (Fault(VERIFYING, status=403, body={"error": "no"}), AccessLost),
        (Fault(VERIFYING, status=404, body="<html>"), PermanentFailure),
        (Fault(VERIFYING, status=301, headers={"Location": "https://x.example"}), AccessLost),
        (Fault(VERIFYING, status=503, body="<html>"), TemporaryFailure),
        (Fault(VERIFYING, nonsense="<html>"), TemporaryFailure),
        (Fault(VERIFYING, broken="before"), TemporaryFailure),
        (Fault(INSTANCE, status=500, body="<html>"), TemporaryFailure),
        (Fault(INSTANCE, nonsense="<html>"), TemporaryFailure),
    ],
)
def test_a_check_that_fails_is_told(fault: Fault, expected: type[ConnectorFailure]) -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.break_down(fault)
        failure = await failure_of(opened.connector().check_access(opened.access))
        assert type(failure) is expected
        assert await opened.seen() == []

    play(scene)


def test_an_address_without_mastodon_is_told_as_such() -> None:
    async def scene(opened: MastodonStage) -> None:
        opened.instance.faults.add(Fault("* /*", status=404, body="<html>", times=10))
        failure = await failure_of(opened.connector().check_access(opened.access))
        assert failure.for_staff.startswith("Unter dieser Adresse antwortet kein Mastodon-Server.")

    play(scene)


def every_text(failure: BaseException | None) -> list[str]:
    texts: list[str] = []
    while failure is not None:
        texts += [str(failure), repr(failure), repr(vars(failure))]
        failure = failure.__cause__ or failure.__context__
    return texts


@pytest.mark.parametrize(
    "fault",
    [
        Fault("* /*", status=401, body={"error": f"The token {TOKEN} is invalid"}, times=10),
        Fault("* /*", status=422, body={"error": f"Bearer {TOKEN}"}, times=10),
        Fault("* /*", status=500, body={"error": TOKEN}, times=10),
        Fault("* /*", status=429, body={"error": TOKEN}, times=10),
        Fault("* /*", status=418, body={"error": TOKEN}, times=10),
        Fault("* /*", nonsense=TOKEN, times=10),
        Fault("* /*", broken="before", times=10),
        Fault("* /*", broken="after", times=10),
        Fault(POSTING, skip=1, status=422, body={"error": TOKEN}),
    ],
)
def test_the_token_is_never_told(fault: Fault, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def scene(opened: MastodonStage) -> None:
        connector, command = opened.connector(), opened.command(parts=2)
        calls: list[Any] = [connector.publish(opened.access, command)]
        if not fault.skip:
            calls += [
                connector.find(opened.access, command),
                connector.check_access(opened.access),
                connector.withdraw(opened.access, ()),
            ]
        for call in calls:
            opened.instance.faults.waiting[:] = [replace(fault)]
            try:
                told = [repr(await call)]
            except ConnectorFailure as failure:
                told = every_text(failure)
            assert [text for text in told if TOKEN in text] == []
        assert TOKEN not in repr(opened.access) + repr(connector) + repr(vars(connector))

    play(scene)
    assert TOKEN not in caplog.text
