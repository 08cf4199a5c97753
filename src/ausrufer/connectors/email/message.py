"""A letter as the bytes of RFC 5322, with headers nobody can add to."""

from datetime import datetime
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from ausrufer.connectors.email.letter import InlinePicture, Letter
from ausrufer.connectors.email.page import page
from ausrufer.connectors.email.plain import plain_text
from ausrufer.foundation.clock import in_town_time
from ausrufer.foundation.mail_address import MailAddress

KEY_HEADER = "X-Ausrufer-Delivery"
_ONE_LINE = {"list-unsubscribe", "list-unsubscribe-post", "list-id", "message-id"}


class _Policy(EmailPolicy):
    """Python's rules, but where they do harm.

    They break long ASCII values into encoded words that no mail program reads as an address, and
    lose spaces between encoded words (https://github.com/python/cpython/issues/92081).
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return one header with its line ends; raises UnicodeEncodeError for an unfit one."""
        if name.lower() in _ONE_LINE:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        if self.utf8 or str(value).isascii():
            return super().fold_binary(name, value)
        if isinstance(value, AddressHeader):
            one = value.addresses[0]
            words = f"{self._words(name, one.display_name)}{self.linesep} <{one.addr_spec}>"
        else:
            words = self._words(name, str(value))
        return f"{name}: {words}{self.linesep}".encode("ascii")

    def _words(self, name: str, text: str) -> str:
        return Header(text, "utf-8", header_name=name).encode(linesep=self.linesep)


def message_id(key: str, sender: MailAddress) -> str:
    """Return the Message-ID of a delivery: the same for every attempt."""
    return f"<{key}@{sender.domain}>"


def as_bytes(letter: Letter, *, key: str, to: MailAddress, at: datetime) -> bytes:
    """Return the letter ready to be sent, with CRLF line ends.

    `key` is the delivery's and fixes the Message-ID; `at` is aware.
    """
    message = EmailMessage(policy=_Policy(linesep="\r\n", utf8=to.international))
    for name, value in _headers(letter, key=key, to=to, at=at):
        message[name] = value
    # Quoted-printable on purpose: it survives every relay on the way, and so do signatures.
    message.set_content(plain_text(letter), cte="quoted-printable")
    message.add_alternative(page(letter), subtype="html", cte="quoted-printable")
    html = message.get_payload(1)
    if isinstance(html, EmailMessage):
        for number, one in enumerate(letter.pictures, start=1):
            _add_picture(html, number, one)
    message["Content-Language"] = letter.language  # setting the content would have dropped it
    return message.as_bytes()


def _headers(
    letter: Letter, *, key: str, to: MailAddress, at: datetime
) -> list[tuple[str, str | Address]]:
    sender = letter.sender
    headers: list[tuple[str, str | Address]] = [
        ("From", _address(sender.address, sender.name)),
        ("To", _address(to)),
        ("Subject", letter.title),
        ("Date", format_datetime(in_town_time(at))),
        ("Message-ID", message_id(key, sender.address)),
        # RFC 3834: nobody's absence note should answer, and nobody's robot.
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "OOF, AutoReply"),
        (KEY_HEADER, key),
    ]
    if sender.reply_to:
        headers.append(("Reply-To", _address(sender.reply_to, sender.name)))
    return headers + _list_headers(letter)


def _address(address: MailAddress, name: str = "") -> Address:
    return Address(name, address.local, address.domain)


def _list_headers(letter: Letter) -> list[tuple[str, str | Address]]:
    if not letter.leave_url:  # a letter about the subscription itself, such as its confirmation
        return []
    return [
        ("Precedence", "bulk"),
        ("List-Id", f"<{letter.sender.list_id}>"),
        ("List-Unsubscribe", f"<{letter.leave_url}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),  # RFC 8058
    ]


def _add_picture(html: EmailMessage, number: int, one: InlinePicture) -> None:
    main, _, sub = one.picture.media_type.partition("/")
    html.add_related(
        one.picture.content,
        main,
        sub,
        cid=f"<{one.cid}>",
        disposition="inline",
        filename=f"bild-{number}.{sub}",
    )
