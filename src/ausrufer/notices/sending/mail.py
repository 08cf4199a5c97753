"""A mail to one person: refused, sent, or nobody knows."""

import smtplib
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from ausrufer.notices.errors import MaybeSent, NotSent

_TRANSIENT = range(400, 500)  # RFC 5321: the server asks to come back later


def send_mail(*, to: str, subject: str, body: str, key: UUID) -> None:
    """Send one mail; raises NotSent where the server said so, MaybeSent after a broken call.

    `key` gives the mail its Message-ID: the same message would be recognised as the same.
    """
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failure:
        raise NotSent("Der Mailserver ist nicht erreichbar.", again=True) from failure
    try:
        # A line break in a subject would be a header of its own.
        message = EmailMessage(
            subject=" ".join(subject.split()),
            body=body,
            to=[to],
            connection=connection,
            headers={"Message-ID": _message_id(key), "Auto-Submitted": "auto-generated"},
        )
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        raise _refused(codes[0] if codes else 0) from refused
    except smtplib.SMTPResponseException as answer:
        raise _refused(answer.smtp_code) from answer
    except (OSError, smtplib.SMTPException) as broken:
        raise MaybeSent("Die Verbindung zum Mailserver brach ab.") from broken
    finally:
        connection.close()


def _refused(code: int) -> NotSent:
    return NotSent(
        f"Der Mailserver nimmt die Nachricht nicht an ({code}).", again=code in _TRANSIENT
    )


def _message_id(key: UUID) -> str:
    return f"<hinweis.{key.hex}@{urlsplit(settings.BASE_URL).hostname}>"
