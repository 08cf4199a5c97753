"""The hash chain of the journal: pure functions, the same for writing and verifying."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

FIRST = "0" * 64


def details_digest(details: Mapping[str, object], salt: str) -> str:
    """Return the salted SHA-256 of the details; the salt keeps erased ones from being guessed."""
    canonical = json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{canonical}".encode()).hexdigest()


def entry_hash(
    *,
    previous: str,
    organisation_id: int,
    sequence: int,
    at: datetime,
    kind: str,
    actor_member_id: int | None,
    subject: str,
    details: str,
) -> str:
    """Return the hash of one entry; `details` is the digest, so erasing details keeps the chain."""
    line = json.dumps(
        [
            previous,
            organisation_id,
            sequence,
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            kind,
            actor_member_id,
            subject,
            details,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(line.encode()).hexdigest()
