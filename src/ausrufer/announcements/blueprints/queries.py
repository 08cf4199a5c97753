"""Reading templates."""

from datetime import date

from django.db.models import F, QuerySet

from ausrufer.announcements.models import Blueprint
from ausrufer.channels.models import Channel
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Rights, may_write, may_write_anywhere


def blueprints() -> QuerySet[Blueprint]:
    """Return the templates of the organisation: those of the whole house first, then by office."""
    by_office = F("department__name").asc(nulls_first=True)
    return Blueprint.objects.select_related("department").order_by(by_office, "name", "pk")


def may_keep(rights: Rights, blueprint: Blueprint) -> bool:
    """Tell whether somebody may change a template: whoever writes for its department."""
    department = blueprint.department_id
    return may_write(rights, department) if department else may_write_anywhere(rights)


def overdue_blueprints(member: Member, today: date) -> list[Blueprint]:
    """Return the templates that this person should look at again, the oldest first."""
    overdue = Blueprint.objects.filter(review_on__lte=today).order_by("review_on", "name")
    return [one for one in overdue if may_keep(member.rights, one)]


def channels_of(blueprint: Blueprint) -> list[Channel]:
    """Return the channels a template names that are still in use."""
    return list(Channel.objects.filter(pk__in=blueprint.channel_ids, active=True))
