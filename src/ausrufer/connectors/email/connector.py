"""The connector itself: one call, one letter to one person."""

from typing import ClassVar
from urllib.parse import urlsplit

from ausrufer.channels.contract import (
    Access,
    AccessReport,
    Command,
    Manifest,
    Published,
    Recipient,
    RemotePart,
    Surroundings,
)
from ausrufer.channels.errors import PermanentFailure
from ausrufer.connectors.email.dialogue import Envelope, look_in, send
from ausrufer.connectors.email.letter import letter_for
from ausrufer.connectors.email.manifest import MANIFEST, MOST_PICTURES, PICTURE_BYTES
from ausrufer.connectors.email.message import as_bytes, message_id
from ausrufer.connectors.email.setup import Sender, one_line, read_relay, read_sender
from ausrufer.foundation.clock import now
from ausrufer.foundation.mail_address import MailAddress, NotAnAddress, parse

_SMALLEST_PICTURE = 20_000  # bytes; below that nothing can be recognised


class EmailConnector:
    """Sends letters. SMTP offers no way to ask afterwards, so there is no `find`."""

    manifest: ClassVar[Manifest] = MANIFEST

    def __init__(self, surroundings: Surroundings) -> None:
        del surroundings  # the mail server is no web address and stands inside the town's network

    async def publish(self, access: Access, command: Command) -> Published:
        """Send one letter to `command.recipient`; the remote id is its Message-ID."""
        relay, sender = read_relay(access), read_sender(access)
        to = _address_of(command.recipient)
        content = _content(command, sender, to)
        envelope = Envelope(str(sender.address), str(to), content, international=to.international)
        await send(relay, envelope)
        return Published((RemotePart(message_id(command.key, sender.address)),))

    async def check_access(self, access: Access) -> AccessReport:
        """Log in and offer the sender address without sending anything."""
        relay, sender = read_relay(access), read_sender(access)
        welcome = await look_in(relay, str(sender.address))
        limits = {"picture_bytes": _room(welcome.most_bytes)} if welcome.most_bytes else {}
        return AccessReport(account=f"{sender.name} <{sender.address}>", limits=limits)


def _address_of(recipient: Recipient | None) -> MailAddress:
    if recipient is None:
        raise PermanentFailure("Der Brief nennt niemanden, an den er gehen soll.")
    if recipient.unsubscribe_url and not _fits_header(recipient.unsubscribe_url):
        raise PermanentFailure("Die Adresse zum Abbestellen dieses Briefes ist nicht gültig.")
    try:
        return parse(recipient.address)
    except NotAnAddress as wrong:
        raise PermanentFailure(
            "Die Adresse dieses Abonnements ist keine gültige E-Mail-Adresse.",
            for_log=f"recipient: {wrong}",
        ) from wrong


def _fits_header(url: str) -> bool:
    plain = url.isascii() and url == one_line(url) and not set(url) & set(' <>"')
    return plain and urlsplit(url).scheme in {"http", "https"}


def _content(command: Command, sender: Sender, to: MailAddress) -> bytes:
    try:
        return as_bytes(
            letter_for(command, sender),
            key=command.key,
            to=to,
            at=command.first_attempt_at or now(),
        )
    except (ValueError, LookupError) as unfit:  # what the library finds no form for
        raise PermanentFailure(
            "Dieser Brief enthält Zeichen, die sich nicht als E-Mail darstellen lassen.",
            for_log=f"message: {type(unfit).__name__}",
        ) from unfit


def _room(most_bytes: int) -> int:
    """Return how many bytes one picture may have: base64 makes four of three."""
    return max(_SMALLEST_PICTURE, min(PICTURE_BYTES, most_bytes * 3 // 4 // (MOST_PICTURES + 1)))
