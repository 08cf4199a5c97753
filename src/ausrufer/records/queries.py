"""Reading and verifying the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ausrufer.foundation.scope import across_organisations
from ausrufer.records import chain
from ausrufer.records.models import JournalEntry, JournalHead


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold; `reason` is a German sentence."""

    organisation_id: int
    sequence: int
    reason: str


def entries_about(subject: str) -> QuerySet[JournalEntry]:
    """Return the entries of one thing, newest first."""
    return JournalEntry.objects.filter(subject=subject).order_by("-sequence")


def newest_entries() -> QuerySet[JournalEntry]:
    """Return all entries of the organisation in scope, newest first."""
    return JournalEntry.objects.order_by("-sequence")


def entries_matching(
    *,
    kinds_of: str = "",
    member_id: int | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
) -> QuerySet[JournalEntry]:
    """Return the entries a list shows, newest first; `kinds_of` is the first part of their kind."""
    found = newest_entries()
    if kinds_of:
        found = found.filter(kind__startswith=f"{kinds_of}.")
    if member_id is not None:
        found = found.filter(actor_member_id=member_id)
    if since is not None:
        found = found.filter(at__gte=since)
    if before is not None:
        found = found.filter(at__lt=before)
    return found


def breaks_of_the_chain() -> Iterator[Break]:
    """Verify every organisation's journal from its first entry to its head."""
    with across_organisations(reason="`ausrufer check` verifies the whole house"):
        heads = {head.organisation_id: head for head in JournalHead.objects.all()}
        written = JournalEntry.objects.order_by().values_list("organisation_id", flat=True)
        for organisation_id in sorted({*heads, *written.distinct()}):
            # a chain that lost its head must not go unread
            yield from _breaks(
                heads.get(organisation_id)
                or JournalHead(organisation_id=organisation_id, hash=chain.FIRST)
            )


def _breaks(head: JournalHead) -> Iterator[Break]:
    previous, sequence = chain.FIRST, 0
    entries = JournalEntry.objects.filter(organisation_id=head.organisation_id)
    for entry in entries.order_by("sequence").iterator(chunk_size=2000):
        sequence += 1
        reason = _fault(entry, previous, sequence)
        if reason:
            yield Break(head.organisation_id, entry.sequence, reason)
        previous, sequence = entry.hash, entry.sequence
    if (head.sequence, head.hash) != (sequence, previous):
        yield Break(
            head.organisation_id,
            head.sequence,
            "Am Ende des Protokolls fehlen Einträge.",
        )


def _fault(entry: JournalEntry, previous: str, sequence: int) -> str:
    if entry.sequence != sequence:
        return f"Vor diesem Eintrag fehlt Eintrag {sequence}."
    if entry.previous_hash != previous:
        return "Der Eintrag schließt nicht an den vorigen an."
    if entry.details is not None and (
        chain.details_digest(entry.details, entry.salt) != entry.details_digest
    ):
        return "Die Angaben des Eintrags wurden verändert."
    expected = chain.entry_hash(
        previous=previous,
        organisation_id=entry.organisation_id,
        sequence=entry.sequence,
        at=entry.at,
        kind=entry.kind,
        actor_member_id=entry.actor_member_id,
        subject=entry.subject,
        details=entry.details_digest,
    )
    return "" if entry.hash == expected else "Der Eintrag wurde verändert."
