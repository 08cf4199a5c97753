"""The access fields of a newsletter, checked and typed: pure."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from ausrufer.channels.contract import Access
from ausrufer.channels.errors import AccessLost
from ausrufer.foundation.mail_address import MailAddress, NotAnAddress, parse

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?")
_LIST_ID = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_PORTS = range(1, 65536)


class Security(StrEnum):
    """How the way to the mail server is protected; there is no falling back."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail server that takes our letters, and how we introduce ourselves to it."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    own_name: str = "localhost"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes; all texts are single lines."""

    name: str
    address: MailAddress
    reply_to: MailAddress | None
    list_id: str
    imprint: str


def one_line(text: str) -> str:
    """Return text that cannot start a header of its own: one line, no control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def read_relay(access: Access) -> Relay:
    """Return the mail server of a channel; raises AccessLost where the set-up does not fit."""
    host, port = access["host"].strip(), access["port"].strip()
    if not _HOST.fullmatch(host):
        raise _unfit("Mailserver", "host")
    if not port.isdecimal() or int(port) not in _PORTS:
        raise _unfit("Port", "port")
    if access.practice_targets is not None and f"{host}:{port}" not in access.practice_targets:
        raise AccessLost("In der Übung nimmt nur das Übungspostfach Briefe an.")
    try:
        security = Security(access["security"].strip().lower())
    except ValueError as unknown:
        raise _unfit("Verschlüsselung", "security") from unknown
    return Relay(
        host=host,
        port=int(port),
        security=security,
        user=access["user"].strip(),
        password=access["password"],
        # A full name that needs no look-up and gives no inner host name away.
        own_name=_address(access, "sender_address", "Absenderadresse").domain,
    )


def read_sender(access: Access) -> Sender:
    """Return who writes; raises AccessLost where the set-up does not fit."""
    address = _address(access, "sender_address", "Absenderadresse")
    list_id = access["list_id"].strip().strip("<>") or f"newsletter.{address.domain}"
    if not _LIST_ID.fullmatch(list_id):
        raise _unfit("Kennung der Liste", "list_id")
    return Sender(
        name=one_line(access["sender_name"]),
        address=address,
        reply_to=_address(access, "reply_to", "Antwortadresse") if access["reply_to"] else None,
        list_id=list_id,
        imprint=one_line(access["imprint"]),
    )


def _address(access: Access, name: str, label: str) -> MailAddress:
    try:
        found = parse(access[name])
    except NotAnAddress as wrong:
        raise _unfit(label, name) from wrong
    if found.international:  # many mail servers would refuse every single letter
        raise _unfit(label, name)
    return found


def _unfit(label: str, name: str) -> AccessLost:
    return AccessLost(
        f"Die Angabe „{label}“ im Zugang des Newsletters ist nicht gültig. Bitte berichtigen Sie "
        "sie in den Einstellungen des Kanals.",
        for_log=f"access field {name} is not valid",
    )
