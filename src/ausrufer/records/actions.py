"""Writing the journal."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.records import chain
from ausrufer.records.actor import Actor
from ausrufer.records.kinds import kind as registered_kind
from ausrufer.records.models import JournalEntry, JournalHead


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be told of one thing; see `record`."""

    kind: str
    subject: str
    details: Mapping[str, object]


def record(kind: str, *, actor: Actor, subject: str, **details: object) -> None:
    """Append one entry inside the caller's transaction.

    `subject` names the thing, e.g. "announcement:UUID"; `details` must be plain JSON values. An
    entry must never stand without the change it tells of: the caller's transaction holds both.
    Raises UnknownKind.
    """
    record_all([Entry(kind, subject, details)], actor=actor)


def record_all(entries: Sequence[Entry], *, actor: Actor) -> None:
    """Append entries one by one, taking the chain's lock once for all of them; see `record`."""
    for one in entries:
        registered_kind(one.kind)
    if not entries:
        return
    with transaction.atomic(durable=False):
        head = _locked_head(actor.organisation_id)
        links = [_link(head, one, actor) for one in entries]
        JournalEntry.objects.bulk_create(links)
        head.save(update_fields=["sequence", "hash"])


def _locked_head(organisation_id: int) -> JournalHead:
    heads = JournalHead.objects.select_for_update().filter(organisation_id=organisation_id)
    if head := heads.first():
        return head
    JournalHead.objects.get_or_create(
        organisation_id=organisation_id, defaults={"hash": chain.FIRST}
    )
    return heads.get()


def _link(head: JournalHead, told: Entry, actor: Actor) -> JournalEntry:
    """Return the entry that follows the last link, which it becomes."""
    details = {"actor": actor.name, **told.details}
    salt = secrets.token_hex(16)
    digest = chain.details_digest(details, salt)
    entry = JournalEntry(
        organisation_id=actor.organisation_id,
        sequence=head.sequence + 1,
        at=now(),
        kind=told.kind,
        actor_member_id=actor.member_id,
        subject=told.subject,
        details=details,
        salt=salt,
        details_digest=digest,
        previous_hash=head.hash,
    )
    entry.hash = chain.entry_hash(
        previous=head.hash,
        organisation_id=actor.organisation_id,
        sequence=entry.sequence,
        at=entry.at,
        kind=told.kind,
        actor_member_id=actor.member_id,
        subject=told.subject,
        details=digest,
    )
    head.sequence, head.hash = entry.sequence, entry.hash
    return entry
