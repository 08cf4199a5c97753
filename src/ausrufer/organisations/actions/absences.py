"""Being away, with a deputy who stands in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from ausrufer.foundation.clock import now
from ausrufer.organisations import journal
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.models import Absence, Member
from ausrufer.records.actions import record


@transaction.atomic
def enter_absence(
    *, member: Member, begins_at: datetime, ends_at: datetime, deputy: Member | None
) -> Absence:
    """Say that a member is away; raises Refused for times and deputies that cannot be.

    In that time the deputy may approve in the member's place.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    if ends_at <= begins_at or ends_at <= now():
        raise Refused(gettext("Das Ende muss nach dem Beginn und in der Zukunft liegen."))
    if deputy is not None and (deputy.pk == member.pk or not deputy.active):
        raise Refused(gettext("Bitte wählen Sie jemand anderes für die Vertretung."))
    if Absence.objects.filter(member=member, begins_at__lt=ends_at, ends_at__gt=begins_at).exists():
        raise Refused(gettext("In dieser Zeit ist schon eine Abwesenheit eingetragen."))
    absence = Absence.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        deputy=deputy,
        begins_at=begins_at,
        ends_at=ends_at,
        created_at=now(),
    )
    record(
        journal.ABSENCE_ENTERED,
        actor=member.actor,
        subject=f"member:{member.pk}",
        begins=begins_at.isoformat(),
        ends=ends_at.isoformat(),
        deputy=deputy.name if deputy else "–",
    )
    return absence


@transaction.atomic
def end_absence(*, member: Member, absence: Absence) -> None:
    """Take an absence back, or end it now where it has begun."""
    moment = now()
    if absence.begins_at < moment:
        Absence.objects.filter(pk=absence.pk, ends_at__gt=moment).update(ends_at=moment)
    else:
        Absence.objects.filter(pk=absence.pk).delete()
    record(journal.ABSENCE_ENDED, actor=member.actor, subject=f"member:{member.pk}")
