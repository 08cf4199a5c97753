"""What the codes of Meta mean: as data, the subcode before the code. Pure.

Sources: developers.facebook.com/docs/graph-api/guides/error-handling, the error reference of the
Instagram Platform, and what publishers report (research note of 2026-11-21). Words decide nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a code asks of the house."""

    ACCESS = "access"  # a person has to renew or widen the access
    WAIT = "wait"  # come again later; nothing was taken
    TROUBLE = "trouble"  # trouble on their side: nobody knows whether it was taken
    CONTENT = "content"  # the same content will be refused again
    GONE = "gone"  # what is asked about is not there
    NOT_READY = "not_ready"  # a prepared container is not ready or not to be found yet
    MISSED = "missed"  # a prepared container is not to be found, though it was called ready
    EXPIRED = "expired"  # a prepared container is of no use any more


@dataclass(frozen=True, slots=True)
class Meaning:
    """One code: what it asks for, in which words staff are told, and how long to wait."""

    kind: Kind
    said: str = ""
    wait: timedelta | None = None


_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_RENEW = Meaning(Kind.ACCESS)
_RIGHTS = Meaning(
    Kind.ACCESS,
    "Dem Zugang fehlt bei {name} eine nötige Berechtigung. Bitte verbinden Sie den Kanal neu und "
    "stimmen Sie dabei allen Punkten zu.",
)
_PAUSE = Meaning(Kind.WAIT, wait=5 * _MINUTE)
_TROUBLE = Meaning(Kind.TROUBLE)
_AUTHORISATION = Meaning(
    Kind.ACCESS,
    "{name} verlangt, dass ein Administrator der Seite seine Identität bestätigt, bevor wieder "
    "veröffentlicht werden kann. Bitte öffnen Sie die Seite dort und folgen Sie den Hinweisen.",
)
_RULES = Meaning(
    Kind.CONTENT, "{name} hält den Beitrag für einen Verstoß gegen seine Regeln. {reason}"
)
_PICTURE = Meaning(
    Kind.CONTENT, "{name} nimmt ein Bild nicht an: Format, Größe oder Seitenverhältnis. {reason}"
)
_FILM = Meaning(Kind.CONTENT, "{name} nimmt das Format des Films nicht an. {reason}")
_NOT_FETCHED = Meaning(
    Kind.WAIT, "{name} konnte eine Datei bei uns nicht abholen. Es wird erneut versucht.",
    5 * _MINUTE,
)  # fmt: skip
_QUOTA = Meaning(
    Kind.WAIT, "Bei {name} ist die Zahl der Beiträge dieses Tages ausgeschöpft.", _HOUR
)

CODES: dict[int, Meaning] = {
    1: _TROUBLE,
    2: _TROUBLE,
    -1: _TROUBLE,
    -2: _TROUBLE,
    3: _RIGHTS,
    4: _PAUSE,
    17: _PAUSE,
    32: _PAUSE,
    341: _PAUSE,
    613: _PAUSE,
    10: _RIGHTS,
    102: _RENEW,
    190: _RENEW,
    24: Meaning(Kind.GONE),
    803: Meaning(Kind.GONE),
    368: Meaning(
        Kind.CONTENT, "{name} hat diese Aktion vorübergehend gesperrt. {reason}"
    ),
    506: Meaning(
        Kind.CONTENT,
        "{name} nimmt denselben Text nicht zweimal hintereinander. Bitte ändern Sie ihn.",
    ),
    9004: _NOT_FETCHED,
    9007: Meaning(Kind.NOT_READY, wait=_MINUTE / 2),
    36000: _PICTURE,
    36001: _PICTURE,
    36003: _PICTURE,
}  # fmt: skip
CODES |= dict.fromkeys(range(200, 300), _RIGHTS)
CODES |= dict.fromkeys(range(80000, 80015), _PAUSE)

SUBCODES: dict[int, Meaning] = {
    33: Meaning(Kind.GONE),
    # Facebook
    1390008: Meaning(
        Kind.WAIT, "{name} bittet um eine Pause: Es wurde zu schnell hintereinander gesendet.",
        _HOUR,
    ),
    1346003: _RULES,
    1404102: _RULES,
    1404078: _AUTHORISATION,
    4854002: _AUTHORISATION,
    1366046: _PICTURE,
    1366051: Meaning(Kind.CONTENT, "{name} sagt, dieses Bild sei dort schon veröffentlicht."),
    1363047: _TROUBLE,
    1609010: _TROUBLE,
    # Instagram
    2207001: _TROUBLE,
    2207053: _TROUBLE,
    2207032: _TROUBLE,
    2207003: _NOT_FETCHED,
    2207052: _NOT_FETCHED,
    2207026: _FILM,
    2207004: _PICTURE,
    2207005: _PICTURE,
    2207009: _PICTURE,
    2207008: Meaning(Kind.EXPIRED),
    2207020: Meaning(Kind.EXPIRED),
    2207027: Meaning(Kind.NOT_READY, wait=_MINUTE / 2),
    2207042: _QUOTA,
    2207050: Meaning(Kind.ACCESS, "{name} hat das Konto eingeschränkt. Bitte melden Sie sich dort "
                     "an und folgen Sie den Hinweisen."),
    2207051: _RULES,
    # Threads
    4279009: Meaning(Kind.MISSED, wait=_MINUTE / 2),
}  # fmt: skip


def meaning_of(code: int | None, subcode: int | None) -> Meaning | None:
    """Return what a code and its subcode mean; None where nobody told."""
    found = SUBCODES.get(subcode) if subcode is not None else None
    return found or (CODES.get(code) if code is not None else None)
