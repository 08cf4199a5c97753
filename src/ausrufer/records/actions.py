"""Writing the journal."""

import secrets

from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.records import chain
from ausrufer.records.actor import Actor
from ausrufer.records.kinds import kind as registered_kind
from ausrufer.records.models import JournalEntry, JournalHead


def record(kind: str, *, actor: Actor, subject: str, **details: object) -> None:
    """Append one entry inside the caller's transaction.

    `subject` names the thing, e.g. "announcement:UUID"; `details` must be plain JSON values. Raises
    UnknownKind, and TransactionManagementError outside a transaction: an entry must never stand
    without the change it tells of.
    """
    registered_kind(kind)
    organisation_id = actor.organisation_id
    details = {"actor": actor.name, **details}
    with transaction.atomic(durable=False):
        JournalHead.objects.get_or_create(
            organisation_id=organisation_id, defaults={"hash": chain.FIRST}
        )
        head = JournalHead.objects.select_for_update().get(organisation_id=organisation_id)
        salt = secrets.token_hex(16)
        digest = chain.details_digest(details, salt)
        entry = JournalEntry(
            organisation_id=organisation_id,
            sequence=head.sequence + 1,
            at=now(),
            kind=kind,
            actor_member_id=actor.member_id,
            subject=subject,
            details=details,
            salt=salt,
            details_digest=digest,
            previous_hash=head.hash,
        )
        entry.hash = chain.entry_hash(
            previous=head.hash,
            organisation_id=organisation_id,
            sequence=entry.sequence,
            at=entry.at,
            kind=kind,
            actor_member_id=actor.member_id,
            subject=subject,
            details=digest,
        )
        entry.save(force_insert=True)
        head.sequence, head.hash = entry.sequence, entry.hash
        head.save(update_fields=["sequence", "hash"])
