"""The address of a platform's page of consent, with everything that must come back. Pure."""

from urllib.parse import urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from ausrufer.channels.contract import Access, Consent


def consent_address(
    consent: Consent, access: Access, *, redirect: str, state: str, verifier: str
) -> str:
    """Return where a person goes to grant access (RFC 6749 §4.1.1, RFC 7636 §4.3)."""
    sent: dict[str, str] = dict(consent.more)
    if consent.pkce:
        sent["code_challenge"] = create_s256_code_challenge(verifier)
        sent["code_challenge_method"] = "S256"
    if consent.id_parameter != "client_id":
        sent[consent.id_parameter] = access["client_id"]
    address: str = prepare_grant_uri(
        stood_in(access, consent.authorize_url),
        client_id=access["client_id"],
        response_type="code",
        redirect_uri=redirect,
        scope=consent.separator.join(consent.scopes),
        state=state,
        **sent,
    )
    return address


def stood_in(access: Access, address: str) -> str:
    """Return an address of the platform, or the same one of what stands in for it."""
    parts = urlsplit(address)
    real = f"{parts.scheme}://{parts.netloc}"
    return access.origin(real) + address.removeprefix(real)
