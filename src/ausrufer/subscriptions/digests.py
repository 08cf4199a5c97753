"""What is stored in place of an address: digests that do not give it away."""

import hashlib
import hmac
import secrets

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

_SIGNER = Signer(sep=".", salt="ausrufer.subscriptions.confirm")


def confirmation_token(nonce: str) -> str:
    """Return what stands in the link: the nonce of the row and a signature no row contains."""
    return _SIGNER.sign(nonce)


def nonce_of(token: str) -> str:
    """Return the nonce of a genuine token; empty for any other text."""
    try:
        return _SIGNER.unsign(token)
    except BadSignature:
        return ""


def counted(kind: str, who: str) -> str:
    """Return the name under which sign-ups are counted; without the house's key it says nothing."""
    return salted_hmac(f"ausrufer.subscriptions.{kind}", who, algorithm="sha256").hexdigest()


def evidence(address: str) -> str:
    """Return a digest with its own salt: it confirms an address that is named, and names none."""
    salt = secrets.token_hex(16)
    return f"{salt}:{_digest(salt, address)}"


def is_evidence_of(kept: str, address: str) -> bool:
    """Tell whether `kept` was made of this address, in any case."""
    salt, _, digest = kept.partition(":")
    return bool(digest) and hmac.compare_digest(digest, _digest(salt, address))


def _digest(salt: str, address: str) -> str:
    return hashlib.sha256(f"{salt}\n{address.lower()}".encode()).hexdigest()
