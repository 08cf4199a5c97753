"""What a directory says about a person, believed only when everything about it is right: pure.

OpenID Connect Core 1.0, 3.1.3.7 (ID token), Discovery 1.0, 4.3 (issuer), RFC 9207 (`iss`).
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt

# Signatures with a key only the directory has; a shared secret or none at all is refused.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
LEEWAY = 30  # seconds by which clocks may differ
LONGEST_SUBJECT = 255  # characters, OpenID Connect Core 2


class NotTrusted(Exception):
    """What came is not what the directory of this organisation says; the text is for logs."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What a directory says about itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str  # empty where it has none
    basic: bool  # how it wants to be shown the client's secret


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the directory means; `email` is one it has verified."""

    subject: str
    email: str
    name: str


def directory_of(issuer: str, said: Any) -> Directory:
    """Return what discovery told; raises NotTrusted where it speaks for another issuer."""
    if not isinstance(said, Mapping) or said.get("issuer") != issuer:
        raise NotTrusted("discovery names another issuer")
    more = said.get("userinfo_endpoint")
    try:
        ways = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Directory(
            issuer=issuer,
            authorization_endpoint=_same_safety(said["authorization_endpoint"], issuer),
            token_endpoint=_same_safety(said["token_endpoint"], issuer),
            jwks_uri=_same_safety(said["jwks_uri"], issuer),
            userinfo_endpoint=_same_safety(more, issuer) if more else "",
            basic="client_secret_basic" in ways,
        )
    except (KeyError, TypeError, ValueError) as missing:
        raise NotTrusted("discovery lacks an endpoint") from missing


def authorization_address(
    directory: Directory, *, client_id: str, goal: str, state: str, nonce: str, verifier: str
) -> str:
    """Return where the browser is sent to be recognised."""
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": goal,
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(directory.authorization_endpoint).query else "?"
    return f"{directory.authorization_endpoint}{joint}{urlencode(asked)}"


def claims_in(
    token: str, keys: Any, *, issuer: str, client_id: str, nonce: str
) -> Mapping[str, Any]:
    """Return what an ID token says; raises NotTrusted for anything that is not in order."""
    claims = _claims(token, keys, issuer=issuer, client_id=client_id)
    if not nonce or claims.get("nonce") != nonce:
        raise NotTrusted("the nonce is another one")
    audience = claims["aud"]
    parties = audience if isinstance(audience, list) else [audience]
    if (len(parties) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise NotTrusted("the token was made for somebody else")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotTrusted("no usable subject")
    return claims


def identity_of(claims: Mapping[str, Any], more: Any = None) -> Identity:
    """Return whom claims mean; `more` is what the directory added about the same person.

    Raises NotTrusted where it speaks of somebody else (OpenID Connect Core 5.3.2).
    """
    if more is not None:
        if not isinstance(more, Mapping) or more.get("sub") != claims["sub"]:
            raise NotTrusted("user info about somebody else")
        claims = {**more, **claims}
    email = claims.get("email") if claims.get("email_verified") is True else ""
    name = claims.get("name")
    return Identity(
        subject=claims["sub"],
        email=email.strip().lower() if isinstance(email, str) else "",
        name=name if isinstance(name, str) else "",
    )


def _claims(token: str, keys: Any, *, issuer: str, client_id: str) -> dict[str, Any]:
    try:
        wanted = jwt.get_unverified_header(token).get("kid")
        known = jwt.PyJWKSet.from_dict(keys).keys
        fitting = [key for key in known if wanted is None or key.key_id == wanted]
        if len(fitting) != 1:
            raise NotTrusted("no such key, or several")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=fitting[0],
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, AttributeError, TypeError, ValueError) as wrong:
        raise NotTrusted(f"ID token refused: {wrong}") from wrong
    return claims


def _same_safety(address: str, issuer: str) -> str:
    """Return an endpoint; refuse one in the clear where the issuer itself is not."""
    parts = urlsplit(str(address))
    if not parts.hostname or parts.scheme not in {"https", urlsplit(issuer).scheme}:
        raise ValueError("unsafe endpoint")
    return address
