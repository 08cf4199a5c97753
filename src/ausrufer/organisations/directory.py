"""Speaking with a directory, outside any transaction, through the guarded client."""

import asyncio
import base64
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from ausrufer.foundation.http import GuardedClient, HttpFailure
from ausrufer.organisations.oidc import (
    Directory,
    Identity,
    NotTrusted,
    claims_in,
    directory_of,
    identity_of,
)

MOST_BYTES = 500_000
SECONDS = 10.0


def is_safe(issuer: str) -> bool:
    """Tell whether an issuer speaks https, or is one of the private addresses allowed here."""
    try:
        parts = urlsplit(issuer)
        place = f"{parts.hostname}:{parts.port or 80}"
    except ValueError:
        return False
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        return False
    allowed = settings.HTTP_POLICY.allowed_private
    return parts.scheme == "https" or (parts.scheme == "http" and place in allowed)


def discovered(issuer: str) -> Directory:
    """Ask a directory about itself; raises NotTrusted, HttpFailure."""
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    return directory_of(issuer, asyncio.run(_told("GET", address)))


def recognised(
    directory: Directory,
    *,
    client_id: str,
    secret: str,
    code: str,
    goal: str,
    nonce: str,
    verifier: str,
) -> Identity:
    """Exchange a code for whom it means; raises NotTrusted, HttpFailure."""
    form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", goal),
        ("code_verifier", verifier),
    ]
    headers = {}
    if directory.basic:  # RFC 6749, 2.3.1: both parts are form-encoded first
        pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    else:
        form += [("client_id", client_id), ("client_secret", secret)]
    given, keys = asyncio.run(_exchanged(directory, form, headers))
    token = given.get("id_token") if isinstance(given, dict) else None
    if not isinstance(token, str):
        raise NotTrusted("no ID token")
    claims = claims_in(token, keys, issuer=directory.issuer, client_id=client_id, nonce=nonce)
    if "email" in claims or not directory.userinfo_endpoint:
        return identity_of(claims)
    shown = {"Authorization": f"Bearer {given.get('access_token', '')}"}
    return identity_of(
        claims, asyncio.run(_told("GET", directory.userinfo_endpoint, headers=shown))
    )


async def _exchanged(
    directory: Directory, form: list[tuple[str, str]], headers: dict[str, str]
) -> tuple[Any, Any]:
    given = await _told("POST", directory.token_endpoint, form=form, headers=headers)
    return given, await _told("GET", directory.jwks_uri)


async def _told(method: str, address: str, **sent: Any) -> Any:
    async with GuardedClient(settings.HTTP_POLICY) as http:
        answer = await http.request(method, address, seconds=SECONDS, most_bytes=MOST_BYTES, **sent)
    if answer.status != 200:  # noqa: PLR2004
        raise NotTrusted(f"{urlsplit(address).hostname} answered {answer.status}")
    try:
        return answer.json()
    except ValueError:
        raise NotTrusted(f"{urlsplit(address).hostname} sent no JSON") from None


__all__ = ["HttpFailure", "discovered", "is_safe", "recognised"]
