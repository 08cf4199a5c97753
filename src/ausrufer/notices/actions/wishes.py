"""How a person wants to be told."""

from collections.abc import Mapping

from django.db import transaction

from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import across_organisations
from ausrufer.foundation.text import clean_line
from ausrufer.notices.models import MemberWishes, PushDevice
from ausrufer.notices.policy import Kind, Wishes, default_wish
from ausrufer.organisations.models import Member


@transaction.atomic
def keep_wishes(*, member: Member, wishes: Wishes) -> None:
    """Store what differs from the defaults, so that better defaults reach everybody else."""
    chosen = {
        kind.value: {"mail": wish.mail.value, "push": wish.push, "matrix": wish.matrix}
        for kind in Kind
        if (wish := wishes.of(kind)) != default_wish(kind)
    }
    MemberWishes.objects.update_or_create(
        member=member,
        defaults={
            "organisation_id": member.organisation_id,
            "chosen": chosen,
            "digest_hour": wishes.digest_hour,
            "office_hours_only": wishes.office_hours_only,
        },
    )


@transaction.atomic
def keep_device(
    *, member: Member, endpoint: str, keys: Mapping[str, str], label: str
) -> PushDevice:
    """Remember a browser; who used it before on this computer is no longer told in it."""
    with across_organisations(reason="a browser tells one person, wherever they work"):
        strangers = PushDevice.objects.filter(endpoint=endpoint)
        strangers.exclude(member__user_id=member.user_id).delete()
    found, _ = PushDevice.objects.update_or_create(
        member=member,
        endpoint=endpoint,
        defaults={
            "organisation_id": member.organisation_id,
            "label": clean_line(label)[:80],
            "p256dh": keys["p256dh"],
            "auth": keys["auth"],
            "created_at": now(),
        },
    )
    return found


def forget_device(*, device: PushDevice) -> None:
    """Tell nobody in this browser any more."""
    device.delete()
