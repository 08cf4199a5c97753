"""A real mail server of the practice town in front of the connector."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from ausrufer.channels.contract import Access, Command, Outgoing, Recipient, Surroundings
from ausrufer.connectors.email import EmailConnector
from ausrufer.foundation.http import GuardedClient, HttpPolicy
from ausrufer.training.mailbox import Fault, Letters, MailServer, Rules, Script, Stage, serve_smtp

RECIPIENT = Recipient(
    "erika@mustermail.example", "https://stadt.example/abonnieren/ende/0123456789abcdef/"
)
KEY = "0b6f4e0e-1111-4222-8333-444455556666"
SETTINGS = {
    "host": "127.0.0.1",
    "security": "none",
    "sender_name": "Stadt Müsterstadt",
    "sender_address": "newsletter@musterstadt.example",
    "imprint": "Stadt Müsterstadt, Marktplatz 1, 01234 Müsterstadt",
}


@dataclass
class PostOffice:
    """The server, what it received and what goes wrong with it."""

    letters: Letters
    script: Script
    access: Access
    server: MailServer

    def fails(self, stage: Stage, *, reply: str = "", drop: bool = False, times: int = 1) -> None:
        """Let the next talk go wrong at `stage`."""
        self.script.add(Fault(stage, reply=reply, drop=drop, times=times))

    def received(self) -> list[EmailMessage]:
        """Return every letter that was kept."""
        return [
            message_from_bytes(self.letters.content(one), policy=policy.default)
            for one in self.letters.all()
        ]


@asynccontextmanager
async def post_office(
    folder: Path, rules: Rules | None = None, **settings: str
) -> AsyncIterator[PostOffice]:
    """Open a server on a free port and an access that fits it."""
    letters, script = Letters(folder), Script()
    server = await serve_smtp(letters, script, rules=rules or Rules())
    values = {**SETTINGS, "port": str(server.port), **settings}
    secrets = {"password": rules.login.password} if rules and rules.login else {}
    if rules and rules.login:
        values["user"] = rules.login.user
    try:
        yield PostOffice(letters, script, Access(values, secrets), server)
    finally:
        await server.close()


def connector() -> EmailConnector:
    """Return a connector as a worker builds it."""
    return EmailConnector(Surroundings(GuardedClient(HttpPolicy()), Path("/nowhere")))


def command(recipient: Recipient = RECIPIENT, **outgoing: object) -> Command:
    """Return an order to send one letter."""
    plain = Outgoing(
        public_id="1", language="de", title="Brücke gesperrt", parts=("Ab Montag.",), summary="Kurz"
    )
    return Command(KEY, replace(plain, **outgoing), recipient)  # type: ignore[arg-type]


def text_of(letter: EmailMessage) -> str:
    """Return the words of the message itself, without the frame of the letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    inner = text.split("=" * 40 + "\n\n", 1)[1].split("\n\n-- \n", 1)[0]
    return re.split(r"\n\n(?:\[Bild: |Weiterlesen:\n)", inner, maxsplit=1)[0]
