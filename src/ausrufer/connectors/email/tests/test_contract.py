import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path

from lxml import html

from ausrufer.channels.testing import ConnectorContract, Fault, Seen, SeenPicture, Stage
from ausrufer.connectors.email import EmailConnector
from ausrufer.connectors.email.tests.post_office import (
    RECIPIENT,
    PostOffice,
    connector,
    post_office,
    text_of,
)
from ausrufer.training.mailbox import Login, Rules
from ausrufer.training.mailbox import Stage as Step

MISHAPS = {
    Fault.ACCESS_LOST: {"stage": Step.AUTH, "reply": "535 5.7.8 Falsch", "times": 3},
    Fault.BUSY: {"stage": Step.RCPT, "reply": "451 4.7.1 Bitte spaeter"},
    Fault.REFUSED: {"stage": Step.DOT, "reply": "554 5.7.1 Abgelehnt"},
    Fault.BROKEN_BEFORE: {"stage": Step.DOT, "drop": True},
    Fault.BROKEN_AFTER: {"stage": Step.STORED, "drop": True},
    Fault.NONSENSE: {"stage": Step.STORED, "reply": "Wie bitte?"},
}


class EmailStage(Stage):
    faults = frozenset(Fault)
    recipient = RECIPIENT

    def __init__(self, office: PostOffice) -> None:
        self.office = office
        self.access = office.access

    def connector(self) -> EmailConnector:
        return connector()

    async def seen(self) -> list[Seen]:
        return [
            Seen(
                letter["Message-ID"],
                text_of(letter),
                letter["Content-Language"],
                _pictures(letter),
            )
            for letter in self.office.received()
        ]

    async def arrange(self, fault: Fault) -> None:
        if fault is Fault.UNREACHABLE:
            await self.office.server.close()
        else:
            self.office.fails(**MISHAPS[fault])


def _pictures(letter: EmailMessage) -> tuple[SeenPicture, ...]:
    """Return the pictures as the HTML part shows them, in its order."""
    parts = {part["Content-ID"]: part.get_content() for part in letter.walk() if part["Content-ID"]}
    page = html.fromstring(letter.get_body(("html",)).get_content())
    return tuple(
        SeenPicture(
            hashlib.sha256(parts[f"<{image.get('src').removeprefix('cid:')}>"]).hexdigest(),
            image.get("alt"),
        )
        for image in page.iter("img")
    )


class TestEmailConnector(ConnectorContract):
    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        with tempfile.TemporaryDirectory() as folder:
            rules = Rules(login=Login("newsletter", "sehr-geheim-42"))
            async with post_office(Path(folder), rules) as office:
                yield EmailStage(office)
