"""From the town's website into drafts: each item once, later changes shown as differences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import journal
from ausrufer.announcements.actions.keeping import keep_version
from ausrufer.announcements.actions.pictures import checked_alt_text
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.content import LANGUAGES, LONGEST, MOST_BODY, Content
from ausrufer.announcements.models import Announcement, AnnouncementPicture
from ausrufer.announcements.queries import channels_at_first, open_to_write
from ausrufer.channels.queries import channels_in_use
from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.http import HttpFailure
from ausrufer.foundation.pictures import PictureRefused, clean, inspect
from ausrufer.intake import actions as intake
from ausrufer.intake.feeds import Enclosure, FeedItem, FeedRefused, to_body
from ausrufer.intake.models import Feed, Receipt
from ausrufer.intake.reading import (
    Reading,
    picture_addresses,
    read_address,
    read_content,
    read_file,
)
from ausrufer.intake.wire import from_json
from ausrufer.library.queries import asset_of
from ausrufer.organisations.errors import Refused, Unfit
from ausrufer.organisations.models import Department, Member
from ausrufer.organisations.practice import policy_outside
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    created: tuple[Announcement, ...]
    changed: tuple[Announcement, ...]
    unchanged: int
    troubles: tuple[str, ...]  # German sentences: items and pictures left out, and why


def import_from_address(
    *, actor: Actor, department: Department, address: str, polled: bool = False
) -> ImportReport:
    """Read the feed at an address; raises Refused with the reason in German."""
    try:
        reading = read_address(address, policy_outside(actor.organisation_id))
    except (FeedRefused, HttpFailure) as failure:
        raise Refused(failure.for_staff) from failure
    # only now: an address that cannot be read leaves no feed behind that would be read for ever
    feed = intake.know_feed(actor=actor, department=department, source=address[:500], polled=polled)
    return take_reading(actor=actor, feed=feed, reading=reading)


def import_from_file(*, actor: Actor, department: Department, path: Path) -> ImportReport:
    """Read the feed in a file; raises Refused with the reason in German."""
    try:
        reading = read_file(path, policy_outside(actor.organisation_id))
    except FeedRefused as failure:
        raise Refused(failure.for_staff) from failure
    return _take_unaddressed(actor, department, reading)


def import_from_content(
    *, actor: Actor, department: Department, content: bytes, content_type: str = ""
) -> ImportReport:
    """Read a feed that was uploaded; raises Refused with the reason in German."""
    try:
        policy = policy_outside(actor.organisation_id)
        reading = read_content(content, policy, content_type=content_type)
    except FeedRefused as failure:
        raise Refused(failure.for_staff) from failure
    return _take_unaddressed(actor, department, reading)


def poll(*, feed: Feed) -> ImportReport | None:
    """Read a polled feed once more; None where it has not changed or cannot be read."""
    try:
        reading = read_address(
            feed.source,
            policy_outside(feed.organisation_id),
            etag=feed.etag,
            last_modified=feed.last_modified,
        )
    except (FeedRefused, HttpFailure) as failure:
        intake.note_trouble(feed=feed, reason=failure.for_staff)
        return None
    if reading.feed is None:
        intake.note_reading(
            feed=feed, title="", etag=reading.etag, last_modified=reading.last_modified
        )
        return None
    return take_reading(actor=Actor.house(feed.organisation_id), feed=feed, reading=reading)


@transaction.atomic
def take_reading(*, actor: Actor, feed: Feed, reading: Reading) -> ImportReport:
    """Turn what was read into drafts and differences, all or nothing."""
    if reading.feed is None:
        return ImportReport((), (), 0, ())
    intake.note_reading(
        feed=feed,
        title=reading.feed.title,
        etag=reading.etag,
        last_modified=reading.last_modified,
    )
    known = _announcements_from(feed, [item.guid[:500] for item in reading.feed.items])
    created, changed, unchanged, troubles = [], [], 0, list(reading.troubles)
    for receipt, new in intake.take_in(feed=feed, items=reading.feed.items):
        if receipt.external_id in known:
            noted = _note_source(known[receipt.external_id], receipt)
            changed += [noted] if noted else []
            unchanged += noted is None
            continue
        if not new:
            unchanged += 1
            continue
        try:
            created.append(_draft(actor, feed, receipt, reading, troubles))
        except Unfit as unfit:  # one odd item must not keep the others out
            troubles.append(f"{receipt.content['title'][:80]}: {unfit.for_staff}")
    troubles += [skipped.reason for skipped in reading.feed.skipped]
    return ImportReport(
        created=tuple(created),
        changed=tuple(changed),
        unchanged=unchanged,
        troubles=tuple(troubles),
    )


@transaction.atomic
def take_source_changes(
    *, member: Member, announcement: Announcement, version: int
) -> Announcement:
    """Put the newer text of the source into the draft; approvals of it are void."""
    receipt = _difference_seen(announcement)
    changed = change_announcement(
        member=member,
        announcement=announcement,
        version=version,
        content=replace(announcement.content, **_texts(from_json(receipt.content))),
    )
    _settle_difference(changed, receipt)
    record(journal.SOURCE_TAKEN, actor=member.actor, subject=changed.subject, title=changed.title)
    return changed


@transaction.atomic
def dismiss_source_changes(*, member: Member, announcement: Announcement) -> None:
    """Keep the draft as it is although the source changed."""
    _settle_difference(announcement, _difference_seen(announcement))
    record(
        journal.SOURCE_DISMISSED,
        actor=member.actor,
        subject=announcement.subject,
        title=announcement.title,
    )


def _take_unaddressed(actor: Actor, department: Department, reading: Reading) -> ImportReport:
    title = reading.feed.title if reading.feed else ""
    # A file has no address: the same feed in another file is still the same feed.
    feed = intake.know_feed(
        actor=actor, department=department, source=f"Datei: {title}"[:500], title=title
    )
    return take_reading(actor=actor, feed=feed, reading=reading)


def _difference_seen(announcement: Announcement) -> Receipt:
    """Lock the announcement and return what the person saw; raises Refused if that is settled."""
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if locked.newer_receipt_id is None or announcement.newer_receipt is None:
        raise Refused(gettext("Die Quelle hat sich nicht geändert."))
    if locked.newer_receipt_id != announcement.newer_receipt_id:
        raise Refused(
            gettext("Die Quelle hat sich noch einmal geändert. Bitte laden Sie die Seite neu.")
        )
    return announcement.newer_receipt


def _announcements_from(feed: Feed, external_ids: Sequence[str]) -> dict[str, Announcement]:
    found = Announcement.objects.filter(
        receipt__feed=feed, receipt__external_id__in=external_ids
    ).select_related("receipt")
    return {one.receipt.external_id: one for one in found if one.receipt}


def _draft(
    actor: Actor, feed: Feed, receipt: Receipt, reading: Reading, troubles: list[str]
) -> Announcement:
    item = from_json(receipt.content)
    announcement = create_announcement(
        actor=actor,
        department=feed.department,
        content=replace(Content(**_texts(item)), language=_language(item)),
        channels=open_to_write(
            channels_at_first(channels_in_use()),
            department_ids=[feed.department_id],
            member_id=actor.member_id,
        ),
        receipt=receipt,
    )
    by_address = {one.url: one for one in item.enclosures}
    for address in picture_addresses(item):
        if address in reading.pictures:
            trouble = _attach(announcement, by_address[address], reading.pictures[address])
            troubles.extend(trouble)
    keep_version(announcement, member_id=actor.member_id)
    record(
        journal.IMPORTED,
        actor=actor,
        subject=announcement.subject,
        title=announcement.title,
        feed=str(feed),
    )
    return announcement


def _attach(announcement: Announcement, enclosure: Enclosure, content: bytes) -> Sequence[str]:
    try:
        cleaned = clean(content)
        facts = inspect(cleaned)
        alt_text = checked_alt_text(enclosure.alt_text, decorative=False)
    except (PictureRefused, Refused) as refused:
        return [f"Bild {enclosure.url}: {refused.for_staff}"]
    sha256 = FileStore(settings.MEDIA_FOLDER).keep(cleaned)
    AnnouncementPicture.objects.create(
        organisation_id=announcement.organisation_id,
        announcement=announcement,
        position=announcement.pictures.count(),
        sha256=sha256,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        alt_text=alt_text,
        file_name=enclosure.url.rsplit("/", 1)[-1][:200],
        asset=asset_of(sha256),
    )
    return []


def _note_source(announcement: Announcement, receipt: Receipt) -> Announcement | None:
    """Note where the source says something else than before; None where nobody needs to know.

    A source that says again what was read last is no difference any more.
    """
    differs = receipt.pk if receipt.pk != announcement.receipt_id else None
    if announcement.newer_receipt_id == differs:
        return None
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    differs = receipt.pk if receipt.pk != locked.receipt_id else None
    locked.newer_receipt_id, locked.changed_at = differs, now()
    locked.save(update_fields=["newer_receipt", "changed_at"])
    record(
        journal.SOURCE_CHANGED if differs else journal.SOURCE_AS_READ,
        actor=Actor.house(locked.organisation_id),
        subject=locked.subject,
        title=locked.title,
    )
    return locked


def _settle_difference(announcement: Announcement, receipt: Receipt) -> None:
    Announcement.objects.filter(pk=announcement.pk).update(receipt=receipt, newer_receipt=None)


def _texts(item: FeedItem) -> dict[str, Any]:
    return {
        "title": item.title[: LONGEST["title"]] or "Ohne Überschrift",
        "body": _bounded(to_body(item.html or item.summary)),
        "link": item.link[: LONGEST["link"]]
        if item.link.startswith(("http://", "https://"))
        else "",
        "topic": item.categories[0][: LONGEST["topic"]] if item.categories else "",
    }


def _bounded(body: str) -> str:
    """Cut what no announcement can hold at a paragraph; the link leads to the whole text."""
    if len(body) <= MOST_BODY:
        return body
    return body[:MOST_BODY].rpartition("\n\n")[0] or body[:MOST_BODY]


def _language(item: FeedItem) -> str:
    language = item.language.partition("-")[0].lower()
    return language if language in LANGUAGES else "de"
