"""Many journal entries at once, in one chain with those that are there."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ausrufer.records import chain
from ausrufer.records.actor import Actor
from ausrufer.records.models import JournalEntry, JournalHead


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened; `actor` None is the house itself."""

    at: datetime
    kind: str
    actor: Actor | None
    subject: str
    details: dict[str, Any]


def write_journal(organisation_id: int, happened: Iterable[Happened]) -> None:
    """Append entries in the given order inside the caller's transaction."""
    head = JournalHead.objects.select_for_update().get(organisation_id=organisation_id)
    entries = []
    for one in happened:
        entry = _entry(head, one)
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    JournalEntry.objects.bulk_create(entries, batch_size=2000)
    head.save(update_fields=["sequence", "hash"])


def _entry(head: JournalHead, one: Happened) -> JournalEntry:
    actor = one.actor or Actor.house(head.organisation_id)
    details, salt = {"actor": actor.name, **one.details}, secrets.token_hex(16)
    entry = JournalEntry(
        organisation_id=head.organisation_id,
        sequence=head.sequence + 1,
        at=one.at,
        kind=one.kind,
        actor_member_id=actor.member_id,
        subject=one.subject,
        details=details,
        salt=salt,
        details_digest=chain.details_digest(details, salt),
        previous_hash=head.hash,
    )
    entry.hash = chain.entry_hash(
        previous=head.hash,
        organisation_id=entry.organisation_id,
        sequence=entry.sequence,
        at=entry.at,
        kind=entry.kind,
        actor_member_id=entry.actor_member_id,
        subject=entry.subject,
        details=entry.details_digest,
    )
    return entry
