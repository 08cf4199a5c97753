"""A connector to the in-memory network that is connected by consent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from ausrufer.channels.contract import (
    Access,
    AccessField,
    Consent,
    Grant,
    Manifest,
    Surroundings,
    Tokens,
)
from ausrufer.channels.testing.fake import FakeConnector
from ausrufer.channels.testing.platform import FakePlatform


class FakeConsentConnector(FakeConnector):
    """Asks a page of consent for its access; tests put the address of theirs into the manifest.

    Every in-memory network named in `networks` is one account; each takes the newest token.
    """

    networks: ClassVar[Sequence[str]] = ("Stadtkonto",)
    manifest: ClassVar[Manifest] = replace(
        FakeConnector.manifest,
        kind="fake_consent",
        label="Zustimmungs-Netz (Probe)",
        access=(
            AccessField("client_id", "Kennung der App"),
            AccessField("client_secret", "Geheimnis der App", secret=True),
        ),
        consent=Consent(
            authorize_url="https://zustimmung.example/authorize",
            token_url="https://zustimmung.example/token",  # noqa: S106 - an address
            scopes=("write",),
        ),
    )

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)

    async def grants(self, access: Access, tokens: Tokens) -> Sequence[Grant]:
        """Return one account for each network."""
        del access
        for name in self.networks:
            FakePlatform.named(name).token = tokens.access
        return [Grant(f"@{name}", settings={"platform": name}) for name in self.networks]
