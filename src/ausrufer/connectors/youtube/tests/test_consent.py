"""Consent on the emulated page, with the house's own way to it and back."""

from dataclasses import replace

from ausrufer.channels.contract import Access
from ausrufer.connectors.youtube.manifest import MANIFEST
from ausrufer.connectors.youtube.tests.stage import YouTubeStage, play
from tests.consenting import APP, SECRET, consented, practising

ORIGINS = ("https://accounts.google.com", "https://oauth2.googleapis.com")


def test_consent_opens_the_account_of_the_town() -> None:
    async def scene(opened: YouTubeStage) -> None:
        (here,) = opened.access.stand_ins.values()
        access = Access(
            {"client_id": APP},
            {"client_secret": SECRET},
            stand_ins=opened.access.stand_ins | dict.fromkeys(ORIGINS, here),
        )
        tokens = await consented(opened.http, MANIFEST, access)
        (grant,) = await opened.connector().grants(access, tokens)
        assert grant.account.startswith("Stadt Musterstadt")
        channel = replace(
            access,
            settings={**access.settings, **grant.settings},
            secrets={**access.secrets, "access_token": tokens.access},
        )
        report = await opened.connector().check_access(channel)
        assert report.account == grant.account

    play(scene, consent=practising(MANIFEST))
