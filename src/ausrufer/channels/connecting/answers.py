"""What the token endpoint of a platform answers (RFC 6749 §5.1 and §5.2). Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ausrufer.channels.contract import Tokens
from ausrufer.channels.errors import (
    AccessLost,
    ConnectorFailure,
    PermanentFailure,
    TemporaryFailure,
)
from ausrufer.channels.rest.reading import body_of, object_of, text_of
from ausrufer.channels.rest.waiting import retry_after
from ausrufer.foundation.http import Answer

_OK, _TIMEOUT, _TOO_MANY, _BROKEN = 200, 408, 429, 500
_RENEWAL_ENDS = ("refresh_token_expires_in", "refresh_expires_in")
_LONGEST = 10 * 366 * 24 * 3600  # seconds; who tells more means something else
_APP_UNKNOWN = frozenset({"invalid_client", "unauthorized_client"})


def tokens_from(answer: Answer, *, network: str, moment: datetime, renewing: bool) -> Tokens:
    """Return the tokens in an answer; raises the failures of connectors.

    A platform that refuses to renew has to be asked by a person anew: the access is lost.
    """
    told = object_of(body_of(answer))
    access = text_of(told, "access_token")
    if answer.status == _OK and access and not told.get("error"):
        return Tokens(
            access=access,
            renewal=text_of(told, "refresh_token") or None,
            expires_at=_end(told, ("expires_in",), moment),
            renewal_expires_at=_end(told, _RENEWAL_ENDS, moment),
            answer=dict(told),
        )
    raise _failure(answer, _code(told), network=network, renewing=renewing)


def _failure(answer: Answer, code: str, *, network: str, renewing: bool) -> ConnectorFailure:
    said = {"network": network}
    log = f"token endpoint: {answer.status} {code}".rstrip()
    if answer.status in {_TIMEOUT, _TOO_MANY} or answer.status >= _BROKEN:
        return TemporaryFailure(
            _("%(network)s ist gerade gestört oder überlastet. Bitte versuchen Sie es später.")
            % said,
            for_log=log,
            retry_after=retry_after(answer.headers, answer.status),
        )
    if code in _APP_UNKNOWN:
        return AccessLost(
            _(
                "%(network)s kennt die hinterlegte App nicht: Bitte prüfen Sie die Kennung und das "
                "Geheimnis der App auf der Seite des Kanals."
            )
            % said,
            for_log=log,
        )
    if answer.status == _OK and not code:
        return TemporaryFailure(
            _("%(network)s hat unverständlich geantwortet.") % said, for_log=log
        )
    if renewing:
        return AccessLost(
            _(
                "%(network)s erneuert den Zugang nicht mehr. Bitte verbinden Sie den Kanal auf "
                "seiner Seite neu."
            )
            % said,
            for_log=log,
        )
    return PermanentFailure(
        _(
            "%(network)s hat die Zustimmung nicht angenommen. Sie ist abgelaufen oder wurde schon "
            "verbraucht. Bitte beginnen Sie noch einmal."
        )
        % said,
        for_log=log,
    )


def _code(told: Mapping[str, Any]) -> str:
    error = told.get("error")
    if isinstance(error, str):
        found = error
    else:  # some wrap it: {"error": {"type": "OAuthException", "code": 190}}
        found = text_of(error, "type") or ("error" if error else "")
    return "".join(sign for sign in found if sign.isalnum() or sign in "_-.")[:60]


def _end(told: Mapping[str, Any], names: tuple[str, ...], moment: datetime) -> datetime | None:
    for name in names:
        value = told.get(name)
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            value = int(value[:12])
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LONGEST:
            return moment + timedelta(seconds=value)
    return None
