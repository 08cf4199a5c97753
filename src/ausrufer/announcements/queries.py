"""Reading announcements."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    AnnouncementVersion,
    Placement,
    Presence,
    Snippet,
)
from ausrufer.announcements.search import containing
from ausrufer.announcements.states import State
from ausrufer.channels.appearance import Needs
from ausrufer.channels.contract import Amends
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import (
    channels_in_use,
    closed_to_write,
    is_able_to,
    manifest_of,
)
from ausrufer.delivery.queries import publications_out_or_under_way
from ausrufer.foundation.german_order import german_order
from ausrufer.foundation.scope import active_organisation_id
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write, may_write_anywhere

# From one topic to the next: as many looks into the index as there are topics, not messages.
_TOPICS = """
  WITH RECURSIVE used AS (
    (SELECT topic FROM announcements_announcement
      WHERE organisation_id = %(organisation)s AND topic <> '' ORDER BY topic LIMIT 1)
    UNION ALL
    SELECT (SELECT topic FROM announcements_announcement
             WHERE organisation_id = %(organisation)s AND topic <> '' AND topic > used.topic
             ORDER BY topic LIMIT 1)
      FROM used WHERE used.topic IS NOT NULL
  )
  SELECT topic FROM used WHERE topic IS NOT NULL LIMIT 200
"""
_MORE_THAN_TEXT = (Needs.PICTURE, Needs.FILM)


def announcements() -> QuerySet[Announcement]:
    """Return all announcements of the organisation in scope, last changed first."""
    return Announcement.objects.select_related("department", "created_by").order_by(
        "-changed_at", "-pk"
    )


def announcements_matching(
    *, state: str = "", department_id: int | None = None, words: str = ""
) -> QuerySet[Announcement]:
    """Return the announcements a list shows; empty filters do not filter."""
    found = announcements()
    if state:
        found = found.filter(state=state)
    if department_id is not None:
        found = found.filter(department_id=department_id)
    if words:
        found = containing(found, words)
    return found


def announcements_by_subject(subjects: Iterable[str]) -> dict[str, Announcement]:
    """Return announcements by the name other packages know them by."""
    ids = [subject.partition(":")[2] for subject in subjects if subject.startswith("announcement:")]
    found = Announcement.objects.filter(public_id__in=ids).select_related("department")
    return {announcement.subject: announcement for announcement in found}


def announcement_of_subject(subject: str) -> Announcement | None:
    """Return the announcement behind a subject; None for other things."""
    return announcements_by_subject([subject]).get(subject)


def channels_to_correct(announcement: Announcement) -> list[Channel]:
    """Return the channels that show a version, or may, and on which it can be corrected."""
    out = publications_out_or_under_way(announcement.subject)
    return [one.channel for one in out if is_able_to(one.channel, Amends.amend)]


def channels_to_choose(announcement: Announcement | None) -> list[Channel]:
    """Return the channels a person can choose for a new message (None) or a stored one.

    One that is out of use can be chosen only to correct what it shows.
    """
    offered = list(channels_in_use())
    if announcement is not None:
        offered += [one for one in channels_to_correct(announcement) if not one.active]
    return sorted(offered, key=lambda one: (one.position, one.name))


def channels_at_first(channels: Iterable[Channel]) -> list[Channel]:
    """Return those that are chosen until somebody chooses: a text alone can go there."""
    return [one for one in channels if manifest_of(one).needs not in _MORE_THAN_TEXT]


def open_to_write(
    channels: Iterable[Channel], *, department_ids: Collection[int], member_id: int | None
) -> list[Channel]:
    """Return the channels that one of these departments, or this person, writes for."""
    found = list(channels)
    closed = closed_to_write(
        [one.pk for one in found], department_ids=department_ids, member_id=member_id
    )
    return [one for one in found if one.pk not in closed]


def with_its_parts(announcement: Announcement) -> Announcement:
    """Have a message's pictures, texts and channels read once; only for what changes none."""
    pictures = AnnouncementPicture.objects.select_related("asset")
    chosen = Placement.objects.select_related("channel")
    prefetch_related_objects(
        [announcement], Prefetch("pictures", pictures), Prefetch("placements", chosen), "texts"
    )
    return announcement


def _placements(announcement: Announcement) -> list[Placement]:
    """Return the chosen channels; no query where `with_its_parts` read them."""
    every = announcement.placements.all()
    if every._result_cache is None:  # noqa: SLF001 - Django has no other word for it
        every = every.select_related("channel")
    return list(every)


def placements_to_send(announcement: Announcement) -> list[Placement]:
    """Return the chosen channels; one query as long as all are in use.

    One that is out of use counts where what it shows can still be corrected.
    """
    chosen = _placements(announcement)
    if all(one.channel.active for one in chosen):
        return chosen
    kept = {one.pk for one in channels_to_correct(announcement)}
    return [one for one in chosen if one.channel.active or one.channel_id in kept]


def versions_of(announcement: Announcement) -> QuerySet[AnnouncementVersion]:
    """Return the kept versions of an announcement, newest first."""
    return announcement.versions.select_related("member").order_by("-number")


def others_writing(
    announcement: Announcement, *, member_id: int, since: datetime
) -> list[Presence]:
    """Return who else had the announcement open for writing since then, by name."""
    recent = announcement.presences.filter(seen_at__gt=since).exclude(member_id=member_id)
    return sorted(recent.select_related("member"), key=lambda one: german_order(one.member.name))


def overdue_for_approval(now: datetime) -> QuerySet[Announcement]:
    """Return what waits for approval although its time has come."""
    return Announcement.objects.filter(
        Q(publish_at__lte=now) | Q(not_after__lte=now), state=State.IN_APPROVAL
    )


def topics_in_use() -> list[str]:
    """Return the topics the organisation has used, for suggestions."""
    with connection.cursor() as cursor:
        cursor.execute(_TOPICS, {"organisation": active_organisation_id()})
        return [topic for (topic,) in cursor.fetchall()]


def announcements_for_author(member_id: int) -> QuerySet[Announcement]:
    """Return what came back to this person or was not approved in time, newest first."""
    return announcements().filter(
        state__in=[State.RETURNED, State.LAPSED], author_ids__contains=[member_id]
    )


def drafts_of(member_id: int) -> QuerySet[Announcement]:
    """Return what this person has begun and not submitted, last changed first."""
    return announcements().filter(state=State.DRAFT, author_ids__contains=[member_id])


def newest_published() -> QuerySet[Announcement]:
    """Return what is published, newest first."""
    return (
        Announcement.objects.filter(state=State.PUBLISHED)
        .select_related("department")
        .order_by("-published_at")
    )


def snippets() -> QuerySet[Snippet]:
    """Return the snippets of the organisation by name."""
    return Snippet.objects.select_related("department")


def overdue_snippets(member: Member, today: date) -> list[Snippet]:
    """Return the snippets that this person should look at again, the oldest first."""
    overdue = snippets().filter(review_on__lte=today).order_by("review_on", "name")
    rights = member.rights
    return [
        one
        for one in overdue
        if (
            may_write(rights, one.department_id)
            if one.department_id
            else may_write_anywhere(rights)
        )
    ]
