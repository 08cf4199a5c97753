"""Messages that come again: each one a draft of its own, made ahead of its time."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.announcements import calendar_journal as journal
from ausrufer.announcements.actions.keeping import snapshot_of
from ausrufer.announcements.actions.release import withdraw
from ausrufer.announcements.actions.texts import tell_as
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.calendar.recurrence import Wish, moment_of, moved_end, rule_of, words_of
from ausrufer.announcements.content import Content
from ausrufer.announcements.kinds import days, moments
from ausrufer.announcements.models import Announcement, AnnouncementPicture, Occurrence, Series
from ausrufer.announcements.queries import open_to_write
from ausrufer.announcements.recurring import (
    SHAPE,
    occurrence_of,
    running_series,
    times_of,
    untouched_after,
)
from ausrufer.announcements.states import State
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Member
from ausrufer.records.actions import record
from ausrufer.records.actor import Actor

log = logging.getLogger(__name__)

AHEAD = timedelta(weeks=3)  # so long before its time a draft lies ready
MOST_AT_ONCE = 60  # drafts of one series in one turn


@transaction.atomic
def begin_series(*, member: Member, announcement: Announcement, wish: Wish) -> Series:
    """Let a message come again; it is the first of the series. Makes the next drafts at once."""
    locked = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if locked.publish_at is None or locked.publish_at <= now():
        raise Refused(gettext("Bitte geben Sie der Mitteilung zuerst einen künftigen Zeitpunkt."))
    if locked.state == State.WITHDRAWN or occurrence_of(locked) is not None:
        raise Refused(gettext("Diese Mitteilung lässt sich nicht (noch einmal) wiederholen."))
    start = in_town_time(locked.publish_at).replace(tzinfo=None)
    series = Series.objects.create(
        organisation_id=locked.organisation_id,
        source=locked,
        rule=rule_of(wish, start),
        starts=start.strftime(SHAPE),
        created_by=member,
        created_at=now(),
    )
    _occurs(series, start, locked)
    record(
        journal.SERIES_BEGUN,
        actor=member.actor,
        subject=locked.subject,
        title=locked.title,
        rule=words_of(wish),
    )
    make_drafts(series=series)
    return series


def make_all_drafts() -> int:
    """Make the drafts of every series whose time comes near; returns how many."""
    with across_organisations(reason="time passes for every organisation"):
        running = list(running_series().values_list("pk", "organisation_id"))
    made = 0
    for key, organisation_id in running:
        with within_organisation(organisation_id):
            made += _made_alone(key)
    return made


@transaction.atomic
def make_drafts(*, series: Series) -> int:
    """Make the drafts of a series up to `AHEAD`; what is there or over is not made again."""
    locked = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if locked.ended_at is not None:
        return 0
    moment = now()
    there = set(locked.occurrences.values_list("local", flat=True))
    due = [
        local
        for local in times_of(locked, until=moment + AHEAD)
        if local.strftime(SHAPE) not in there and moment_of(local) > moment
    ]
    for local in due[:MOST_AT_ONCE]:
        _occurs(locked, local, _drafted(locked, local))
    return len(due[:MOST_AT_ONCE])


@transaction.atomic
def follow(*, member: Member, occurrence: Occurrence) -> int:
    """Let all later messages take text, channels and pictures of this one; returns how many did.

    Those somebody has worked on stay as they are; times stay those of the rule.
    """
    series = Series.objects.select_for_update(of=("self",)).get(pk=occurrence.series_id)
    source = Announcement.objects.get(pk=occurrence.announcement_id)
    series.source = source
    series.save(update_fields=["source"])
    later = untouched_after(occurrence)
    for one in later:
        _retaken(member, source, one)
    record(journal.SERIES_FOLLOWS, actor=member.actor, subject=source.subject, title=source.title)
    return len(later)


@transaction.atomic
def end_series(*, member: Member, occurrence: Occurrence) -> int:
    """Make nothing new, and discard the later drafts nobody has worked on; returns how many."""
    series = Series.objects.select_for_update(of=("self",)).get(pk=occurrence.series_id)
    if series.ended_at is not None:
        raise Refused(gettext("Diese Wiederholung ist bereits beendet."))
    series.ended_at = now()
    series.save(update_fields=["ended_at"])
    later = untouched_after(occurrence)
    for one in later:
        reason = gettext("Die Wiederholung wurde beendet.")
        withdraw(member=member, announcement=one.announcement, reason=reason)
    record(
        journal.SERIES_ENDED,
        actor=member.actor,
        subject=occurrence.announcement.subject,
        title=occurrence.announcement.title,
    )
    return len(later)


def _made_alone(key: int) -> int:
    """Make the drafts of one series; one that cannot be made must not keep the others back."""
    try:
        return make_drafts(series=Series.objects.get(pk=key))
    except Refused as refused:
        log.warning("series %s makes no drafts: %s", key, refused.for_staff)
        return 0


def _drafted(series: Series, local: datetime) -> Announcement:
    source = series.source
    draft = create_announcement(
        actor=series.created_by.actor,
        department=source.department,
        content=_content_at(source, local),
        channels=_channels(source, series.created_by_id),
    )
    # who wrote the text approves none of its repetitions
    draft.author_ids = sorted({*draft.author_ids, *source.author_ids})
    draft.save(update_fields=["author_ids"])
    _take_forms(series.created_by, source, draft)
    record(
        journal.SERIES_MADE,
        actor=Actor.house(series.organisation_id),
        subject=draft.subject,
        title=draft.title,
        when=f"{in_town_time(moment_of(local)):%d.%m.%Y, %H:%M}",
    )
    return draft


def _retaken(member: Member, source: Announcement, occurrence: Occurrence) -> None:
    message = occurrence.announcement
    changed = change_announcement(
        member=member,
        announcement=message,
        version=message.version,
        content=_content_at(source, datetime.fromisoformat(occurrence.local)),
        department=source.department,
        channels=_channels(source, member.pk),
    )
    changed.author_ids = sorted({*changed.author_ids, *source.author_ids})
    changed.save(update_fields=["author_ids"])
    _take_forms(member, source, changed)
    occurrence.made_version = changed.version
    occurrence.save(update_fields=["made_version"])


def _content_at(source: Announcement, local: datetime) -> Content:
    at = moment_of(local)
    begins = source.publish_at or at
    content = source.content
    times = moments(content.particulars, content.details)  # of an event: when it begins
    moved = {name: moved_end(begins, time, at) for name, time in times.items()}
    details = {name: in_town_time(time).isoformat() for name, time in moved.items() if time}
    later = in_town_time(at).date() - in_town_time(begins).date()
    details |= {
        name: (day + later).isoformat()
        for name, day in days(content.particulars, content.details).items()
    }
    return replace(
        content,
        publish_at=at,
        not_after=moved_end(begins, source.not_after, at),
        details={**content.details, **details},
        correction="",
    )


def _channels(source: Announcement, member_id: int) -> list[Channel]:
    placed = source.placements.filter(channel__active=True).select_related("channel")
    return open_to_write(
        (one.channel for one in placed),
        department_ids=[source.department_id],
        member_id=member_id,
    )


def _take_forms(member: Member, source: Announcement, message: Announcement) -> None:
    """Give a message the pictures, the further texts and the forms made by hand of another.

    A text checked against other words, another day in the details, is to be checked anew.
    """
    tell_as(member, message, snapshot_of(source).texts)
    message.pictures.all().delete()
    AnnouncementPicture.objects.bulk_create(
        AnnouncementPicture(
            organisation_id=message.organisation_id,
            announcement=message,
            **{name: getattr(one, name) for name in _OF_A_PICTURE},
        )
        for one in source.pictures.all()
    )
    for placement in source.placements.all():
        message.placements.filter(channel_id=placement.channel_id).update(
            edits=placement.edits, text_key=placement.text_key
        )


_OF_A_PICTURE = (
    "asset_id",
    *("position", "sha256", "media_type", "width", "height"),
    *("alt_text", "decorative", "file_name"),
)


def _occurs(series: Series, local: datetime, announcement: Announcement) -> None:
    Occurrence.objects.create(
        organisation_id=series.organisation_id,
        series=series,
        local=local.strftime(SHAPE),
        announcement=announcement,
        made_version=announcement.version,
    )
