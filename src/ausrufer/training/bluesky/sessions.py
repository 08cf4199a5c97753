"""Logging in, staying logged in, and what the server tells of itself."""

from ausrufer.training.bluesky.calls import Call, Json, Refused
from ausrufer.training.bluesky.server import PracticeAccount


def create_session(call: Call) -> Json:
    """Log in with handle or DID and the app password."""
    account = call.server.account(call.text("identifier").lower())
    password = call.text("password")
    right = account is not None and password == account.app_password
    if account is None or not right or password in call.server.revoked:
        raise Refused("AuthenticationRequired", "Invalid identifier or password", status=401)
    return _session(call, account)


def refresh_session(call: Call) -> Json:
    """Renew a log-in with its long-lived token, which stays valid, as on real servers."""
    if not call.token:
        raise Refused("AuthMissing", "Authentication Required", status=401)
    did = call.server.tokens.renewed_by(call.token)
    if did == "":
        raise Refused("ExpiredToken", "Token has been revoked")
    account = call.server.account(did) if did else None
    if account is None:
        raise Refused("InvalidToken", "Token could not be verified")
    return _session(call, account)


def describe_server(call: Call) -> Json:
    """Tell the limits."""
    return {
        "did": "did:web:localhost",
        "availableUserDomains": [".test"],
        "inviteCodeRequired": True,
        "blobUploadLimit": call.server.limits.blob_bytes,
        "links": {},
        "contact": {},
    }


def _session(call: Call, account: PracticeAccount) -> Json:
    pair = call.server.tokens.issue(account.did, call.server.clock())
    return {
        "accessJwt": pair.access,
        "refreshJwt": pair.refresh,
        "did": account.did,
        "handle": account.handle,
        "active": True,
    }
