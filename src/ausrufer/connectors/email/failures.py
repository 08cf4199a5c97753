"""What a mail server's answer means in the house's failure language: pure."""

import re
import ssl
from enum import StrEnum

from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    OutcomeUnclear,
    PermanentFailure,
    TemporaryFailure,
)


class Step(StrEnum):
    """How far the talk with the mail server got."""

    GREETING = "greeting"
    ENCRYPTION = "encryption"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"  # from DATA up to, but without, the final dot
    ANSWER = "answer"  # the server's word after the final dot


_NOT_REACHED = (
    "Der Mailserver ist zurzeit nicht erreichbar; der Brief wurde nicht gesendet. Ausrufer "
    "versucht es wieder."
)
_NO_ENCRYPTION = (
    "Die verschlüsselte Verbindung zum Mailserver kam nicht zustande; der Brief wurde nicht "
    "gesendet. Bitte lassen Sie Zertifikat und Einstellung „Verschlüsselung“ prüfen."
)
_LATER = "Der Mailserver nimmt den Brief gerade nicht an. Ausrufer versucht es wieder."
_NO_LOGIN = (
    "Der Mailserver lehnt die Anmeldung des Newsletters ab. Bitte prüfen Sie Benutzer und Passwort "
    "in den Einstellungen des Kanals."
)
_NOT_WELCOME = (
    "Der Mailserver nimmt vom Newsletter keine Briefe an. Bitte lassen Sie prüfen, ob Absender und "
    "Rechner dort zugelassen sind."
)
_GONE = (
    "Diese Adresse gibt es nicht mehr; der Brief wurde nicht zugestellt. Das Abonnement kann "
    "beendet werden."
)
_FULL = "Das Postfach dieser Adresse ist voll; der Brief wurde nicht zugestellt."
_RECIPIENT = "Der Mailserver lehnt Briefe an diese Adresse ab; der Brief wurde nicht zugestellt."
_TOO_LARGE = (
    "Der Brief ist dem Mailserver zu groß. Bitte verwenden Sie weniger oder kleinere Bilder."
)
_CONTENT = (
    "Der Mailserver lehnt diesen Brief ab. Bitte lassen Sie prüfen, ob ein Filter seinen Inhalt "
    "beanstandet."
)
_UNCLEAR = (
    "Die Verbindung brach ab, nachdem der Brief vollständig übergeben war und bevor der Mailserver "
    "geantwortet hat. Ob er zugestellt wird, weiß nur das Protokoll des Mailservers."
)

_LOGIN_CODES = {530, 534, 535, 538}  # RFC 4954
_TOO_LARGE_CODE = 552
_STATUS = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b")  # RFC 3463
_GONE_STATUS = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
_GONE_CODES = {550, 551, 553}
_ADDRESS = re.compile(r"[^\s<>()\"]+@[^\s<>()\"]+")


def failure(step: Step, error: Exception) -> ConnectorFailure:
    """Return what `error`, raised by the mail client in `step`, means."""
    if isinstance(error, SMTPRecipientsRefused):
        return failure(step, error.recipients[0])
    if isinstance(error, SMTPResponseException):
        return refusal(step, error.code, error.message)
    return _without_answer(step, error)


def refusal(step: Step, code: int, text: str) -> ConnectorFailure:
    """Return what a reply means that is not the yes we hoped for."""
    for_log = _for_log(step, code, text)
    if code // 100 == 4:  # noqa: PLR2004 - the class of temporary replies
        return TemporaryFailure(_LATER, for_log=for_log)
    if code // 100 == 5:  # noqa: PLR2004 - the class of final replies
        return _final(step, code, _status(text), for_log)
    if step is Step.ANSWER:
        return OutcomeUnclear(_UNCLEAR, for_log=for_log)
    return TemporaryFailure(_NOT_REACHED, for_log=for_log)


def too_slow(step: str) -> TemporaryFailure:
    """Return what it means that the whole talk took too long before the final dot."""
    return TemporaryFailure(_NOT_REACHED, for_log=f"{step}: time limit")


def _final(step: Step, code: int, status: str, for_log: str) -> ConnectorFailure:
    if step is Step.LOGIN or code in _LOGIN_CODES:
        return AccessLost(_NO_LOGIN, for_log=for_log)
    if step is Step.ENCRYPTION:
        return TemporaryFailure(_NO_ENCRYPTION, for_log=for_log)
    if step is Step.RECIPIENT:
        return PermanentFailure(_about_recipient(code, status), for_log=for_log)
    if code == _TOO_LARGE_CODE or status == "5.3.4":
        return PermanentFailure(_TOO_LARGE, for_log=for_log)
    if step in (Step.GREETING, Step.SENDER):
        # Every letter would be refused alike: they wait until a person has mended the set-up.
        return AccessLost(_NOT_WELCOME, for_log=for_log)
    return PermanentFailure(_CONTENT, for_log=for_log)


def _about_recipient(code: int, status: str) -> str:
    if status in _GONE_STATUS or (not status and code in _GONE_CODES):
        return _GONE
    return _FULL if status == "5.2.2" else _RECIPIENT


def _without_answer(step: Step, error: Exception) -> ConnectorFailure:
    for_log = f"{step}: {type(error).__name__}"
    if step is Step.ANSWER:
        return OutcomeUnclear(_UNCLEAR, for_log=for_log)
    if step is Step.ENCRYPTION or isinstance(error.__cause__, ssl.SSLError):
        cause = error.__cause__ or error
        return TemporaryFailure(_NO_ENCRYPTION, for_log=f"{for_log} ({type(cause).__name__})")
    if step is Step.LOGIN and type(error) is SMTPException:
        return AccessLost(_NO_LOGIN, for_log=f"{for_log}: no usable AUTH")
    return TemporaryFailure(_NOT_REACHED, for_log=for_log)


def _status(text: str) -> str:
    found = _STATUS.match(text)
    return found[1] if found else ""


def _for_log(step: Step, code: int, text: str) -> str:
    # Servers repeat the address of the reader; logs do not need it.
    shown = " ".join(_ADDRESS.sub("…@…", text).split())[:300]
    return f"{step}: {code} {shown}"
