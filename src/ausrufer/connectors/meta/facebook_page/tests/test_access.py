"""Consent, the pages it opens, and whether an access works."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ausrufer.channels.contract import Grant, Tokens
from ausrufer.channels.errors import AccessLost, ConnectorFailure
from ausrufer.connectors.meta.facebook_page.tests.stage import (
    PAGE,
    SECRET,
    TOKEN,
    FacebookStage,
    play,
)
from ausrufer.connectors.meta.tests.stages import raises
from ausrufer.training.meta import PracticePage


def test_consent_opens_the_pages_a_person_may_publish_on() -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.pages += [
            PracticePage("2001", "Stadtwerke", "EAAStadtwerke"),
            PracticePage("2002", "Nur gelesen", "EAANurLesen", tasks=("ANALYZE",)),
        ]
        tokens = Tokens(opened.graph.person_token)
        assert await opened.connector().grants(opened.access, tokens) == [
            Grant("Stadt Musterstadt", {"page_id": PAGE}, {"access_token": TOKEN}),
            Grant("Stadtwerke", {"page_id": "2001"}, {"access_token": "EAAStadtwerke"}),
        ]

    play(scene)


def test_a_wrong_secret_of_the_app_is_told() -> None:
    async def scene(opened: FacebookStage) -> None:
        wrong = replace(opened.access, secrets={"client_secret": "falsch"})
        with pytest.raises(ConnectorFailure) as caught:
            await opened.connector().grants(wrong, Tokens(opened.graph.person_token))
        assert SECRET not in str(caught.value)

    play(scene)


def test_a_report_tells_the_page_and_its_end() -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.ends_at = 1_800_000_000
        report = await opened.connector().check_access(opened.access)
        assert report.account == "Stadt Musterstadt"
        assert report.expires_at == datetime.fromtimestamp(1_800_000_000, UTC)

    play(scene)


def test_a_missing_right_is_named() -> None:
    async def scene(opened: FacebookStage) -> None:
        opened.graph.scopes = ("pages_manage_posts", "pages_read_engagement")
        with raises(AccessLost, "pages_manage_engagement, pages_read_user_content"):
            await opened.connector().check_access(opened.access)
        opened.graph.pages[0].tasks = ("ANALYZE",)
        with raises(AccessLost, "das Recht „Inhalte“"):
            await opened.connector().check_access(opened.access)

    play(scene)


@pytest.mark.parametrize(
    ("settings", "secrets", "said"),
    [
        ({"page_id": PAGE}, {}, "noch nicht verbunden"),
        ({"page_id": "999"}, {"access_token": TOKEN}, "anderen Facebook-Seite"),
        ({"page_id": "../me"}, {"access_token": TOKEN}, "unvollständig"),
        ({"page_id": ""}, {"access_token": TOKEN}, "unvollständig"),
        ({"page_id": PAGE}, {"access_token": "EAAwiderrufen"}, "nimmt den Zugang nicht mehr an"),
    ],
)
def test_a_wrong_access_is_told(
    settings: dict[str, str], secrets: dict[str, str], said: str
) -> None:
    async def scene(opened: FacebookStage) -> None:
        access = replace(opened.access, settings=settings, secrets=secrets)
        with raises(AccessLost, said):
            await opened.connector().check_access(access)

    play(scene)


def test_a_wrong_proof_is_noticed_by_the_platform() -> None:
    async def scene(opened: FacebookStage) -> None:
        wrong = {"access_token": TOKEN, "client_secret": "eineAndereApp"}
        with pytest.raises(ConnectorFailure) as caught:
            await opened.connector().check_access(replace(opened.access, secrets=wrong))
        assert "appsecret_proof" in caught.value.for_log

    play(scene)
