"""Setting up channels, pausing and resuming them, taking them out of use and back, the register."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.channels import registry
from ausrufer.channels.contract import AccessReport
from ausrufer.channels.journal import (
    CHANNEL_CHANGED,
    CHANNEL_PAUSED,
    CHANNEL_PUT_BACK,
    CHANNEL_RESUMED,
    CHANNEL_REVIEWED,
    CHANNEL_SET_UP,
    CHANNEL_TAKEN_OUT,
    CONCEPT_CHANGED,
    REACH_CHANGED,
    REGISTER_CHANGED,
)
from ausrufer.channels.models import Channel, ChannelReach, ConceptFrame, RegisterEntry
from ausrufer.channels.policy import Reach, Use
from ausrufer.channels.queries import reaches, said_reach, seal
from ausrufer.channels.words import CONCEPT_FIELDS, REGISTER_FIELDS
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.text import clean_text, is_blank
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor


@transaction.atomic
def set_up_channel(
    *, actor: Actor, kind: str, name: str, settings: Mapping[str, str], secrets: Mapping[str, str]
) -> Channel:
    """Create a channel of a kind that can be sent to; raises KeyError for any other."""
    manifest = registry.manifest_to_set_up(kind)
    channel = Channel.objects.create(
        organisation_id=actor.organisation_id,
        kind=kind,
        name=name,
        settings=dict(settings),
        sealed_secrets=seal().close(secrets),
        position=0 if manifest.own_ground else Channel.objects.count() + 1,
    )
    record(CHANNEL_SET_UP, actor=actor, subject=_subject(channel), channel=name, network=kind)
    return channel


@transaction.atomic
def change_channel(
    *,
    actor: Actor,
    channel: Channel,
    name: str,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
) -> None:
    """Replace name and settings; secrets that are left empty stay as they are."""
    # two who save at once: what the first one entered must not be lost to the second
    locked = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    kept = seal().open(bytes(locked.sealed_secrets))
    kept.update({field: value for field, value in secrets.items() if value})
    # what a consent brought (which page, which board) stands there too and is no field of the form
    channel.name, channel.settings = name, {**locked.settings, **settings}
    channel.sealed_secrets = seal().close(kept)
    channel.save(update_fields=["name", "settings", "sealed_secrets"])
    record(CHANNEL_CHANGED, actor=actor, subject=_subject(channel), channel=name)


@transaction.atomic
def pause_channel(
    *, actor: Actor, channel: Channel, reason: str, since: datetime | None = None
) -> bool:
    """Stop sending through this channel; waiting deliveries keep waiting.

    With `since`, only while the access of that moment is still the channel's. Returns False where
    nothing was done: people are told once.
    """
    found = Channel.objects.filter(pk=channel.pk, paused_at=None)
    if since is not None:
        found = found.filter(access_since=since)
    paused = found.update(paused_at=now(), paused_reason=reason[:400])
    if paused:
        record(
            CHANNEL_PAUSED,
            actor=actor,
            subject=_subject(channel),
            channel=channel.name,
            reason=reason,
        )
    return bool(paused)


@transaction.atomic
def resume_channel(*, actor: Actor, channel: Channel) -> None:
    """Let the channel send again; deliveries past their not-after time will not go out."""
    if Channel.objects.filter(pk=channel.pk, paused_at__isnull=False).update(
        paused_at=None, paused_reason=""
    ):
        record(CHANNEL_RESUMED, actor=actor, subject=_subject(channel), channel=channel.name)


@transaction.atomic
def take_out_of_use(*, actor: Actor, channel: Channel, reason: str) -> None:
    """Send nothing new through this channel; raises Refused without a reason, or if it was so.

    What waits keeps waiting; what is out there is still corrected and taken back.
    """
    said = _reason(reason)
    if not Channel.objects.filter(pk=channel.pk, active=True).update(active=False):
        raise Refused(gettext("Dieser Kanal ist bereits außer Betrieb."))
    subject = _subject(channel)
    record(CHANNEL_TAKEN_OUT, actor=actor, subject=subject, channel=channel.name, reason=said)


@transaction.atomic
def put_back_into_use(*, actor: Actor, channel: Channel, reason: str) -> None:
    """Let messages go to this channel again; raises Refused without a reason, or if they did.

    What waited goes out now, unless its not-after time has passed.
    """
    said = _reason(reason)
    if not Channel.objects.filter(pk=channel.pk, active=False).update(active=True):
        raise Refused(gettext("Dieser Kanal ist bereits in Betrieb."))
    subject = _subject(channel)
    record(CHANNEL_PUT_BACK, actor=actor, subject=subject, channel=channel.name, reason=said)


def _reason(reason: str) -> str:
    said = clean_text(reason).strip()
    if is_blank(said):
        raise Refused(gettext("Bitte schreiben Sie den Grund dazu."))
    return said


@transaction.atomic
def note_access_report(*, channel: Channel, report: AccessReport) -> None:
    """Keep what a check of the access found; limits are used for every new rendition.

    `channel` is as it was before the platform was asked: of an access that was connected anew or
    renewed meanwhile the report tells nothing.
    """
    locked = Channel.objects.select_for_update(of=("self",), no_key=True).get(pk=channel.pk)
    if locked.access_since != channel.access_since:
        return
    locked.account, locked.limits = report.account[:200], dict(report.limits)
    locked.checked_at = now()
    if report.expires_at is not None and report.expires_at != locked.access_expires_at:
        locked.access_since = locked.access_since or now()
        locked.access_expires_at = report.expires_at
    ends = ["access_since", "access_expires_at"]
    locked.save(update_fields=["account", "limits", "checked_at", *ends])


@transaction.atomic
def keep_register(
    *, member: Member, channel: Channel, version: int, changes: Mapping[str, object]
) -> None:
    """Write what was laid down about a channel; nothing is written where nothing changed.

    `version` is what the person had before them: raises Refused where somebody saved since.
    """
    RegisterEntry.objects.get_or_create(
        channel=channel, defaults={"organisation_id": channel.organisation_id}
    )
    entry = RegisterEntry.objects.select_for_update().get(channel=channel)
    fields = _keep(entry, version, changes, REGISTER_FIELDS)
    if fields:
        record(
            REGISTER_CHANGED,
            actor=member.actor,
            subject=_subject(channel),
            channel=channel.name,
            fields=fields,
        )


@transaction.atomic
def review_channel(
    *, member: Member, channel: Channel, version: int, note: str, next_on: date
) -> None:
    """Write down that a channel was looked at, what came of it, and when to look again.

    Raises Refused without a note, for a day that is not to come, and where somebody saved since
    `version`.
    """
    today = in_town_time(now()).date()
    if is_blank(said := clean_text(note).strip()):
        raise Refused(gettext("Bitte schreiben Sie auf, was die Überprüfung ergeben hat."))
    if next_on <= today:
        raise Refused(gettext("Die nächste Überprüfung muss nach dem heutigen Tag liegen."))
    RegisterEntry.objects.get_or_create(
        channel=channel, defaults={"organisation_id": channel.organisation_id}
    )
    entry = RegisterEntry.objects.select_for_update().get(channel=channel)
    _check_version(entry, version)
    entry.reviewed_on, entry.reviewed_by, entry.review_note = today, member, said
    entry.next_review_on = next_on
    entry.version += 1
    entry.save()
    record(
        CHANNEL_REVIEWED,
        actor=member.actor,
        subject=_subject(channel),
        channel=channel.name,
        note=said,
        next_on=f"{next_on:%d.%m.%Y}",
    )


@transaction.atomic
def change_concept_frame(*, member: Member, version: int, changes: Mapping[str, object]) -> None:
    """Write what holds for all channels; raises Refused where somebody saved since `version`."""
    ConceptFrame.objects.get_or_create(organisation_id=member.organisation_id)
    frame = ConceptFrame.objects.select_for_update().get(organisation_id=member.organisation_id)
    if fields := _keep(frame, version, changes, CONCEPT_FIELDS):
        record(CONCEPT_CHANGED, actor=member.actor, subject="concept", fields=fields)


def _keep(
    row: RegisterEntry | ConceptFrame,
    version: int,
    changes: Mapping[str, object],
    words: Mapping[str, str],
) -> str:
    """Change and save what differs; return its names as people know them."""
    _check_version(row, version)
    changed = [name for name in words if name in changes and getattr(row, name) != changes[name]]
    if changed:
        for name in changed:
            setattr(row, name, changes[name])
        row.version += 1
        row.save()
    return ", ".join(words[name] for name in changed)


@transaction.atomic
def change_reach(*, member: Member, channel: Channel, wanted: Mapping[Use, Reach]) -> None:
    """Keep a channel for exactly these departments and people; it holds at once."""
    locked = Channel.objects.select_for_update().get(pk=channel.pk)
    before = {use: reaches(use, [locked.pk]).get(locked.pk, Reach()) for use in Use}
    if before == {use: wanted.get(use, Reach()) for use in Use}:
        return
    ChannelReach.objects.filter(channel=locked).delete()
    common = {"organisation_id": locked.organisation_id, "channel": locked}
    for use, reach in wanted.items():
        ChannelReach.objects.bulk_create(
            [
                *(ChannelReach(**common, use=use, department_id=pk) for pk in reach.department_ids),
                *(ChannelReach(**common, use=use, member_id=pk) for pk in reach.member_ids),
            ]
        )
    record(
        REACH_CHANGED,
        actor=member.actor,
        subject=_subject(locked),
        channel=locked.name,
        **{use.value: said_reach(wanted.get(use, Reach())) for use in Use},
    )


def _check_version(row: RegisterEntry | ConceptFrame, version: int) -> None:
    if row.version != version:
        raise Refused(
            gettext(
                "Inzwischen hat jemand anderes hier gespeichert. Bitte öffnen Sie die Seite neu und"
                " tragen Sie Ihre Änderung noch einmal ein."
            )
        )


def _subject(channel: Channel) -> str:
    return f"channel:{channel.public_id}"
