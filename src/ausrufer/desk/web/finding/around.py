"""What the desk itself finds for a person: pages to go to, colleagues, departments."""

from django.utils.translation import gettext as _

from ausrufer.desk.web.finding.commands import commands_for
from ausrufer.foundation.sought import Found, Hit, Sought, among
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_administer_people, may_read
from ausrufer.organisations.queries import departments


def pages(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find rooms, settings and other things to do by their names."""
    hits = (
        Hit(title=one.label, page=one.url, note=one.note)
        for one in commands_for(member)
        if not one.leaves
    )
    return among(hits, looked_for, start=start, most=most)


def people(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find colleagues by name and address; administrators are led to the person."""
    rights = member.rights
    opens = may_administer_people(rights)
    rows = Member.objects.values_list("pk", "name", "user__email", "active")
    hits = (
        Hit(
            title=name,
            page="person" if opens else "people",
            place=(key,) if opens else (),
            note=email if active else f"{email} · {_('ohne Zugang')}",
        )
        for key, name, email, active in (rows if may_read(rights) else ())
    )
    return among(hits, looked_for, start=start, most=most)


def offices(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find departments; they lead to their messages."""
    hits = (
        Hit(
            title=one.name,
            page="announcements",
            query=f"?amt={one.pk}",
            note=_("Mitteilungen dieses Amts"),
        )
        for one in (departments() if may_read(member.rights) else ())
    )
    return among(hits, looked_for, start=start, most=most)
