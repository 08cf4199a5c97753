"""An ID token is believed only when everything about it is right."""

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from ausrufer.organisations.oidc import (
    Identity,
    NotTrusted,
    authorization_address,
    claims_in,
    directory_of,
    identity_of,
)

ISSUER = "https://anmeldung.musterstadt.example"
KEY = ec.generate_private_key(ec.SECP256R1())
OTHER = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PERSON = {"email": "Eva@Musterstadt.example", "email_verified": True, "name": "Eva Sommer"}


def jwk(key: Any, kid: str) -> dict[str, Any]:
    kind = jwt.algorithms.RSAAlgorithm if key is RSA else jwt.algorithms.ECAlgorithm
    said: dict[str, Any] = json.loads(kind.to_jwk(key.public_key()))
    return {**said, "kid": kid, "use": "sig", "alg": "RS256" if key is RSA else "ES256"}


KEYS = {"keys": [jwk(KEY, "one"), jwk(RSA, "two")]}


def claims(**changed: Any) -> dict[str, Any]:
    at = int(time.time())
    said = {
        "iss": ISSUER,
        "aud": "ausrufer",
        "sub": "4711",
        "nonce": "n-1",
        "iat": at,
        "exp": at + 300,
        **PERSON,
        **changed,
    }
    return {name: value for name, value in said.items() if value is not ...}


def read(token: str, keys: Any = KEYS, nonce: str = "n-1") -> Any:
    return claims_in(token, keys, issuer=ISSUER, client_id="ausrufer", nonce=nonce)


def signed(key: Any = KEY, kid: str | None = "one", alg: str = "ES256", **changed: Any) -> str:
    return jwt.encode(claims(**changed), key, alg, headers={"kid": kid} if kid else None)


@pytest.mark.parametrize(("key", "kid", "alg"), [(KEY, "one", "ES256"), (RSA, "two", "RS256")])
def test_a_token_in_order(key: Any, kid: str, alg: str) -> None:
    assert identity_of(read(signed(key, kid, alg))) == Identity(
        "4711", "eva@musterstadt.example", "Eva Sommer"
    )


def test_a_single_key_needs_no_name() -> None:
    assert read(signed(kid=None), {"keys": [jwk(KEY, "one")]})["sub"] == "4711"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://boese.example"},
        {"iss": ISSUER + "/"},
        {"iss": ...},
        {"aud": "andere-anwendung"},
        {"aud": ["ausrufer", "andere-anwendung"]},
        {"aud": ...},
        {"azp": "andere-anwendung"},
        {"nonce": "n-2"},
        {"nonce": ...},
        {"nonce": ""},
        {"exp": -60},
        {"exp": ...},
        {"iat": 600},
        {"iat": ...},
        {"nbf": 600},
        {"sub": ...},
        {"sub": ""},
        {"sub": "x" * 256},
    ],
)
def test_wrong_claims(changed: dict[str, Any]) -> None:
    # numbers are seconds from now: this list is read long before its last line is tested
    at = int(time.time())
    told = {name: at + one if isinstance(one, int) else one for name, one in changed.items()}
    with pytest.raises(NotTrusted):
        read(signed(**told))


def public_pem(key: Any) -> bytes:
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    pem: bytes = key.public_key().public_bytes(serialization.Encoding.PEM, kind)
    return pem


def test_the_clock_may_differ_a_little() -> None:
    assert read(signed(exp=int(time.time()) - 10))["sub"] == "4711"


@pytest.mark.parametrize(
    "token",
    [
        jwt.encode(claims(), None, "none"),
        jwt.encode(claims(), None, "none", headers={"kid": "one"}),
        jwt.encode(claims(), "x" * 40, "HS256", headers={"kid": "one"}),
        signed(OTHER),
        signed(kid="unknown"),
        signed(kid=None),  # of two keys nobody knows which
        signed(KEY, "two"),  # the name of another kind of key
        signed() [:-8] + "AAAAAAAA",
        ".".join([*signed().split(".")[:2], ""]),
        "",
        "a.b.c",
        "ü",
    ],
)  # fmt: skip
def test_wrong_signatures(token: str) -> None:
    with pytest.raises(NotTrusted):
        read(token)


def test_the_public_key_is_no_shared_secret() -> None:
    """A token signed with what everybody knows, as if it were a password (CVE-2015-9235)."""
    head = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"two","typ":"JWT"}')
    body = jwt.utils.base64url_encode(json.dumps(claims()).encode())
    alg = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    sign = alg.sign(head + b"." + body, public_pem(RSA))
    with pytest.raises(NotTrusted):
        read(b".".join([head, body, jwt.utils.base64url_encode(sign)]).decode())


@pytest.mark.parametrize("keys", [None, [], {}, {"keys": []}, {"keys": [{}]}, {"keys": "x"}, "x"])
def test_unusable_keys(keys: Any) -> None:
    with pytest.raises(NotTrusted):
        read(signed(), keys)


def test_an_empty_nonce_fits_nothing() -> None:
    with pytest.raises(NotTrusted):
        read(signed(nonce=""), nonce="")


@pytest.mark.parametrize("verified", [False, "true", 1, None, ...])
def test_only_a_verified_address_counts(verified: Any) -> None:
    assert identity_of(claims(email_verified=verified)).email == ""


def test_the_directory_may_add_to_what_the_token_says() -> None:
    bare = claims(email=..., email_verified=..., name=...)
    assert identity_of(bare, {"sub": "4711", **PERSON}).email == "eva@musterstadt.example"
    for wrong in ({"sub": "4712", **PERSON}, PERSON, [], "x", 1):
        with pytest.raises(NotTrusted):
            identity_of(bare, wrong)


def said(**changed: Any) -> dict[str, Any]:
    whole = {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/auth?mandant=1",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/jwks",
        **changed,
    }
    return {name: value for name, value in whole.items() if value is not ...}


@pytest.mark.parametrize(
    "wrong",
    [
        said(issuer="https://boese.example"),
        said(issuer=ISSUER + "/"),
        said(issuer=...),
        said(token_endpoint=...),
        said(token_endpoint="http://anmeldung.musterstadt.example/token"),
        said(jwks_uri="file:///etc/passwd"),
        said(authorization_endpoint="javascript:alert(1)"),
        said(token_endpoint=7),
        [],
        None,
        "x",
    ],
)
def test_discovery_that_is_refused(wrong: Any) -> None:
    with pytest.raises(NotTrusted):
        directory_of(ISSUER, wrong)


def test_the_way_there_carries_everything_that_is_checked_on_the_way_back() -> None:
    address = authorization_address(
        directory_of(ISSUER, said()),
        client_id="ausrufer",
        goal="https://stadt.example/zurueck/",
        state="s",
        nonce="n",
        verifier="dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",  # the example of RFC 7636, B
    )
    assert address.startswith(f"{ISSUER}/auth?mandant=1&response_type=code&")
    assert "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&" in address
    assert "&state=s&nonce=n&" in address
