"""Consent on the emulated page, with the house's own way to it and back."""

from dataclasses import replace

from ausrufer.channels.contract import Access
from ausrufer.connectors.tiktok.manifest import MANIFEST
from ausrufer.connectors.tiktok.tests.stage import TikTokStage, play
from tests.consenting import APP, SECRET, consented, practising

ORIGINS = ("https://www.tiktok.com",)


def test_consent_opens_the_account_of_the_town() -> None:
    async def scene(opened: TikTokStage) -> None:
        (here,) = opened.access.stand_ins.values()
        access = Access(
            {"client_id": APP},
            {"client_secret": SECRET},
            stand_ins=opened.access.stand_ins | dict.fromkeys(ORIGINS, here),
        )
        tokens = await consented(opened.http, MANIFEST, access)
        (grant,) = await opened.connector().grants(access, tokens)
        assert grant.account.startswith("Stadt Musterstadt")
        assert tokens.renewal is not None
        secrets = {**access.secrets, "refresh_token": tokens.renewal}
        renewed = await opened.connector().renew(replace(access, secrets=secrets))
        assert renewed.renewal not in (None, tokens.renewal)
        assert renewed.renewal_expires_at is not None

    play(scene, consent=practising(MANIFEST))
