"""Noting what a person has seen, and what nobody has to see any more."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q

from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.notices.models import Digest, Notice
from ausrufer.notices.policy import ERRANDS, Kind
from ausrufer.organisations.models import Member

KEEP = timedelta(days=365)
KEEP_READ = timedelta(days=120)


def mark_read(*, member: Member, notice: Notice, read: bool = True) -> None:
    """Mark one notice as read or as unread."""
    Notice.objects.filter(pk=notice.pk, member=member).update(read_at=now() if read else None)


def mark_all_read(*, member: Member) -> int:
    """Mark everything as read; returns how many were not."""
    return Notice.objects.filter(member=member, read_at=None).update(read_at=now())


def mark_seen(*, member: Member, subject: str) -> None:
    """Whoever looks at the thing itself knows what stands there."""
    Notice.objects.filter(member=member, subject=subject, read_at=None).update(read_at=now())


def no_longer_asked(*, subject: str, kinds: Collection[Kind] = ERRANDS, occasion: str = "") -> None:
    """What people were asked to do is done or void: nobody needs to be asked any more."""
    asked = Notice.objects.filter(subject=subject, read_at=None, kind__in=kinds)
    if occasion:
        asked = asked.filter(occasion=occasion)
    asked.update(read_at=now())


def tidy() -> None:
    """Forget what was told long ago."""
    with across_organisations(reason="time passes for every organisation"):
        old = Q(at__lt=now() - KEEP) | Q(read_at__lt=now() - KEEP_READ)
        Notice.objects.filter(old).delete()
        Digest.objects.filter(due_at__lt=now() - KEEP).delete()
