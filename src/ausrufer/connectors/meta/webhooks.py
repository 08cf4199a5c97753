"""Whether a call really comes from Meta: its signature, and the handshake of a subscription. Pure.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import hashlib
import hmac
from collections.abc import Mapping

_PREFIX = "sha256="


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Tell whether `signature` (X-Hub-Signature-256) was made of `body` with the app's secret.

    `body` must be the bytes as they came: a body that was decoded and written anew has another one.
    """
    if not secret or not signature.startswith(_PREFIX):
        return False
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    # as bytes: compare_digest refuses texts with signs beyond ASCII, which a stranger may send
    return hmac.compare_digest(made.encode(), signature.removeprefix(_PREFIX).encode())


def handshake(params: Mapping[str, str], agreed: str) -> str | None:
    """Return what a new subscription must be answered; None where the agreed word is missing."""
    word = params.get("hub.verify_token", "")
    known = bool(agreed) and hmac.compare_digest(word.encode(), agreed.encode())
    if params.get("hub.mode") != "subscribe" or not known:
        return None
    challenge = params.get("hub.challenge", "")
    return challenge if challenge.isascii() and challenge.isalnum() else None
